import type { AnswerTable, Language } from '../../types.ts';
import { TELEGRAM_TEXTS } from './strings.ts';

/** More rows than this are for the page, which has them as a table. */
const MOST_ROWS = 15;

/**
 * A table as lines, a row each, since a phone shows no columns.
 * @param room UTF-16 units that they may have
 * @returns `undefined` where it has a single row, which the answer says itself
 */
export function tableLines(
  { title, columns, rows, total }: AnswerTable,
  language: Language,
  room: number,
): string | undefined {
  if (rows.length < 2) return undefined;
  const shown = rows.slice(0, MOST_ROWS);
  const head = [title, columns.map(({ name }) => name).join(' · ')].filter(Boolean);
  const lines = shown.map(
    (row) =>
      `• ${row
        .map(({ text }) => text.toWellFormed().replace(/\s+/g, ' '))
        .filter(Boolean)
        .join(' · ')}`,
  );
  while (lines.length > 1 && lengthOf([...head, ...lines]) > room - 60) lines.pop();
  if (lengthOf([...head, ...lines]) > room - 60) return undefined;
  const more = lines.length < total ? [TELEGRAM_TEXTS[language].moreRows(lines.length, total)] : [];
  return [...head, ...lines, ...more].join('\n');
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
