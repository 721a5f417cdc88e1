import { fold } from '../language/fold.ts';
import type { Answer, Citation, Outcome } from '../types.ts';
import { MARK, untracedFigures } from './figures.ts';
import type { Gold } from './gold.ts';

/** What was answered, as far as it is judged and shown. */
export interface GivenAnswer {
  outcome: Outcome;
  text: string;
  citations: Pick<Citation, 'n' | 'document' | 'title' | 'locator' | 'quote' | 'highlights'>[];
  /** How long it took, in milliseconds. */
  ms: number;
  language?: Answer['language'];
  tokens?: Answer['tokens'];
}

/** Why an answer is not right. */
export type Fault =
  | { kind: 'outcome'; given: Outcome; wanted: Outcome }
  /** None of the group is in the answer. */
  | { kind: 'missing'; group: readonly string[] }
  | { kind: 'forbidden'; text: string }
  | { kind: 'long'; characters: number };

export interface Verdict {
  gold: Gold;
  given: GivenAnswer;
  /** Whether the answer has no fault. What it cites and whether its figures are held is judged beside it. */
  right: boolean;
  faults: Fault[];
  /** Whether gold's evidence stands in a quote; `undefined` where gold names none or nothing was answered. */
  evidenceCited?: boolean;
  /** Figures of the answer that no quote holds. */
  untraced: string[];
}

/** Longest answer to a question of fact, in characters without its `[n]` marks (the gold sets' own rule). */
const FACT_LENGTH = 300;
const OPEN_TYPES = new Set(['list', 'aggregate', 'comparison', 'summary']);

/** Judges one answer by its gold; where gold says `declined`, handing over and small talk are no faults. */
export function judge(gold: Gold, given: GivenAnswer): Verdict {
  const faults = faultsOf(gold, given);
  const verdict: Verdict = { gold, given, right: faults.length === 0, faults, untraced: [] };
  if (given.outcome !== 'answered') return verdict;
  const quotes = given.citations.map(({ quote }) => quote);
  verdict.untraced = untracedFigures(given.text, quotes);
  if (gold.evidence !== undefined) {
    const evidence = foldForScoring(gold.evidence);
    verdict.evidenceCited = quotes.some((quote) => foldForScoring(quote).includes(evidence));
  }
  return verdict;
}

function faultsOf(gold: Gold, given: GivenAnswer): Fault[] {
  const answer = foldForScoring(given.text.replace(MARK, ''));
  const holds = (wanted: string) => answer.includes(foldForScoring(wanted));
  const faults: Fault[] = [];
  if (!outcomeFits(gold.outcome, given.outcome)) {
    faults.push({ kind: 'outcome', given: given.outcome, wanted: gold.outcome });
  }
  for (const group of gold.must) if (!group.some(holds)) faults.push({ kind: 'missing', group });
  for (const text of gold.forbid) if (holds(text)) faults.push({ kind: 'forbidden', text });
  const characters = answerLength(given.text);
  if (gold.outcome === 'answered' && !OPEN_TYPES.has(gold.type) && characters > FACT_LENGTH) {
    faults.push({ kind: 'long', characters });
  }
  return faults;
}

/** Whether an outcome is no fault where another is wanted: what is to be declined may be handed over or taken as talk. */
export function outcomeFits(wanted: Outcome, given: Outcome): boolean {
  return wanted === given || (wanted === 'declined' && isDeclining(given));
}

/** Whether an outcome leaves the question unanswered on purpose. */
export function isDeclining(outcome: Outcome): boolean {
  return outcome === 'declined' || outcome === 'handoff' || outcome === 'smalltalk';
}

/** Whether a person should look at it: it is wrong, a figure of it is loose, or it cites other evidence than gold. */
export function isFaulty({ right, untraced, evidenceCited }: Verdict): boolean {
  return !right || untraced.length > 0 || evidenceCited === false;
}

/** Both sides of a comparison in one form: NFKC, Simplified, lower case, without white space and thousands separators. */
export function foldForScoring(text: string): string {
  return fold(text.normalize('NFKC'))
    .replace(/(?<=\d)[,，](?=\d{3}(?!\d))/g, '')
    .replace(/\s+/g, '');
}

/** Characters of an answer without its `[n]` marks, in code points. */
export function answerLength(text: string): number {
  return [...text.replace(MARK, '').trim()].length;
}
