import { readFileSync } from 'node:fs';
import { verify } from '../src/verification/verify.ts';
import { labelledSentences } from '../tests/support/labelled-sentences.ts';
import { parseOptions } from './options.ts';

/**
 * How the verifier does on labelled sentences: wrong ones that pass, right ones that it stops, and its time.
 *
 * The default set was written beside the verifier. `tests/fixtures/verifier-sentences-2.jsonl` was written by others: when
 * the verifier first met it, 15.5 % of the wrong ones passed and 26.9 % of the right ones were stopped. It has been
 * used to mend the verifier since, so that what it shows now is no measure of sentences yet unseen.
 *
 * `node bench/verifier.ts [--set FILE] [--list]`
 */
const { set, list } = parseOptions({
  set: { type: 'string', default: 'tests/fixtures/verifier-sentences.jsonl' },
  list: { type: 'boolean', default: false },
});

const sentences = labelledSentences(readFileSync(set, 'utf8'));
for (const { statement, evidence } of sentences.slice(0, 40)) verify(statement, evidence);

const outcomes = sentences.map((sentence) => {
  const begun = performance.now();
  const findings = verify(sentence.statement, sentence.evidence);
  return { ...sentence, findings, ms: performance.now() - begun };
});

const share = (part: number, whole: number) =>
  `${part}/${whole} (${((100 * part) / Math.max(whole, 1)).toFixed(1)}%)`;
const right = outcomes.filter(({ verdict }) => verdict === 'right');
const wrong = outcomes.filter(({ verdict }) => verdict === 'wrong');
const stopped = right.filter(({ findings }) => findings.length > 0);
const passed = wrong.filter(({ findings }) => findings.length === 0);
console.log(
  `wrong passed ${share(passed.length, wrong.length)}, right stopped ${share(stopped.length, right.length)}`,
);

for (const lang of [...new Set(outcomes.map((outcome) => outcome.lang))]) {
  const of = (all: typeof outcomes) => all.filter((outcome) => outcome.lang === lang).length;
  console.log(
    `  ${lang}: wrong passed ${share(of(passed), of(wrong))}, right stopped ${share(of(stopped), of(right))}`,
  );
}
for (const vice of [...new Set(wrong.map((outcome) => outcome.vice))]) {
  const of = (all: typeof outcomes) => all.filter((outcome) => outcome.vice === vice).length;
  console.log(`  ${vice}: passed ${share(of(passed), of(wrong))}`);
}
const times = outcomes.map(({ ms }) => ms).sort((a, b) => a - b);
const at = (quantile: number) => times[Math.floor(quantile * (times.length - 1))]!.toFixed(2);
console.log(`ms a statement: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}`);

if (list) {
  for (const { id, vice, statement } of passed) console.log(`PASSED ${id} ${vice}: ${statement}`);
  for (const { id, statement, findings } of stopped)
    console.log(
      `STOPPED ${id}: ${statement}\n    ${findings.map(({ kind, reason }) => `${kind}: ${reason}`).join('\n    ')}`,
    );
}
