import { fold, HAN } from '../language/fold.ts';
import { slotsIn } from '../retrieval/follow-up/slots.ts';
import type { QueryUnit } from '../retrieval/question/query.ts';
import type { Language } from '../types.ts';
import { names } from './compose/naming.ts';
import type { Chosen } from './compose/select.ts';

/** One side of a comparison: what it is called, the units of its question, and the sentences that may answer, best first. */
export interface PairedSide {
  subject: string;
  units: readonly QueryUnit[];
  candidates: readonly Chosen[];
}

/** Only sentences of this share of the best one's score are chosen for being alike. */
const NEAR = 0.8;
/** What likeness counts beside the scores, each as a share of the best. */
const LIKENESS = 0.5;

/**
 * Chooses for each side its sentence: the row of both sides, or rows of one table, where a table has them, else
 * sentences that speak alike. What is measured alike compares best.
 */
export function pairUp(sides: readonly PairedSide[], language: Language): Chosen[] {
  return rowOfBoth(sides) ?? rowsOfOneTable(sides, language) ?? mostAlike(sides);
}

/** A row that has a column for each side, where it is the best answer of one of them. */
function rowOfBoth(sides: readonly PairedSide[]): Chosen[] | undefined {
  const [first, ...others] = sides.map(({ candidates }) => candidates);
  const shared = (first ?? []).flatMap((one) => {
    const all = [
      one,
      ...others.flatMap((candidates) => candidates.find((other) => isSame(one, other)) ?? []),
    ];
    const isColumns = sides.every(({ subject, units }) => names(headings(one), subject, units));
    const isBest = sides.some(({ candidates }) => isSame(candidates[0]!, one));
    return all.length === sides.length && isColumns && isBest ? [all] : [];
  });
  const total = (row: readonly Chosen[]) => row.reduce((sum, { score }) => sum + score, 0);
  return shared.sort((a, b) => total(b) - total(a))[0];
}

function isSame(one: Chosen, other: Chosen): boolean {
  return (
    one.evidence.passage.kind === 'table-row' &&
    one.evidence.passage.id === other.evidence.passage.id &&
    one.sentence.start === other.sentence.start
  );
}

/** The headings of a row, without its cells. */
function headings({ sentence }: Chosen): string {
  return sentence.folded.replace(/[:：][^;；]*/g, ' ');
}

/** For each side its row of one table, where a table has a row of each. */
function rowsOfOneTable(sides: readonly PairedSide[], language: Language): Chosen[] | undefined {
  const rowsOf = ({ candidates, subject, units }: PairedSide) =>
    candidates.filter(
      ({ evidence: { passage }, sentence }) =>
        passage.kind === 'table-row' &&
        (language === 'en' || HAN.test(passage.text.charAt(0))) &&
        names(sentence.folded, subject, units),
    );
  const tableOf = ({ evidence: { document, passage } }: Chosen) =>
    JSON.stringify([document.id, passage.locator.headingPath, passage.locator.table]);
  const [first, ...others] = sides.map(rowsOf);
  for (const row of first ?? []) {
    const beside = others.map((rows) =>
      rows.find(
        (other) => tableOf(other) === tableOf(row) && other.evidence.passage.id !== row.evidence.passage.id,
      ),
    );
    if (beside.every((other) => other !== undefined)) return [row, ...beside];
  }
  return undefined;
}

/** Whether a row is none for a side: a row has a day of its own, and what is asked of a year is not asked of it. */
export function isRowOfItself(one: Chosen, { subject, units }: Omit<PairedSide, 'candidates'>): boolean {
  return (
    one.evidence.passage.kind === 'table-row' && isTime(subject) && !names(headings(one), subject, units)
  );
}

function isTime(subject: string): boolean {
  const [slot] = slotsIn(fold(subject));
  return slot?.kind === 'time' && slot.text === fold(subject);
}

/** Of sentences that answer well, those that speak alike; the best of each side where there are more than two. */
function mostAlike(sides: readonly PairedSide[]): Chosen[] {
  const best = sides.map(({ candidates }) => candidates[0]!);
  const [first, second] = sides.map(({ candidates, subject, units }) => {
    const isNamed = ({ sentence }: Chosen) => names(sentence.folded, subject, units);
    const mustName = isNamed(candidates[0]!);
    return candidates.filter(
      (one) => one.score >= NEAR * candidates[0]!.score && (!mustName || isNamed(one)),
    );
  });
  if (sides.length !== 2 || !first || !second) return best;
  const worth = (one: Chosen, other: Chosen) =>
    one.score / best[0]!.score + other.score / best[1]!.score + LIKENESS * likeness(one, other);
  const pairs = first.flatMap((one) => second.map((other) => ({ one, other, worth: worth(one, other) })));
  const [most] = pairs.sort((a, b) => b.worth - a.worth);
  return [most!.one, most!.other];
}

/** Share of their terms that two sentences have in common; a sentence is no comparison with itself. */
function likeness(one: Chosen, two: Chosen): number {
  if (one.evidence.passage.id === two.evidence.passage.id && one.sentence.start === two.sentence.start)
    return 0;
  const { terms } = one.sentence;
  const other = two.sentence;
  const shared = [...terms].filter((term) => other.terms.has(term)).length;
  return shared / Math.max(1, Math.min(terms.size, other.terms.size));
}
