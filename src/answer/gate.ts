import { readFigures } from '../language/figures.ts';
import { fold } from '../language/fold.ts';
import { coverage } from '../retrieval/coverage.ts';
import { fitness, wantedBy } from '../retrieval/fitness.ts';
import { termsOf } from '../retrieval/passage-analysis.ts';
import type { Retrieval } from '../retrieval/retrieve.ts';
import type { Evidence } from '../types.ts';
import { placesIn } from './places.ts';
import { type Chosen, rankSentences } from './select.ts';

/** Whether the documents hold an answer, and if not, what of the question they lack. */
export type Verdict =
  | { open: true; confidence: number }
  | { open: false; confidence: number; missing: { years: number[]; words: string[] } };

/**
 * Decides whether the evidence answers the question.
 *
 * A year or place that the evidence does not speak of closes the gate whatever else matches: the right
 * figure of another year or another city is the wrong answer. Beyond that, `confidence` is a logistic
 * regression on what the best sentence and its surroundings hold of the question (bench/fit-gate.ts).
 */
export function judge(retrieval: Retrieval): Verdict {
  const best = rankSentences(retrieval.evidence)[0];
  if (!best) return { open: false, confidence: 0, missing: { years: [], words: [] } };
  const years = missingYears(retrieval, best);
  const words = missingPlaces(retrieval, best);
  const confidence = logistic(gateFeatures(retrieval, best));
  if (years.length > 0 || words.length > 0) return { open: false, confidence, missing: { years, words } };
  if (confidence >= THRESHOLD) return { open: true, confidence };
  return { open: false, confidence, missing: { years: [], words: [] } };
}

const THRESHOLD = 0.5;

/** What the gate looks at; each between 0 and about 1. */
export interface GateFeatures {
  /** Share of the question that the best sentence holds, and that it holds with its surroundings. */
  sentence: number;
  surroundings: number;
  /** Best two sentences in a row of the best passage. */
  window: number;
  /** Share of what is asked for, as against what it is asked about. */
  focus: number;
  /** Share of the question's words that no passage of the whole index holds. */
  unknown: number;
  /** Whether the best sentence holds a figure, date or list of the kind asked for. */
  expected: number;
}

export const FEATURES: readonly (keyof GateFeatures)[] = [
  'sentence',
  'surroundings',
  'window',
  'focus',
  'unknown',
  'expected',
];

const WEIGHTS: Record<keyof GateFeatures | 'bias', number> = {
  bias: -4,
  sentence: 4,
  surroundings: 4,
  window: 2,
  focus: 2,
  unknown: -3,
  expected: 1,
};

/** The features of a question and its best sentence. */
export function gateFeatures({ query, units, unknownWords }: Retrieval, best: Chosen): GateFeatures {
  const { sentence, evidence } = best;
  const wanted = wantedBy(query, units);
  const around = termsOf(`${evidence.passage.text}\n${evidence.around}`);
  const focused = units.filter(({ focus }) => focus);
  const focusWeight = focused.reduce((sum, { weight }) => sum + weight, 0);
  return {
    sentence: coverage(units, sentence.terms),
    surroundings: coverage(units, around),
    window: Math.max(evidence.signals.single!, evidence.signals.double!),
    focus: focusWeight > 0 ? coverage(focused, sentence.terms) / focusWeight : 0.5,
    unknown: unknownWords.length / Math.max(query.words.length, 1),
    expected: Math.max(...query.expectations.map((expectation) => fitness(expectation, sentence, wanted))),
  };
}

function logistic(features: GateFeatures): number {
  const sum = FEATURES.reduce((total, name) => total + WEIGHTS[name] * features[name], WEIGHTS.bias);
  return 1 / (1 + Math.exp(-sum));
}

/** Years of the question that neither the passage nor what stands around it speaks of, if it speaks of others. */
function missingYears({ query }: Retrieval, { evidence }: Chosen): number[] {
  if (query.years.length === 0) return [];
  const spoken = yearsSpokenOf(evidence);
  if (spoken.size === 0 || query.years.some((year) => spoken.has(year))) return [];
  return query.years;
}

function yearsSpokenOf({ passage, around }: Evidence): Set<number> {
  const text = `${passage.text}\n${around}`;
  const years = readFigures(text).flatMap(({ date }) => (date?.year ? [date.year] : []));
  const bare = [...fold(text).matchAll(/(?<!\d)(?:19|20)\d\d(?!\d)/g)].map(([year]) => Number(year));
  return new Set([...years, ...bare]);
}

/** Cities and provinces of the question that the evidence does not name. */
function missingPlaces({ query }: Retrieval, { evidence }: Chosen): string[] {
  const text = fold(`${evidence.passage.text}\n${evidence.around}`);
  return placesIn(query.text)
    .filter(({ names }) => !names.some((name) => text.includes(name)))
    .map(({ asked }) => asked);
}
