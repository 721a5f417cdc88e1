import type { FilledCell } from './pdf-tables.ts';

/** A row of a table with the page it stands on. */
export interface Row {
  cells: readonly FilledCell[];
  page: number;
}

/** A header of more rows is none. */
const TALLEST_HEADER = 3;
/** Longer texts are values, not labels; in characters. */
const LONGEST_LABEL = 12;

/** What a first row across the whole width says, and the rows below it. */
export function takeTitle(rows: readonly Row[]): { title?: string; rows: readonly Row[] } {
  const [first, ...others] = rows;
  const isTitle = first && others.length > 1 && first.cells.every((cell) => cell === first.cells[0]);
  return isTitle ? { title: first.cells[0]!.text, rows: others } : { rows };
}

/** The rows with their header marked: the first ones, or the labels that stand before values. */
export function withHeader(rows: readonly Row[]): readonly Row[] {
  const pairs = labelled(rows);
  if (pairs) return pairs;
  for (const cell of rows.slice(0, headerRowsOf(rows)).flatMap(({ cells }) => cells)) cell.isHeader = true;
  return rows;
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

/**
 * The rows of a form, each a label and its value, two pairs beside each other perhaps; `undefined` where the
 * first row names columns.
 */
function labelled(rows: readonly Row[]): Row[] | undefined {
  const width = rows[0]?.cells.length;
  if (width !== 2 && width !== 4) return undefined;
  const pairs = rows.flatMap(({ cells, page }) => pairsOf(cells).map((pair) => ({ cells: pair, page })));
  const isLabel = ({ text }: FilledCell) => text.length <= LONGEST_LABEL && !/\d/.test(text);
  if (!pairs.every(({ cells: [label, value] }) => isLabel(label) && label !== value)) return undefined;
  const first = pairs[0]!.cells[1];
  const isSetApart = pairs.every(({ cells: [label] }) => label.isBold) && !first.isBold;
  const spans = width === 4 && rows[0]!.cells.slice(1).every((cell) => cell === first);
  if (!isSetApart && !spans && !isValue(first.text)) return undefined;
  return pairs.map(({ cells: [label, value], page }) => ({
    cells: [{ ...label, isHeader: true }, value],
    page,
  }));
}

function pairsOf(cells: readonly FilledCell[]): [FilledCell, FilledCell][] {
  const [label, value, secondLabel, secondValue] = cells;
  if (!label || !value) return [];
  const hasSecond = secondLabel && secondValue && secondLabel !== value;
  return hasSecond
    ? [
        [label, value],
        [secondLabel, secondValue],
      ]
    : [[label, value]];
}

/** Whether a text is a value rather than the name of a column, which may be a year or end with its unit. */
function isValue(text: string): boolean {
  const isName = /(?:年度?|季度|月份?|）|\))$/.test(text);
  return text.length > LONGEST_LABEL || (/\d/.test(text) && !isName);
}
