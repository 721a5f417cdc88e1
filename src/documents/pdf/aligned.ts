import { boxAround } from './geometry.ts';
import { type Line, linesOf } from './lines.ts';
import type { Run } from './page.ts';
import { columnOf, gapsOf, isStart, type PieceRow, piecesOf, piecesWithin, startsOf } from './pieces.ts';
import { isProse } from './prose.ts';
import type { Rule } from './shapes.ts';
import { type Edge, type FilledCell, isRuled, type PageTable } from './tables.ts';

/** In ems; what the gaps of all rows have in common is as wide as this, or as that where many rows agree. */
const COMMON_GAP = 0.8;
const COMMON_GAP_OF_MANY = 0.25;
const MANY_ROWS = 6;
/** Fewer lines and columns than these may be aligned by chance. */
const FEWEST_ROWS = 3;
const FEWEST_COLUMNS = 3;
/** Longer cells are prose, in characters. */
const LONGEST_CELL = 40;
/** This share of the places of a table holds something. */
const LEAST_FILLED = 0.6;
/** What begins with a number is a value, not the name of a column, unless it is a year or a month. */
const VALUE = /^[-+−]?\d/;
const PERIOD = /^(?:(?:19|20)\d\d(?:年|$)|\d{1,2}(?:[-—~至]\d{1,2})?月)/;
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
  const continued = above && continuationOf(above, lines);
  for (let at = 0; at < lines.length; ) {
    const found = (at === 0 && continued) || alignedFrom(rows, at, { size: lines[at]!.size, starts });
    const taken = lines.slice(at, at + found.rows.length);
    if (found === continued || isTabular(found, isRuledOff(taken, rules))) {
      const edges: Edge[] = [[-Infinity, -Infinity], ...found.gaps, [Infinity, Infinity]];
      tables.push({ ...boxOf(taken), page, edges, rows: found.rows.map((row) => cellsOf(row, found.gaps)) });
    } else rest.push(...taken);
    at += taken.length;
  }
  return { tables, lines: rest };
}

/** Rows that may be those of a table, and the gaps between its columns. */
interface Aligned {
  rows: readonly PieceRow[];
  gaps: readonly Edge[];
}

/** The first lines of a page as far as they stand within the columns of the table above, two cells in each at least. */
function continuationOf(above: PageTable, lines: readonly Line[]): Aligned | undefined {
  if (isRuled(above)) return undefined;
  const gaps = above.edges.slice(1, -1);
  const rows = lines.map((line) => piecesWithin(line, gaps));
  const end = rows.findIndex((row) => {
    const crosses = row.some(({ x0, x1 }) => gaps.some(([from, to]) => x0 < from && x1 > to));
    return crosses || row.length < 2;
  });
  return end === 0 || rows.length === 0 ? undefined : { rows: end < 0 ? rows : rows.slice(0, end), gaps };
}

/** The rows from that one on that keep at least two gaps in common. */
function alignedFrom(
  rows: readonly PieceRow[],
  at: number,
  { size, starts }: { size: number; starts: readonly number[] },
): Aligned {
  const isWide = ([from, to]: Edge, ems: number) => to - from > (isStart(to, starts) ? 0 : ems * size);
  let gaps = gapsOf(rows[at]!);
  let end = at + 1;
  for (; end < rows.length; end += 1) {
    const shared = gaps.flatMap(([from, to]) =>
      gapsOf(rows[end]!)
        .map(([start, finish]): Edge => [Math.max(from, start), Math.min(to, finish)])
        .filter((gap) => isWide(gap, COMMON_GAP_OF_MANY)),
    );
    if (shared.length < FEWEST_COLUMNS - 1) break;
    gaps = shared;
  }
  const found = rows.slice(at, end);
  const common = found.length < MANY_ROWS ? gaps.filter((gap) => isWide(gap, COMMON_GAP)) : gaps;
  return { rows: found, gaps: withoutSplits(common, found) };
}

/** A header on the left of its column and numbers on the right leave a gap that parts nothing. */
function withoutSplits(gaps: readonly Edge[], rows: readonly PieceRow[]): Edge[] {
  const kept: Edge[] = [];
  for (const [at, gap] of gaps.entries()) {
    const columns = (row: PieceRow) =>
      new Set(row.map((piece) => columnOf(piece, [...kept, ...gaps.slice(at)])));
    const parts = rows.some((row) => columns(row).has(kept.length) && columns(row).has(kept.length + 1));
    if (parts) kept.push(gap);
  }
  return kept;
}

/** Whether rows read like those of a table: mostly filled, short, and nothing like wrapped text in a column. */
function isTabular({ rows, gaps }: Aligned, isRuled: boolean): boolean {
  if (rows.length < FEWEST_ROWS || gaps.length < FEWEST_COLUMNS - 1) return false;
  const columns = [...Map.groupBy(rows.flat(), (piece) => columnOf(piece, gaps)).values()];
  const filled = rows.reduce((sum, row) => sum + new Set(row.map((piece) => columnOf(piece, gaps))).size, 0);
  return (
    filled >= LEAST_FILLED * rows.length * (gaps.length + 1) &&
    rows.flat().every(({ text }) => text.length <= LONGEST_CELL) &&
    rows[0]!.every(({ text }) => !VALUE.test(text) || PERIOD.test(text)) &&
    (isRuled || !columns.some(isProse))
  );
}

function cellsOf(row: PieceRow, gaps: readonly Edge[]): FilledCell[] {
  return [...gaps, undefined].map((_, column) => {
    const pieces = row.filter((piece) => columnOf(piece, gaps) === column);
    return { text: pieces.map(({ text }) => text).join(' '), isHeader: false, isBold: false };
  });
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
