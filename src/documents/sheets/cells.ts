import { joinWrapped } from '../lines.ts';
import type { Cell, TableRow } from '../tables/tables.ts';
import { isQuantity, readUnitName } from '../tables/units.ts';

/** The cell of every place where nothing stands. */
export const EMPTY: Cell = { text: '', isHeader: false };

/** The text of a cell as one line. */
export function cellText(stored: string): string {
  return joinWrapped(stored.replace(/\r\n?/g, '\n').trim());
}

/**
 * What a cell holds, as far as its text tells: a `figure` is a number with or without its unit, a `period` a
 * year, a month or a quarter, which can head a column as well as be a value; everything else is a `label`.
 */
export type CellKind = 'empty' | 'figure' | 'period' | 'date' | 'label';

const PERIOD =
  /^(?:(?:19|20)\d{2}(?:年[度份]?(?:\d{1,2}月份?|[上下]半年|(?:第?[一二三四1-4]季度)?)?)?|\d{1,2}月份?|Q[1-4]|第?[一二三四1-4]季度)$/i;
const DATE = /^\d{4}(?:年\d{1,2}月\d{1,2}[日号]|([-/.])\d{1,2}\1\d{1,2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$/;
const MEASURED = /^[约近超≥≤><≧≦+-]?\d[\d,.]*(?:\s?[-~～—–至到]\s?\d[\d,.]*)?\s?(\D{1,10})$/;

/** Judges the text of a cell. */
export function kindOf({ text }: Cell): CellKind {
  if (text === '') return 'empty';
  if (text.length > 30 || !/\d|季度/.test(text)) return 'label';
  if (PERIOD.test(text)) return 'period';
  if (isQuantity(text)) return 'figure';
  if (DATE.test(text)) return 'date';
  const unit = MEASURED.exec(text)?.[1];
  return unit !== undefined && readUnitName(unit) !== undefined ? 'figure' : 'label';
}

/** The different cells of a row that hold something, in order, a spanning one once. */
export function filledCells({ cells }: TableRow): Cell[] {
  return [...new Set(cells)].filter(({ text }) => text !== '');
}

/** How many rows further down a row stands than the one before: 1 right below it, more after blank rows. */
export function distanceOf(before: TableRow, row: TableRow): number {
  return row.number - (before.end ?? before.number);
}

/** The columns `[left, right)` between which a row holds something. */
export function extentOf({ cells }: TableRow): { left: number; right: number } {
  const left = cells.findIndex(({ text }) => text !== '');
  return { left: Math.max(0, left), right: cells.findLastIndex(({ text }) => text !== '') + 1 };
}

/** Whether the text reads like prose: a sentence rather than the name of something. */
export function isProse(text: string): boolean {
  return text.length > 60 || /[。；！？;]|^(?:以上|截至|截止|上述)/.test(text);
}

const NOTE =
  /^[（(]?(?:[*※＊•]|(?:备?注|備?註|[说說]明|附[注註]|[数數][据據][来來]源|[资資]料[来來]源|[来來]源|填[表报報][说說]明|notes?|sources?|remarks?)\s*\d*\s*[：:.、])/i;

/** Whether a line explains the table above it: `注：…`, `数据来源：…`. */
export function isNote(text: string): boolean {
  return NOTE.test(text);
}

/** Whether a text is a field of a form in one cell: `填报单位：招商局`. */
export function isField(text: string): boolean {
  return /^[^：:\s]{1,12}\s?[：:]/.test(text);
}
