import { fold } from '../../language/fold.ts';
import { coverage } from '../../retrieval/candidates/coverage.ts';
import { type Expectation, FIGURES } from '../../retrieval/question/expectation.ts';
import { fitness, wantedBy } from '../../retrieval/reading/fitness.ts';
import { termsOf } from '../../retrieval/reading/passage-analysis.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import type { Evidence } from '../../types.ts';
import { type Chosen, rankSentences, selectSentences } from '../compose/select.ts';
import { crowding, gateFeatures } from './features.ts';
import { type Missing, missingIn } from './missing.ts';
import { missingDeeds, wantsForecast } from './missing-times.ts';
import { statementsOf } from './statements.ts';
import { confidenceOf, type GatePart, kindShares, partsOf, THRESHOLD } from './weights.ts';

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
 * of the kind asked for, or only what is planned where it is asked what is done, or what is where a guess is wanted; or too little of the question is held.
 */
export type ClosedBy = 'nothing-found' | 'missing' | 'no-figure' | 'confidence';

/**
 * Decides whether the evidence answers the question.
 *
 * A year or place that the evidence does not speak of closes the gate whatever else matches: the right
 * figure of another year or another city is the wrong answer. Beyond that, `confidence` is a logistic
 * regression on what the documents hold of the question and on how far they agree (bench/fit-gate.ts).
 */
export function judge(retrieval: Retrieval): Verdict {
  const best = rankSentences(retrieval.evidence)[0];
  if (!best || asksNothing(retrieval))
    return { ...closed('nothing-found'), confidence: 0, threshold: THRESHOLD, parts: [] };
  const isEnglish = retrieval.query.language === 'en';
  const shares = kindShares({ isEnglish, crowding: crowding(retrieval) });
  const parts = partsOf(gateFeatures(retrieval, best), shares);
  const confidence = confidenceOf(parts);
  const judged = { confidence, threshold: THRESHOLD, best, parts };
  const statements = statementsOf(retrieval, best);
  const missing = missingIn(retrieval, best, statements);
  if (missing.years.length > 0 || missing.words.length > 0)
    return { ...judged, ...closed('missing', missing) };
  if (lacksFigure(retrieval) || missingDeeds(retrieval, statements) || wantsForecast(retrieval, statements))
    return { ...judged, ...closed('no-figure') };
  return confidence >= THRESHOLD ? { ...judged, open: true } : { ...judged, ...closed('confidence') };
}

/** One letter over and over is like every text that holds it. */
function asksNothing({ query }: Retrieval): boolean {
  return new Set(query.text.match(/[\p{L}\p{N}]/gu)).size < 2;
}

function closed(closedBy: ClosedBy, missing: Missing = { years: [], words: [] }) {
  return { open: false, closedBy, missing } as const;
}

/** Asks for an amount without a word for how much. */
const ASKS_AMOUNT =
  /\bwhat (?:is|was|were|are) (?:the )?(?:[a-z-]+ ){0,2}(?:investment|output|revenue|profit|turnover|price|population|budget)\b/;

/** A sentence speaks of what is asked about where it holds so much of what the best sentence holds of it. */
const SAME_SUBJECT = 0.25;

/** A question after figures is not answered by sentences that hold none of their kind, or those of another subject. */
function lacksFigure(retrieval: Retrieval): boolean {
  const { query, units } = retrieval;
  const wanted = wantedBy(query, units);
  const asked = query.expectations.filter((expectation) => FIGURES.includes(expectation));
  const selected = selectSentences(retrieval);
  if (asked.length === 0 && ASKS_AMOUNT.test(fold(query.text)))
    return selected.every(({ sentence }) => sentence.figures.length === 0);
  const subject = units.filter(({ focus }) => !focus);
  const heldBy = ({ sentence, evidence }: Chosen) =>
    coverage(subject, sentence.terms, termsOf(sectionOf(evidence)));
  const [first] = selected;
  const chosen = selected.filter(
    (item) =>
      first === undefined ||
      query.language === 'en' ||
      sectionOf(item.evidence) === sectionOf(first.evidence) ||
      heldBy(item) >= SAME_SUBJECT * heldBy(first),
  );
  const holds = (expectation: Expectation) =>
    chosen.some(({ sentence }) => fitness(expectation, sentence, wanted) > 0);
  return asked.length > 0 && !asked.some(holds);
}

/** The title and headings under which a passage stands. */
function sectionOf({ document, passage }: Evidence): string {
  return [document.title, ...passage.locator.headingPath].join('\n');
}
