import type { DraftBlock } from '../blocks.ts';
import type { PageElement } from '../page.ts';
import { fieldRows } from '../tables/fields.ts';
import { type Cell, tableRows } from '../tables/tables.ts';

/** Spans beyond these are mistakes or attacks; the HTML standard stops at 1000 and 65534. */
const WIDEST_SPAN = 100;
const TALLEST_SPAN = 1000;

/** A table for layout has a table, a heading or several paragraphs in a cell, or is but one column or row. */
export function isDataTable(table: PageElement): boolean {
  if (table.querySelector('table, h1, h2, h3, h4')) return false;
  const rows = rowsOf(table);
  return rows.length > 1 && rows.some((row) => row.children.length > 1);
}

/** The rows of a data table; `textOf` gives the words of a cell. */
export function blocksOfTable(
  table: PageElement,
  { caption, textOf }: { caption: string | undefined; textOf: (cell: PageElement) => string },
): DraftBlock[] {
  const grid = gridOf(table, textOf);
  const fields = fieldRows(grid);
  if (!fields) return tableRows(grid, { caption });
  return caption === undefined ? fields : fields.map((row) => ({ ...row, table: caption }));
}

function rowsOf(table: PageElement): PageElement[] {
  return [...table.querySelectorAll('tr')];
}

/** Every place of the table with the cell that covers it, so that no value slips under another header. */
function gridOf(table: PageElement, textOf: (cell: PageElement) => string): Cell[][] {
  const rows = rowsOf(table);
  const grid: Cell[][] = rows.map(() => []);
  for (const [y, row] of rows.entries()) {
    let x = 0;
    for (const element of row.children) {
      while (grid[y]![x]) x += 1;
      const cell = {
        text: textOf(element),
        isHeader: element.localName === 'th' || row.parentElement?.localName === 'thead',
      };
      const width = span(element, 'colspan', WIDEST_SPAN);
      const height = Math.min(span(element, 'rowspan', TALLEST_SPAN), rows.length - y);
      for (let dy = 0; dy < height; dy += 1)
        for (let dx = 0; dx < width; dx += 1) grid[y + dy]![x + dx] = cell;
      x += width;
    }
  }
  return grid.map((row) => Array.from(row, (cell) => cell ?? { text: '', isHeader: false }));
}

function span(element: PageElement, name: string, most: number): number {
  const written = Number.parseInt(element.getAttribute(name) ?? '1', 10);
  return Math.min(Math.max(written || 1, 1), most);
}
