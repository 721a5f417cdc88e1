import { holds, median } from './geometry.ts';
import type { Page, Run } from './page.ts';

/** What all pages of a document have in common. */
export interface Typography {
  /** The size that most characters have, in points. */
  bodySize: number;
  /** Whether most characters are bold. */
  isBodyBold: boolean;
  /** Where full lines end on most pages, in points from the left edge. */
  right: number;
}

/** As many lines end at the right edge of the text, if it has one. */
const FEWEST_FULL = 3;
/** Less text outside tables, as a share of all, is titles and captions. */
const LEAST_TEXT = 0.2;

/** What most of the text of a document looks like; that in tables, where there is hardly any other. */
export function typographyOf(pages: readonly Page[]): Typography {
  const all = pages.flatMap(({ runs }) => runs);
  const outside = pages.flatMap(outsideTables);
  const runs = lengthOf(outside) > LEAST_TEXT * lengthOf(all) ? outside : all;
  const sizes = Map.groupBy(runs, ({ size }) => Math.round(size * 2) / 2);
  const [bodySize] = [...sizes].sort((a, b) => lengthOf(b[1]) - lengthOf(a[1]))[0] ?? [0];
  return {
    bodySize,
    isBodyBold: lengthOf(runs.filter(({ isBold }) => isBold)) > lengthOf(runs) / 2,
    right: rightOf(pages, bodySize),
  };
}

/** Where full lines end on most pages; where hardly any do, as far from the right as others begin from the left. */
function rightOf(pages: readonly Page[], bodySize: number): number {
  const filled = pages.filter(({ runs }) => runs.length > 0);
  const right = median(
    filled.map(({ runs }) => runs.reduce((right, { x1 }) => Math.max(right, x1), 0)),
    0,
  );
  const reaching = filled.flatMap(({ runs }) => runs.filter(({ x1 }) => Math.abs(x1 - right) < bodySize / 2));
  if (reaching.length >= FEWEST_FULL) return right;
  const mirrored = filled.map(
    ({ runs, width }) => width - runs.reduce((left, { x0 }) => Math.min(left, x0), width),
  );
  return Math.max(right, median(mirrored, 0));
}

function lengthOf(runs: readonly Run[]): number {
  return runs.reduce((length, { text }) => length + text.length, 0);
}

function outsideTables({ runs, grids }: Page): Run[] {
  return runs.filter(({ x0, y }) => !grids.some((grid) => holds(grid, { x: x0, y })));
}
