import { isListItem, numberedLevel } from './lines.ts';
import { type Box, median } from './pdf-geometry.ts';

/** Something that stands on a page: letters of a text, or a table. */
export interface Placed extends Box {
  /** Of the letters, in points; 0 for a table. */
  size: number;
  /** Of a text. */
  text: string;
}

/** What stands beside each other in one column, and the right edge that its lines may reach. */
export interface Region<T> {
  items: T[];
  right: number;
}

/** The stretch between two columns. */
export type Gutter = readonly [from: number, to: number];

/** Things that overlap in height, with the stretches of the width that they leave free. */
interface Slab<T> {
  items: T[];
  y0: number;
  y1: number;
  free: Gutter[];
}

/** The narrowest gutter, in points and as a share of the letters' size. */
const NARROWEST_GUTTER = 8;
const NARROWEST_GUTTER_EMS = 0.8;
const DEEPEST = 6;

/** Slabs below each other, with the stretches that all of them leave free. */
interface Band<T> {
  slabs: Slab<T>[];
  free: Gutter[];
}

/** A free stretch at the edge is a gutter with nothing beyond it, unless it is an indent of less than this share. */
const WIDEST_INDENT = 0.15;
/** Lines of one column are mostly full if this share of them is. */
const MOSTLY = 0.4;
const FULL = 0.85;
/** Shorter lines are labels and figures, not prose; in characters. */
const SHORTEST_PROSE = 8;
/** Columns of one table share their base lines, columns of a page seldom do; in points. */
const SAME_LINE = 1.5;
/** The first line of a column may be indented by so much, in points. */
const DEEPEST_INDENT = 30;
const MOST_SHARED_LINES = 0.6;
const LEAST_LINES = 3;
/** A heading for what follows is at most so many lines. */
const LONGEST_HEADING = 3;

/**
 * Parts a page into regions in the order of reading. Where a gutter runs down between texts, what is left of
 * it comes before what is right of it; what crosses it, a title or a table, is a region of its own.
 *
 * @param right the right edge that lines of this page reach where they are full
 * @param known the gutters of the pages before, which are gutters for fewer lines too; new ones are added
 */
export function regionsOf<T extends Placed>(
  items: readonly T[],
  right: number,
  known: Gutter[],
  depth = 0,
): Region<T>[] {
  const regions: Region<T>[] = [];
  let plain: T[] = [];
  const flush = () => {
    if (plain.length > 0) regions.push({ items: plain, right });
    plain = [];
  };
  const bands = bandsOf(items);
  if (depth < DEEPEST) settle(bands, known);
  for (const [at, band] of bands.entries()) {
    const gutter = depth < DEEPEST ? gutterOf(band, known) : undefined;
    if (!gutter) {
      plain.push(...itemsOf(band.slabs));
      continue;
    }
    flush();
    const tail = at + 1 < bands.length ? headingBelow(band.slabs, gutter) : [];
    const columns = itemsOf(band.slabs.slice(0, band.slabs.length - tail.length));
    for (const side of [
      columns.filter(isLeftOf(gutter)),
      columns.filter((item) => !isLeftOf(gutter)(item)),
    ]) {
      regions.push(...regionsOf(side, Math.max(...side.map(({ x1 }) => x1)), known, depth + 1));
    }
    plain.push(...itemsOf(tail));
  }
  flush();
  return regions;
}

/** Gives lines on both sides of a gutter, headings of the columns perhaps, to the band that has the gutter. */
function settle<T extends Placed>(bands: readonly Band<T>[], known: Gutter[]): void {
  for (const [at, band] of bands.entries()) {
    const gutter = gutterOf(band, known);
    if (!gutter) continue;
    const fits = (slab: Slab<T> | undefined) =>
      slab?.items.some(isLeftOf(gutter)) &&
      slab.items.some(isRightOf(gutter)) &&
      slab.items.every((item) => isLeftOf(gutter)(item) || isRightOf(gutter)(item));
    const [above, below] = [bands[at - 1], bands[at + 1]].map((other) =>
      other && !gutterOf(other, known) ? other.slabs : [],
    );
    while (fits(above!.at(-1))) band.slabs.unshift(above!.pop()!);
    while (fits(below![0])) band.slabs.push(below!.shift()!);
  }
}

function itemsOf<T>(slabs: readonly Slab<T>[]): T[] {
  return slabs.flatMap(({ items }) => items);
}

function isLeftOf(gutter: Gutter) {
  return ({ x1 }: Box): boolean => x1 <= gutter[0] + 0.01;
}

function isRightOf(gutter: Gutter) {
  return ({ x0 }: Box): boolean => x0 >= gutter[1] - 0.01;
}

/** Puts slabs together as long as one stretch stays free through all of them. */
function bandsOf<T extends Placed>(items: readonly T[]): Band<T>[] {
  const edges: Gutter = [Math.min(...items.map(({ x0 }) => x0)), Math.max(...items.map(({ x1 }) => x1))];
  const size = median(
    items.map((item) => item.size).filter((size) => size > 0),
    0,
  );
  const narrowest = Math.max(NARROWEST_GUTTER, NARROWEST_GUTTER_EMS * size);
  const bands: Band<T>[] = [];
  for (const slab of slabsOf(items, edges)) {
    const band = bands.at(-1);
    const shared = band ? intersect(band.free, slab.free, narrowest) : [];
    if (band && shared.length > 0) {
      band.slabs.push(slab);
      band.free = shared;
    } else bands.push({ slabs: [slab], free: slab.free });
  }
  return bands;
}

function slabsOf<T extends Placed>(items: readonly T[], edges: Gutter): Slab<T>[] {
  const slabs: Slab<T>[] = [];
  for (const item of items.toSorted((a, b) => a.y0 - b.y0)) {
    const slab = slabs.at(-1);
    if (slab && item.y0 < slab.y1) {
      slab.items.push(item);
      slab.y1 = Math.max(slab.y1, item.y1);
    } else slabs.push({ items: [item], y0: item.y0, y1: item.y1, free: [] });
  }
  for (const slab of slabs) slab.free = freeOf(slab.items, edges);
  return slabs;
}

function freeOf(items: readonly Box[], [left, right]: Gutter): Gutter[] {
  const free: Gutter[] = [];
  let reached = left;
  for (const { x0, x1 } of items.toSorted((a, b) => a.x0 - b.x0)) {
    if (x0 > reached) free.push([reached, x0]);
    reached = Math.max(reached, x1);
  }
  if (right > reached) free.push([reached, right]);
  const indent = WIDEST_INDENT * (right - left);
  return free.filter(([from, to]) => to - from > indent || (from > left && to < right));
}

function intersect(a: readonly Gutter[], b: readonly Gutter[], narrowest: number): Gutter[] {
  return a.flatMap(([from, to]) =>
    b
      .map(([start, end]): Gutter => [Math.max(from, start), Math.min(to, end)])
      .filter(([start, end]) => end - start >= narrowest),
  );
}

/** The widest free stretch of a band that parts columns of text, not the columns of a table. */
function gutterOf<T extends Placed>({ slabs, free }: Band<T>, known: Gutter[]): Gutter | undefined {
  const items = itemsOf(slabs);
  return free
    .toSorted((a, b) => b[1] - b[0] - (a[1] - a[0]))
    .find((gutter) => {
      const left = items.filter(isLeftOf(gutter));
      const right = items.filter((item) => !isLeftOf(gutter)(item));
      if (left.length === 0 || right.length === 0) return false;
      if (known.some((other) => isSameGutter(gutter, other))) return true;
      const isGutter = areColumns(left, right);
      if (isGutter) known.push(gutter);
      return isGutter;
    });
}

/** Whether the column on the right begins where another one did, and that on the left ends no later. */
function isSameGutter(gutter: Gutter, known: Gutter): boolean {
  const shift = gutter[1] - known[1];
  return gutter[0] < known[0] + SAME_LINE && shift > -SAME_LINE && shift < DEEPEST_INDENT;
}

function areColumns(left: readonly Placed[], right: readonly Placed[]): boolean {
  const sides = [left, right].map((side) => slabsOf(side, [0, 0]));
  const [fewer, more] = sides.toSorted((a, b) => a.length - b.length);
  if (sides.flatMap(itemsOf).some(({ size }) => size === 0)) return fewer!.length > 0;
  if (fewer!.length < LEAST_LINES) return false;
  if (sides.every(isProse)) return true;
  const shared = fewer!.filter(({ y1 }) => more!.some((slab) => Math.abs(slab.y1 - y1) < SAME_LINE));
  return shared.length < MOST_SHARED_LINES * fewer!.length || sides.every(isList);
}

/** Whether lines are long and mostly end at the right edge, as wrapped text does. */
function isProse(slabs: readonly Slab<Placed>[]): boolean {
  const items = itemsOf(slabs);
  const x0 = Math.min(...items.map((item) => item.x0));
  const width = Math.max(...items.map((item) => item.x1)) - x0;
  const full = slabs.filter((slab) => Math.max(...slab.items.map(({ x1 }) => x1)) - x0 >= FULL * width);
  const characters = items.reduce((sum, { text }) => sum + text.length, 0);
  return full.length >= MOSTLY * slabs.length && characters >= SHORTEST_PROSE * slabs.length;
}

function isList(slabs: readonly Slab<Placed>[]): boolean {
  const marked = slabs.filter(({ items }) => {
    const first = items.reduce((a, b) => (b.x0 < a.x0 ? b : a));
    return isListItem(first.text) || numberedLevel(first.text) !== undefined;
  });
  return marked.length >= MOSTLY * slabs.length;
}

/** The last lines of a left column, where they stand apart as the heading of what follows below both columns. */
function headingBelow<T extends Placed>(slabs: readonly Slab<T>[], gutter: Gutter): Slab<T>[] {
  const isOneSided = (slab: Slab<T>) => slab.items.every(isLeftOf(gutter));
  const from = slabs.findLastIndex((slab) => !isOneSided(slab)) + 1;
  const tail = slabs.slice(from);
  if (from === 0 || tail.length === 0 || tail.length > LONGEST_HEADING) return [];
  const gaps = slabs.slice(1).map((slab, at) => slab.y0 - slabs[at]!.y1);
  const isApart = gaps[from - 1]! > 1.5 * median(gaps, 0);
  const size = median(
    itemsOf(slabs).map((item) => item.size),
    0,
  );
  return isApart || tail[0]!.items.some((item) => item.size > 1.1 * size) ? tail : [];
}
