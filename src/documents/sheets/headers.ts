import { isUnitLine } from '../tables/captions.ts';
import type { Cell, TableRow } from '../tables/tables.ts';
import { readHeader, readUnitName } from '../tables/units.ts';
import { type CellKind, distanceOf, EMPTY, filledCells, isField, kindOf } from './cells.ts';

/** A longer text names no column. */
const LONGEST_NAME = 40;
/** 指标 › 投资 › 计划 › 本年: deeper headers are not seen. */
const MOST_TIERS = 4;

/**
 * Whether a row heads the rows below it: names of columns that differ, with no figures among them. Years and
 * months may head columns, but only over something else than years and months.
 */
export function looksLikeHeader(row: TableRow, next: TableRow | undefined): boolean {
  const filled = filledCells(row);
  if (next === undefined || filled.length < 2) return false;
  const kinds = filled.map(kindOf);
  if (!kinds.includes('label') || kinds.includes('figure')) return false;
  if (filled.some(({ text }) => text.length > LONGEST_NAME || /[。；！？]/.test(text))) return false;
  if (filled.every(({ text }) => isField(text)) || filled.some(({ text }) => isUnitLine(text))) return false;
  if (new Set(filled.map(({ text }) => text)).size * 2 < filled.length) return false;
  return !row.cells.some((cell, column) => {
    const kind = kindOf(cell);
    const below = next.cells[column] ?? EMPTY;
    return (kind === 'period' || kind === 'date') && below !== cell && kindOf(below) === kind;
  });
}

/** How many of the rows from `at` on are the header, given that the first one is. */
export function headerHeight(rows: readonly TableRow[], at: number): number {
  let height = 1;
  while (height < MOST_TIERS && at + height + 1 < rows.length) {
    if (!isLowerTier(rows[at + height - 1]!, rows[at + height]!)) break;
    height += 1;
  }
  return height;
}

/**
 * Whether `row` divides the columns of the header row above it: everything in it stands under a name that
 * spans several columns, or is merged with the name above, or is but a unit or in brackets.
 */
function isLowerTier(above: TableRow, row: TableRow): boolean {
  if (distanceOf(above, row) > 1) return false;
  const own = filledCells(row).filter((cell) => !above.cells.includes(cell));
  if (own.length === 0) return row.cells.some((cell) => cell.text !== '');
  if (own.every(({ text }) => readUnitName(text) || /^[（(][^（()）]*[）)]$/.test(text))) return true;
  if (own.some((cell) => isValue(kindOf(cell)) || cell.text.length > LONGEST_NAME)) return false;
  const spanned = spannedColumns(above, row);
  return row.cells.every(
    (cell, column) => cell.text === '' || cell === above.cells[column] || spanned.has(column),
  );
}

function isValue(kind: CellKind): boolean {
  return kind === 'figure' || kind === 'date';
}

/** Columns under names that span, be it by merging or, as in a CSV file, by empty places after the name. */
function spannedColumns(above: TableRow, row: TableRow): Set<number> {
  const spanned = new Set<number>();
  const width = Math.max(above.cells.length, row.cells.length);
  for (let at = 0; at < width; ) {
    const name = above.cells[at] ?? EMPTY;
    let end = at + 1;
    while (end < width && continues(name, above.cells[end] ?? EMPTY, row.cells[end] ?? EMPTY)) end += 1;
    if (end > at + 1 || name.text === '')
      for (let column = at; column < end; column += 1) spanned.add(column);
    at = end;
  }
  return spanned;
}

function continues(name: Cell, beside: Cell, below: Cell): boolean {
  return beside === name || (beside.text === '' && below.text !== '');
}

/** The tiers of a header with every place filled: a name stands over all columns that it spans. */
export function filledTiers(headers: readonly TableRow[]): Cell[][] {
  return headers.map(({ cells }, tier) => {
    const below = headers[tier + 1]?.cells;
    const filled = [...cells];
    if (!below) return filled;
    for (let column = 1; column < below.length; column += 1) {
      const left = filled[column - 1] ?? EMPTY;
      if ((filled[column] ?? EMPTY).text === '' && (below[column] ?? EMPTY).text !== '')
        filled[column] = left;
    }
    return filled;
  });
}

/** Whether a row only numbers the columns above it: `甲 | 乙 | 1 | 2 | 3`. */
export function isColumnNumbering(row: TableRow): boolean {
  const texts = filledCells(row).map(({ text }) => text.replace(/[()（）]/g, ''));
  const first = texts.findIndex((text) => /^\d{1,2}$/.test(text));
  const names = texts.slice(0, Math.max(0, first)).join('');
  if (first < 0 || !/^(?:[栏欄][次目]|甲?|甲乙丙?丁?)$/.test(names)) return false;
  // Without two such names the row must be longer: a project may be called 甲, and be the first of two.
  if (names.length < 2 && texts.length - first < 4) return false;
  return texts.slice(first).every((text, index) => text === String(index + 1));
}

/** Whether a text says by its unit that it names a column: `投资额（亿元）`. */
export function hasUnit(text: string): boolean {
  return readHeader(text).unit !== undefined;
}
