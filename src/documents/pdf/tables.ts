import { isListItem, joinWrapped, numberedLevel } from '../lines.ts';
import type { Cell } from '../tables/tables.ts';
import type { Box } from './geometry.ts';
import type { Grid } from './grid.ts';
import { type Line, linesOf } from './lines.ts';
import type { Run } from './page.ts';

/** A table, or the part of one that stands on one page. */
export interface PageTable extends Box {
  /** From 1. */
  page: number;
  /** Where its columns begin and end: as many as its columns, and one more. */
  edges: readonly Edge[];
  rows: FilledCell[][];
}

/** The stretch within which a column ends and the next one begins; where there is a rule, it is a point. */
export type Edge = readonly [from: number, to: number];

/** A cell with what its letters look like. */
export interface FilledCell extends Cell {
  isBold: boolean;
}

/** Longer cells on average are the boxes of a layout, in characters. */
const LONGEST_CELL = 250;

/** Whether rules part the columns of a table, so that it has outer edges too. */
export function isRuled({ edges }: PageTable): boolean {
  return Number.isFinite(edges[0]![0]);
}

/** Takes the texts that stand in ruled tables out of `runs`, and gives the tables with them. */
export function takeTables(
  runs: readonly Run[],
  grids: readonly Grid[],
  page: number,
): { tables: PageTable[]; rest: Run[] } {
  let rest = [...runs];
  const tables: PageTable[] = [];
  for (const grid of grids) {
    const inside = Map.groupBy(rest, (run) => cellAt(grid, (run.x0 + run.x1) / 2, run.y - run.size / 3));
    const table = tableOf(grid, inside, page);
    if (!table) continue;
    tables.push(table);
    rest = inside.get(undefined) ?? [];
  }
  return { tables, rest };
}

function cellAt({ xs, ys, cells }: Grid, x: number, y: number): number | undefined {
  const column = xs.findLastIndex((edge) => edge <= x);
  const row = ys.findLastIndex((edge) => edge <= y);
  return cells[row]?.[column];
}

function tableOf(
  grid: Grid,
  inside: ReadonlyMap<number | undefined, Run[]>,
  page: number,
): PageTable | undefined {
  const filled = new Map<number, FilledCell>();
  for (const [row, numbers] of grid.cells.entries()) {
    for (const [column, number] of numbers.entries()) {
      if (filled.has(number)) continue;
      const right = grid.xs[column + numbers.filter((other) => other === number).length]!;
      filled.set(number, fill(inside.get(number) ?? [], right, row > 0));
    }
  }
  const texts = [...filled.values()].map(({ text }) => text).filter((text) => text !== '');
  if (texts.length < 2 || texts.join('').length > LONGEST_CELL * texts.length) return undefined;
  const { x0, y0, x1, y1, xs } = grid;
  const rows = grid.cells.map((numbers) => numbers.map((number) => filled.get(number)!));
  return { x0, y0, x1, y1, page, edges: xs.map((x) => [x, x]), rows };
}

function fill(runs: readonly Run[], right: number, isValue: boolean): FilledCell {
  const lines = linesOf(runs);
  const text = lines.map(
    (line, at) => line.text + (lines[at + 1] ? breakAfter(line, lines[at + 1]!, right, isValue) : ''),
  );
  return {
    text: joinWrapped(text.join('')).trim(),
    isHeader: false,
    isBold: lines.length > 0 && lines.every(({ isBold }) => isBold),
  };
}

/** Lines of a cell are wrapped text, but for items of a list and lines that stop before the cell is full. */
function breakAfter(line: Line, next: Line, right: number, isValue: boolean): string {
  if (isListItem(next.text) || numberedLevel(next.text) !== undefined) return ' ';
  const isFull = right - line.x1 < 4 * line.size;
  return isFull || !isValue || /[，、,（(]$/.test(line.text) || /^[（(]/.test(next.text) ? '\n' : ' ';
}
