import type { CleanText } from '../../types.ts';
import { assembleCleanText } from '../blocks.ts';
import type { Reader } from '../reader.ts';
import { blocksOfPages } from './blocks.ts';
import { openPdf, reasonOf, unreadable } from './file.ts';
import { type Bare, withoutFurniture } from './furniture.ts';
import { layoutPages, type PageItem } from './layout.ts';
import { type Page, readPage } from './page.ts';
import { typographyOf } from './typography.ts';
import { judgePages, judgeScans } from './warnings.ts';

/** A longer file is a mistake or an attack: a page is a good thousand characters. */
const MOST_PAGES = 10_000;
/** After so many pages that cannot be read the file is broken. */
const MOST_FAILURES = 20;

/**
 * PDF: the text of all pages in the order of reading, with headings, tables as rows, and the page of each
 * block. Page numbers are left out; scripts, forms, notes, bookmarks and attachments are not read.
 */
export const pdfReader: Reader = {
  name: 'pdf',
  read: readPdf,
};

async function readPdf(bytes: Uint8Array, path: string): Promise<CleanText> {
  const { pages, pageCount, warnings } = await readPages(bytes, path);
  const judged = judgePages(pages);
  const typography = typographyOf(judged.pages);
  const bare = withoutFurniture(judged.pages, typography.bodySize);
  const scans = judgeScans(bare.pages, judged.garbled, path);
  const items = withAsides(layoutPages(bare.pages, typography), bare);
  const clean = await assembleCleanText({
    blocks: blocksOfPages(items, typography),
    warnings: [...warnings, ...judged.warnings, ...scans],
  });
  return { ...clean, pages: pageCount };
}

/** What running headers say is said once, on the first page they stand on. */
function* withAsides(layouts: Iterable<PageItem[]>, { pages, repeated }: Bare): Generator<PageItem[]> {
  let at = 0;
  for (const items of layouts) {
    const { number } = pages[at]!;
    const asides = repeated.filter(({ page }) => page === number);
    yield [
      ...asides.map(
        ({ text }): PageItem => ({ kind: 'aside', block: { kind: 'boilerplate', text, page: number } }),
      ),
      ...items,
    ];
    at += 1;
  }
}

/** @throws AppError `unreadable` where no page can be read */
async function readPages(bytes: Uint8Array, path: string) {
  const file = await openPdf(bytes, path);
  const pages: Page[] = [];
  const warnings: string[] = [];
  let failure: unknown;
  try {
    const last = Math.min(file.pageCount, MOST_PAGES);
    for (let number = 1; number <= last && warnings.length < MOST_FAILURES; number += 1) {
      try {
        pages.push(readPage(number, await file.page(number)));
      } catch (cause) {
        failure = cause;
        warnings.push(`Page ${number} cannot be read: ${reasonOf(cause)}.`);
      }
    }
  } finally {
    await file.close();
  }
  if (pages.length === 0) throw unreadable(path, failure);
  const read = pages.length + warnings.length;
  if (read < file.pageCount) warnings.push(`Only ${read} of ${file.pageCount} pages were read.`);
  return { pages, pageCount: file.pageCount, warnings };
}
