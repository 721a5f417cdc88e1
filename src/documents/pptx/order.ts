/** A rectangle on a slide; all boxes of one slide are in the same unit. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Neighbours may overlap by this share of the smaller one and still stand beside each other. */
const OVERLAP = 0.25;
const MOST_BOXES = 500;
/** Boxes whose tops differ by less than this share of the lower one's height begin on one line. */
const SAME_LINE = 0.5;

/**
 * Things on a slide in the order a person reads them. The slide is cut where its widest gap is: between rows,
 * which are read from the top, or between columns, which are read from the left, and each part is cut again.
 * So a card's figure stays with its label, and the left column comes before the right one. What has no place
 * keeps its turn at the end.
 */
export function readingOrder<Item extends { box?: Box }>(items: readonly Item[]): Item[] {
  const placed = items.filter((item): item is Item & { box: Box } => item.box !== undefined);
  return [...ordered(placed), ...items.filter(({ box }) => box === undefined)];
}

type Placed = { box: Box };
type Axis = { start: (box: Box) => number; end: (box: Box) => number };

const ACROSS: Axis = { start: ({ left }) => left, end: ({ right }) => right };
const DOWN: Axis = { start: ({ top }) => top, end: ({ bottom }) => bottom };

function ordered<Item extends Placed>(items: readonly Item[]): Item[] {
  if (items.length < 2) return [...items];
  // Cutting takes a step for each box, and a slide with so many is a drawing, not a text.
  if (items.length > MOST_BOXES) return byLines(items);
  const rows = widestCut(items, DOWN);
  const columns = widestCut(items, ACROSS);
  const cut = columns && (!rows || columns.gap > rows.gap || areHeads(rows)) ? columns : rows;
  if (!cut) return byLines(items);
  return [...ordered(cut.before), ...ordered(cut.after)];
}

/** Whether a row is made of the heads of the columns below it, each of which is read with its column. */
function areHeads<Item extends Placed>({ before, after }: Cut<Item>): boolean {
  const heightOf = ({ box }: Placed) => box.bottom - box.top;
  const tallestHead = Math.max(...before.map(heightOf));
  return before.length > 1 && after.every((item) => heightOf(item) >= 2 * tallestHead);
}

interface Cut<Item> {
  /** Width of the free strip; negative where the boxes overlap a little. */
  gap: number;
  before: Item[];
  after: Item[];
}

/** The cut along one axis that has most room, if the boxes leave room for one. */
function widestCut<Item extends Placed>(items: readonly Item[], { start, end }: Axis): Cut<Item> | undefined {
  const sorted = items.toSorted((one, other) => start(one.box) - start(other.box));
  let best: { at: number; gap: number } | undefined;
  let reached = Number.NEGATIVE_INFINITY;
  let reachingSize = Number.POSITIVE_INFINITY;
  for (const [at, { box }] of sorted.entries()) {
    const size = end(box) - start(box);
    const gap = start(box) - reached;
    const allowed = -OVERLAP * Math.min(reachingSize, size);
    if (at > 0 && gap >= allowed && (!best || gap > best.gap)) best = { at, gap };
    if (end(box) > reached) {
      reached = end(box);
      reachingSize = size;
    }
  }
  return best && { gap: best.gap, before: sorted.slice(0, best.at), after: sorted.slice(best.at) };
}

/** For boxes that lie over one another: by lines from the top, in each from the left. */
function byLines<Item extends Placed>(items: readonly Item[]): Item[] {
  const lines: Item[][] = [];
  for (const item of items.toSorted((one, other) => one.box.top - other.box.top)) {
    const line = lines.at(-1);
    const first = line?.[0]?.box;
    if (line && first && item.box.top - first.top < SAME_LINE * (item.box.bottom - item.box.top))
      line.push(item);
    else lines.push([item]);
  }
  return lines.flatMap((line) => line.toSorted((one, other) => one.box.left - other.box.left));
}
