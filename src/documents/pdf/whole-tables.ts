import type { DraftBlock } from '../blocks.ts';
import { joinWrapped } from '../lines.ts';
import { formRows } from '../tables/forms.ts';
import { type Cell, tableRows, takeCaption } from '../tables/tables.ts';
import { headerRowsOf, markHeader, type Row, takeTitle } from './table-header.ts';
import { type Edge, type FilledCell, isRuled, type PageTable } from './tables.ts';

/** Columns of a table stay where they are on the next page; in points. */
const SAME_PLACE = 4;
/** Where no more of its cells are filled, the first row of a page is the rest of the row before it. */
const HARDLY = 0.5;

/** Whether a table at the top of a page goes on with the one at the bottom of the page before. */
export function isContinued(table: PageTable, next: PageTable): boolean {
  if (next.page !== table.page + 1) return false;
  const [fewer, more] = [table, next].map(edgesFromLeft).sort((a, b) => a.length - b.length);
  // Only rules say that a cell spans columns.
  if (fewer!.length < more!.length && ![table, next].every(isRuled)) return false;
  return (
    isSame(fewer!.at(-1)!, more!.at(-1)!) &&
    fewer!.every((edge) => more!.some((other) => isSame(edge, other)))
  );
}

function isSame(a: Edge, b: Edge): boolean {
  return a[0] <= b[1] + SAME_PLACE && b[0] <= a[1] + SAME_PLACE;
}

/** The edges of the columns; pages with margins of different widths have them in other places. */
function edgesFromLeft(table: PageTable): Edge[] {
  const left = isRuled(table) ? table.edges[0]![0] : 0;
  return table.edges.map(([from, to]) => [from - left, to - left]);
}

/**
 * Adds the rows of a table that stands on one page or several to `blocks`, each with its page; takes the
 * caption from the end of `blocks`.
 */
export function addTable(blocks: DraftBlock[], parts: readonly PageTable[]): void {
  const { title, rows } = takeTitle(joinParts(parts));
  if (title) blocks.push({ kind: 'paragraph', text: title, page: parts[0]!.page });
  const caption = takeCaption(blocks);
  const filled = rows.filter(({ cells }) => cells.some(({ text }) => text !== ''));
  const grid = filled.map(({ cells }) => cells);
  const bold = new Set<Cell>(grid.flat().filter(({ isBold }) => isBold));
  const form = formRows(grid, (cell) => bold.has(cell));
  if (!form) markHeader(filled);
  const added = tableRows(form ?? grid, { caption });
  const pageOf = new Map<Cell, number>(
    filled.flatMap(({ cells, page }) => cells.map((cell) => [cell, page])),
  );
  const pages = form ? form.map(([, value]) => pageOf.get(value!)) : filled.map(({ page }) => page);
  // The rows of the header have no block of their own.
  const bodyPages = pages.slice(-added.length);
  blocks.push(...added.map((block, at) => ({ ...block, page: bodyPages[at] ?? parts[0]!.page })));
}

function joinParts(parts: readonly PageTable[]): Row[] {
  const columns = parts.map(edgesFromLeft).reduce((a, b) => (b.length > a.length ? b : a));
  const [first, ...others] = parts.map((part) => spread(part, columns));
  const rows = [...first!];
  const header = headerOf(rows);
  for (const part of others) {
    const isRepeated = textOf(part.slice(0, header.length)) === textOf(header);
    addRows(rows, isRepeated ? part.slice(header.length) : part);
  }
  return rows;
}

/** The title and the header of a table, which stand again on its next page. */
function headerOf(rows: readonly Row[]): readonly Row[] {
  const below = takeTitle(rows).rows;
  return rows.slice(0, rows.length - below.length + headerRowsOf(below));
}

/** Adds the rows of another page; what the page break has cut is put together again. */
function addRows(rows: Row[], added: readonly Row[]): void {
  let isCut = true;
  for (const { cells, page } of added) {
    const previous = rows.at(-1)!;
    isCut &&= cells[0]!.text === '';
    const filled = cells.filter(({ text }) => text !== '').length;
    if (isCut && filled <= HARDLY * cells.length) {
      rows[rows.length - 1] = {
        ...previous,
        cells: cells.map((cell, at) => joinCells(previous.cells[at]!, cell)),
      };
    } else rows.push({ cells: isCut ? [previous.cells[0]!, ...cells.slice(1)] : cells, page });
  }
}

function joinCells(above: FilledCell, below: FilledCell): FilledCell {
  return below.text === '' ? above : { ...above, text: joinWrapped(`${above.text}\n${below.text}`) };
}

function textOf(rows: readonly Row[]): string {
  return rows.map(({ cells }) => cells.map(({ text }) => text.replace(/\s/g, '')).join('\t')).join('\n');
}

/** The rows over the columns that the whole table has; on one page some may not be parted. */
function spread(table: PageTable, columns: readonly Edge[]): Row[] {
  const own = edgesFromLeft(table);
  const isWhole = own.length === columns.length;
  const cellAt = (cells: readonly FilledCell[], middle: number) =>
    cells[own.findLastIndex(([from]) => from <= middle)]!;
  return table.rows.map((cells) => ({
    page: table.page,
    cells: isWhole ? cells : columns.slice(1).map(([to], at) => cellAt(cells, (columns[at]![1] + to) / 2)),
  }));
}
