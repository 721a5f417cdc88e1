import { HAN } from '../../language/fold.ts';
import type { DraftBlock, DraftCell } from '../blocks.ts';
import { unitOfCaption } from './captions.ts';
import { holdsIn, isOfOtherKind } from './quantities.ts';
import {
  type Column,
  enclosedUnit,
  isQuantity,
  readTiers,
  readUnitName,
  type Unit,
  withUnit,
} from './units.ts';

export { takeCaption } from './captions.ts';

/** A cell of a table; a cell that spans stands in the grid several times as the same object. */
export interface Cell {
  text: string;
  /** Whether the format itself marks it as a header. */
  isHeader: boolean;
  /** The unit that the format itself shows with the number. */
  unit?: Unit;
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
  /** The last line it takes, where a row is lines of text and takes several. */
  end?: number;
  cells: readonly Cell[];
  /** The label above it in the table: `一、新材料产业`. */
  group?: string;
  /** Whether it is such a label, and no row with values. */
  isLabel?: boolean;
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
  const unmarked = rows.findIndex((row) => !row.every(({ isHeader }) => isHeader));
  const headers = rows.every(hasRowHeaderOnly) ? [] : rows.slice(0, headerHeight(rows, unmarked));
  // A table of one row has no header to speak of; its cells must not vanish.
  const height = headers.length < rows.length ? headers.length : 0;
  const body = rows.slice(height).map((cells, index) => ({ number: index + 1, cells }));
  const blocks = renderTable({ caption, columns: readColumns(rows.slice(0, height)), rows: body });
  const subject = height === 0 && caption === undefined ? subjectOfForm(rows) : undefined;
  return subject === undefined
    ? blocks
    : blocks.map((block, at) => (at > 0 ? { table: subject, ...block } : block));
}

/** What a form without a caption is about: 项目名称 in its first row. Its other rows say nothing of whom they speak. */
function subjectOfForm([first]: readonly (readonly Cell[])[]): string | undefined {
  const [label, value, ...others] = first ?? [];
  const isName =
    label?.isHeader && others.length === 0 && /(?:名称|名稱|^项目|^企业|\bname)[：:]?$/i.test(label.text);
  return isName && value?.text ? value.text : undefined;
}

/**
 * How many rows name the columns: those marked as headers, or the first one, and the tier below a name that spans
 * several columns, which programs that mark only the first row leave unmarked.
 */
function headerHeight(rows: readonly (readonly Cell[])[], unmarked: number): number {
  const marked = Math.max(1, unmarked);
  const [last, next] = [rows[marked - 1]!, rows[marked]];
  if (!next || rows.length <= marked + 1) return marked;
  const below = next.filter((_, column) => last[column] === (last[column + 1] ?? last[column - 1]));
  const isName = ({ text }: Cell, column: number) =>
    next[column] === last[column] || (text.length <= LONGEST_NAME && !/\d/.test(text.normalize('NFKC')));
  return new Set(below).size > 1 && below.every(({ text }) => text !== '') && next.every(isName)
    ? marked + 1
    : marked;
}

/** What names a column is short, and values mostly hold figures. */
const LONGEST_NAME = 12;

/** The columns that the header rows of a table name. In a Chinese header 2025 is 2025年. */
export function readColumns(headers: readonly (readonly Cell[])[]): Column[] {
  const width = headers.reduce((widest, row) => Math.max(widest, row.length), 0);
  const isChinese = headers.some((row) => row.some(({ text }) => HAN.test(text)));
  const nameOf = (tier: string) => (isChinese && /^(?:19|20)\d{2}$/.test(tier) ? `${tier}年` : tier);
  return Array.from({ length: width }, (_, column) =>
    readTiers(distinct(headers.flatMap((row) => row[column] ?? [])).map(nameOf)),
  );
}

/**
 * The rows of a table as {@link tableRows} writes them. Without columns, a row whose first cell is its header
 * reads `名：值`, and any other is the values alone.
 */
export function renderTable({ caption, columns, rows }: Table): DraftBlock[] {
  const general = caption === undefined ? undefined : unitOfCaption(caption);
  const unitColumn = columns.findIndex(({ name }) => /^(?:[计計]量)?[单單]位$|^units?$/i.test(name));
  const unfilled = unfilledHeadings(columns, rows);
  return rows.map((row, at) => {
    const table = [caption, row.group].filter((name) => name !== undefined).join(' · ');
    const isBare = row.isLabel || columns.length === 0;
    const cells = isBare ? undefined : renderRow(row.cells, columns, { general, unitColumn });
    return {
      kind: 'table-row',
      text: cells ? join(cells) : renderBare(row.cells),
      row: row.number,
      ...(table !== '' && { table }),
      ...(row.group !== undefined && { group: row.group }),
      ...(cells && { cells }),
      ...(at === 0 && unfilled.length > 0 && { unfilled }),
    };
  });
}

function unfilledHeadings(columns: readonly Column[], rows: readonly TableRow[]): string[] {
  const isFilled = (column: number) => rows.some(({ cells }) => (cells[column]?.text ?? '') !== '');
  return columns.flatMap(({ header }, column) => (header === '' || isFilled(column) ? [] : [header]));
}

function hasRowHeaderOnly(row: readonly Cell[]): boolean {
  return (
    row.length > 1 && row[0]!.isHeader && row.slice(1).every((cell) => !cell.isHeader && cell !== row[0])
  );
}

/** Where a row may have a unit from, beside the header of each column. */
interface CommonUnits {
  general: Unit | undefined;
  unitColumn: number;
}

/** The unit for numbers of a row whose column has none: of its unit column, its label or the whole table. */
function unitOfRow(cells: readonly Cell[], { general, unitColumn }: CommonUnits): Unit | undefined {
  const stated = cells[unitColumn]?.text;
  const label = cells.find(({ text }) => text !== '' && !isQuantity(text))?.text ?? '';
  const own = (stated && readUnitName(stated)) || enclosedUnit(label)?.unit;
  return own ?? (general && !isOfOtherKind(label, general) ? general : undefined);
}

function renderRow(row: readonly Cell[], columns: readonly Column[], units: CommonUnits): DraftCell[] {
  const unit = unitOfRow(row, units);
  const parts: DraftCell[] = [];
  for (let at = 0; at < row.length; ) {
    const cell = row[at]!;
    let next = at + 1;
    while (next < row.length && row[next] === cell) next += 1;
    const spanned = columns.slice(at, next);
    const spansAll = next > at + 1 && at === 0 && next === row.length;
    const isBare = spansAll || (parts.length === 0 && isTotal(cell.text));
    if (cell.text !== '')
      parts.push(isBare ? { name: '', value: cell.text } : cellUnder(cell, spanned, unit));
    at = next;
  }
  return parts;
}

/** Whether the text that opens a row says that it sums up others: such a row needs no name before it. */
export function isTotal(text: string): boolean {
  return /^(?:[合总總小][\s　]*[计計]|(?:sub|grand )?total)[：:]?$/i.test(text);
}

/** A value under the name of its column, or the names of all columns it spans. */
function cellUnder(cell: Cell, columns: readonly Column[], common: Unit | undefined): DraftCell {
  const { name, value } = renderCell(cell, columns, common);
  return { name: name.replace(/[：:]\s*$/, ''), value };
}

function renderCell(cell: Cell, columns: readonly Column[], common: Unit | undefined): DraftCell {
  const { text } = cell;
  const [column, ...others] = columns;
  if (!column || others.length > 0) {
    const names = new Set(columns.map(({ header }) => header).filter((header) => header !== ''));
    const isOfUnit = common && isQuantity(text) && [...names].every((name) => holdsIn(name, text, common));
    return { name: [...names].join('、'), value: isOfUnit ? withUnit(text, common) : text };
  }
  if (column.unit && isQuantity(text)) return { name: column.name, value: withUnit(text, column.unit) };
  if (column.unit && isReadWithoutUnit(text, column.unit)) return { name: column.name, value: text };
  if (column.unit || !isQuantity(text)) return { name: column.header, value: text };
  const unit = common && holdsIn(column.name, text, common) ? common : cell.unit;
  return { name: column.header, value: unit ? withUnit(text, unit) : text };
}

/** Whether a value needs no unit of its header, because it has no number or says the unit itself. */
function isReadWithoutUnit(value: string, { before, after }: Unit): boolean {
  return !/\d/.test(value.normalize('NFKC')) || (value.startsWith(before) && value.endsWith(after));
}

/** A row of a table without columns. */
function renderBare(row: readonly Cell[]): string {
  const [first, ...others] = [...new Set(row)].filter(({ text }) => text !== '');
  const [value, ...more] = others;
  if (!value || !hasRowHeaderOnly(row)) return distinct(row).join('；');
  const { text } = first!;
  // The label stands nowhere else: its unit is left out only where it goes to the value.
  const column = /\d/.test(value.text) ? readTiers([text]) : { name: text, header: text };
  return [join([cellUnder(value, [column], undefined)]), ...more.map((cell) => cell.text)].join('；');
}

/** One line, with the punctuation of its language. */
function join(parts: readonly DraftCell[]): string {
  const isChinese = parts.some(({ name, value }) => HAN.test(name) || HAN.test(value));
  const [colon, semicolon] = isChinese ? ['：', '；'] : [': ', '; '];
  return parts
    .map(({ name, value }) => (name === '' || value === '' ? name + value : name + colon + value))
    .join(semicolon);
}

/** Texts of the cells in order, a spanning cell once, empty ones left out. */
function distinct(cells: readonly Cell[]): string[] {
  return [...new Set(cells)].map(({ text }) => text).filter((text) => text !== '');
}
