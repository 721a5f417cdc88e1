/**
 * The load of an event: 2,000 visitors from one address in 5 minutes, half of them in the first, three questions each.
 *
 *     node bench/load.ts [--scale 0.1] [--seconds 30] [--model] [--abusive 200] [--seed 1] [--pack knowledge]
 */
import { join } from 'node:path';
import { linesOf } from './load-figures.ts';
import { HOSTED } from './load-model.ts';
import { runLoad } from './load-run.ts';
import { parseOptions, wholeNumber } from './options.ts';

const given = parseOptions({
  scale: { type: 'string', default: '1' },
  seconds: { type: 'string', default: '300' },
  model: { type: 'boolean', default: false },
  abusive: { type: 'string', default: '200' },
  seed: { type: 'string', default: '1' },
  pack: { type: 'string', default: join(import.meta.dirname, '..', 'knowledge') },
});

const result = await runLoad({
  visitors: Math.round(2000 * Number(given.scale)),
  seconds: wholeNumber('--seconds', given.seconds),
  questions: 3,
  model: given.model ? HOSTED : undefined,
  abusive: wholeNumber('--abusive', given.abusive),
  seed: wholeNumber('--seed', given.seed),
  pack: given.pack,
});
const { honest, abusive, server, model, generatorLateMs, parts, serverLog } = result;
for (const line of linesOf(honest)) console.log(line);
console.log('');
console.log(`abusive visitor: ${abusive.answered} answered, ${abusive.refused} refused`);
if (model) {
  const { calls, most, refused, stalled } = model;
  console.log(`model: ${calls} calls, ${most} at once, ${refused} answered with 429, ${stalled} stalled`);
}
const { mostMiB, lastMiB, cpuSeconds, loop, code } = server;
console.log(
  `server: ${mostMiB.toFixed(0)} MiB at most, ${lastMiB.toFixed(0)} MiB at the end, exit code ${code}`,
);
console.log(`processor: ${cpuSeconds.toFixed(0)} s since the server started`);
if (loop) {
  const shown = Object.entries(loop).map(([name, value]) => `${name} ${value.toFixed(0)} ms`);
  console.log(`event loop delay: ${shown.join(', ')}`);
}
console.log(`the generator itself was late by ${generatorLateMs.toFixed(0)} ms at most`);
console.log('\nfrom second  questions  whole answer p95  load average of the machine');
for (const { fromSeconds, questions, wholeP95, processorsWanted } of parts)
  console.log(
    `${fromSeconds}`.padStart(11) +
      `${questions}`.padStart(11) +
      `${wholeP95.toFixed(0)} ms`.padStart(18) +
      processorsWanted.toFixed(1).padStart(29),
  );
if (serverLog) console.log(`\nThe server's log ends in:\n${serverLog.slice(-1500)}`);
