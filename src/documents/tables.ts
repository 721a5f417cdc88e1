import type { DraftBlock } from './blocks.ts';

/** A cell of a table; a cell that spans stands in the grid several times as the same object. */
export interface Cell {
  text: string;
  /** Whether the format itself marks it as a header. */
  isHeader: boolean;
}

/**
 * The rows of a table, each as one line that keeps its header: `列名：值；列名：值`. `row` counts body rows
 * from 1. The header is what is marked as such, else the first row; where the first cell of every row is the
 * only header, each row reads `名：值`. Empty cells are left out.
 */
export function tableRows(grid: readonly (readonly Cell[])[]): DraftBlock[] {
  const rows = grid.filter((row) => row.some(({ text }) => text !== ''));
  const headed = rows.length > 0 && rows.every(hasRowHeaderOnly);
  const headerRows = headed
    ? 0
    : Math.max(
        1,
        rows.findIndex((row) => !row.every(({ isHeader }) => isHeader)),
      );
  const columns = headed ? [] : columnNames(rows.slice(0, headerRows));
  // A table of one row has no header to speak of; its cells must not vanish.
  if (!headed && rows.length <= headerRows) return linesOf(rows.map((row) => distinct(row).join('；')));
  return linesOf(rows.slice(headerRows).map((row) => (headed ? renderHeaded(row) : renderRow(row, columns))));
}

function linesOf(texts: readonly string[]): DraftBlock[] {
  return texts.map((text, index) => ({ kind: 'table-row', text, row: index + 1 }));
}

function hasRowHeaderOnly(row: readonly Cell[]): boolean {
  return (
    row.length > 1 && row[0]!.isHeader && row.slice(1).every((cell) => !cell.isHeader && cell !== row[0])
  );
}

function columnNames(headers: readonly (readonly Cell[])[]): string[] {
  const width = Math.max(0, ...headers.map((row) => row.length));
  return Array.from({ length: width }, (_, column) =>
    distinct(headers.flatMap((row) => row[column] ?? [])).join(' '),
  );
}

function renderRow(row: readonly Cell[], columns: readonly string[]): string {
  const parts: string[] = [];
  for (let column = 0; column < row.length; ) {
    const cell = row[column]!;
    let next = column + 1;
    while (next < row.length && row[next] === cell) next += 1;
    const spansAll = column === 0 && next === row.length && next > 1;
    const name = spansAll ? '' : [...new Set(columns.slice(column, next))].filter(Boolean).join('、');
    if (cell.text !== '') parts.push(named(name, cell.text));
    column = next;
  }
  return parts.join('；');
}

function renderHeaded([name, ...values]: readonly Cell[]): string {
  return named(name!.text, distinct(values).join('；'));
}

function named(name: string, value: string): string {
  const bare = name.replace(/[：:]\s*$/, '');
  return bare === '' || value === '' ? bare + value : `${bare}：${value}`;
}

/** Texts of the cells in order, a spanning cell once, empty ones left out. */
function distinct(cells: readonly Cell[]): string[] {
  return [...new Set(cells)].map(({ text }) => text).filter((text) => text !== '');
}
