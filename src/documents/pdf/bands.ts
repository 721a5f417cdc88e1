import { type Box, median } from './geometry.ts';
import type { Run } from './page.ts';
import type { PageTable } from './tables.ts';

/** Something that stands on a page: a text, or a table with its size 0. */
export interface Placed extends Box {
  size: number;
  text: string;
  runs?: readonly Run[];
  table?: PageTable;
}

/** The stretch between two columns. */
export type Gutter = readonly [from: number, to: number];

/** Things that overlap in height, with the stretches of the width that they leave free. */
export interface Slab {
  items: Placed[];
  y0: number;
  y1: number;
  free: Gutter[];
}

/** Slabs below each other through which one gutter runs. */
export interface Band {
  /** Places of the first slab and of the one after the last. */
  from: number;
  to: number;
  gutter: Gutter;
  /** How high those are together that have something on both sides, in points. */
  support: number;
}

/** The narrowest gutter, in points and as a share of the letters' size. */
const NARROWEST_GUTTER = 8;
const NARROWEST_GUTTER_EMS = 0.8;
/** A free stretch at the edge is a gutter with nothing beyond it, unless it is an indent of less than this share. */
const WIDEST_INDENT = 0.15;
/** Headlines are larger than the text, by this share of its size at least. */
const HEADLINE = 1.1;
/** Right columns that begin closer to each other are one; in points. */
const SAME_START = 4;

export function itemsOf(slabs: readonly Slab[]): Placed[] {
  return slabs.flatMap(({ items }) => items);
}

export function isLeftOf(gutter: Gutter) {
  return ({ x1 }: Box): boolean => x1 <= gutter[0] + 0.01;
}

export function isRightOf(gutter: Gutter) {
  return ({ x0 }: Box): boolean => x0 >= gutter[1] - 0.01;
}

/** The bands that gutters run through, those first that part the most. */
export function bandsOf(slabs: readonly Slab[]): Band[] {
  const sizes = itemsOf(slabs).map(({ size }) => size);
  const size = median(
    sizes.filter((size) => size > 0),
    0,
  );
  const narrowest = Math.max(NARROWEST_GUTTER, NARROWEST_GUTTER_EMS * size);
  const bands: Band[] = [];
  for (const [at, slab] of slabs.entries()) {
    for (const free of slab.free) {
      const isKnown = bands.some(
        ({ from, to, gutter }) => at >= from && at < to && shared(gutter, free, narrowest),
      );
      if (!isKnown && hasBothSides(slab, free)) bands.push(bandAround(slabs, at, free, narrowest));
    }
  }
  return bands.sort((a, b) => b.support - a.support || widthOf(b.gutter) - widthOf(a.gutter));
}

/** The band of slabs around one of them that leave a stretch free which that one leaves free. */
function bandAround(slabs: readonly Slab[], at: number, free: Gutter, narrowest: number): Band {
  let gutter = free;
  const goOn = (next: number): boolean => {
    const meeting = slabs[next]?.free.map((other) => shared(gutter, other, narrowest)).find(Boolean);
    if (meeting) gutter = meeting;
    return meeting !== undefined;
  };
  let [from, to] = [at, at + 1];
  while (goOn(to)) to += 1;
  while (goOn(from - 1)) from -= 1;
  [from, to] = withinLayout(slabs, { from, to, at, gutter });
  while (from < at && goesOnFromAbove(slabs, from, gutter)) from += 1;
  const both = slabs.slice(from, to).filter((slab) => hasBothSides(slab, gutter));
  const support = both.reduce((sum, { y0, y1 }) => sum + y1 - y0, 0);
  return { from, to, gutter, support };
}

/** The part around one slab that has one layout: below a headline the right column may begin elsewhere. */
function withinLayout(
  slabs: readonly Slab[],
  { from, to, at, gutter }: { from: number; to: number; at: number; gutter: Gutter },
): [from: number, to: number] {
  const isChange = (headline: number, start: number, end: number) => {
    if (!isHeadline(slabs[headline]!, slabs.slice(from, to), gutter)) return false;
    const [above, below] = [slabs.slice(start, headline), slabs.slice(headline + 1, end)].map((part) =>
      rightStart(part, gutter),
    );
    return Number.isFinite(above! + below!) && Math.abs(above! - below!) > SAME_START;
  };
  let [first, last] = [from, to];
  for (let i = at - 1; i > from && first === from; i -= 1) if (isChange(i, from, last)) first = i;
  for (let i = at + 1; i < to && last === to; i += 1) if (isChange(i, first, to)) last = i;
  return [first, last];
}

/** Whether a slab is but a larger line on the left. */
function isHeadline({ items }: Slab, around: readonly Slab[], gutter: Gutter): boolean {
  const size = median(
    itemsOf(around).map((item) => item.size),
    0,
  );
  return items.every((item) => isLeftOf(gutter)(item) && item.size > HEADLINE * size);
}

function rightStart(slabs: readonly Slab[], gutter: Gutter): number {
  const right = itemsOf(slabs).filter(isRightOf(gutter));
  return Math.min(...right.map(({ x0 }) => x0));
}

/** Whether the first line of a band is but the short last one of a text that crosses the gutter above. */
function goesOnFromAbove(slabs: readonly Slab[], at: number, gutter: Gutter): boolean {
  const [crossing, line, next] = slabs.slice(at - 1, at + 2);
  if (at === 0 || !crossing || !line || !next || !line.items.every(isLeftOf(gutter))) return false;
  return line.y0 - crossing.y1 < next.y0 - line.y1;
}

/** What two stretches have in common, if it is wide enough for a gutter. */
function shared(a: Gutter, b: Gutter, narrowest: number): Gutter | undefined {
  const [from, to] = [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
  return to - from >= narrowest ? [from, to] : undefined;
}

function hasBothSides({ items }: Slab, gutter: Gutter): boolean {
  return items.some(isLeftOf(gutter)) && items.some(isRightOf(gutter));
}

function widthOf([from, to]: Gutter): number {
  return to - from;
}

/** Groups things that overlap in height, from top to bottom. */
export function slabsOf(items: readonly Placed[]): Slab[] {
  const edges: Gutter = [Math.min(...items.map(({ x0 }) => x0)), Math.max(...items.map(({ x1 }) => x1))];
  const slabs: Slab[] = [];
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
