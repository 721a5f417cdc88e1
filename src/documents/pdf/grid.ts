import { type Box, boxAround, holds } from './geometry.ts';
import type { Rule } from './shapes.ts';

/** A ruled table as lines make it: rows and columns, with the cell that covers each place. */
export interface Grid extends Box {
  /** Where the columns part, from the left edge to the right one. */
  xs: number[];
  /** Where the rows part, from the top to the bottom. */
  ys: number[];
  /** For each row and column the number of its cell; a cell that spans has several places. */
  cells: number[][];
}

/** Rules closer than this are one line, a double one perhaps; in points. */
const SAME_LINE = 3;
/** Rules that miss each other by less than this meet; in points. */
const REACH = 3;
/** Lines go on for at least so much beyond the last column where a table has no line at its side; in points. */
const OPEN_SIDE = 8;
/** A line parts two places if it runs along this share of their common edge. */
const PARTING = 0.6;
/** More lines than any table has. */
const MOST_LINES = 3000;
const FEWEST_CELLS = 4;
/** And more places. */
const MOST_PLACES = 100_000;
/** Shorter lines are dashes; in points. */
const SHORTEST_LINE = 10;

/** The tables that the rules of a page draw: two rows and two columns at least. */
export function gridsOf(rules: readonly Rule[]): Grid[] {
  const across = mergeLines(rules.filter(({ isVertical }) => !isVertical));
  const down = mergeLines(rules.filter(({ isVertical }) => isVertical).map(transpose)).map(transpose);
  if (across.length + down.length > MOST_LINES) return [];
  return componentsOf(across, down)
    .map(gridOf)
    .filter((grid) => grid !== undefined);
}

/** The horizontal lines that are no part of a table: above notes, below the header of a table without other rules. */
export function linesBeside(grids: readonly Grid[], rules: readonly Rule[]): Rule[] {
  const across = mergeLines(rules.filter(({ isVertical }) => !isVertical));
  return across.filter(
    ({ x0, x1, y0 }) =>
      x1 - x0 > SHORTEST_LINE && !grids.some((grid) => holds(grid, { x: (x0 + x1) / 2, y: y0 })),
  );
}

function transpose<T extends Box>(box: T): T {
  return { ...box, x0: box.y0, y0: box.x0, x1: box.y1, y1: box.x1 };
}

/** Horizontal rules on one line, put together where they meet. */
function mergeLines(rules: readonly Rule[]): Rule[] {
  const rows: Rule[][] = [];
  for (const rule of rules.toSorted((a, b) => a.y0 - b.y0)) {
    const row = rows.at(-1);
    if (row && rule.y0 - row[0]!.y0 < SAME_LINE) row.push(rule);
    else rows.push([rule]);
  }
  return rows.flatMap((row) => {
    const merged: Rule[] = [];
    for (const rule of row.sort((a, b) => a.x0 - b.x0)) {
      const last = merged.at(-1);
      if (last && rule.x0 <= last.x1 + REACH) last.x1 = Math.max(last.x1, rule.x1);
      else merged.push({ ...rule, y0: row[0]!.y0, y1: row[0]!.y0 });
    }
    return merged;
  });
}

/** Lines that meet, directly or through others. */
function componentsOf(across: readonly Rule[], down: readonly Rule[]): { across: Rule[]; down: Rule[] }[] {
  const groups = new Groups(across.length + down.length);
  for (const [i, row] of across.entries()) {
    for (const [j, column] of down.entries()) {
      const isMet =
        column.x0 > row.x0 - REACH &&
        column.x0 < row.x1 + REACH &&
        row.y0 > column.y0 - REACH &&
        row.y0 < column.y1 + REACH;
      if (isMet) groups.join(i, across.length + j);
    }
  }
  const components = new Map<number, { across: Rule[]; down: Rule[] }>();
  for (const [i, rule] of [...across, ...down].entries()) {
    const root = groups.of(i);
    const component = components.get(root) ?? { across: [], down: [] };
    component[i < across.length ? 'across' : 'down'].push(rule);
    components.set(root, component);
  }
  return [...components.values()];
}

function gridOf({ across, down }: { across: Rule[]; down: Rule[] }): Grid | undefined {
  if (across.length === 0 || down.length === 0) return undefined;
  const box = boxAround(
    [...across, ...down].flatMap(({ x0, y0, x1, y1 }) => [
      { x: x0, y: y0 },
      { x: x1, y: y1 },
    ]),
  );
  const xs = edgesOf(
    down.map(({ x0 }) => x0),
    box.x0,
    box.x1,
  );
  const ys = edgesOf(
    across.map(({ y0 }) => y0),
    box.y0,
    box.y1,
  );
  const [rows, columns] = [ys.length - 1, xs.length - 1];
  if (rows < 2 || columns < 2 || rows * columns > MOST_PLACES) return undefined;
  const places = new Groups(rows * columns);
  const between = xs.map((x) => down.map(transpose).filter(isNear(x)));
  const below = ys.map((y) => across.filter(isNear(y)));
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const place = row * columns + column;
      const isParted = {
        right: column + 1 === columns || runsAlong(between[column + 1]!, ys[row]!, ys[row + 1]!),
        below: row + 1 === rows || runsAlong(below[row + 1]!, xs[column]!, xs[column + 1]!),
      };
      if (!isParted.right) places.join(place, place + 1);
      if (!isParted.below) places.join(place, place + columns);
    }
  }
  const cells = ys
    .slice(1)
    .map((_, row) => xs.slice(1).map((_, column) => places.of(row * columns + column)));
  return new Set(cells.flat()).size < FEWEST_CELLS ? undefined : { ...box, xs, ys, cells };
}

/** Places of lines in order; the outer edges are added where lines stick out beyond the last line that crosses them. */
function edgesOf(places: readonly number[], first: number, last: number): number[] {
  const edges: number[] = [];
  for (const place of places.toSorted((a, b) => a - b)) {
    if (edges.length === 0 || place - edges.at(-1)! >= SAME_LINE) edges.push(place);
  }
  if (edges[0]! - first > OPEN_SIDE) edges.unshift(first);
  if (last - edges.at(-1)! > OPEN_SIDE) edges.push(last);
  return edges;
}

function isNear(y: number) {
  return ({ y0 }: Rule): boolean => Math.abs(y0 - y) < SAME_LINE;
}

/** Whether horizontal lines run along most of the stretch. */
function runsAlong(lines: readonly Rule[], from: number, to: number): boolean {
  const covered = lines.reduce(
    (sum, { x0, x1 }) => sum + Math.max(0, Math.min(x1, to) - Math.max(x0, from)),
    0,
  );
  return covered >= PARTING * (to - from);
}

/** Sets of numbers that grow together. */
class Groups {
  readonly #parents: number[];

  constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, i) => i);
  }

  of(member: number): number {
    let root = member;
    while (this.#parents[root] !== root) root = this.#parents[root]!;
    this.#parents[member] = root;
    return root;
  }

  join(a: number, b: number): void {
    this.#parents[this.of(b)] = this.of(a);
  }
}
