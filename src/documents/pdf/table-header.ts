import type { FilledCell } from './tables.ts';

/** A row of a table with the page it stands on. */
export interface Row {
  cells: readonly FilledCell[];
  page: number;
}

/** A header of more rows is none. */
const TALLEST_HEADER = 3;

/** What a first row across the whole width says, and the rows below it. */
export function takeTitle(rows: readonly Row[]): { title?: string; rows: readonly Row[] } {
  const [first, ...others] = rows;
  const isTitle = first && others.length > 1 && first.cells.every((cell) => cell === first.cells[0]);
  return isTitle ? { title: first.cells[0]!.text, rows: others } : { rows };
}

/** Marks the header of a table: its first rows. */
export function markHeader(rows: readonly Row[]): void {
  for (const cell of rows.slice(0, headerRowsOf(rows)).flatMap(({ cells }) => cells)) cell.isHeader = true;
}

/**
 * How many rows the header has. A first row with cells that span columns has its names below; the other cells
 * of it reach down as far.
 */
export function headerRowsOf(rows: readonly Row[]): number {
  const first = rows[0]?.cells ?? [];
  const heights = first.map((cell, column) => {
    const end = rows.findIndex(({ cells }) => cells[column] !== cell);
    return end < 0 ? rows.length : end;
  });
  const tallest = Math.max(...heights);
  const isTiered = first.some((cell, at) => cell === first[at + 1]) || Math.min(...heights) > 1;
  return isTiered && tallest <= TALLEST_HEADER && tallest < rows.length ? tallest : 1;
}
