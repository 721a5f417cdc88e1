import { attributeOf, childOf, childrenOf, type Element, nameOf, numberOf } from '../office/xml.ts';

/** Word has at most 63 columns. */
const WIDEST_SPAN = 63;

export interface TableRowElements {
  isHeader: boolean;
  /** The cell that covers each column; one that spans stands there several times. */
  cells: (Element | undefined)[];
}

/**
 * The rows of a table, every place with the cell that covers it, so that no value slips under another header.
 *
 * @param onDeleted is told of rows that a tracked change deletes; they are left out
 */
export function tableElements(table: Element, onDeleted: () => void): TableRowElements[] {
  const rows: TableRowElements[] = [];
  for (const row of partsOf(table, 'w:tr')) {
    const properties = childOf(row, 'w:trPr');
    if (childOf(properties, 'w:del')) {
      onDeleted();
      continue;
    }
    const cells = cellsOf(row, numberOf(childOf(properties, 'w:gridBefore')) ?? 0, rows.at(-1)?.cells ?? []);
    rows.push({ isHeader: childOf(properties, 'w:tblHeader') !== undefined, cells });
  }
  return rows;
}

/** A table for layout holds a table, or is but one row or one column. */
export function isForLayout(rows: readonly TableRowElements[]): boolean {
  if (rows.length < 2 || rows.every(({ cells }) => new Set(cells.filter(Boolean)).size < 2)) return true;
  return rows.some(({ cells }) => cells.some((cell) => cell && childOf(cell, 'w:tbl')));
}

function cellsOf(
  row: Element,
  skipped: number,
  above: readonly (Element | undefined)[],
): (Element | undefined)[] {
  const cells: (Element | undefined)[] = Array.from({ length: Math.min(skipped, WIDEST_SPAN) });
  for (const cell of partsOf(row, 'w:tc')) {
    const properties = childOf(cell, 'w:tcPr');
    const width = Math.min(Math.max(numberOf(childOf(properties, 'w:gridSpan')) ?? 1, 1), WIDEST_SPAN);
    const goesOnFrom =
      (goesOn(properties, 'w:vMerge') ? above[cells.length] : undefined) ??
      (goesOn(properties, 'w:hMerge') ? cells.at(-1) : undefined);
    for (let column = 0; column < width; column += 1) cells.push(goesOnFrom ?? cell);
  }
  return cells;
}

function goesOn(properties: Element | undefined, merge: string): boolean {
  const element = childOf(properties, merge);
  return element !== undefined && attributeOf(element, 'val') !== 'restart';
}

/** Rows of a table or cells of a row, also those inside controls and insertions; not those of inner tables. */
function* partsOf(parent: Element, name: string): Generator<Element> {
  for (const child of childrenOf(parent)) {
    const childName = nameOf(child);
    if (childName === name) yield child;
    else if (!childName.endsWith('Pr') && childName !== 'w:tbl') yield* partsOf(child, name);
  }
}
