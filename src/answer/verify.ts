import { type Figure, readFigures, sameFigure } from '../language/figures.ts';
import { termsOf } from '../retrieval/passage-analysis.ts';
import type { Evidence } from '../types.ts';

/** Figures of a statement that the evidence cited for it does not hold: none may be said. */
export function looseFigures(statement: string, cited: readonly Evidence[]): Figure[] {
  const held = cited.flatMap(({ passage, document }) =>
    readFigures([passage.text, document.title, ...passage.locator.headingPath].join('\n')),
  );
  return readFigures(withoutMarks(statement)).filter(
    (figure) => !held.some((other) => sameFigure(figure, other)),
  );
}

/** A statement's numbers of evidence, `[1]` or `[1, 2]`, in the order written. */
export function marksOf(statement: string): number[] {
  return [...statement.matchAll(MARK)].flatMap(([, numbers]) => numbers!.split(/[,，、\s]+/).map(Number));
}

export function withoutMarks(statement: string): string {
  return statement.replace(MARK, '');
}

const MARK = /\s?[[【](\d+(?:[,，、]\s?\d+)*)[\]】]/g;

/** How much of a statement's wording one passage must share to be its source when it names none. */
const ATTRIBUTED = 0.6;

/** The evidence whose words an unmarked statement repeats; `undefined` if none does. */
export function attribute(statement: string, evidence: readonly Evidence[]): Evidence | undefined {
  const terms = [...termsOf(withoutMarks(statement))];
  const shares = evidence.map((item) => {
    const held = termsOf(item.passage.text);
    return terms.filter((term) => held.has(term)).length / Math.max(terms.length, 1);
  });
  const best = Math.max(...shares, 0);
  return best >= ATTRIBUTED ? evidence[shares.indexOf(best)] : undefined;
}
