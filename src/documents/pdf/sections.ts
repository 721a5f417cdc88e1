import { type Gutter, isLeftOf, isRightOf, itemsOf, type Placed, type Slab } from './bands.ts';
import { median } from './geometry.ts';

/** Sections stand farther apart than lines, by this much of the letters' size. */
const WIDER = 0.35;
/** A heading is short, and larger than the text by this share at least. */
const LONGEST_HEADING = 30;
const LARGER = 1.05;
/** First lines are indented by about two letters; a line that begins nearer to the edge goes on. */
const INDENT = 0.8;
/** A line reaches the edge of its column within so many letters. */
const SHORT = 1.5;
const SENTENCE_END = /[。！？；：.!?;:][”」』"）)]?\s*$/;

/**
 * Where the columns of one section end and those of the next begin, though nothing crosses the gutter between
 * them: the place of the first slab of the next section, or the number of slabs where there is but one.
 *
 * A gap that runs through both columns is not enough, since paragraphs may end side by side. But before a heading
 * a text never breaks off in the middle of a sentence: what goes on elsewhere goes on in the right column above the
 * gap. Likewise what begins in the middle of a paragraph below a gap does not go on from the end of one above it.
 */
export function sectionEnd(slabs: readonly Slab[], gutter: Gutter): number {
  const sizes = itemsOf(slabs).flatMap(({ size }) => (size > 0 ? [size] : []));
  const size = median(sizes, 0);
  const gaps = slabs.slice(1).map((slab, at) => slab.y0 - slabs[at]!.y1);
  const usual = median(gaps, 0);
  const columns = columnsOf(slabs, gutter);
  const found = gaps.findIndex((gap, at) => {
    if (gap < usual + WIDER * size) return false;
    const [above, below] = [slabs.slice(0, at + 1), slabs.slice(at + 1)].map((part) =>
      columnsOf(part, gutter),
    );
    const heading = below!.left[0];
    if (!heading || !isHeading(heading, size)) return false;
    return (
      breaksOff(above!.left, columns.left, size) || resumes(above!.right, below!.right, columns.right, size)
    );
  });
  return found === -1 ? slabs.length : found + 1;
}

interface Columns {
  left: Placed[];
  right: Placed[];
}

/** What stands in either column, from top to bottom. */
function columnsOf(slabs: readonly Slab[], gutter: Gutter): Columns {
  const items = itemsOf(slabs).toSorted((a, b) => a.y0 - b.y0);
  return { left: items.filter(isLeftOf(gutter)), right: items.filter(isRightOf(gutter)) };
}

function isHeading({ text, size }: Placed, usual: number): boolean {
  return text.length <= LONGEST_HEADING && size > LARGER * usual && !SENTENCE_END.test(text);
}

/** Whether the last line of a text fills its column and ends no sentence. */
function breaksOff(text: readonly Placed[], column: readonly Placed[], size: number): boolean {
  const last = text.at(-1);
  if (!last || last.table || SENTENCE_END.test(last.text)) return false;
  return last.x1 > Math.max(...column.map(({ x1 }) => x1)) - SHORT * size;
}

/** Whether a text begins within a paragraph, where the one above it has come to an end. */
function resumes(
  above: readonly Placed[],
  below: readonly Placed[],
  column: readonly Placed[],
  size: number,
): boolean {
  const [last, first] = [above.at(-1), below[0]];
  if (!last || !first || last.table || first.table || !SENTENCE_END.test(last.text)) return false;
  const edge = Math.min(...column.map(({ x0 }) => x0));
  const isIndented = ({ x0 }: Placed) => x0 > edge + INDENT * size;
  // Without indents, any line may begin a paragraph.
  return !isIndented(first) && !isHeading(first, size) && column.filter(isIndented).length >= 2;
}
