import { formRows } from '../tables/forms.ts';
import type { Table, TableRow } from '../tables/tables.ts';
import { distanceOf, filledCells } from './cells.ts';
import { hasUnit } from './headers.ts';

/** A form on a sheet, and how many of its rows it takes. */
export interface SheetForm {
  table: Table;
  height: number;
}

/**
 * The form that begins at the row `at`: labels with their values beside them, to the next blank row or the
 * first row that is neither one such pair nor two. `undefined` where those rows are a table.
 */
export function formAt(rows: readonly TableRow[], at: number): SheetForm | undefined {
  const found: TableRow[] = [];
  for (const row of rows.slice(at, at + TALLEST_FORM)) {
    const before = found.at(-1);
    const cells = filledCells(row);
    if ((before && distanceOf(before, row) > 1) || (cells.length !== 2 && cells.length !== 4)) break;
    found.push({ ...row, cells });
  }
  if (found.length < 2 || isHeaded(found)) return undefined;
  const pairs = formRows(
    found.map(({ cells }) => cells),
    (cell) => hasUnit(cell.text),
  );
  if (!pairs) return undefined;
  const numbers = found.flatMap(({ number, cells }) => (cells.length === 4 ? [number, number] : [number]));
  const formed = pairs.map((cells, index) => ({ number: numbers[index]!, cells }));
  return { table: { columns: [], rows: formed }, height: found.length };
}

/** Whether the first row heads the others, because they are of the kind that it names: 产业 over 石英产业. */
function isHeaded([first, ...others]: readonly TableRow[]): boolean {
  const kind = first!.cells[0]!.text;
  return others.some(({ cells }) => cells[0]!.text.endsWith(kind));
}

/** What is longer is a list. */
const TALLEST_FORM = 200;
