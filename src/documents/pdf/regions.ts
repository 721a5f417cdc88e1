import { isListItem, numberedLevel } from '../lines.ts';
import { type TableFrame, takeAligned } from './aligned.ts';
import {
  type Band,
  bandsOf,
  type Gutter,
  isLeftOf,
  isRightOf,
  itemsOf,
  type Placed,
  type Slab,
  slabsOf,
} from './bands.ts';
import { median } from './geometry.ts';
import { type Line, letterBox } from './lines.ts';
import type { Run } from './page.ts';
import { isLong, isProse, isWorded, type Piece } from './prose.ts';
import { sectionEnd } from './sections.ts';
import type { PageTable } from './tables.ts';

/** What stands below each other in one column, and the right edge that its lines may reach. */
export interface Region {
  runs: Run[];
  tables: PageTable[];
  right: number;
}

/** What is known of a page before its regions are. */
export interface PageFrame extends TableFrame {
  /** The right edge that full lines reach. */
  right: number;
  /** The gutters of the pages before, which are gutters for fewer lines too; new ones are added. */
  gutters: Gutter[];
}

/** Columns within columns go no deeper. */
const DEEPEST = 6;
/** Columns of one table share their base lines, columns of a page seldom do; in points. */
const SAME_LINE = 1.5;
/** The first line of a column may be indented by so much, in points. */
const DEEPEST_INDENT = 30;
/** Of the lines of the shorter column, more than this share beside lines of the other makes rows. */
const MOST_SHARED_LINES = 0.6;
/** Fewer lines make no column. */
const LEAST_LINES = 3;
/** A list has marks on this share of its lines. */
const MOSTLY = 0.4;
/** Columns of text are no farther apart, in ems. */
const WIDEST_GUTTER = 3;
/** A heading for what follows is at most so many lines. */
const LONGEST_HEADING = 3;
/** Between letters of one line and those of the next, in ems. */
const WIDER_GAP = 1.4;
const WIDEST_GAP = 1.7;
/** Headings are larger than the text, by this share of its size at least. */
const LARGER = 1.1;

/**
 * Parts a page into regions in the order of reading. Where a gutter runs down between texts, what is left of
 * it comes before what is right of it; what crosses it, a title or a table, is a region of its own.
 */
export function regionsOf(
  runs: readonly Run[],
  tables: readonly PageTable[],
  frame: PageFrame,
  depth = 0,
): Region[] {
  const aligned = takeAligned(runs, depth === 0 ? frame : { ...frame, above: undefined });
  const items: Placed[] = [
    ...aligned.lines.flatMap(placedRuns),
    ...[...tables, ...aligned.tables].map((table) => ({ ...table, size: 0, text: '', table })),
  ];
  return depth < DEEPEST ? partsOf(slabsOf(items), frame, depth) : [regionOf(items, frame)];
}

/** What is above the columns, the columns, and what is below them. */
function partsOf(slabs: readonly Slab[], frame: PageFrame, depth: number): Region[] {
  if (slabs.length === 0) return [];
  const band = bandsOf(slabs).find((candidate) => isOfColumns(candidate, slabs, frame.gutters));
  if (!band) {
    const items = itemsOf(slabs);
    const alone = depth === 0 ? frame.gutters.find(([edge]) => endsAt(items, edge)) : undefined;
    return [regionOf(items, { right: alone ? alone[0] : frame.right })];
  }
  const { from, gutter } = band;
  const until = from + sectionEnd(slabs.slice(from, band.to), gutter);
  const to = until - headingBelow(slabs.slice(from, until), gutter, slabs.length - until);
  const columns = itemsOf(slabs.slice(from, to));
  const left = columns.filter(isLeftOf(gutter));
  const rest = columns.filter((item) => !left.includes(item));
  return [
    ...partsOf(slabs.slice(0, from), frame, depth),
    ...regionsOfSide(left, { ...frame, right: rightOf(left, gutter) }, depth + 1),
    ...regionsOfSide(rest, frame, depth + 1),
    ...partsOf(slabs.slice(to), frame, depth),
  ];
}

/** The texts of a line; a line of single characters, set wide, is one. */
function placedRuns({ runs, text, size, ...line }: Line): Placed[] {
  const isSpread = runs.length > 1 && runs.every((run) => /^\p{Script=Han}$/u.test(run.text));
  if (isSpread) return [{ ...letterBox({ ...line, size }), size, text, runs }];
  return runs.map((run) => ({ ...letterBox(run), size: run.size, text: run.text, runs: [run] }));
}

function regionsOfSide(side: readonly Placed[], frame: PageFrame, depth: number): Region[] {
  const { runs, tables } = regionOf(side, frame);
  return regionsOf(runs, tables, frame, depth);
}

/** Where the lines of a left column end that are full; where it is far from the right one, all may be short. */
function rightOf(left: readonly Placed[], gutter: Gutter): number {
  const size = median(
    left.map((item) => item.size),
    0,
  );
  return Math.max(gutter[1] - WIDEST_GUTTER * size, ...left.map(({ x1 }) => x1));
}

function regionOf(items: readonly Placed[], { right }: Pick<PageFrame, 'right'>): Region {
  return {
    runs: items.flatMap(({ runs }) => runs ?? []),
    tables: items.flatMap(({ table }) => table ?? []),
    right,
  };
}

/** Whether lines fill the left column of the pages before, with nothing in the right one. */
function endsAt(items: readonly Placed[], edge: number): boolean {
  const full = items.filter(({ x1, size }) => x1 > edge - size);
  return full.length >= LEAST_LINES && full.every(({ x1 }) => x1 < edge + SAME_LINE);
}

/** Whether a gutter parts columns of text, not the columns of a table. */
function isOfColumns({ from, to, gutter }: Band, slabs: readonly Slab[], known: Gutter[]): boolean {
  const items = itemsOf(slabs.slice(from, to));
  if (known.some((other) => isSameGutter(gutter, other))) return true;
  const areAll = areColumns(items.filter(isLeftOf(gutter)), items.filter(isRightOf(gutter)));
  if (areAll) known.push(gutter);
  return areAll;
}

/** Whether the column on the right begins where another one did, and that on the left ends no later. */
function isSameGutter(gutter: Gutter, known: Gutter): boolean {
  const shift = gutter[1] - known[1];
  return gutter[0] < known[0] + SAME_LINE && shift > -SAME_LINE && shift < DEEPEST_INDENT;
}

function areColumns(left: readonly Placed[], right: readonly Placed[]): boolean {
  const sides = [left, right].map(slabsOf);
  const [fewer, more] = sides.toSorted((a, b) => a.length - b.length);
  if (sides.flatMap(itemsOf).some(({ size }) => size === 0)) return fewer!.length > 0;
  if (fewer!.length < LEAST_LINES) return false;
  const pieces = sides.map((slabs) => slabs.map(pieceOf));
  // Beside wrapped text stand labels, or lines that are text too.
  if (pieces.some(isProse) && pieces.every(isLong)) return true;
  const shared = fewer!.filter(({ y1 }) => more!.some((slab) => Math.abs(slab.y1 - y1) < SAME_LINE));
  return shared.length < MOST_SHARED_LINES * fewer!.length || sides.every(isList);
}

/** What stands beside each other on one side of a gutter, as one line. */
function pieceOf({ items }: Slab): Piece {
  const sorted = items.toSorted((a, b) => a.x0 - b.x0);
  return {
    text: sorted.map(({ text }) => text).join(' '),
    x0: sorted[0]!.x0,
    x1: Math.max(...sorted.map(({ x1 }) => x1)),
  };
}

function isList(slabs: readonly Slab[]): boolean {
  const marked = slabs
    .map(pieceOf)
    .filter(({ text }) => isListItem(text) || numberedLevel(text) !== undefined);
  return marked.length >= MOSTLY * slabs.length;
}

/** How many last lines of a left column are below everything else as the heading of what follows both columns. */
function headingBelow(slabs: readonly Slab[], gutter: Gutter, following: number): number {
  const lastOnRight = slabs.findLastIndex(({ items }) => !items.every(isLeftOf(gutter)));
  const size = median(
    itemsOf(slabs).map((item) => item.size),
    0,
  );
  const from = slabs.findIndex((slab, at) => {
    if (at === 0 || at <= lastOnRight) return false;
    const gap = (slab.y0 - slabs[at - 1]!.y1) / size;
    const isLarger = slab.items.some((item) => item.size > LARGER * size);
    // At the end of a page, a heading may as well be the last line of its column.
    if (following === 0) return isLarger && gap > WIDEST_GAP;
    return isLarger || (gap > WIDER_GAP && !isWorded(pieceOf(slab).text));
  });
  const length = from > 0 ? slabs.length - from : 0;
  return length <= LONGEST_HEADING ? length : 0;
}
