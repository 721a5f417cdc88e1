import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** Writes one line to standard error. */
export function warn(line: string): void {
  process.stderr.write(`luodi: ${printable(line).replace(/\s*\n\s*/g, ' ')}\n`);
}

/** Writes lines to standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Text without control characters: what documents and models say must not steer the terminal. */
export function printable(text: string): string {
  return text.replace(CONTROLS, '');
}

// All of Unicode's control characters but tab and line feed, and the marks that reorder a line.
const CONTROLS = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;

/** Cells of the widest column; longer text goes on in the next line. */
const WIDEST_COLUMN = 48;

/** A table with a head line, its columns as wide as a terminal shows them: a Chinese character takes two cells. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const { getBorderCharacters, table } = load('table') as typeof import('table');
  const wrapped = rows.map((row) => row.map((cell) => wrap(printable(cell), WIDEST_COLUMN).join('\n')));
  return table([[...head], ...wrapped], {
    border: getBorderCharacters('norc'),
    drawHorizontalLine: (line, lines) => line <= 1 || line === lines,
  }).trimEnd();
}

/** Text in lines of at most `width` cells, broken at spaces and beside Chinese characters, else anywhere. */
export function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const [piece] of text.replace(/\s+/g, ' ').matchAll(PIECE)) {
    if (lines.at(-1) !== '' && cells(lines.at(-1)! + piece.trimEnd()) > width) lines.push('');
    for (const character of piece) {
      if (cells(lines.at(-1)! + character.trimEnd()) > width) lines.push('');
      lines[lines.length - 1] += character;
    }
  }
  return lines.map((line) => line.trim());
}

/** Terminal cells of a text. Han, kana, hangul and full-width forms take two (Unicode Standard Annex 11). */
export function cells(text: string): number {
  let count = 0;
  for (const character of text) count += WIDE.test(character) ? 2 : 1;
  return count;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

// What may stand at the end of a line: a word with the space after it, or one wide character.
const PIECE = new RegExp(`(?:${WIDE.source}) ?|(?:(?!${WIDE.source})[^ ])+ ?| `, 'gu');

/** At most `limit` characters of a text on one line; what is left out is marked. */
export function clip(text: string, limit: number): string {
  const characters = [...printable(text).replace(/\s+/g, ' ').trim()];
  return characters.length <= limit ? characters.join('') : `${characters.slice(0, limit - 1).join('')}…`;
}
