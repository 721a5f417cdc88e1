import type { Figure } from '../../language/figures.ts';
import { sameFigure } from '../../language/figures.ts';
import { held, type WeighedUnit } from '../../retrieval/candidates/coverage.ts';
import { FIGURES, fitsFigure } from '../../retrieval/question/expectation.ts';
import type { AnalysedSentence } from '../../retrieval/reading/passage-analysis.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import type { Day, DocumentHead } from '../../types.ts';
import { type Chosen, rankSentences } from './select.ts';

/** A sentence that answers as well has at least this share of the best one's score. */
const AS_GOOD = 0.75;
/** It speaks of the same thing where it holds this share of what the best one holds of the question. */
const SAME_SUBJECT = 0.9;
/** Two sentences that say the same thing of different figures share this much of the shorter one's terms. */
const SAME_WORDING = 0.4;

/**
 * The best sentence of another document in force that gives another figure for the same thing; none
 * where documents agree. Only rules are held against each other: reports of different days may well differ.
 */
export function dissentFrom(best: Chosen, retrieval: Retrieval): Chosen[] {
  const { query, units, evidence } = retrieval;
  const { asOf } = retrieval.question;
  const asked = query.expectations.find((expectation) => FIGURES.includes(expectation));
  if (asked === undefined || !isRuleInForce(best.evidence.document, asOf)) return [];
  const figuresOf = ({ figures }: AnalysedSentence) =>
    figures.filter((figure) => fitsFigure(asked, figure) && figure.date === undefined);
  const given = figuresOf(best.sentence);
  const other = rankSentences(evidence).find(
    (candidate) =>
      candidate.evidence.document.id !== best.evidence.document.id &&
      candidate.score >= AS_GOOD * best.score &&
      isRuleInForce(candidate.evidence.document, asOf) &&
      speaksOfTheSame(best.sentence, candidate.sentence, units) &&
      contradict(given, figuresOf(candidate.sentence)),
  );
  return other ? [other] : [];
}

function isRuleInForce({ source, ownWords, validity }: DocumentHead, asOf: Day): boolean {
  const { from = asOf, to = asOf } = validity;
  const number = source.documentNumber ?? ownWords.documentNumber;
  const isRule = source.type === 'policy' || source.type === 'procedure' || number !== undefined;
  const isDated = validity.from !== undefined || validity.to !== undefined;
  return (isRule || isDated) && from <= asOf && asOf <= to;
}

function speaksOfTheSame(
  best: AnalysedSentence,
  other: AnalysedSentence,
  units: readonly WeighedUnit[],
): boolean {
  const weightHeld = ({ terms }: AnalysedSentence) =>
    units.reduce((sum, unit) => sum + unit.weight * Math.min(held(unit, best.terms), held(unit, terms)), 0);
  const shared = [...best.terms].filter((term) => other.terms.has(term)).length;
  return (
    weightHeld(other) >= SAME_SUBJECT * weightHeld(best) &&
    shared >= SAME_WORDING * Math.min(best.terms.size, other.terms.size)
  );
}

/** Figures of one unit on both sides, and none of them the same. */
function contradict(ones: readonly Figure[], others: readonly Figure[]): boolean {
  const comparable = others.filter(({ unit }) => ones.some((one) => one.unit === unit));
  return comparable.length > 0 && !comparable.some((other) => ones.some((one) => sameFigure(one, other)));
}
