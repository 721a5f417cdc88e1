/**
 * How long WeChat waits for the response to its calls while the model stands still: every call is a message with a
 * signature, encrypted, from another follower, and is kept on disk before it is answered.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { DeskPort } from '../src/channels/desk-port.ts';
import { createFakeDesk } from '../tests/support/fake-desk.ts';
import { openWechatDesk } from '../tests/support/wechat-desk.ts';
import { percentile } from './measure.ts';
import { parseOptions, wholeNumber } from './options.ts';

const options = parseOptions({
  calls: { type: 'string', default: '1000' },
  'per-second': { type: 'string', default: '20' },
  json: { type: 'boolean', default: false },
});
const calls = wholeNumber('--calls', options.calls);
const perSecond = wholeNumber('--per-second', options['per-second']);

/** What WeChat asks for is five seconds; what we ask for is one. */
const MOST_MS = 1000;

const stopping = new AbortController();
const stalled: DeskPort = {
  ...createFakeDesk({}),
  async *answer(_question, signal = stopping.signal) {
    const isOver = AbortSignal.any([signal, stopping.signal]);
    await wait(2 ** 30, undefined, { signal: isOver }).catch(() => undefined);
    throw new Error('The measurement is over.');
  },
};

const desk = await openWechatDesk(stalled);
const tookMs: number[] = [];
const outcomes: Record<string, number> = {};
const started = performance.now();
const underWay: Promise<void>[] = [];
for (let call = 0; call < calls; call += 1) {
  // Calls come when they come, whether or not those before them are answered.
  await wait(Math.max(0, started + (call * 1000) / perSecond - performance.now()));
  underWay.push(make(call));
}
await Promise.all(underWay);
report();
stopping.abort();
await desk.close();

async function make(call: number): Promise<void> {
  const follower = desk.emulator.follower();
  const { outcomes: made, tookMs: took } = await follower.writes(`第${call}个问题：园区有哪些优惠政策？`);
  tookMs.push(took);
  for (const { kind } of made) outcomes[kind] = (outcomes[kind] ?? 0) + 1;
}

function report(): void {
  const figures = {
    calls,
    perSecond,
    p50Ms: percentile(tookMs, 0.5),
    p95Ms: percentile(tookMs, 0.95),
    p99Ms: percentile(tookMs, 0.99),
    mostMs: Math.max(...tookMs),
    outcomes,
  };
  if (options.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  else {
    const ms = (value: number) => `${value.toFixed(0)} ms`;
    const { p50Ms, p95Ms, p99Ms, mostMs } = figures;
    process.stdout.write(
      `${calls} calls, ${perSecond} a second, the model standing still: p50 ${ms(p50Ms)}, p95 ${ms(p95Ms)}, p99 ${ms(p99Ms)}, slowest ${ms(mostMs)}; ${JSON.stringify(outcomes)}\n`,
    );
  }
  if (figures.p99Ms > MOST_MS || outcomes.accepted !== calls) process.exitCode = 1;
}
