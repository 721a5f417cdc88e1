import { fold } from '../../language/fold.ts';
import { coverage } from '../../retrieval/candidates/coverage.ts';
import type { AnalysedSentence } from '../../retrieval/reading/passage-analysis.ts';
import type { RelatedEvidence, RelatedPassage } from '../../retrieval/reading/related-evidence.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import { keyOf } from './agreement.ts';
import { personNames, rareWords } from './names.ts';
import { type FigureSlot, slotOf } from './slots.ts';

/** Of a candidate what its own clause says of the question counts so much, the rest what its sentence says. */
const CLAUSE_SHARE = 0.5;
/** A sentence is a witness by how much more than this of the question it says. */
const LEAST = 0.4;

/** A candidate for the answer, and how much of the question stands with it, 0 to 1. */
interface Bound {
  key: string;
  share: number;
}

/**
 * Whether what a question asks for stands where the question is spoken of: in the clause and sentence that hold its
 * words, and its year where it names one. `bound` is the cube of the largest share of the question that stands
 * with a candidate: half of a question is much less than half of an answer. `agreed` is the logarithm of 1 + the
 * passages that bind the same candidate, each by how much of the question stands there.
 */
export function boundFeatures({ passages }: RelatedEvidence, retrieval: Retrieval) {
  const perPassage = passages.map((passage) => candidatesIn(passage, retrieval));
  const support = new Map<string, number>();
  for (const candidates of perPassage) {
    for (const [key, share] of strongest(candidates)) {
      const testimony = Math.max(0, share - LEAST) / (1 - LEAST);
      support.set(key, (support.get(key) ?? 0) + testimony);
    }
  }
  const { years } = retrieval.query;
  const timely = perPassage.flatMap((candidates) =>
    candidates.filter(({ sentence }) => years.every((year) => sentence.folded.includes(String(year)))),
  );
  return {
    bound: Math.max(0, ...timely.map(({ share }) => share)) ** 3,
    agreed: Math.log1p(Math.max(0, ...support.values())),
  };
}

function candidatesIn(
  { sentences }: RelatedPassage,
  { query, units }: Retrieval,
): (Bound & { sentence: AnalysedSentence })[] {
  const folded = fold(query.text);
  const slot = slotOf(query);
  return sentences.flatMap(({ sentence, words }) => {
    const whole = coverage(units, sentence.terms);
    const bounds =
      slot.of === 'figure'
        ? boundFigures(sentence, slot, folded, (clause) => coverage(units, clause.terms))
        : (slot.of === 'person' ? personNames : rareWords)(words, folded).map((key) => ({
            key,
            share: whole,
          }));
    return bounds.map(({ key, share }) => ({
      sentence,
      key,
      share: CLAUSE_SHARE * share + (1 - CLAUSE_SHARE) * whole,
    }));
  });
}

/** Figures that fit and that the question does not give itself, each with what its clause says of the question. */
function boundFigures(
  { clauses }: AnalysedSentence,
  slot: FigureSlot,
  folded: string,
  shareOf: (clause: AnalysedSentence['clauses'][number]) => number,
): Bound[] {
  return clauses.flatMap((clause) => {
    const fitting = clause.figures.filter(
      (figure) => !folded.includes(fold(figure.raw)) && slot.fits(figure),
    );
    const share = fitting.length > 0 ? shareOf(clause) : 0;
    return fitting.map((figure) => ({ key: keyOf(figure), share }));
  });
}

/** The largest share of each candidate of a passage. */
function strongest(candidates: readonly Bound[]): Map<string, number> {
  const shares = new Map<string, number>();
  for (const { key, share } of candidates) shares.set(key, Math.max(share, shares.get(key) ?? 0));
  return shares;
}
