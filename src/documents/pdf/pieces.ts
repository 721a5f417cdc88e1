import { type Line, linesOf } from './lines.ts';
import type { Run } from './page.ts';
import type { Piece } from './prose.ts';
import type { Edge } from './tables.ts';

/** The parts of a line that stand apart from each other. */
export type PieceRow = readonly Piece[];

/** Cells stand this far apart at least, in ems. */
const NARROWEST_GAP = 1;
/** In points. */
const SAME_START = 1;
/** Fewer cells in one line downwards may be there by chance. */
const FEWEST_STARTS = 3;

/** Where the cells of a column begin: some after a wide gap, and several in one line downwards. */
export function startsOf(lines: readonly Line[]): number[] {
  const counts = new Map<number, number>();
  for (const { x0 } of lines.flatMap((line) => line.runs.slice(1))) {
    const place = Math.round(x0 / SAME_START);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const countAt = (x: number) =>
    [-1, 0, 1].reduce((sum, step) => sum + (counts.get(Math.round(x / SAME_START) + step) ?? 0), 0);
  const starts = lines.flatMap((line) => piecesOf(line, []).slice(1)).map(({ x0 }) => x0);
  const common = starts.filter((start) => countAt(start) >= FEWEST_STARTS).sort((a, b) => a - b);
  return common.filter((start, at) => at === 0 || start - common[at - 1]! > SAME_START);
}

export function isStart(x: number, starts: readonly number[]): boolean {
  return starts.some((start) => Math.abs(x - start) < SAME_START);
}

/** The parts of a line that wide gaps part from each other, or that begin where a column does. */
export function piecesOf({ runs }: Line, starts: readonly number[]): PieceRow {
  return split(
    runs,
    (run, last) =>
      run.x0 - last.x1 >= NARROWEST_GAP * Math.min(run.size, last.size) || isStart(run.x0, starts),
  );
}

/** The parts of a line that stand in different columns. */
export function piecesWithin({ runs }: Line, gaps: readonly Edge[]): PieceRow {
  return split(runs, (run, last) => columnOf(run, gaps) !== columnOf(last, gaps));
}

function split(runs: readonly Run[], isApart: (run: Run, last: Run) => boolean): PieceRow {
  const pieces: Run[][] = [];
  for (const run of runs) {
    const last = pieces.at(-1)?.at(-1);
    if (last && !isApart(run, last)) pieces.at(-1)!.push(run);
    else pieces.push([run]);
  }
  return pieces.map((piece) => linesOf(piece)[0]!);
}

/** The column that something stands in, from 0; columns end in the middle of the gaps between them. */
export function columnOf({ x0, x1 }: Omit<Piece, 'text'>, gaps: readonly Edge[]): number {
  return gaps.filter(([from, to]) => from + to < x0 + x1).length;
}

export function gapsOf(row: PieceRow): Edge[] {
  return row.slice(1).map((piece, at) => [row[at]!.x1, piece.x0]);
}
