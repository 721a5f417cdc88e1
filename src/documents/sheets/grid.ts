import type { Cell as StoredCell, Worksheet } from 'exceljs';
import type { Cell, TableRow } from '../tables/tables.ts';
import type { SheetBudget } from './budget.ts';
import { cellText, EMPTY } from './cells.ts';
import type { Area, SheetSource } from './package.ts';
import { shownValue } from './values.ts';

/** Excel holds no longer text in a cell. */
const LONGEST_CELL = 32_767;
/** A record whose cells are all merged over this many rows or less covers rows that hold nothing themselves. */
const HIGHEST_RECORD = 100;

/** A sheet as rows of cells, and what of it was left out, one sentence each. */
export interface SheetGrid {
  rows: TableRow[];
  warnings: string[];
}

type SparseRows = Map<number, Map<number, Cell>>;

interface Reading {
  isChinese: boolean;
  budget: SheetBudget;
}

/** How many of what were left out. */
interface LeftOut {
  hiddenRows: number;
  hiddenColumns: Set<number>;
  errors: number;
  dates: number;
  ends: number;
  formulas: number;
  emptyFormulas: number;
}

/**
 * The rows of a sheet that hold something, without columns that hold nothing and without what is hidden.
 * A merged cell stands in every place that it covers.
 *
 * @throws AppError `unreadable` where that is more than `budget` allows
 */
export function gridOf(sheet: Worksheet, source: SheetSource, reading: Reading): SheetGrid {
  const leftOut = noneLeftOut();
  const rows = shownRows(sheet, source, reading, leftOut);
  const used = new Set<number>();
  for (const cells of rows.values()) for (const column of cells.keys()) used.add(column);
  const columns = [...used].sort((a, b) => a - b);
  spread(source.merges, rows, columns, reading.budget);
  reading.budget.spendPlaces(rows.size * columns.length);
  const inOrder = [...rows].sort(([a], [b]) => a - b);
  return {
    rows: inOrder.map(([number, cells]) => ({
      number,
      cells: columns.map((column) => cells.get(column) ?? EMPTY),
    })),
    warnings: describe(leftOut).map((what) => `Sheet ${source.name}: ${what} were left out.`),
  };
}

function shownRows(sheet: Worksheet, source: SheetSource, reading: Reading, leftOut: LeftOut): SparseRows {
  const rows: SparseRows = new Map();
  sheet.eachRow((row, number) => {
    const cells = new Map<number, Cell>();
    row.eachCell((stored, column) => {
      const cell = shownCell(stored, reading, leftOut);
      if (cell && isHidden(source, column)) leftOut.hiddenColumns.add(column);
      else if (cell) cells.set(column, cell);
    });
    if (cells.size > 0 && row.hidden) leftOut.hiddenRows += 1;
    else if (cells.size > 0) rows.set(number, cells);
  });
  return rows;
}

function isHidden({ hiddenColumns }: SheetSource, column: number): boolean {
  return hiddenColumns.some(({ from, to }) => column >= from && column <= to);
}

function shownCell(stored: StoredCell, reading: Reading, leftOut: LeftOut): Cell | undefined {
  if (stored.formula) leftOut.formulas += 1;
  const shown = shownValue(stored, reading.isChinese);
  if ('problem' in shown) {
    leftOut[shown.problem] += 1;
    return undefined;
  }
  if (shown.text.length > LONGEST_CELL) leftOut.ends += 1;
  const text = cellText(shown.text.slice(0, LONGEST_CELL));
  reading.budget.spendText(text.length);
  return text === '' ? undefined : { text, isHeader: false, ...(shown.unit && { unit: shown.unit }) };
}

/** Puts merged cells into every place that they cover in rows and columns in use. */
function spread(
  merges: readonly Area[],
  rows: SparseRows,
  columns: readonly number[],
  budget: SheetBudget,
): void {
  const last = [...rows.keys()].reduce((highest, number) => Math.max(highest, number), 0);
  for (const { top, left, bottom, right } of merges) {
    const merged = rows.get(top)?.get(left);
    if (!merged) continue;
    const covered = columns.filter((column) => column >= left && column <= right);
    for (let number = top; number <= Math.min(bottom, last); number += 1) {
      budget.spendPlaces(covered.length);
      budget.spendText(merged.text.length);
      if (bottom - top <= HIGHEST_RECORD && !rows.has(number)) rows.set(number, new Map());
      const cells = rows.get(number);
      for (const column of covered) if (cells && !cells.has(column)) cells.set(column, merged);
    }
  }
}

function noneLeftOut(): LeftOut {
  return {
    hiddenRows: 0,
    hiddenColumns: new Set(),
    errors: 0,
    dates: 0,
    ends: 0,
    formulas: 0,
    emptyFormulas: 0,
  };
}

function describe(leftOut: LeftOut): string[] {
  const { hiddenRows, hiddenColumns, errors, dates, ends, formulas, emptyFormulas } = leftOut;
  const counts: [string, number][] = [
    ['hidden rows', hiddenRows],
    ['hidden columns', hiddenColumns.size],
    ['cells with an error value', errors],
    ['cells with an impossible date', dates],
    ['ends of cells longer than Excel allows', ends],
    // A formula may rightly give nothing; where none gives anything, no program has calculated them.
    ['formulas without a stored value', emptyFormulas === formulas ? formulas : 0],
  ];
  return counts.filter(([, count]) => count > 0).map(([what, count]) => `${what} (${count})`);
}
