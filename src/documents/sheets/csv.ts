import { AppError, describeError } from '../../errors.ts';
import type { CleanText } from '../../types.ts';
import { assembleCleanText } from '../blocks.ts';
import { decodeText } from '../decode.ts';
import type { Reader } from '../reader.ts';
import type { TableRow } from '../tables/tables.ts';
import { sheetBlocks, titleOfSheet } from './blocks.ts';
import { cellText, EMPTY } from './cells.ts';
import { readSheet } from './tables.ts';

/** Tables as text: comma, semicolon or tab between values; UTF-8, UTF-16 with byte order mark, or GB18030. */
export const csvReader: Reader = {
  name: 'csv',
  read: readCsv,
};

const DELIMITERS = [',', ';', '\t'];
/** Lines enough to see which delimiter the file uses. */
const LINES_JUDGED = 50;
/** A longer record, in bytes, is a quote that was never closed. */
const LONGEST_RECORD = 1024 * 1024;

async function readCsv(bytes: Uint8Array, path: string): Promise<CleanText> {
  const { text, warnings } = decodeText(bytes, path);
  const parts = readSheet(await readRows(text, path));
  const blocks = sheetBlocks(parts, { level: 1 });
  if (blocks.length === 0) {
    throw new AppError('unreadable', `${path} has no text.`, {
      next: 'Put its content in, or take the file out of the pack.',
    });
  }
  return assembleCleanText({ blocks, title: titleOfSheet(parts), warnings });
}

/** The records that hold something, numbered by the line that each begins in. */
async function readRows(text: string, path: string): Promise<TableRow[]> {
  const { parse } = await import('csv-parse/sync');
  const { hint, delimiter } = delimiterOf(text);
  // Excel's hint is no content, but its line is a line; and the parser counts \r\n in quotes as two.
  const content = text.slice(hint.length).replace(/\r\n?/g, '\n');
  try {
    const rows: TableRow[] = [];
    let next = 1;
    parse(content, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: LONGEST_RECORD,
      on_record: (record: string[], { lines }) => {
        const cells = record.map(cellOf);
        if (cells.some((cell) => cell !== EMPTY)) rows.push({ number: next, end: lines, cells });
        next = lines + 1;
      },
    });
    return rows;
  } catch (cause) {
    throw new AppError('unreadable', `${path} is no table: ${describeError(cause)}.`, {
      next: 'Look at the quotes in that line, or save the table again.',
      cause,
    });
  }
}

function cellOf(field: string) {
  const text = cellText(field);
  return text === '' ? EMPTY : { text, isHeader: false };
}

/** The delimiter that stands equally often in the most lines; `hint` is Excel's line that names it. */
function delimiterOf(text: string): { hint: string; delimiter: string } {
  const hinted = /^sep=(.)(?=\r?\n)/.exec(text);
  if (hinted) return { hint: hinted[0], delimiter: hinted[1]! };
  const lines = text.replace(/"(?:[^"]|"")*"/g, '""').split(/\r\n|\n|\r/, LINES_JUDGED);
  const ranked = DELIMITERS.map((delimiter) => ({ delimiter, ...regularity(lines, delimiter) }));
  ranked.sort((a, b) => b.lines - a.lines || b.times - a.times);
  return { hint: '', delimiter: ranked[0]!.delimiter };
}

/** How many lines have the delimiter as often as most lines that have it. */
function regularity(lines: readonly string[], delimiter: string): { lines: number; times: number } {
  const counts = lines.map((line) => line.split(delimiter).length - 1).filter((count) => count > 0);
  const groups = [...Map.groupBy(counts, (count) => count)].map(([times, same]) => ({
    times,
    lines: same.length,
  }));
  groups.sort((a, b) => b.lines - a.lines || b.times - a.times);
  return groups[0] ?? { lines: 0, times: 0 };
}
