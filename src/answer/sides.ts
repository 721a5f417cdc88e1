import { fold } from '../language/fold.ts';
import { coverage } from '../retrieval/candidates/coverage.ts';
import { FIGURES, fitsFigure } from '../retrieval/question/expectation.ts';
import type { Query } from '../retrieval/question/query.ts';
import type { AnalysedSentence } from '../retrieval/reading/passage-analysis.ts';
import type { Retrieval } from '../retrieval/retrieve.ts';
import type { Evidence } from '../types.ts';
import { names, textsOf } from './compose/naming.ts';
import { type Chosen, rankSentences } from './compose/select.ts';
import { NOTHING_NAMED } from './decline.ts';
import { judge } from './gate/gate.ts';
import type { Missing } from './gate/missing.ts';
import { isRowOfItself } from './pairing.ts';

/** One side of a comparison as it was asked of the documents. */
export interface AskedSide {
  subject: string;
  retrieval: Retrieval;
}

/** With the sentences that may answer for it, best first; none where the gate stays shut. */
export interface Side extends AskedSide {
  candidates: Chosen[];
  /** What of its question the documents lack by name; empty where nothing is. */
  missing: Missing;
}

/** Finds for one side the sentences that speak of it, and not of another, and hold what is asked. */
export function readSide(side: AskedSide, others: readonly AskedSide[]): Side {
  const { subject, retrieval: found } = side;
  const { query } = found;
  const isRule = RULE_IN_TIME.test(subject);
  const evidence = isRule
    ? ofItsTime(side)
    : found.evidence.filter((item) => isOf(side, others, textsOf(item)));
  const retrieval = { ...found, evidence };
  if (!judge(retrieval).open) return { subject, retrieval, candidates: [], missing: lackOf(side) };
  const own = rankSentences(evidence).filter(
    (one) =>
      !isRowOfItself(one, { subject, units: query.units }) &&
      (isRule ||
        (speaksOf(side, others, [one.sentence.folded, ...textsOf(one.evidence)]) &&
          !isOfAll(query, one, others))),
  );
  const asksFigure = query.expectations.some((expectation) => FIGURES.includes(expectation));
  const kinds = own.map(({ sentence }) => kindsHeld(query, sentence));
  const most = Math.max(asksFigure ? 1 : 0, ...kinds);
  const candidates = own.filter((_, at) => kinds[at] === most);
  return {
    subject,
    retrieval,
    candidates: ofTheMeasure(candidates, retrieval, subject),
    missing: NOTHING_NAMED,
  };
}

/** A rule called by its time, which no document says of itself. */
const RULE_IN_TIME =
  /^(?:[旧老]|现行)(?:政策|办法|规定|措施|标准)$|^(?:old|current) (?:polic(?:y|ies)|rules?|measures)$/;

/** Evidence from the rules out of force for the old rule, from those in force for the current one. */
function ofItsTime({ subject, retrieval: { evidence, past } }: AskedSide): Evidence[] {
  const isPast = ({ document }: Evidence) => past.documents.some(({ id }) => id === document.id);
  return evidence.filter((item) => isPast(item) === /^[旧老]|^old/.test(subject));
}

/** Of what the documents lack, what names the side itself: its year, its place, its phase. */
function lackOf({ subject, retrieval }: AskedSide): Missing {
  const verdict = judge(retrieval);
  if (verdict.open) return NOTHING_NAMED;
  const texts = retrieval.evidence.map((item) => fold([item.around, ...textsOf(item)].join('\n')));
  const isLacking = (word: string) =>
    (subject.includes(word) || word.includes(subject)) && !texts.some((text) => text.includes(word));
  return {
    years: verdict.missing.years.filter((year) => isLacking(String(year))),
    words: verdict.missing.words.filter((word) => isLacking(fold(word))),
  };
}

/** Whether a text names a side, by the units of its own question. */
export function namesSide(text: string, { subject, retrieval }: AskedSide): boolean {
  const bare = subject.replace(MONTH, '').trim();
  return names(text, bare || subject, retrieval.query.units);
}

/** When a thing takes place is no part of its name: the September promotion month. */
const MONTH =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december) (?=[a-z])/;

/** Sentences that speak of what is asked of a side beside its name, where any does: 产值, and not any amount. */
function ofTheMeasure(candidates: Chosen[], { units }: Retrieval, subject: string): Chosen[] {
  const asked = units.filter(({ word, label }) => word !== undefined && !subject.includes(label));
  const shares = candidates.map(({ sentence }) => coverage(asked, sentence.terms));
  const most = Math.max(0, ...shares);
  return candidates.filter((_, at) => shares[at]! >= MEASURED * most);
}

/** A sentence speaks of the measure as another does where it holds this share of what that holds of it. */
const MEASURED = 0.7;

/** Whether a sentence names the other sides as well and gives one figure for all of them: what they are parts of has it. */
function isOfAll(
  { expectations }: Query,
  { sentence: { folded, figures }, evidence: { passage } }: Chosen,
  others: readonly AskedSide[],
): boolean {
  if (passage.kind === 'table-row' || !others.some((other) => namesSide(folded, other))) return false;
  const asked = expectations.filter((expectation) => FIGURES.includes(expectation));
  const fitting = figures.filter((figure) => asked.some((expectation) => fitsFigure(expectation, figure)));
  return asked.length > 0 && fitting.length < 2;
}

/** How many of the kinds of figures asked for a sentence holds. */
function kindsHeld({ expectations }: Query, { figures }: AnalysedSentence): number {
  return expectations.filter(
    (expectation) =>
      FIGURES.includes(expectation) && figures.some((figure) => fitsFigure(expectation, figure)),
  ).length;
}

/** Whether a sentence names a side, or the nearest text around it that names one of the sides names this one alone. */
function speaksOf(
  side: AskedSide,
  others: readonly AskedSide[],
  [sentence, ...around]: readonly [string, ...string[]],
): boolean {
  if (namesSide(sentence, side)) return true;
  const isShared = (text: string) => namesSide(text, side) && others.some((other) => namesSide(text, other));
  return isOf(side, others, [sentence, ...around.filter((text) => !isShared(text))]);
}

/** Whether the nearest text that names any of the sides names this one. */
function isOf(side: AskedSide, others: readonly AskedSide[], texts: readonly string[]): boolean {
  for (const text of texts) {
    if (namesSide(text, side)) return true;
    if (others.some((other) => namesSide(text, other))) return false;
  }
  return false;
}
