import { boxAround } from './pdf-geometry.ts';
import { type Line, linesOf } from './pdf-lines.ts';
import type { Run } from './pdf-page.ts';
import { isProse, type Piece } from './pdf-prose.ts';
import type { Rule } from './pdf-shapes.ts';
import type { Edge, FilledCell, PageTable } from './pdf-tables.ts';

/** Cells stand this far apart at least, in ems. */
const NARROWEST_GAP = 1;
/** Fewer lines and columns than these may be aligned by chance. */
const FEWEST_ROWS = 3;
const FEWEST_COLUMNS = 3;
/** Longer cells are prose, in characters. */
const LONGEST_CELL = 40;
/** This share of the places of a table holds something. */
const LEAST_FILLED = 0.6;
/** A rule below a header runs along this share of it. */
const COVERED = 0.8;

/** What tells tables without rules around their cells. */
export interface TableFrame {
  /** From 1. */
  page: number;
  /** Horizontal rules that are no part of a ruled table: one below the first row makes it a header. */
  rules: readonly Rule[];
  /** The table at the bottom of the page before, which may go on. */
  above?: PageTable;
}

/** Finds texts that stand in the rows of a table, and takes them out; the others as the lines they stand in. */
export function takeAligned(
  runs: readonly Run[],
  { page, rules, above }: TableFrame,
): { tables: PageTable[]; lines: Line[] } {
  const lines = linesOf(runs);
  const rows = lines.map(piecesOf);
  const tables: PageTable[] = [];
  const rest: Line[] = [];
  const continued = above ? rowsWithin(rows, above.edges) : 0;
  for (let at = 0; at < lines.length; ) {
    const isContinued = at < continued;
    const { length, gaps } = isContinued
      ? { length: continued, gaps: above!.edges.slice(1, -1) }
      : alignedFrom(rows, at);
    const taken = lines.slice(at, at + length);
    const isTable = isContinued || isTabular(rows.slice(at, at + length), gaps, isRuledOff(taken, rules));
    if (isTable) {
      const edges: Edge[] = [[-Infinity, -Infinity], ...gaps, [Infinity, Infinity]];
      tables.push({
        ...boxOf(taken),
        page,
        edges,
        rows: rows.slice(at, at + length).map((row) => cellsOf(row, gaps)),
      });
    } else rest.push(...taken);
    at += length;
  }
  return { tables, lines: rest };
}

/** How many of the first rows stand within the columns of a table, two cells in each at least. */
function rowsWithin(rows: readonly (readonly Piece[])[], edges: readonly Edge[]): number {
  const gaps = edges.slice(1, -1);
  const end = rows.findIndex((row) => {
    const crosses = row.some(({ x0, x1 }) => gaps.some(([from, to]) => x0 < from && x1 > to));
    return crosses || row.length < 2;
  });
  return end < 0 ? rows.length : end;
}

/** Whether a rule runs below the first line, as wide as what stands there. */
function isRuledOff(lines: readonly Line[], rules: readonly Rule[]): boolean {
  const [header, next] = lines;
  if (!header || !next) return false;
  const { x0, x1 } = boxOf([header]);
  const covered = rules
    .filter(({ y0 }) => y0 > header.y && y0 < next.y - next.size / 2)
    .reduce((sum, rule) => sum + Math.max(0, Math.min(x1, rule.x1) - Math.max(x0, rule.x0)), 0);
  return covered > COVERED * (x1 - x0);
}

function boxOf(lines: readonly Line[]) {
  const corners = lines.flatMap(({ x0, x1, y, size }) => [
    { x: x0, y: y - size },
    { x: x1, y },
  ]);
  return boxAround(corners);
}

function piecesOf({ runs }: Line): Piece[] {
  const pieces: Run[][] = [];
  for (const run of runs) {
    const end = pieces.at(-1)?.at(-1);
    if (end && run.x0 - end.x1 < NARROWEST_GAP * Math.min(run.size, end.size)) pieces.at(-1)!.push(run);
    else pieces.push([run]);
  }
  return pieces.map((piece) => linesOf(piece)[0]!);
}

/** How many rows from that one on keep at least two gaps in common, and these gaps. */
function alignedFrom(
  rows: readonly (readonly Piece[])[],
  at: number,
): { length: number; gaps: readonly Edge[] } {
  let gaps = gapsOf(rows[at]!);
  let length = 1;
  for (; at + length < rows.length; length += 1) {
    const shared = gaps.flatMap(([from, to]) =>
      gapsOf(rows[at + length]!)
        .map(([start, end]): Edge => [Math.max(from, start), Math.min(to, end)])
        .filter(([start, end]) => end > start),
    );
    if (shared.length < FEWEST_COLUMNS - 1) break;
    gaps = shared;
  }
  return { length, gaps };
}

function gapsOf(row: readonly Piece[]): Edge[] {
  return row.slice(1).map((piece, at) => [row[at]!.x1, piece.x0]);
}

/** Whether rows read like those of a table: mostly filled, short, and nothing like wrapped text in a column. */
function isTabular(rows: readonly (readonly Piece[])[], gaps: readonly Edge[], isRuled: boolean): boolean {
  if (rows.length < FEWEST_ROWS) return false;
  const columns = [...gaps, undefined].map((_, column) => rows.flatMap((row) => columnOf(row, gaps, column)));
  const filled = rows.flatMap((row) => columns.filter((_, column) => columnOf(row, gaps, column).length > 0));
  const isFilled = filled.length >= LEAST_FILLED * rows.length * columns.length;
  const isShort = rows.flat().every(({ text }) => text.length <= LONGEST_CELL);
  return isFilled && isShort && (isRuled || !columns.some(isProse));
}

function cellsOf(row: readonly Piece[], gaps: readonly Edge[]): FilledCell[] {
  return [...gaps, undefined].map((_, column) => ({
    text: columnOf(row, gaps, column)
      .map(({ text }) => text)
      .join(' '),
    isHeader: false,
    isBold: false,
  }));
}

function columnOf(row: readonly Piece[], gaps: readonly Edge[], column: number): Piece[] {
  const [from, to] = [gaps[column - 1]?.[0] ?? -Infinity, gaps[column]?.[0] ?? Infinity];
  return row.filter(({ x1 }) => x1 > from && x1 <= to);
}
