import { HAN } from '../language/fold.ts';
import type { DraftBlock } from './blocks.ts';
import { unitOfCaption } from './table-captions.ts';
import { holdsIn, isOfOtherKind } from './table-quantities.ts';
import {
  type Column,
  enclosedUnit,
  isQuantity,
  readTiers,
  readUnitName,
  type Unit,
  withUnit,
} from './table-units.ts';

export { takeCaption } from './table-captions.ts';

/** A cell of a table; a cell that spans stands in the grid several times as the same object. */
export interface Cell {
  text: string;
  /** Whether the format itself marks it as a header. */
  isHeader: boolean;
}

/** A table with its header taken apart: what is written as rows, and what registers are read from. */
export interface Table {
  caption?: string;
  /** Empty where the table has no header. */
  columns: readonly Column[];
  rows: readonly TableRow[];
}

export interface TableRow {
  /** The row's number in its sheet or, where there is none, in its table, from 1. */
  number: number;
  cells: readonly Cell[];
}

/**
 * The rows of a table, each as one line that keeps its header: `列名：值；列名：值`. `row` counts body rows
 * from 1. The header is what is marked as such, else the first row; where the first cell of every row is the
 * only header, each row reads `名：值`. Empty cells are left out. A number gets the unit that its header, its
 * row or the caption gives: `投资额（亿元）` over `12.5` reads `投资额：12.5亿元`.
 */
export function tableRows(
  grid: readonly (readonly Cell[])[],
  { caption }: { caption?: string } = {},
): DraftBlock[] {
  const rows = grid.filter((row) => row.some(({ text }) => text !== ''));
  // A caption without a table must not vanish either.
  if (rows.length === 0) return caption ? [{ kind: 'paragraph', text: caption }] : [];
  if (rows.every(hasRowHeaderOnly)) return rowBlocks(rows.map(renderHeaded), caption);
  const unmarked = rows.findIndex((row) => !row.every(({ isHeader }) => isHeader));
  const headers = rows.slice(0, Math.max(1, unmarked));
  // A table of one row has no header to speak of; its cells must not vanish.
  if (rows.length <= headers.length) return rowBlocks(rows.map(renderBare), caption);
  const body = rows.slice(headers.length).map((cells, index) => ({ number: index + 1, cells }));
  return renderTable({ caption, columns: readColumns(headers), rows: body });
}

/** The columns that the header rows of a table name. */
export function readColumns(headers: readonly (readonly Cell[])[]): Column[] {
  const width = headers.reduce((widest, row) => Math.max(widest, row.length), 0);
  return Array.from({ length: width }, (_, column) =>
    readTiers(distinct(headers.flatMap((row) => row[column] ?? []))),
  );
}

/** The rows of a table as lines that keep their header, as {@link tableRows} writes them. */
export function renderTable({ caption, columns, rows }: Table): DraftBlock[] {
  const general = caption === undefined ? undefined : unitOfCaption(caption);
  const unitColumn = columns.findIndex(({ name }) => /^(?:[计計]量)?[单單]位$|^units?$/i.test(name));
  return rows.map(({ number, cells }) => ({
    kind: 'table-row',
    text: renderRow(cells, columns, unitsOfRow(cells, { general, unitColumn })),
    row: number,
    ...(caption !== undefined && { table: caption }),
  }));
}

function rowBlocks(texts: readonly string[], caption: string | undefined): DraftBlock[] {
  return texts.map((text, index) => ({
    kind: 'table-row',
    text,
    row: index + 1,
    ...(caption !== undefined && { table: caption }),
  }));
}

function hasRowHeaderOnly(row: readonly Cell[]): boolean {
  return (
    row.length > 1 && row[0]!.isHeader && row.slice(1).every((cell) => !cell.isHeader && cell !== row[0])
  );
}

/** The unit for numbers of a row whose column has none: of its unit column, its label or the whole table. */
function unitsOfRow(
  cells: readonly Cell[],
  { general, unitColumn }: { general: Unit | undefined; unitColumn: number },
): Unit | undefined {
  const stated = cells[unitColumn]?.text;
  const label = cells.find(({ text }) => text !== '' && !isQuantity(text))?.text ?? '';
  const own = (stated && readUnitName(stated)) || enclosedUnit(label)?.unit;
  return own ?? (general && !isOfOtherKind(label, general) ? general : undefined);
}

function renderRow(row: readonly Cell[], columns: readonly Column[], unit: Unit | undefined): string {
  const parts: Part[] = [];
  for (let at = 0; at < row.length; ) {
    const cell = row[at]!;
    let next = at + 1;
    while (next < row.length && row[next] === cell) next += 1;
    const spansAll = at === 0 && next === row.length && next > 1;
    if (cell.text !== '') parts.push(renderCell(cell.text, spansAll ? [] : columns.slice(at, next), unit));
    at = next;
  }
  return join(parts);
}

interface Part {
  name: string;
  value: string;
}

/** A value under the name of its column, or the names of all columns it spans. */
function renderCell(value: string, columns: readonly Column[], unit: Unit | undefined): Part {
  const [column, ...others] = columns;
  if (!column || others.length > 0)
    return { name: [...new Set(columns.map(({ header }) => header))].filter(Boolean).join('、'), value };
  if (column.unit && isQuantity(value)) return { name: column.name, value: withUnit(value, column.unit) };
  if (column.unit && isReadWithoutUnit(value, column.unit)) return { name: column.name, value };
  const takesUnit = !column.unit && unit && isQuantity(value) && holdsIn(column.name, value, unit);
  return { name: column.header, value: takesUnit ? withUnit(value, unit) : value };
}

/** Whether a value needs no unit of its header, because it has no number or says the unit itself. */
function isReadWithoutUnit(value: string, { before, after }: Unit): boolean {
  return !/\d/.test(value.normalize('NFKC')) || (value.startsWith(before) && value.endsWith(after));
}

function renderHeaded([label, ...values]: readonly Cell[]): string {
  const value = distinct(values).join('；');
  const column = readTiers([label!.text]);
  return join([renderCell(value, [column], undefined)]);
}

function renderBare(row: readonly Cell[]): string {
  return distinct(row).join('；');
}

/** One line, with the punctuation of its language. */
function join(parts: readonly Part[]): string {
  const isChinese = parts.some(({ name, value }) => HAN.test(name) || HAN.test(value));
  const [colon, semicolon] = isChinese ? ['：', '；'] : [': ', '; '];
  return parts
    .map(({ name, value }) => {
      const bare = name.replace(/[：:]\s*$/, '');
      return bare === '' || value === '' ? bare + value : bare + colon + value;
    })
    .join(semicolon);
}

/** Texts of the cells in order, a spanning cell once, empty ones left out. */
function distinct(cells: readonly Cell[]): string[] {
  return [...new Set(cells)].map(({ text }) => text).filter((text) => text !== '');
}
