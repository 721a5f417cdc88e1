import { isUnitLine } from '../tables/captions.ts';
import { holds } from './geometry.ts';
import { type Line, linesOf } from './lines.ts';
import { type Page, type Run, WHITE } from './page.ts';

/** Pages without what stands on many of them, and what that was, each once. */
export interface Bare {
  pages: Page[];
  /** Running headers, footers and watermarks, with the first page they stand on. */
  repeated: { text: string; page: number }[];
}

interface Candidate {
  line: Line;
  page: Page;
  /** The text with each number replaced by one sign. */
  pattern: string;
  numbers: number[];
}

/** Share of a page's height at its top and its bottom where headers and footers stand. */
const BAND = 0.12;
/** A header has at most so many lines, and so has a footer. */
const MOST_LINES = 3;
/** On fewer pages nothing can be said to repeat. */
const FEWEST_PAGES = 3;
/** Odd and even pages may have headers of their own, and the first page none. */
const LEAST_SHARE = 0.4;
/** Repeated lines keep their height on the page; in points. */
const SAME_HEIGHT = 4;
/** Watermarks are lighter than this; 0 is black, 1 is white. */
const LIGHT = 0.6;
/** Headers are hardly larger than the text, as a share of its size; what is larger is a heading. */
const LARGEST = 1.4;
/** Of the numbers that count pages, this share does so from one start. */
const COUNTING = 0.7;
/** A page number that needs no other page to be known. */
const PAGE_NUMBER =
  /^(?:[-—–－―·•~〜\s]{1,4}\d{1,4}[-—–－―·•~〜\s]{1,4}|第\s*\d{1,4}\s*[页頁](?:[，,／/\s]*共\s*\d{1,4}\s*[页頁])?|\d{1,4}\s*[/／]\s*\d{1,4}|page\s*\d{1,4}(?:\s*(?:of|\/)\s*\d{1,4})?|[页頁][码碼]?[：:]?\s*\d{1,4}(?:\s*[/／]\s*\d{1,4})?)$/i;

/** Takes running headers, footers, page numbers and repeated watermarks off pages. */
export function withoutFurniture(pages: readonly Page[], bodySize: number): Bare {
  const marks = watermarksOf(pages);
  const candidates = pages.flatMap((page) => candidatesOf(page, bodySize));
  const start = firstNumber(candidates, pages.length);
  const [numbers, others] = [true, false].map((is) =>
    candidates.filter((candidate) => isPageNumber(candidate, start) === is),
  );
  const repeated = repeatedLines(others!, pages.length, start);
  const lines = [...numbers!, ...repeated.flat()].flatMap(({ line }) => line.runs);
  const dropped = new Set<Run>([...marks.flatMap(({ runs }) => runs), ...lines]);
  return {
    pages: pages.map((page) => ({ ...page, runs: page.runs.filter((run) => !dropped.has(run)) })),
    repeated: [
      ...repeated.map(([first]) => ({ text: first!.line.text, page: first!.page.number })),
      ...marks.map(({ text, page }) => ({ text, page })),
    ].filter(({ text }) => /\p{L}/u.test(text)),
  };
}

/** What the pages' own numbers differ from their places by; `undefined` where too few have one. */
function firstNumber(candidates: readonly Candidate[], pageCount: number): number | undefined {
  const starts = new Map<number, Set<Page>>();
  for (const { numbers, page } of candidates) {
    for (const number of numbers) {
      const start = number - page.number;
      starts.set(start, (starts.get(start) ?? new Set()).add(page));
    }
  }
  const [start, counted] = [...starts].sort((a, b) => b[1].size - a[1].size)[0] ?? [];
  return counted && counted.size >= Math.max(FEWEST_PAGES, LEAST_SHARE * pageCount) ? start : undefined;
}

/** A number alone, the page's own one. */
function isPageNumber({ line, page }: Candidate, start: number | undefined): boolean {
  const text = line.text.trim();
  const [number, count] = text.split(/[/／]/).map(Number);
  // 2026/12 is a month.
  if (count !== undefined && number! > count) return false;
  return (
    PAGE_NUMBER.test(text) ||
    text === String(page.number) ||
    (start !== undefined && text === String(page.number + start))
  );
}

/** The lines at the top and the bottom of a page that may be furniture of it. */
function candidatesOf(page: Page, bodySize: number): Candidate[] {
  const band = BAND * page.height;
  const tables = page.grids.filter(({ y0, y1 }) => y1 > band && y0 < page.height - band);
  const free = page.runs.filter(
    ({ x0, x1, y }) => !tables.some((table) => holds(table, { x: (x0 + x1) / 2, y })),
  );
  const top = linesOf(free.filter(({ y }) => y < band));
  const bottom = linesOf(free.filter(({ y }) => y > page.height - band));
  return [...top.slice(0, MOST_LINES), ...bottom.slice(-MOST_LINES)]
    .filter(({ text, size }) => size < LARGEST * bodySize && !isUnitLine(text))
    .map((line) => ({
      line,
      page,
      pattern: line.text.replace(/\s+/g, '').replace(/\d+/g, '#'),
      numbers: (line.text.match(/\d+/g) ?? []).map(Number),
    }));
}

/**
 * Lines that stand on most pages at one height and differ in numbers that count the pages, if at all. With the
 * page's own number in them two are enough: the header of a chapter.
 */
function repeatedLines(
  candidates: readonly Candidate[],
  pageCount: number,
  start: number | undefined,
): Candidate[][] {
  const fewest = Math.max(FEWEST_PAGES, LEAST_SHARE * pageCount);
  const isCounted = ({ numbers, page }: Candidate) =>
    start !== undefined && numbers.includes(page.number + start);
  return [...Map.groupBy(candidates, ({ pattern }) => pattern).values()]
    .flatMap(splitByHeight)
    .filter((group) => {
      const size = new Set(group.map(({ page }) => page)).size;
      return areSame(group) && (size >= fewest || (size > 1 && group.every(isCounted)));
    });
}

function splitByHeight(candidates: readonly Candidate[]): Candidate[][] {
  const groups: Candidate[][] = [];
  for (const candidate of candidates.toSorted((a, b) => a.line.y - b.line.y)) {
    const last = groups.at(-1);
    if (last && candidate.line.y - last.at(-1)!.line.y < SAME_HEIGHT) last.push(candidate);
    else groups.push([candidate]);
  }
  return groups.map((group) => group.sort((a, b) => a.page.number - b.page.number));
}

/** Whether each number in the lines is the same everywhere or grows with the pages. */
function areSame(group: readonly Candidate[]): boolean {
  return group[0]!.numbers.every((number, at) => {
    const values = group.map(({ numbers }) => numbers[at]!);
    if (values.every((value) => value === number)) return true;
    const starts = Map.groupBy(group, ({ numbers, page }) => numbers[at]! - page.number);
    return Math.max(...[...starts.values()].map(({ length }) => length)) >= COUNTING * group.length;
  });
}

/** Light text that stands in one place on most pages. */
function watermarksOf(pages: readonly Page[]): { text: string; page: number; runs: Run[] }[] {
  const light = pages.flatMap((page) =>
    page.runs.filter(({ tone }) => tone > LIGHT && tone < WHITE).map((run) => ({ run, page: page.number })),
  );
  const groups = Map.groupBy(light, ({ run }) => `${run.text} ${Math.round(run.y / SAME_HEIGHT)}`);
  return [...groups.values()]
    .filter((group) => group.length >= Math.max(FEWEST_PAGES, pages.length / 2))
    .map((group) => ({ text: group[0]!.run.text, page: group[0]!.page, runs: group.map(({ run }) => run) }));
}
