import type { DraftBlock } from './blocks.ts';
import { tablesAmong } from './pdf-aligned.ts';
import { holds, median } from './pdf-geometry.ts';
import { type Line, letterBox, linesOf } from './pdf-lines.ts';
import type { Page, Run } from './pdf-page.ts';
import { paragraphsOf } from './pdf-paragraphs.ts';
import { type Gutter, type Placed, regionsOf } from './pdf-regions.ts';
import { type PageTable, takeTables } from './pdf-tables.ts';

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
  /** From base line to base line, in points. */
  leading: number;
}

/** What a page says, in the order of reading. */
export type PageItem =
  | { kind: 'line'; line: TextLine }
  | { kind: 'table'; table: PageTable }
  /** What is no part of the running text, which goes on after it: a note at the foot, a running header. */
  | { kind: 'aside'; block: DraftBlock };

/** What all pages of a document have in common. */
export interface Typography {
  /** The size that most characters have, in points. */
  bodySize: number;
  /** Whether most characters are bold. */
  isBodyBold: boolean;
  /** Where full lines end on most pages, in points from the left edge. */
  right: number;
}

/** Notes are smaller than the text, by this share of its size at least, and stand below a short rule. */
const NOTE_SIZE = 0.95;
/** Lines of one text are closer than this, in ems. */
const WIDEST_STEP = 2.5;
const LONGEST_NOTE_RULE = 0.5;

/** The lines and tables of each page in the order of reading. */
export function layoutPages(pages: readonly Page[], typography: Typography): PageItem[][] {
  const gutters: Gutter[] = [];
  return pages.map((page) => layoutPage(page, typography, gutters));
}

function layoutPage(page: Page, typography: Typography, gutters: Gutter[]): PageItem[] {
  const { tables, rest } = takeTables(page.runs, page.grids, page.number);
  const foot = footOf(page, rest, typography.bodySize);
  const placed: (Placed & { run?: Run; table?: PageTable })[] = [
    ...rest
      .filter(({ y }) => y <= foot)
      .map((run) => ({ ...letterBox(run), size: run.size, text: run.text, run })),
    ...tables.map((table) => ({ ...table, size: 0, text: '', table })),
  ];
  const right = Math.max(typography.right, ...placed.map(({ x1 }) => x1));
  const items = regionsOf(placed, right, gutters).flatMap((region) => {
    const runs = region.items.flatMap(({ run }) => run ?? []);
    const regionTables = region.items.flatMap(({ table }) => table ?? []);
    return itemsOf(linesOf(runs), regionTables, region.right, page.number);
  });
  const notes = columnLines(linesOf(rest.filter(({ y }) => y > foot)), right, page.number);
  return [
    ...items,
    ...paragraphsOf(notes, typography.bodySize).map(({ text }) => asAside(text, page.number)),
  ];
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

function itemsOf(
  lines: readonly Line[],
  ruled: readonly PageTable[],
  right: number,
  page: number,
): PageItem[] {
  const { tables: aligned, rest } = tablesAmong(lines, page);
  const tables = [...ruled, ...aligned].sort((a, b) => a.y0 - b.y0);
  const items: PageItem[] = [];
  for (const line of columnLines(rest, right, page)) {
    while (tables[0] && tables[0].y0 < line.y) items.push({ kind: 'table', table: tables.shift()! });
    items.push({ kind: 'line', line });
  }
  return [...items, ...tables.map((table) => ({ kind: 'table' as const, table }))];
}

function columnLines(lines: readonly Line[], right: number, page: number): TextLine[] {
  const steps = lines.slice(1).flatMap((line, at) => {
    const above = lines[at]!;
    const step = line.y - above.y;
    return step < WIDEST_STEP * line.size && Math.abs(line.size - above.size) < 1 ? step : [];
  });
  const size = median(
    lines.map((line) => line.size),
    0,
  );
  const column = {
    left: Math.min(...lines.map(({ x0 }) => x0)),
    right,
    leading: median(steps, 1.5 * size),
  };
  return lines.map((line) => ({ ...line, page, column }));
}

/** What most of the text of a document looks like, that of tables aside. */
export function typographyOf(pages: readonly Page[]): Typography {
  const lengths = new Map<number, number>();
  let bold = 0;
  let all = 0;
  for (const { text, size, isBold } of pages.flatMap(outsideTables)) {
    const rounded = Math.round(size * 2) / 2;
    lengths.set(rounded, (lengths.get(rounded) ?? 0) + text.length);
    all += text.length;
    if (isBold) bold += text.length;
  }
  const [bodySize] = [...lengths].sort((a, b) => b[1] - a[1])[0] ?? [0];
  const rights = pages
    .filter(({ runs }) => runs.length > 0)
    .map(({ runs }) => Math.max(...runs.map(({ x1 }) => x1)));
  return { bodySize, isBodyBold: bold > all / 2, right: median(rights, 0) };
}

function outsideTables({ runs, grids }: Page): Run[] {
  return runs.filter(({ x0, y }) => !grids.some((grid) => holds(grid, { x: x0, y })));
}
