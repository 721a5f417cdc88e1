import { AppError } from '../../errors.ts';
import { strangeShare } from './characters.ts';
import type { Page } from './page.ts';

/** What was found odd about the pages of a file. */
export interface Judgement {
  /** The pages without text that cannot be read. */
  pages: Page[];
  garbled: ReadonlySet<number>;
  warnings: string[];
}

/** A page of which more than this share is text of no language is left out; with less it is only named. */
const GARBLED = 0.3;
const DOUBTFUL = 0.05;
/** A page on which so much is painted may be a picture of text; with less it is blank. */
const PAINTED = 0.05;
/** Less text set at an angle is marks on drawings, in characters. */
const LEAST_ANGLED = 2;
const LONGEST_QUOTE = 40;

/** Takes the text off pages whose fonts do not say which characters they draw, and names what else is odd. */
export function judgePages(pages: readonly Page[]): Judgement {
  const shares = new Map(
    pages.map(({ number, runs }) => [number, strangeShare(runs.map(({ text }) => text).join(''))]),
  );
  const share = ({ number }: Page) => shares.get(number)!;
  const garbled = pages.filter((page) => share(page) > GARBLED);
  const doubtful = pages.filter((page) => share(page) > DOUBTFUL && share(page) <= GARBLED);
  const unseen = pages.filter(({ leftOut }) => leftOut.unseen > 0);
  const full = pages.filter(({ leftOut }) => leftOut.overflow);
  return {
    pages: pages.map((page) => (garbled.includes(page) ? { ...page, runs: [] } : page)),
    garbled: new Set(garbled.map(({ number }) => number)),
    warnings: [
      ...say(garbled, 'left out: the fonts do not say which characters they draw'),
      ...say(doubtful, 'garbled in places: some fonts do not say which characters they draw'),
      ...say(
        unseen,
        'read without the text that nobody sees, outside the page or in the colour of the paper',
      ),
      ...say(full, 'cut: there is more text than a page can hold'),
      ...angledText(pages),
    ],
  };
}

/**
 * Names the pages that are pictures of text.
 * @param pages as they are without running headers and page numbers, which scans may have
 * @throws AppError `unreadable` where no page has text
 */
export function judgeScans(pages: readonly Page[], garbled: ReadonlySet<number>, path: string): string[] {
  const empty = pages.filter(({ runs, number }) => runs.length === 0 && !garbled.has(number));
  if (pages.some(({ runs }) => runs.length > 0)) {
    return say(
      empty.filter(({ painted }) => painted > PAINTED),
      'without text: a scan, perhaps, or pictures',
    );
  }
  if (garbled.size > 0) {
    throw new AppError(
      'unreadable',
      `${path} has no readable text: its fonts do not say which characters they draw.`,
      {
        next: 'Put the original document into the pack, or save it as PDF again with its fonts embedded.',
      },
    );
  }
  if (!empty.some(({ painted }) => painted > PAINTED)) {
    throw new AppError('unreadable', `${path} has no text: its pages are blank.`, {
      next: 'Open the file to see what it shows, and save it as PDF again.',
    });
  }
  const pictures = pages.length === 1 ? 'its page is a picture' : `its ${pages.length} pages are pictures`;
  throw new AppError('unreadable', `${path} has no text: it is a scan, ${pictures}.`, {
    next: 'Run text recognition (OCR) over it and save it as a searchable PDF, or put the original document into the pack.',
  });
}

/** `Page 3 is …`, `Pages 3-5, 8 are …`; nothing where there are none. */
function say(pages: readonly Page[], what: string): string[] {
  if (pages.length === 0) return [];
  return [
    `${pages.length === 1 ? 'Page' : 'Pages'} ${rangesOf(pages)} ${pages.length === 1 ? 'is' : 'are'} ${what}.`,
  ];
}

function rangesOf(pages: readonly Page[]): string {
  const ranges: [number, number][] = [];
  for (const { number } of pages) {
    const last = ranges.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}

function angledText(pages: readonly Page[]): string[] {
  const groups = Map.groupBy(
    pages.filter(({ leftOut }) => leftOut.angled.length >= LEAST_ANGLED),
    ({ leftOut }) => leftOut.angled,
  );
  return [...groups].flatMap(([text, group]) =>
    say(group, `read without what is set at an angle, as watermarks are: ${text.slice(0, LONGEST_QUOTE)}`),
  );
}
