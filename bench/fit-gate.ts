/**
 * Fits the gate (src/answer/gate.ts): a logistic regression of "the answer is right" on what the best
 * sentence holds of the question. Prints the weights, and what they keep and reject at each threshold.
 *
 *   node bench/fit-gate.ts --squad FILE … [--rgb FILE] [--gold QUESTIONS=PACK …] [--every N]
 *
 * A SQuAD question counts twice: with its paragraph, and near, with its paragraph taken away. An RGB
 * question counts with all its passages and with those alone that do not answer it.
 */
import { parseArgs } from 'node:util';
import { Citations } from '../src/answer/citations.ts';
import { composeExtract } from '../src/answer/compose.ts';
import { GATE_FEATURES, gateFeatures } from '../src/answer/gate.ts';
import { rankSentences } from '../src/answer/select.ts';
import { judge as score } from '../src/evaluation/judge.ts';
import { type Retrieval, retrieve } from '../src/retrieval/retrieve.ts';
import { type DevelopmentSet, type GoldSet, goldSet, holdsAnswer, rgbSet, squadSet } from './development.ts';
import { asQuestion } from './library.ts';

interface Example {
  set: string;
  features: number[];
  right: boolean;
  weight: number;
}

/** Sets count the same whatever their size; own gold questions, the kind that matters, this many times as much. */
const GOLD_WEIGHT = 3;
const RIDGE = 1;
const STEPS = 3000;
const RATE = 2;

const { values } = parseArgs({
  options: {
    squad: { type: 'string', multiple: true, default: [] },
    rgb: { type: 'string', multiple: true, default: [] },
    gold: { type: 'string', multiple: true, default: [] },
    every: { type: 'string', default: '1' },
  },
});
const examples: Example[] = [];
for (const file of values.squad) examples.push(...(await examplesOf(squadSet(file), Number(values.every))));
for (const file of values.rgb) examples.push(...(await examplesOf(rgbSet(file), 1)));
for (const pair of values.gold) examples.push(...(await goldExamples(await goldSet(pair))));
for (const set of new Set(examples.map((example) => example.set))) {
  const own = examples.filter((example) => example.set === set);
  for (const example of own) example.weight *= 100 / own.length;
}
const weights = regress(examples);
console.log(
  Object.fromEntries(['bias', ...GATE_FEATURES].map((name, i) => [name, Number(weights[i]!.toFixed(2))])),
);
for (const set of new Set(examples.map((example) => example.set))) {
  const of = (right: boolean) => examples.filter((example) => example.set === set && example.right === right);
  const open = (some: readonly Example[], from: number) =>
    `${((100 * some.filter(({ features }) => logistic(weights, features) >= from).length) / Math.max(some.length, 1)).toFixed(0)}%`;
  const curve = [0.3, 0.4, 0.5, 0.6, 0.7].map(
    (from) => `${from}: ${open(of(true), from)} / ${open(of(false), from)}`,
  );
  console.log(
    `${set} (${of(true).length} right, ${of(false).length} wrong), let through right / wrong at ${curve.join('  ')}`,
  );
}

async function examplesOf(set: DevelopmentSet, every: number): Promise<Example[]> {
  const found: Example[] = [];
  for (let i = 0; i < set.questions.length; i += every) {
    const question = set.questions[i]!;
    const retrieval = await retrieve(asQuestion(question.text), await set.library(question));
    const near = {
      ...retrieval,
      evidence: retrieval.evidence.filter(({ document }) => !question.documents.has(document.id)),
    };
    for (const [name, given] of [
      [set.name, retrieval],
      [`${set.name} near`, near],
    ] as const) {
      const best = rankSentences(given.evidence)[0];
      if (!best) continue;
      const text = composeExtract(given, new Citations('zh-Hans')) ?? '';
      found.push({ set: name, features: featuresOf(given), right: holdsAnswer(text, question), weight: 1 });
    }
  }
  return found;
}

async function goldExamples({ name, questions, library }: GoldSet): Promise<Example[]> {
  const found: Example[] = [];
  for (const gold of questions) {
    if (gold.type === 'comparison' || !['answered', 'declined'].includes(gold.outcome)) continue;
    const retrieval = await retrieve({ ...asQuestion(gold.question), history: gold.history }, library);
    if (rankSentences(retrieval.evidence).length === 0) continue;
    const text = composeExtract(retrieval, new Citations(retrieval.query.language)) ?? '';
    const { right } = score(gold, { outcome: 'answered', text, citations: [], ms: 0 });
    found.push({ set: name, features: featuresOf(retrieval), right, weight: GOLD_WEIGHT });
  }
  return found;
}

function featuresOf(retrieval: Retrieval): number[] {
  const features = gateFeatures(retrieval, rankSentences(retrieval.evidence)[0]!);
  return [1, ...GATE_FEATURES.map((name) => features[name])];
}

/** Gradient ascent on the weighted log-likelihood; right and wrong examples weigh the same in all. */
function regress(training: readonly Example[]): number[] {
  const total = (right: boolean) =>
    training.filter((example) => example.right === right).reduce((sum, { weight }) => sum + weight, 0);
  const share = { right: 0.5 / total(true), wrong: 0.5 / total(false) };
  const weights = new Array<number>(GATE_FEATURES.length + 1).fill(0);
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight, i) => (i === 0 ? 0 : (-RIDGE * weight) / training.length));
    for (const { features, right, weight } of training) {
      const error = (right ? 1 : 0) - logistic(weights, features);
      const factor = error * weight * (right ? share.right : share.wrong);
      for (const [i, value] of features.entries()) gradient[i]! += factor * value;
    }
    for (const [i, value] of gradient.entries()) weights[i]! += RATE * value;
  }
  return weights;
}

function logistic(weights: readonly number[], features: readonly number[]): number {
  return 1 / (1 + Math.exp(-features.reduce((sum, value, i) => sum + value * weights[i]!, 0)));
}
