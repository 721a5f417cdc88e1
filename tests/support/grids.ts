import { EMPTY } from '../../src/documents/sheets/cells.ts';
import type { Cell, TableRow } from '../../src/documents/tables/tables.ts';

/**
 * A sheet as it is written down: `|` between cells, an empty line for a blank row, `<` for a place that the
 * cell at its left covers too, `^` for one that the cell above covers.
 */
export function gridOf(sheet: string): TableRow[] {
  const rows: TableRow[] = [];
  for (const [index, line] of sheet.split('\n').entries()) {
    const cells: Cell[] = [];
    for (const text of line.split('|').map((part) => part.trim())) {
      const above = rows.at(-1)?.number === index ? rows.at(-1)!.cells[cells.length] : undefined;
      if (text === '<') cells.push(cells.at(-1) ?? EMPTY);
      else if (text === '^') cells.push(above ?? EMPTY);
      else cells.push(text === '' ? EMPTY : { text, isHeader: false });
    }
    if (cells.some((cell) => cell !== EMPTY)) rows.push({ number: index + 1, cells });
  }
  return rows;
}
