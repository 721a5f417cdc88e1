import { boxAround } from './pdf-geometry.ts';
import { type Line, linesOf } from './pdf-lines.ts';
import type { Run } from './pdf-page.ts';
import type { FilledCell, PageTable } from './pdf-tables.ts';

/** Cells stand this far apart at least, in ems. */
const NARROWEST_GAP = 1;
/** Fewer lines and columns than these may be aligned by chance. */
const FEWEST_ROWS = 3;
const FEWEST_COLUMNS = 3;
/** Longer cells are prose, in characters. */
const LONGEST_CELL = 40;
/** This share of the places of a table holds something. */
const LEAST_FILLED = 0.6;

/** A piece of a line that wide gaps part from the others. */
interface Piece {
  text: string;
  x0: number;
  x1: number;
}

type Gap = readonly [from: number, to: number];

/** Finds lines that are the rows of a table without rules, and takes them out. */
export function tablesAmong(lines: readonly Line[], page: number): { tables: PageTable[]; rest: Line[] } {
  const tables: PageTable[] = [];
  const rest: Line[] = [];
  const rows = lines.map(({ runs }) => piecesOf(runs));
  for (let at = 0; at < rows.length; ) {
    const { length, gaps } = alignedFrom(rows.slice(at));
    const cells = length >= FEWEST_ROWS ? cellsOf(rows.slice(at, at + length), gaps) : undefined;
    if (cells) {
      const box = boxAround(
        lines.slice(at, at + length).flatMap(({ x0, x1, y }) => [
          { x: x0, y },
          { x: x1, y },
        ]),
      );
      const xs = [box.x0, ...gaps.map(([from, to]) => (from + to) / 2), box.x1];
      tables.push({ ...box, page, xs, rows: cells });
      at += length;
    } else {
      rest.push(lines[at]!);
      at += 1;
    }
  }
  return { tables, rest };
}

function piecesOf(runs: readonly Run[]): Piece[] {
  const pieces: Run[][] = [];
  for (const run of runs) {
    const last = pieces.at(-1);
    const end = last?.at(-1);
    if (last && end && run.x0 - end.x1 < NARROWEST_GAP * Math.min(run.size, end.size)) last.push(run);
    else pieces.push([run]);
  }
  return pieces.map((piece) => {
    const [line] = linesOf(piece);
    return { text: line!.text, x0: line!.x0, x1: line!.x1 };
  });
}

/** How many rows from the first on keep at least two gaps in common, and these gaps. */
function alignedFrom(rows: readonly (readonly Piece[])[]): { length: number; gaps: readonly Gap[] } {
  let gaps = gapsOf(rows[0]!);
  let length = 1;
  for (const row of rows.slice(1)) {
    const shared = gaps.flatMap(([from, to]) =>
      gapsOf(row)
        .map(([start, end]): Gap => [Math.max(from, start), Math.min(to, end)])
        .filter(([start, end]) => end > start),
    );
    if (shared.length < FEWEST_COLUMNS - 1) break;
    gaps = shared;
    length += 1;
  }
  return { length, gaps };
}

function gapsOf(row: readonly Piece[]): Gap[] {
  return row.slice(1).map((piece, at) => [row[at]!.x1, piece.x0]);
}

/** What stands between the gaps; `undefined` where it reads like prose or little stands there. */
function cellsOf(rows: readonly (readonly Piece[])[], gaps: readonly Gap[]): FilledCell[][] | undefined {
  const grid = rows.map((row) =>
    [...gaps, undefined].map((gap, column) => {
      const [from, to] = [gaps[column - 1]?.[0] ?? -Infinity, gap?.[0] ?? Infinity];
      const within = row.filter(({ x1 }) => x1 > from && x1 <= to);
      return { text: within.map(({ text }) => text).join(' '), isHeader: false, isBold: false };
    }),
  );
  const texts = grid.flat().map(({ text }) => text);
  const filled = texts.filter((text) => text !== '');
  const isTable =
    filled.length >= LEAST_FILLED * texts.length && texts.every((text) => text.length <= LONGEST_CELL);
  return isTable ? grid : undefined;
}
