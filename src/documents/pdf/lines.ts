import { type Box, median } from './geometry.ts';
import type { Run } from './page.ts';
import { closeSpread, spaceBetween } from './spaces.ts';

/** A line of text within one column. `y` is its base line. */
export interface Line {
  text: string;
  x0: number;
  x1: number;
  y: number;
  /** Of most of its characters. */
  size: number;
  isBold: boolean;
  tone: number;
  /** What it is made of, from left to right. */
  runs: readonly Run[];
}

/** Height of the letters without those parts that reach into the lines beside them, as a share of the size. */
const LETTER_HEIGHT = 0.75;
/** Smaller characters that stand higher are notes and exponents. */
const SMALLER = 0.9;
const RAISED = 0.15;
const NOTE_MARK = /^[[［〔(（]?(?:\d{1,3}|[①-⑳]|[*＊†‡]{1,3})[\]］〕)）]?$/;
/** After these a raised figure is an exponent: m², km³, 10⁴ is left to the eye. */
const UNIT = /(?:^|[^\p{L}])(?:[kcdmμ]?m|㎞|㎝|㎜)$/u;
const EXPONENTS: Record<string, string> = { 2: '²', 3: '³' };

/** The place of the letters of a run. */
export function letterBox({ x0, x1, y, size }: Pick<Run, 'x0' | 'x1' | 'y' | 'size'>): Box {
  return { x0, x1, y0: y - LETTER_HEIGHT * size, y1: y };
}

/** Puts texts that share a base line together, lines from top to bottom. */
export function linesOf(runs: readonly Run[]): Line[] {
  const rows: { runs: Run[]; box: Box; size: number }[] = [];
  for (const run of runs.toSorted((a, b) => a.y - b.y || a.x0 - b.x0)) {
    const box = letterBox(run);
    const row = rows.slice(-3).find((row) => overlap(row.box, box) > 0.5);
    if (!row) rows.push({ runs: [run], box, size: run.size });
    else {
      row.runs.push(run);
      // The largest letters say where the line is.
      if (run.size > row.size) Object.assign(row, { box, size: run.size });
    }
  }
  return rows.map((row) => lineOf(row.runs.sort((a, b) => a.x0 - b.x0)));
}

/** How much of the lower of two boxes stands beside the other, from 0 to 1. */
function overlap(a: Box, b: Box): number {
  const shared = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
  return shared / Math.max(0.1, Math.min(a.y1 - a.y0, b.y1 - b.y0));
}

function lineOf(runs: readonly Run[]): Line {
  const main = runs.toSorted((a, b) => b.text.length - a.text.length || b.size - a.size)[0]!;
  const base = median(
    runs.filter(({ size }) => size >= SMALLER * main.size).map(({ y }) => y),
    main.y,
  );
  const characters = runs.reduce((sum, { text }) => sum + text.length, 0);
  const bold = runs.reduce((sum, { text, isBold }) => sum + (isBold ? text.length : 0), 0);
  return {
    text: closeSpread(textOf(runs, main.size, base)),
    x0: runs[0]!.x0,
    x1: runs.reduce((right, { x1 }) => Math.max(right, x1), -Infinity),
    y: base,
    size: main.size,
    isBold: bold > 0.9 * characters,
    tone: main.tone,
    runs,
  };
}

function textOf(runs: readonly Run[], size: number, base: number): string {
  let text = '';
  let previous: Run | undefined;
  for (const run of runs) {
    const isRaised = run.size < SMALLER * size && base - run.y > RAISED * size;
    const written = isRaised ? raised(run.text, text) : run.text;
    if (written === '') continue;
    if (previous) {
      const gap = (run.x0 - previous.x1) / Math.min(run.size, previous.size);
      text += isRaised ? '' : spaceBetween(text, written, gap, false);
    }
    text += written;
    previous = run;
  }
  return text;
}

/** A raised text as part of the line: an exponent, nothing for the mark of a note, or as it is. */
function raised(text: string, before: string): string {
  const exponent = EXPONENTS[text];
  if (exponent && UNIT.test(before)) return exponent;
  if (!NOTE_MARK.test(text)) return text;
  // At the start of a line it is the note itself that is marked.
  return before === '' ? `${text} ` : '';
}
