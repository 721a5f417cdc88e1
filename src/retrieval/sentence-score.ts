import { coverage, type WeighedUnit } from './coverage.ts';
import { type Expectation, FIGURES } from './expectation.ts';
import { fitness, type Wanted } from './fitness.ts';
import type { AnalysedSentence } from './passage-analysis.ts';
import { phasesIn } from './phases.ts';
import type { Query } from './query.ts';

/** What is known of a sentence as a possible answer, each about 0 to 1. */
export interface SentenceFeatures {
  /** Share of the question held by the sentence itself: what it asks about, and what it asks for. */
  subject: number;
  focus: number;
  /** What more of the subject stands around the sentence. */
  subjectAround: number;
  /** A figure or date, a list, a reason, a place where one is asked for. */
  figure: number;
  list: number;
  reason: number;
  place: number;
  /** Names the year or phase asked for; names only others. */
  sameTime: number;
  otherTime: number;
  caption: number;
}

/**
 * Set by hand and held against the development sets (CMRC, DRCD, XQuAD, RGB): a softmax regression over the
 * same features, with five more, chose the right sentence no more often on questions it was not fitted on.
 * What is asked for must stand in the sentence itself; its subject may stand around it.
 */
export const SENTENCE_WEIGHTS: Record<keyof SentenceFeatures, number> = {
  subject: 1,
  focus: 1,
  subjectAround: 0.85,
  figure: 0.12,
  list: 0.12,
  reason: 0.12,
  place: 0.06,
  sameTime: 0.08,
  otherTime: -0.2,
  caption: -0.03,
};

/** A sentence's place in what it is judged by. */
export interface SentenceContext {
  query: Query;
  subject: readonly WeighedUnit[];
  focus: readonly WeighedUnit[];
  wanted: Wanted;
  sentence: AnalysedSentence;
  around: ReadonlySet<number>;
  caption: boolean;
}

export function sentenceFeatures(context: SentenceContext): SentenceFeatures {
  const { query, subject, focus, wanted, sentence, around } = context;
  const own = { subject: coverage(subject, sentence.terms), focus: coverage(focus, sentence.terms) };
  const suits = (kinds: readonly Expectation[]) => meanFitness(query.expectations, kinds, sentence, wanted);
  const time = timeOf(query, sentence);
  return {
    subject: own.subject,
    focus: own.focus,
    subjectAround: coverage(subject, sentence.terms, around) - own.subject,
    figure: suits(FIGURES),
    list: suits(['list']),
    reason: suits(['reason']),
    place: suits(['place']),
    sameTime: time === 'same' ? 1 : 0,
    otherTime: time === 'other' ? 1 : 0,
    caption: context.caption ? 1 : 0,
  };
}

export function sentenceScore(features: SentenceFeatures): number {
  let score = 0;
  for (const name of Object.keys(SENTENCE_WEIGHTS) as (keyof SentenceFeatures)[]) {
    score += SENTENCE_WEIGHTS[name] * features[name];
  }
  return score;
}

/** Fitness for the expectations of some kinds, as a share of all expectations of the question. */
function meanFitness(
  expectations: readonly Expectation[],
  kinds: readonly Expectation[],
  sentence: AnalysedSentence,
  wanted: Wanted,
): number {
  const asked = expectations.filter((expectation) => kinds.includes(expectation));
  return (
    asked.reduce((sum, expectation) => sum + fitness(expectation, sentence, wanted), 0) / expectations.length
  );
}

/** Whether a sentence speaks of the years and phases asked for, only of others, or of none. */
function timeOf({ years, phases }: Query, sentence: AnalysedSentence): 'same' | 'other' | 'none' {
  const spokenYears = sentence.figures.flatMap(({ date }) => (date?.year ? [date.year] : []));
  const spokenPhases = phases.length > 0 ? phasesIn(sentence.folded) : [];
  const sides = [compare(years, spokenYears), compare(phases, spokenPhases)];
  if (sides.includes('other')) return 'other';
  return sides.includes('same') ? 'same' : 'none';
}

function compare(asked: readonly number[], spoken: readonly number[]): 'same' | 'other' | 'none' {
  if (asked.length === 0 || spoken.length === 0) return 'none';
  return spoken.some((value) => asked.includes(value)) ? 'same' : 'other';
}
