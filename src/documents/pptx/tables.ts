import { attributeOf, childOf, childrenOf, type Element, nameOf, numberOf } from '../office/xml.ts';
import type { Cell } from '../tables/tables.ts';
import { type LeftOut, paragraphsOf } from './text.ts';

/** A table of PowerPoint has at most 75 columns and rows; other programs make larger ones. */
const WIDEST_SPAN = 100;
const TALLEST_SPAN = 1000;

/** Every place of a table with the cell that covers it. */
export function gridOf(table: Element, leftOut: LeftOut): Cell[][] {
  const properties = childOf(table, 'a:tblPr');
  const rows = [...childrenOf(table)].filter((element) => nameOf(element) === 'a:tr');
  const grid: Cell[][] = rows.map(() => []);
  for (const [y, row] of rows.entries()) {
    const cells = [...childrenOf(row)].filter((element) => nameOf(element) === 'a:tc');
    for (const [x, element] of cells.entries()) {
      // A covered cell is written, too, and may hold what it held before it was merged.
      if (isOn(element, 'hMerge') || isOn(element, 'vMerge')) continue;
      const isHeader = (isOn(properties, 'firstRow') && y === 0) || (isOn(properties, 'firstCol') && x === 0);
      const cell = { text: cellText(element, leftOut), isHeader };
      const width = span(element, 'gridSpan', WIDEST_SPAN);
      const height = Math.min(span(element, 'rowSpan', TALLEST_SPAN), rows.length - y);
      for (let dy = 0; dy < height; dy += 1)
        for (let dx = 0; dx < width; dx += 1) grid[y + dy]![x + dx] ??= cell;
    }
  }
  return grid.map((row) => Array.from(row, (cell) => cell ?? { text: '', isHeader: false }));
}

function isOn(element: Element | undefined, name: string): boolean {
  return /^(?:1|true)$/.test(attributeOf(element, name) ?? '');
}

function span(element: Element, name: string, most: number): number {
  return Math.min(Math.max(numberOf(element, name) ?? 1, 1), most);
}

function cellText(element: Element, leftOut: LeftOut): string {
  const body = childOf(element, 'a:txBody');
  const paragraphs = body ? paragraphsOf(body, [], leftOut) : [];
  return paragraphs.map(({ text }) => text.replace(/\s*\n\s*/g, ' ')).join(' ');
}
