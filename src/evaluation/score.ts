import type { Outcome } from '../types.ts';
import { answerLength, isDeclining, type Verdict } from './judge.ts';

/** What is counted of some questions. */
export interface Tally {
  total: number;
  right: number;
  /** Answered questions whose gold names evidence, and those of them that cite it. */
  evidence: { cited: number; total: number };
  /** Questions whose gold declines; those of them that were declined, handed over or taken as talk, and those that were answered. */
  unanswerable: { declined: number; answered: number; total: number };
  /** Questions whose gold answers, and those of them that were not answered though nothing broke. */
  answerable: { declined: number; total: number };
  answered: number;
  /** Answered questions with a figure that no quote holds. */
  untraced: number;
  failed: number;
  /** What a model read and wrote, over the answers it was asked for; absent where it was asked for none. */
  tokens?: { prompt: number; completion: number; answers: number };
  /** Milliseconds an answer took: median and 95th percentile, by nearest rank. */
  p50: number;
  p95: number;
}

export interface Score extends Tally {
  /** By type of question, in the order of the file. */
  types: (Tally & { type: string })[];
  languages: (Tally & { language: string })[];
  /** By type and language; pairs that no question has are left out. */
  cells: (Tally & { type: string; language: string })[];
  /** How often which outcome was given where which was wanted; pairs that never came are left out. */
  outcomes: { wanted: Outcome; given: Outcome; count: number }[];
  /** Median characters of answered questions of type fact or number. */
  factCharacters?: number;
}

/** Adds verdicts up: all of them, and by type of question and language. */
export function summarize(verdicts: readonly Verdict[]): Score {
  const facts = verdicts.filter(
    ({ gold, given }) => given.outcome === 'answered' && (gold.type === 'fact' || gold.type === 'number'),
  );
  const characters = facts.map(({ given }) => answerLength(given.text));
  return {
    ...tally(verdicts),
    types: groups(verdicts, ({ gold }) => ({ type: gold.type })),
    languages: groups(verdicts, (verdict) => ({ language: languageOf(verdict) })),
    cells: groups(verdicts, (verdict) => ({ type: verdict.gold.type, language: languageOf(verdict) })),
    outcomes: countOutcomes(verdicts),
    factCharacters: facts.length > 0 ? quantile(characters, 0.5) : undefined,
  };
}

/** The language gold names, else the one that was answered in; `?` where neither is known. */
export function languageOf({ gold, given }: Verdict): string {
  return gold.lang ?? given.language ?? '?';
}

function groups<Key extends object>(
  verdicts: readonly Verdict[],
  keyOf: (verdict: Verdict) => Key,
): (Tally & Key)[] {
  const grouped = Map.groupBy(verdicts, (verdict) => JSON.stringify(keyOf(verdict)));
  return [...grouped.values()].map((members) => ({ ...keyOf(members[0]!), ...tally(members) }));
}

function tally(verdicts: readonly Verdict[]): Tally {
  const count = (holds: (verdict: Verdict) => boolean) => verdicts.filter(holds).length;
  const wants = (outcome: Outcome) => verdicts.filter(({ gold }) => gold.outcome === outcome);
  const declined = (members: readonly Verdict[]) =>
    members.filter(({ given }) => isDeclining(given.outcome)).length;
  const isAnswered = ({ given }: Verdict) => given.outcome === 'answered';
  const [unanswerable, answerable] = [wants('declined'), wants('answered')];
  const times = verdicts.map(({ given }) => given.ms);
  return {
    total: verdicts.length,
    right: count(({ right }) => right),
    evidence: {
      cited: count(({ evidenceCited }) => evidenceCited === true),
      total: count(({ evidenceCited }) => evidenceCited !== undefined),
    },
    unanswerable: {
      declined: declined(unanswerable),
      answered: unanswerable.filter(isAnswered).length,
      total: unanswerable.length,
    },
    answerable: { declined: declined(answerable), total: answerable.length },
    answered: count(isAnswered),
    untraced: count(({ untraced }) => untraced.length > 0),
    failed: count(({ given }) => given.outcome === 'failed'),
    tokens: addTokens(verdicts),
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
  };
}

function addTokens(verdicts: readonly Verdict[]): Tally['tokens'] {
  const counted = verdicts.flatMap(({ given }) => given.tokens ?? []);
  if (counted.length === 0) return undefined;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    prompt: sum(counted.map(({ prompt }) => prompt)),
    completion: sum(counted.map(({ completion }) => completion)),
    answers: counted.length,
  };
}

function countOutcomes(verdicts: readonly Verdict[]): Score['outcomes'] {
  const grouped = Map.groupBy(verdicts, ({ gold, given }) => `${gold.outcome} ${given.outcome}`);
  return [...grouped.values()].map((members) => ({
    wanted: members[0]!.gold.outcome,
    given: members[0]!.given.outcome,
    count: members.length,
  }));
}

/** Nearest-rank quantile; 0 of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
