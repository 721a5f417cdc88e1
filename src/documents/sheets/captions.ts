import { isListItem } from '../lines.ts';
import { isUnitLine, statedUnits } from '../tables/captions.ts';
import type { TableRow } from '../tables/tables.ts';
import { filledCells, isField, isNote, isProse } from './cells.ts';

/** Text on a sheet that is part of no table, with the number of its row. */
export interface Line {
  text: string;
  row: number;
}

/** More lines in a row than this above a table are not all its title. */
const MOST_TITLES = 3;

/**
 * The texts of a row that stands above or below tables: a text alone in its row, fields such as
 * `填报单位：招商局`, or a title with the unit at the right. None where the row is part of a table.
 */
export function linesOf(row: TableRow): Line[] {
  const texts = filledCells(row).map(({ text }) => text);
  const others = texts.filter((text) => !isUnitLine(text) && !isField(text));
  const isTitled = others.length === 1 && texts.length <= 3 && texts.some(isUnitLine);
  const areLines = texts.length === 1 || others.length === 0 || isTitled;
  return areLines ? texts.map((text) => ({ text, row: row.number })) : [];
}

/** The note of a row that says 备注 in one cell and the note in the next, as one line. */
export function labelledNote(row: TableRow): Line[] {
  const [label, text, ...others] = filledCells(row).map((cell) => cell.text);
  if (text === undefined || others.length > 0 || isNote(label!) || !isNote(`${label}：`)) return [];
  return [{ text: `${label}：${text}`, row: row.number }];
}

/** Whether a line can name what stands below it. */
export function isTitle(text: string): boolean {
  return !isUnitLine(text) && !isNote(text) && !isProse(text) && !isField(text) && /\p{L}/u.test(text);
}

/**
 * The lines above a table as its caption, the title with the unit in brackets; and what else they say.
 *
 * @param below the number of the table's first row
 */
export function captionOf(
  lines: readonly Line[],
  below: number,
): { caption?: string; title?: Line; notes: Line[] } {
  const isText = ({ text }: Line) => isProse(text) || isNote(text) || isListItem(text);
  const isApart = ({ row }: Line, index: number) => (lines[index + 1]?.row ?? below) > row + 1;
  // Text that a blank row parts from the table has the titles above it for itself.
  const from = lines.findLastIndex((line, index) => isText(line) && isApart(line, index)) + 1;
  const titles = lines
    .slice(from)
    .filter(({ text }) => isTitle(text))
    .slice(-MOST_TITLES);
  const notes = lines.filter((line) => !titles.includes(line) && !isUnitLine(line.text));
  const units = lines.map(({ text }) => statedUnits(text)).filter((unit) => unit !== undefined);
  const name = titles.map(({ text }) => text).reduce(joinTitles, '');
  const unit = units.length > 0 && statedUnits(name) === undefined ? units.join('、') : undefined;
  if (titles.length === 0) return { caption: unit && `单位：${unit}`, notes };
  return {
    caption: unit === undefined ? name : `${name}（单位：${unit}）`,
    title: { text: name, row: titles[0]!.row },
    notes,
  };
}

function joinTitles(before: string, title: string): string {
  return before === '' || /^[（(]/.test(title) ? before + title : `${before} ${title}`;
}
