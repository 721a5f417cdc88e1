import { createRequire } from 'node:module';
import { AppError } from '../../errors.ts';
import type { CleanText } from '../../types.ts';
import { assembleCleanText, type DraftBlock } from '../blocks.ts';
import { decodeText } from '../decode.ts';
import { nodesWithin, type Page, type PageElement } from '../page.ts';
import type { Reader } from '../reader.ts';
import { blocksOf, collapse } from './blocks.ts';
import { removeHidden } from './hidden.ts';

type ReadabilityPage = ConstructorParameters<typeof import('@mozilla/readability').Readability>[0];

/** Loads a package at its first use: parser and extractor take a tenth of a second, which most runs can save. */
const load = createRequire(import.meta.url);

/** What a page has around its content, and what is not text. */
const NOT_CONTENT =
  'nav, aside, footer, script, style, noscript, template, iframe, object, svg, canvas, button, select, input, textarea, meta, rt, rp, [role="navigation"], [role="banner"], [role="contentinfo"]';
/** Pages do not nest a hundredth as deep; the parser's work grows with the square of what nothing closes. */
const DEEPEST_NESTING = 100_000;
/** Where the extractor keeps less than this share of a page that has no parts to tell apart, it is wrong. */
const LEAST_SHARE = 1 / 3;
/** The extractor's work grows faster than the page, and it calls itself; larger and deeper pages are read whole. */
const MOST_NODES = 100_000;
const DEEPEST_EXTRACTED = 300;
const LONGEST_TITLE = 300;
/** A page declares its encoding in its first bytes (HTML standard, 4.2.5.4: within 1024). */
const DECLARATION_REACH = 4096;

/** Web pages saved as files: the main content without what stands around it. Nothing is fetched. */
export const htmlReader: Reader = {
  name: 'html',
  read: readHtml,
};

async function readHtml(bytes: Uint8Array, path: string): Promise<CleanText> {
  const { text, warnings } = decodeText(bytes, path, declaredEncoding(bytes));
  checkNesting(text, path);
  const page = parsePage(text);
  const ownTitle = collapse((page.querySelector('title')?.textContent ?? '').slice(0, LONGEST_TITLE));
  const hasParts = page.querySelector('nav, article, main, [role="main"]') !== null;
  removeAll(page, NOT_CONTENT);
  warnings.push(...removeHidden(page));
  const heading = soleHeading(page);
  const title = heading || withoutSiteName(ownTitle);
  const blocks = blocksOf(mainContent(page, hasParts));
  putHeadline(blocks, title, heading !== '');
  return assembleCleanText({ blocks, title, warnings });
}

/** The label of the encoding that a page says it is in, as it stands there. */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const opening = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARATION_REACH));
  return /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)/i.exec(opening)?.[1];
}

/** Tags that need no closing one: they are closed by what follows, or have nothing in them. */
const CLOSES_ITSELF =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|tr|td|th|thead|tbody|tfoot|option|optgroup|rt|rp)$/;

function checkNesting(text: string, path: string): void {
  let depth = 0;
  for (const [, slash, name] of text.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (CLOSES_ITSELF.test(name!.toLowerCase())) continue;
    depth += slash ? -1 : 1;
    if (depth <= DEEPEST_NESTING) continue;
    throw new AppError('unreadable', `${path} nests its elements more than ${DEEPEST_NESTING} deep.`, {
      next: 'Save the page again from a browser, or copy its text into a .txt file.',
    });
  }
}

/** The parser, unlike a browser, adds neither `<html>` nor `<body>` to a page that does without. */
function parsePage(text: string): Page {
  let whole = text;
  if (!/<body[\s>]/i.test(whole)) {
    const opening = /<\/head\s{0,9}>|<html(?:\s[^>]{0,2000})?>/gi;
    const last = [...whole.matchAll(opening)].at(-1);
    const at = last ? last.index + last[0].length : 0;
    whole = `${whole.slice(0, at)}<body>${whole.slice(at).replace(/^\s*<!doctype[^>]*>/i, '')}`;
  }
  if (!/<html[\s>]/i.test(whole)) whole = `<!DOCTYPE html><html>${whole.replace(/^\s*<!doctype[^>]*>/i, '')}`;
  const { parseHTML } = load('linkedom') as typeof import('linkedom');
  return parseHTML(whole).document as unknown as Page;
}

function removeAll(page: Page, selector: string): void {
  for (const element of page.body.querySelectorAll(selector)) element.remove();
}

/** The headline, if the page has one and only one. */
function soleHeading(page: Page): string {
  const headings = page.body.querySelectorAll('h1');
  const headline = headings.length === 1 ? collapse(headings[0]!.textContent ?? '') : '';
  return headline.length <= LONGEST_TITLE ? headline : '';
}

function mainContent(page: Page, hasParts: boolean): PageElement {
  const whole = page.body;
  const content = extracted(page) ?? markedContent(whole);
  if (!content) return whole;
  const share = lengthOf(content) / Math.max(1, lengthOf(whole));
  return hasParts || share >= LEAST_SHARE ? content : whole;
}

/** What the extractor takes for the main content, unless the page is too much for it. */
function extracted(page: Page): PageElement | undefined {
  let nodes = 0;
  for (const { depth } of nodesWithin(page.body)) {
    nodes += 1;
    if (nodes > MOST_NODES || depth > DEEPEST_EXTRACTED) return undefined;
  }
  const { Readability } = load('@mozilla/readability') as typeof import('@mozilla/readability');
  try {
    // The extractor rearranges what it is given, so it works on a copy.
    const copy = parsePage(page.documentElement.outerHTML);
    const article = new Readability(copy as unknown as ReadabilityPage, { charThreshold: 0 }).parse();
    return article?.content ? parsePage(article.content).body : undefined;
  } catch {
    // Pages that are made to break it are read whole, as are those that it finds nothing in.
    return undefined;
  }
}

/** The one element that the page itself calls its main content. */
function markedContent(whole: PageElement): PageElement | undefined {
  const marked = whole.querySelectorAll('main, [role="main"]');
  return marked.length === 1 ? marked[0] : undefined;
}

/**
 * The extractor drops the headline as a repetition of the title, or makes it a heading of level 2; many pages
 * have it as a line of large letters.
 */
function putHeadline(blocks: DraftBlock[], headline: string, isOnPage: boolean): void {
  if (headline === '') return;
  const kept = blocks.find(({ kind, text }) => /^(?:heading|paragraph)$/.test(kind) && text === headline);
  if (kept) Object.assign(kept, { kind: 'heading', level: 1 });
  else if (isOnPage) blocks.unshift({ kind: 'heading', text: headline, level: 1 });
}

function lengthOf(element: PageElement): number {
  return (element.textContent ?? '').replace(/\s+/g, '').length;
}

/** `关于兑现奖励的通知-江川经开区` → `关于兑现奖励的通知`; a short first part is no title by itself. */
function withoutSiteName(title: string): string {
  const first = title.split(/\s*[-_|–—]+\s*/)[0] ?? '';
  return first.length >= 6 && !/[\d]$/.test(first) ? first : title;
}
