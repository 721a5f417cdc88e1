/**
 * Fits the gate: for each kind of library that src/answer/gate/weights.ts knows, a logistic regression of "the
 * documents hold an answer" on src/answer/gate/features.ts. Questions are held out in turn, with and without their
 * documents together; from those held out comes the curve, and the bias that answers the wanted share at 0.5. What a
 * rule closes is declined there as well.
 *
 *   node bench/fit-gate.ts --squad FILE … --english PARAGRAPHS=QUESTIONS … --rgb FILE … --gold QUESTIONS=PACK …
 *       [--every N] [--write]
 *
 * A SQuAD question counts twice: with its paragraph, and with its paragraph taken away. An RGB question counts with
 * all its passages and with those alone that do not answer it. `--write` keeps the weights in
 * src/answer/gate/weights.json and the curve in bench/gate-curve.json.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GateFeatures } from '../src/answer/gate/features.ts';
import { GATE_FEATURES, type GateWeights, KINDS, type Kind, kindShares } from '../src/answer/gate/weights.ts';
import { goldSet, rgbSet, squadSet } from './development.ts';
import { developmentExamples, type Example, goldExamples } from './gate-examples.ts';
import { logistic, logOdds, type Regression, regress, type Sample } from './logistic.ts';
import { parseOptions, wholeNumber } from './options.ts';

/** Share of the answerable questions to be answered, by kind of library. */
const WANTED: Record<Kind, number> = { crowded: 0.91, mixed: 0.975, english: 0.95 };
/** Parts of the questions that are held out in turn, and ways of parting them. */
const FOLDS = 5;
const PARTINGS = 4;
/** What an answerable question counts whose composed answer is wrong: letting it through helps less. */
const WRONG_WEIGHT = 0.6;
/** Own gold questions, the kind that matters, count so much more than others of their kind of library. */
const GOLD_WEIGHT = 3;
/** What each other set counts, however large it is; of English little, since of most nothing is found. */
const SET_WEIGHT: Record<Kind, number> = { crowded: 500, mixed: 500, english: 100 };

/**
 * What says nothing of its own where texts are many: the words of one sentence, and how near texts come that agree on
 * nothing. Each feature more costs the held out about as much as it gives.
 */
const UNUSED: Partial<Record<Kind, readonly (keyof GateFeatures)[]>> = {
  crowded: [
    'sentence',
    'surroundings',
    'words',
    'focusWords',
    'missing',
    'heaviestMissing',
    'expected',
    'margin',
    'alike',
    'alikeThird',
    'unsaid',
    'closeThird',
    'asked',
    'figure',
    'asksFigure',
    'asksPerson',
  ],
};

const values = parseOptions({
  squad: { type: 'string', multiple: true, default: [] },
  english: { type: 'string', multiple: true, default: [] },
  rgb: { type: 'string', multiple: true, default: [] },
  gold: { type: 'string', multiple: true, default: [] },
  every: { type: 'string', default: '1' },
  write: { type: 'boolean', default: false },
});
const every = wholeNumber('--every', values.every);
const examples: Example[] = [];
for (const file of values.squad) examples.push(...(await developmentExamples(squadSet(file), every)));
for (const pair of values.english) {
  const [paragraphs, questions] = pair.split('=') as [string, string];
  examples.push(...(await developmentExamples(squadSet(paragraphs, questions), every)));
}
for (const file of values.rgb) examples.push(...(await developmentExamples(rgbSet(file), 1)));
for (const pair of values.gold) examples.push(...(await goldExamples(await goldSet(pair))));

const seen = examples.filter(({ features }) => features !== undefined);
const heldOut = crossValidate(seen);
const offsets = Object.fromEntries(KINDS.map((kind) => [kind, offsetOf(kind, heldOut)])) as Record<
  Kind,
  number
>;
const fitted = Object.fromEntries(
  KINDS.map((kind) => [kind, asWeights(regress(samplesOf(seen, kind)), offsets[kind])]),
) as GateWeights;
const curve = curveOf(examples, heldOut, offsets);
console.log(fitted);
for (const { set, questions, points } of curve) {
  const shown = points.map(({ threshold, answered, declined }) => `${threshold}: ${answered} / ${declined}`);
  console.log(`${set} (${questions}), answered right / declined right: ${shown.join('  ')}`);
}
if (values.write) {
  const root = join(import.meta.dirname, '..');
  writeFileSync(
    join(root, 'src/answer/gate/weights.json'),
    `${JSON.stringify(fitted, (_, value) => (typeof value === 'number' ? Number(value.toFixed(3)) : value), 2)}\n`,
  );
  writeFileSync(join(root, 'bench/gate-curve.json'), `${JSON.stringify(curve, undefined, 2)}\n`);
}

/** Odds of each example by regressions that have not seen its question, in each way of parting them. */
function crossValidate(all: readonly Example[]): Map<Example, Record<Kind, number>[]> {
  const odds = new Map<Example, Record<Kind, number>[]>(all.map((example) => [example, []]));
  for (let parting = 0; parting < PARTINGS; parting++) {
    for (let fold = 0; fold < FOLDS; fold++) {
      const isHeldOut = ({ question }: Example) => hash(`${parting} ${question}`) % FOLDS === fold;
      const training = all.filter((example) => !isHeldOut(example));
      const regressions = KINDS.map((kind) => [kind, regress(samplesOf(training, kind))] as const);
      for (const example of all.filter(isHeldOut)) {
        const entries = regressions.map(([kind, regression]) => [
          kind,
          logOdds(regression, valuesOf(example, kind)),
        ]);
        odds.get(example)!.push(Object.fromEntries(entries) as Record<Kind, number>);
      }
    }
  }
  return odds;
}

/** What a kind of library learns from; of the unanswerable not those that are answered by accident. */
function samplesOf(all: readonly Example[], kind: Kind): Sample[] {
  const used = all.filter(({ answerable, right }) => answerable || !right);
  const sizes = new Map<string, number>();
  for (const { set } of used) sizes.set(set, (sizes.get(set) ?? 0) + 1);
  return used
    .map((example) => ({
      values: valuesOf(example, kind),
      positive: example.answerable,
      weight:
        shareOf(example, kind) *
        (example.answerable && !example.right ? WRONG_WEIGHT : 1) *
        (example.isGold ? GOLD_WEIGHT : SET_WEIGHT[kind] / sizes.get(example.set)!),
    }))
    .filter(({ weight }) => weight > 0.01);
}

/** How far an example is of a kind to learn from; what is little of it teaches the others only. */
function shareOf(example: Example, kind: Kind): number {
  const share = kindShares(example)[kind];
  return share > 0.5 ? share : 0;
}

function valuesOf({ features }: Example, kind: Kind): number[] {
  return GATE_FEATURES.map((name) => (UNUSED[kind]?.includes(name) ? 0 : features![name]));
}

/** What is taken from the odds of a kind so that the wanted share of those answerable that no rule closes is above 0. */
function offsetOf(kind: Kind, odds: ReadonlyMap<Example, readonly Record<Kind, number>[]>): number {
  const own = [...odds].filter(
    ([example]) => example.answerable && !example.closed && kindShares(example)[kind] > 0.5,
  );
  const sorted = own.flatMap(([, of]) => of.map((one) => one[kind])).sort((a, b) => a - b);
  return sorted[Math.floor((1 - WANTED[kind]) * sorted.length)] ?? 0;
}

function asWeights({ bias, weights }: Regression, offset: number): GateWeights[Kind] {
  const entries = GATE_FEATURES.map((name, i) => [name, weights[i]!]);
  return Object.fromEntries([['bias', bias - offset], ...entries]) as GateWeights[Kind];
}

/** Shares in per cent, by set and threshold, of questions that were held out. */
function curveOf(
  all: readonly Example[],
  odds: ReadonlyMap<Example, readonly Record<Kind, number>[]>,
  taken: Record<Kind, number>,
) {
  const confidences = (example: Example) =>
    odds.get(example)?.map((one) => {
      if (example.closed) return 0;
      const shares = kindShares(example);
      return logistic(KINDS.reduce((sum, kind) => sum + shares[kind] * (one[kind] - taken[kind]), 0));
    }) ?? [0];
  return [...Map.groupBy(all, ({ set }) => set)].map(([set, own]) => ({
    set,
    questions: own.length,
    points: [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8].map((threshold) => {
      const share = (answerable: boolean, isRight: (confidence: number) => boolean) => {
        const of = own.filter((example) => example.answerable === answerable).flatMap(confidences);
        return Math.round((100 * of.filter(isRight).length) / Math.max(1, of.length));
      };
      return {
        threshold,
        answered: share(true, (confidence) => confidence >= threshold),
        declined: share(false, (confidence) => confidence < threshold),
      };
    }),
  }));
}

/** FNV-1a. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return state >>> 0;
}
