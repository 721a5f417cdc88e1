import { boxAround } from './pdf-geometry.ts';
import { type Line, linesOf } from './pdf-lines.ts';
import type { Run } from './pdf-page.ts';
import { isProse, type Piece } from './pdf-prose.ts';
import type { Rule } from './pdf-shapes.ts';
import { type Edge, type FilledCell, isRuled, type PageTable } from './pdf-tables.ts';

/** Cells stand this far apart at least, in ems. */
const NARROWEST_GAP = 1;
/** In ems; what the gaps of all rows have in common is as wide as this, or as that where many rows agree. */
const COMMON_GAP = 0.8;
const COMMON_GAP_OF_MANY = 0.25;
const MANY_ROWS = 6;
/** Fewer lines and columns than these may be aligned by chance. */
const FEWEST_ROWS = 3;
const FEWEST_COLUMNS = 3;
/** Longer cells are prose, in characters. */
const LONGEST_CELL = 40;
/** In points. */
const SAME_START = 1;
/** This share of the places of a table holds something. */
const LEAST_FILLED = 0.6;
/** A number is the value of a cell, not the name of a column; a year may be either. */
const VALUE = /^[-+−]?\d[\d.,，]*\s*(?:[%％]|\p{Script=Han}{1,2})?$/u;
const YEAR = /^(?:19|20)\d\d年?$/;
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
  const starts = startsOf(lines);
  const rows = lines.map((line) => piecesOf(line, starts));
  const tables: PageTable[] = [];
  const rest: Line[] = [];
  const continued = above && !isRuled(above) ? rowsWithin(rows, above.edges) : 0;
  for (let at = 0; at < lines.length; ) {
    const isContinued = at < continued;
    const { length, gaps } = isContinued
      ? { length: continued, gaps: above!.edges.slice(1, -1) }
      : alignedFrom(rows, at, { size: lines[at]!.size, starts });
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

/** Where the cells of a column begin: some after a wide gap, and three at least in one line downwards. */
function startsOf(lines: readonly Line[]): number[] {
  const begin = lines.flatMap((line) =>
    piecesOf(line, [])
      .slice(1)
      .map(({ x0 }) => x0),
  );
  const runs = lines.flatMap((line) => line.runs.slice(1).map(({ x0 }) => x0));
  return begin.filter((x) => runs.filter((x0) => isAt(x0, x)).length >= FEWEST_ROWS);
}

function isAt(x0: number, start: number): boolean {
  return Math.abs(x0 - start) < SAME_START;
}

/** The parts of a line that wide gaps part from each other, or that begin where a column does. */
function piecesOf({ runs }: Line, starts: readonly number[]): Piece[] {
  const pieces: Run[][] = [];
  for (const run of runs) {
    const end = pieces.at(-1)?.at(-1);
    const isApart = !end || run.x0 - end.x1 >= NARROWEST_GAP * Math.min(run.size, end.size);
    if (isApart || starts.some((start) => isAt(run.x0, start))) pieces.push([run]);
    else pieces.at(-1)!.push(run);
  }
  return pieces.map((piece) => linesOf(piece)[0]!);
}

/** How many rows from that one on keep at least two gaps in common, and these gaps. */
function alignedFrom(
  rows: readonly (readonly Piece[])[],
  at: number,
  { size, starts }: { size: number; starts: readonly number[] },
): { length: number; gaps: readonly Edge[] } {
  const isWide = ([from, to]: Edge, ems: number) =>
    to - from > (starts.some((start) => isAt(to, start)) ? 0 : ems * size);
  let gaps = gapsOf(rows[at]!);
  let length = 1;
  for (; at + length < rows.length; length += 1) {
    const shared = gaps.flatMap(([from, to]) =>
      gapsOf(rows[at + length]!)
        .map(([start, end]): Edge => [Math.max(from, start), Math.min(to, end)])
        .filter((gap) => isWide(gap, COMMON_GAP_OF_MANY)),
    );
    if (shared.length < FEWEST_COLUMNS - 1) break;
    gaps = shared;
  }
  return { length, gaps: length < MANY_ROWS ? gaps.filter((gap) => isWide(gap, COMMON_GAP)) : gaps };
}

function gapsOf(row: readonly Piece[]): Edge[] {
  return row.slice(1).map((piece, at) => [row[at]!.x1, piece.x0]);
}

/** Whether rows read like those of a table: mostly filled, short, and nothing like wrapped text in a column. */
function isTabular(rows: readonly (readonly Piece[])[], gaps: readonly Edge[], isRuled: boolean): boolean {
  if (rows.length < FEWEST_ROWS || gaps.length < FEWEST_COLUMNS - 1) return false;
  const columns = [...gaps, undefined].map((_, column) => rows.flatMap((row) => columnOf(row, gaps, column)));
  const filled = rows.flatMap((row) => columns.filter((_, column) => columnOf(row, gaps, column).length > 0));
  const isHeaded = rows[0]!.every(({ text }) => !VALUE.test(text) || YEAR.test(text));
  const isFilled = filled.length >= LEAST_FILLED * rows.length * columns.length;
  const isShort = rows.flat().every(({ text }) => text.length <= LONGEST_CELL);
  return isHeaded && isFilled && isShort && (isRuled || !columns.some(isProse));
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
  const middleOf = (gap: Edge | undefined, missing: number) => (gap ? (gap[0] + gap[1]) / 2 : missing);
  const [from, to] = [middleOf(gaps[column - 1], -Infinity), middleOf(gaps[column], Infinity)];
  return row.filter(({ x0, x1 }) => (x0 + x1) / 2 > from && (x0 + x1) / 2 <= to);
}
