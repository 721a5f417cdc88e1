import { type Figure, sameFigure } from '../../language/figures.ts';
import type { Evidence } from '../../types.ts';
import { type Expectation, FIGURES, fitsFigure } from '../question/expectation.ts';
import { analysePassage } from './passage-analysis.ts';

/** What it counts that other documents give the same figure. */
const AGREEMENT = 0.1;
/** Documents from which on more of them say no more. */
const ENOUGH = 2;

/** A sentence, by its figures of a kind that is asked for. */
interface Given {
  document: string;
  figures: Figure[];
}

/**
 * Evidence whose sentences count more where other documents give the same figure of a kind that is asked for,
 * each sentence's score by at most 0.1; unchanged where no figure is asked for.
 */
export function withAgreement(
  evidence: readonly Evidence[],
  expectations: readonly Expectation[],
): Evidence[] {
  const asked = expectations.filter((expectation) => FIGURES.includes(expectation));
  // Of two things compared, neither is to be taken for the one that more is written of.
  if (asked.length === 0 || expectations.includes('comparison')) return [...evidence];
  const given = evidence.map((item) => figuresAsked(item, asked));
  const all = given.flatMap((sentences) => [...sentences.values()]);
  return evidence.map((item, at) => {
    const sentences = item.sentences
      .map((span) => {
        const own = given[at]!.get(span.start);
        return own ? { ...span, score: span.score + AGREEMENT * agreement(own, all) } : span;
      })
      .sort((a, b) => b.score - a.score || a.start - b.start);
    const gained = (sentences[0]?.score ?? 0) - (item.sentences[0]?.score ?? 0);
    return { ...item, sentences, score: item.score + gained };
  });
}

/** Figures of the kinds asked for, by the sentence's start. */
function figuresAsked({ passage, document }: Evidence, asked: readonly Expectation[]): Map<number, Given> {
  const found = new Map<number, Given>();
  for (const { start, figures } of analysePassage(passage).sentences) {
    const fitting = figures.filter((figure) => asked.some((expectation) => fitsFigure(expectation, figure)));
    if (fitting.length > 0) found.set(start, { document: document.id, figures: fitting });
  }
  return found;
}

/** Share, 0 to 1, of the documents that are enough. */
function agreement(own: Given, all: readonly Given[]): number {
  const others = all.filter(
    ({ document, figures }) =>
      document !== own.document &&
      figures.some((one) => own.figures.some((figure) => sameFigure(figure, one))),
  );
  return Math.min(new Set(others.map(({ document }) => document)).size, ENOUGH) / ENOUGH;
}
