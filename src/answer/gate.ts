import { coverage, held, type WeighedUnit } from '../retrieval/coverage.ts';
import { type Expectation, FIGURES } from '../retrieval/expectation.ts';
import { fitness, wantedBy } from '../retrieval/fitness.ts';
import { termsOf } from '../retrieval/passage-analysis.ts';
import type { Retrieval } from '../retrieval/retrieve.ts';
import { type Missing, missingIn } from './missing.ts';
import { type Chosen, rankSentences, selectSentences } from './select.ts';

/** Whether the documents hold an answer, and if not, what of the question they lack. */
export type Verdict = {
  /** How likely the best sentence answers, 0 to 1; without a rule against it, the gate opens from `threshold` on. */
  confidence: number;
  threshold: number;
  /** What was judged, and what the confidence is made of; absent where no sentence was found. */
  best?: Chosen;
  parts: GatePart[];
} & ({ open: true } | { open: false; closedBy: ClosedBy; missing: Missing });

/**
 * What closed the gate: no sentence was found; something asked for by name is spoken of nowhere near; no figure
 * of the kind asked for; or too little of the question is held.
 */
export type ClosedBy = 'nothing-found' | 'missing' | 'no-figure' | 'confidence';

/** One addend of the sum whose logistic function is the confidence: `value` times `weight`. */
export interface GatePart {
  feature: keyof GateFeatures | 'bias';
  value: number;
  weight: number;
  contribution: number;
}

/**
 * Decides whether the evidence answers the question.
 *
 * A year or place that the evidence does not speak of closes the gate whatever else matches: the right
 * figure of another year or another city is the wrong answer. Beyond that, `confidence` is a logistic
 * regression on what the best sentence and its surroundings hold of the question (bench/fit-gate.ts).
 */
export function judge(retrieval: Retrieval): Verdict {
  const best = rankSentences(retrieval.evidence)[0];
  if (!best) return { ...closed('nothing-found'), confidence: 0, threshold: THRESHOLD, parts: [] };
  const parts = partsOf(gateFeatures(retrieval, best));
  const confidence = logistic(parts);
  const judged = { confidence, threshold: THRESHOLD, best, parts };
  const missing = missingIn(retrieval, best);
  if (missing.years.length > 0 || missing.words.length > 0)
    return { ...judged, ...closed('missing', missing) };
  if (lacksFigure(retrieval)) return { ...judged, ...closed('no-figure') };
  return confidence >= THRESHOLD ? { ...judged, open: true } : { ...judged, ...closed('confidence') };
}

const THRESHOLD = 0.26;

function closed(closedBy: ClosedBy, missing: Missing = { years: [], words: [] }) {
  return { open: false, closedBy, missing } as const;
}

/** A question after figures is not answered by sentences that hold none of their kind. */
function lacksFigure(retrieval: Retrieval): boolean {
  const { query, units } = retrieval;
  const wanted = wantedBy(query, units);
  const asked = query.expectations.filter((expectation) => FIGURES.includes(expectation));
  const chosen = selectSentences(retrieval);
  const holds = (expectation: Expectation) =>
    chosen.some(({ sentence }) => fitness(expectation, sentence, wanted) > 0);
  return asked.length > 0 && !asked.some(holds);
}

/** What the gate looks at; each between 0 and about 1. */
export interface GateFeatures {
  /** Share of the question that the best sentence holds, and that it holds with its surroundings. */
  sentence: number;
  surroundings: number;
  /** Share of the question's words, and of the words of what is asked for, that the sentence holds. */
  words: number;
  focusWords: number;
  /** Share of the words that neither the sentence nor its surroundings hold, and the heaviest of them. */
  missing: number;
  heaviestMissing: number;
  /** Whether the sentence holds a figure, date or list of the kind asked for. */
  expected: number;
  /** How far the best sentence is ahead of the best of another passage. */
  margin: number;
}

const WEIGHTS: Record<keyof GateFeatures | 'bias', number> = {
  bias: -1.8,
  sentence: 0.99,
  surroundings: 1.19,
  words: 0.29,
  focusWords: -0.24,
  missing: -0.77,
  heaviestMissing: -2.85,
  expected: 0.99,
  margin: 3.13,
};

export const GATE_FEATURES = Object.keys(WEIGHTS).filter((name) => name !== 'bias') as (keyof GateFeatures)[];

/** The features of a question and its best sentence. */
export function gateFeatures({ query, units, evidence }: Retrieval, best: Chosen): GateFeatures {
  const { sentence } = best;
  const wanted = wantedBy(query, units);
  const around = termsOf(`${best.evidence.passage.text}\n${best.evidence.around}`);
  const other = rankSentences(evidence).find((item) => item.evidence !== best.evidence)?.score ?? 0;
  const ofWords = units.filter(({ word }) => word !== undefined);
  const lacks = (unit: WeighedUnit) => 1 - Math.max(held(unit, sentence.terms), held(unit, around));
  return {
    sentence: coverage(units, sentence.terms),
    surroundings: coverage(units, sentence.terms, around),
    words: share(ofWords, (unit) => held(unit, sentence.terms)),
    focusWords: share(
      ofWords.filter(({ focus }) => focus),
      (unit) => held(unit, sentence.terms),
    ),
    missing: share(ofWords, lacks),
    heaviestMissing: heaviest(ofWords, lacks),
    expected: Math.max(...query.expectations.map((expectation) => fitness(expectation, sentence, wanted))),
    margin: best.score > 0 ? Math.min(1, Math.max(0, 1 - other / best.score)) : 0,
  };
}

/** Weighted mean of a property of units; a half where there are none to say. */
function share(units: readonly WeighedUnit[], property: (unit: WeighedUnit) => number): number {
  const total = units.reduce((sum, { weight }) => sum + weight, 0);
  return total > 0 ? units.reduce((sum, unit) => sum + unit.weight * property(unit), 0) / total : 0.5;
}

/** The word with the most of a property, as a share of all words. */
function heaviest(units: readonly WeighedUnit[], property: (unit: WeighedUnit) => number): number {
  const total = units.reduce((sum, { weight }) => sum + weight, 0);
  const byWord = Map.groupBy(units, ({ word }) => word);
  const masses = [...byWord.values()].map((of) =>
    of.reduce((sum, unit) => sum + unit.weight * property(unit), 0),
  );
  return total > 0 ? Math.max(0, ...masses) / total : 0;
}

function partsOf(features: GateFeatures): GatePart[] {
  const bias = { feature: 'bias', value: 1, weight: WEIGHTS.bias, contribution: WEIGHTS.bias } as const;
  const weighed = GATE_FEATURES.map((feature) => {
    const [value, weight] = [features[feature], WEIGHTS[feature]];
    return { feature, value, weight, contribution: value * weight };
  });
  return [bias, ...weighed];
}

function logistic(parts: readonly GatePart[]): number {
  return 1 / (1 + Math.exp(-parts.reduce((sum, { contribution }) => sum + contribution, 0)));
}
