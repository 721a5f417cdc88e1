/** No author nests lists and quotes deeper; the parser calls itself for each, and its work grows with the square. */
const MOST_CONTAINERS = 50;
const CONTAINER = '[ \\t]*(?:>|(?:[-+*]|\\d{1,9}[.)])(?=[ \\t]))';
const TOO_MANY_CONTAINERS = new RegExp(`^((?:${CONTAINER}){${MOST_CONTAINERS}})(?:${CONTAINER})+`, 'gm');
/** Underlined headings cost the parser a copy of all that it has read so far: 2,000 take a second, 8,000 twenty. */
const MOST_UNDERLINES = 2000;
const UNDERLINE = /^[ \t]{0,3}(?:-+|=+)[ \t]*$/gm;

/**
 * Markdown that the parser gets through in time that grows with its length: line beginnings that nest without
 * end are cut, and so many underlines that no document has are not headings.
 */
export function withinLimits(text: string): { text: string; underlines: boolean; warnings: string[] } {
  const lines = text.match(UNDERLINE)?.length ?? 0;
  const underlines = lines <= MOST_UNDERLINES;
  return {
    text: text.replace(TOO_MANY_CONTAINERS, '$1'),
    underlines,
    warnings: underlines ? [] : [`${lines} underlines are too many to be headings; they were left out.`],
  };
}
