import { ordinaryCharacters } from './characters.ts';
import type { PageOperators } from './file.ts';
import { type Box, boxAround, holds, type Point, putUpright, type Turn } from './geometry.ts';
import { type Grid, gridsOf, linesBeside } from './grid.ts';
import { paintPage } from './painter.ts';
import type { PaintedText } from './runs.ts';
import { MOST_SHAPES, type Rule } from './shapes.ts';

/** Text on one base line without wide gaps, upright. `y` is the base line. */
export interface Run {
  text: string;
  x0: number;
  x1: number;
  y: number;
  size: number;
  isBold: boolean;
  tone: number;
}

/** One page as it is seen, turned so that most of its text is upright. */
export interface Page {
  /** From 1. */
  number: number;
  width: number;
  height: number;
  runs: Run[];
  /** The tables that are ruled on it. */
  grids: Grid[];
  /** Horizontal rules that are no part of a table. */
  rules: Rule[];
  /** The share of the page that pictures and coloured surfaces cover, at most 1. */
  painted: number;
  leftOut: LeftOut;
}

/** What a page has that is not read. */
export interface LeftOut {
  /** Text that is set at an angle to the rest. */
  angled: string;
  /** Characters outside the page, or white on white. */
  unseen: number;
  /** Whether the page has more characters than one page can hold. */
  overflow: boolean;
}

/** How far from a quarter turn text may lean, in radians; watermarks lean more. */
const LEANING = 0.05;
/** Lighter text cannot be told from the paper. */
export const WHITE = 0.97;

/** Reads a page from its operators. */
export function readPage(number: number, operators: PageOperators): Page {
  const { runs, rules, areas } = paintPage(operators);
  const seen = runs.list.filter(seenOn(operators, areas));
  const turn = mainTurn(seen);
  const upright = Map.groupBy(seen, (run) => turnOf(run) === turn);
  const isTurned = turn === 90 || turn === 270;
  const lines =
    rules.length + areas.length < MOST_SHAPES ? rules.map((rule) => uprightRule(rule, turn, operators)) : [];
  const grids = gridsOf(lines);
  return {
    number,
    width: isTurned ? operators.height : operators.width,
    height: isTurned ? operators.width : operators.height,
    runs: withoutDoubles((upright.get(true) ?? []).map((run) => uprightRun(run, turn, operators))),
    grids,
    rules: linesBeside(grids, lines),
    painted: shareOf(
      areas.filter(({ tone }) => tone < WHITE),
      operators,
    ),
    leftOut: {
      angled: (upright.get(false) ?? []).map(({ text }) => text).join(''),
      unseen: lengthOf(runs.list) - lengthOf(seen),
      overflow: runs.overflowed,
    },
  };
}

/** Whether text is on the page and can be told from what is beneath it. */
function seenOn(page: PageOperators, areas: readonly (Box & { tone: number })[]) {
  const whole = { x0: 0, y0: 0, x1: page.width, y1: page.height };
  const grounds = areas.filter(({ tone }) => tone < WHITE);
  return ({ start, end, size, angle, tone }: PaintedText): boolean => {
    // A little above the base line, in the middle of the letters.
    const rise = 0.3 * size;
    const middle = {
      x: (start.x + end.x) / 2 + Math.sin(angle) * rise,
      y: (start.y + end.y) / 2 - Math.cos(angle) * rise,
    };
    return holds(whole, middle) && (tone < WHITE || grounds.some((ground) => holds(ground, middle)));
  };
}

function turnOf({ angle }: PaintedText): Turn | undefined {
  const quarters = Math.round(angle / (Math.PI / 2));
  if (Math.abs(angle - quarters * (Math.PI / 2)) > LEANING) return undefined;
  return (((quarters + 4) % 4) * 90) as Turn;
}

/** The turn that most of the text has. */
function mainTurn(runs: readonly PaintedText[]): Turn {
  const lengths = new Map<Turn, number>();
  for (const run of runs) {
    const turn = turnOf(run);
    if (turn !== undefined) lengths.set(turn, (lengths.get(turn) ?? 0) + run.text.length);
  }
  return [...lengths].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

function uprightRun(
  { text, start, end, size, isBold, tone }: PaintedText,
  turn: Turn,
  page: PageOperators,
): Run {
  const from = putUpright(start, turn, page);
  const to = putUpright(end, turn, page);
  return { text: ordinaryCharacters(text), x0: from.x, x1: to.x, y: from.y, size, isBold, tone };
}

function uprightRule(rule: Rule, turn: Turn, page: PageOperators): Rule {
  const corners: Point[] = [
    { x: rule.x0, y: rule.y0 },
    { x: rule.x1, y: rule.y1 },
  ];
  const box = boxAround(corners.map((corner) => putUpright(corner, turn, page)));
  return { ...box, isVertical: rule.isVertical !== (turn === 90 || turn === 270) };
}

/** Some programs paint bold text twice, a little apart. */
function withoutDoubles(runs: readonly Run[]): Run[] {
  const kept: Run[] = [];
  const placed = new Map<string, Run>();
  for (const run of runs) {
    const apart = 0.2 * run.size;
    const [column, row] = [Math.round(run.x0 / apart), Math.round(run.y / apart)];
    const keyOf = (dx: number, dy: number) => `${column + dx} ${row + dy} ${run.text}`;
    const near = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => placed.get(keyOf(dx, dy))));
    const double = near.find((other) => other !== undefined);
    if (double) double.isBold = true;
    else {
      kept.push(run);
      placed.set(keyOf(0, 0), run);
    }
  }
  return kept;
}

function shareOf(areas: readonly Box[], { width, height }: PageOperators): number {
  const total = areas.reduce((sum, { x0, y0, x1, y1 }) => sum + (x1 - x0) * (y1 - y0), 0);
  return Math.min(1, total / (width * height));
}

function lengthOf(runs: readonly PaintedText[]): number {
  return runs.reduce((length, { text }) => length + text.length, 0);
}
