import { conceptsIn } from './concepts.ts';
import type { Finding } from './finding.ts';
import { carriedInto, type Held } from './held.ts';
import type { Reading, Segment } from './reading.ts';
import { termsOf } from './terms.ts';

/** What holds or happened, of which a clause may speak without a figure. */
const TOLD: ReadonlySet<string> = new Set(['free', 'started', 'stopped', 'topped', 'operating', 'suspended']);

/** Clauses without a figure that say of one what the evidence says of another. */
export function sayingFindings(statement: Reading, held: readonly Held[]): Finding[] {
  const evidence = held.map(({ words }) => words).join('\n');
  return statement.segments.flatMap((segment) => {
    if (segment.quantities.some(({ unit }) => unit !== 'number' && unit !== 'year')) return [];
    const told = conceptsIn(segment.text).filter(({ name }) => TOLD.has(name));
    const terms = termsOf(segment, statement, evidence).filter(
      (term) => !told.some(({ words }) => term.some((word) => words.test(word))),
    );
    return told.flatMap(({ name, words }): Finding[] => {
      const places = held.flatMap((item) =>
        item.reading.segments.filter(({ text }) => words.test(text)).map((place) => ({ place, item })),
      );
      if (places.length === 0) return [];
      const stray = terms.find((term) => isOfOthers(term, places, held));
      if (!stray) return [];
      const { start, end, text } = segment;
      const reason = `The source does not say ${name} of ${stray[0]}.`;
      return [{ kind: 'subject', said: text.trim(), start, end, held: places[0]!.place.text.trim(), reason }];
    });
  });
}

/** Whether evidence has a word, but in no clause that what is told holds for. */
function isOfOthers(
  term: readonly string[],
  places: readonly { place: Segment; item: Held }[],
  held: readonly Held[],
): boolean {
  const says = (text: string) => term.some((word) => text.includes(word));
  const isTold = places.some(
    ({ place, item }) =>
      says(item.head.folded.text) || carriedInto(place, item.reading).some(({ text }) => says(text)),
  );
  return !isTold && held.some(({ reading }) => reading.segments.some(({ text }) => says(text)));
}
