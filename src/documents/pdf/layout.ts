import type { DraftBlock } from '../blocks.ts';
import type { Gutter } from './bands.ts';
import { median } from './geometry.ts';
import { type Line, linesOf } from './lines.ts';
import type { Page, Run } from './page.ts';
import { paragraphsOf } from './paragraphs.ts';
import { type Region, regionsOf } from './regions.ts';
import { type PageTable, takeTables } from './tables.ts';
import type { Typography } from './typography.ts';

/** A line in its place in the order of reading. */
export interface TextLine extends Line {
  page: number;
  column: Column;
}

/** The column that lines stand in, as far as they tell. */
export interface Column {
  left: number;
  /** Where its lines end when they are full. */
  right: number;
  /** From base line to base line, in ems. */
  leading: number;
}

/** What a page says, in the order of reading. */
export type PageItem =
  | { kind: 'line'; line: TextLine }
  | { kind: 'table'; table: PageTable }
  /** What is no part of the running text, which goes on after it: a note at the foot, a running header. */
  | { kind: 'aside'; block: DraftBlock };

/** Notes are smaller than the text, by this share of its size at least, and stand below a short rule. */
const NOTE_SIZE = 0.95;
/** Lines of one text are closer than this, in ems. */
const WIDEST_STEP = 2.5;
const USUAL_STEP = 1.5;
/** Of the texts of a page, so many may run over its right edge. */
const FEW = 0.1;
const LONGEST_NOTE_RULE = 0.5;

/** The lines and tables of each page in the order of reading. */
export function* layoutPages(pages: Iterable<Page>, typography: Typography): Generator<PageItem[]> {
  const gutters: Gutter[] = [];
  let last: PageItem | undefined;
  for (const page of pages) {
    const above = last?.kind === 'table' ? last.table : undefined;
    const items = layoutPage(page, typography, gutters, above);
    last = items.findLast(({ kind }) => kind !== 'aside');
    yield items;
  }
}

function layoutPage(
  page: Page,
  typography: Typography,
  gutters: Gutter[],
  above: PageTable | undefined,
): PageItem[] {
  const { tables, rest } = takeTables(page.runs, page.grids, page.number);
  const foot = footOf(page, rest, typography.bodySize);
  const text = rest.filter(({ y }) => y <= foot);
  const right = rightEdge(text, typography.right);
  const items = regionsOf(text, tables, {
    page: page.number,
    rules: page.rules,
    above,
    right,
    gutters,
  }).flatMap((region) => itemsOf(region, page.number));
  const notes = columnLines(linesOf(rest.filter(({ y }) => y > foot)), right, page.number);
  return [
    ...items,
    ...paragraphsOf(notes, typography.bodySize).map(({ text }) => asAside(text, page.number)),
  ];
}

/** Where full lines of a page end; a few that run over do not count. */
function rightEdge(items: readonly Run[], usual: number): number {
  const over = items.filter(({ x1, size }) => x1 > usual + size / 2);
  return over.length > FEW * items.length ? Math.max(...over.map(({ x1 }) => x1)) : usual;
}

/** A note, with a space after its mark. */
function asAside(text: string, page: number): PageItem {
  const marked = text.replace(/^(\d{1,2}|[①-⑳*])(?=\p{L})/u, '$1 ');
  return { kind: 'aside', block: { kind: 'paragraph', text: marked, page } };
}

/** The height below which notes stand; the foot of the page where there are none. */
function footOf({ rules, width, height }: Page, runs: readonly Run[], bodySize: number): number {
  const separator = rules.findLast((rule) => {
    const below = runs.filter(({ y }) => y > rule.y0);
    const isShort = rule.x1 - rule.x0 < LONGEST_NOTE_RULE * width;
    return (
      isShort &&
      rule.y0 > height / 3 &&
      below.length > 0 &&
      below.every(({ size }) => size < NOTE_SIZE * bodySize)
    );
  });
  return separator?.y0 ?? height;
}

function itemsOf({ runs, tables, right }: Region, page: number): PageItem[] {
  const waiting = tables.toSorted((a, b) => a.y0 - b.y0);
  const items: PageItem[] = [];
  for (const line of columnLines(linesOf(runs), right, page)) {
    while (waiting[0] && waiting[0].y0 < line.y) items.push({ kind: 'table', table: waiting.shift()! });
    items.push({ kind: 'line', line });
  }
  return [...items, ...waiting.map((table) => ({ kind: 'table' as const, table }))];
}

function columnLines(lines: readonly Line[], right: number, page: number): TextLine[] {
  const steps = lines.slice(1).flatMap((line, at) => {
    const above = lines[at]!;
    const step = line.y - above.y;
    return step < WIDEST_STEP * line.size && Math.abs(line.size - above.size) < 1 ? step / line.size : [];
  });
  const column = {
    left: Math.min(...lines.map(({ x0 }) => x0)),
    right,
    leading: median(steps, USUAL_STEP),
  };
  return lines.map((line) => ({ ...line, page, column }));
}
