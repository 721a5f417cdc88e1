import { createRequire } from 'node:module';
import type { CleanText } from '../types.ts';
import { assembleCleanText, type DraftBlock } from './blocks.ts';
import { decodeText } from './decode.ts';
import { blocksOf, collapse } from './html-blocks.ts';
import type { Page, PageElement } from './page.ts';
import type { Reader } from './reader.ts';

type ReadabilityPage = ConstructorParameters<typeof import('@mozilla/readability').Readability>[0];

/** Loads a package at its first use: parser and extractor take a tenth of a second, which most runs can save. */
const load = createRequire(import.meta.url);

/** What a page has around its content, and what is not text. */
const NOT_CONTENT =
  'nav, aside, footer, script, style, noscript, template, iframe, object, svg, canvas, button, select, input, textarea, link, meta, rt, rp, [hidden], [aria-hidden="true"], [role="navigation"], [role="banner"], [role="contentinfo"]';
/** Where the extractor keeps less than this share of a page that has no parts to tell apart, it is wrong. */
const LEAST_SHARE = 1 / 3;
/** The extractor's work grows faster than the page; larger pages are read whole. */
const MOST_ELEMENTS = 50_000;
const LONGEST_TITLE = 300;
/** A page declares its encoding in its first bytes (HTML standard, 4.2.5.4: within 1024). */
const DECLARATION_REACH = 4096;

/** Web pages saved as files: the main content without what stands around it. Nothing is fetched. */
export const htmlReader: Reader = {
  name: 'html',
  accepts: (path) => /\.html?$/i.test(path),
  read: readHtml,
};

async function readHtml(bytes: Uint8Array, path: string): Promise<CleanText> {
  const { text, warnings } = decodeText(bytes, path, declaredEncoding(bytes));
  const page = parsePage(text);
  const ownTitle = collapse((page.querySelector('title')?.textContent ?? '').slice(0, LONGEST_TITLE));
  const hasParts = page.querySelector('nav, article, main, [role="main"]') !== null;
  removeAll(page, NOT_CONTENT);
  removeUndisplayed(page);
  const heading = soleHeading(page);
  const content = mainContent(page, hasParts);
  const blocks = blocksOf(content);
  putHeadline(blocks, heading);
  return assembleCleanText({ blocks, title: heading || withoutSiteName(ownTitle), warnings });
}

/** The label of the encoding that a page says it is in, as it stands there. */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const opening = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARATION_REACH));
  return /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)/i.exec(opening)?.[1];
}

/** The parser, unlike a browser, adds neither `<html>` nor `<body>` to a page that does without. */
function parsePage(text: string): Page {
  let whole = text;
  if (!/<body[\s>]/i.test(whole)) {
    const opening = /<\/head\s*>|<html(?:\s[^>]*)?>/gi;
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

function removeUndisplayed(page: Page): void {
  for (const element of page.body.querySelectorAll('[style]')) {
    if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(element.getAttribute('style') ?? ''))
      element.remove();
  }
}

/** The headline, if the page has one and only one. */
function soleHeading(page: Page): string {
  const headings = page.body.querySelectorAll('h1');
  return headings.length === 1 ? collapse(headings[0]!.textContent ?? '') : '';
}

function mainContent(page: Page, hasParts: boolean): PageElement {
  const whole = page.body;
  if (whole.querySelectorAll('*').length > MOST_ELEMENTS) return whole;
  const { Readability } = load('@mozilla/readability') as typeof import('@mozilla/readability');
  // The extractor rearranges what it is given, so it works on a copy.
  const copy = parsePage(page.documentElement.outerHTML);
  const extracted = new Readability(copy as unknown as ReadabilityPage, { charThreshold: 0 }).parse()
    ?.content;
  if (!extracted) return whole;
  const content = parsePage(extracted).body;
  const share = lengthOf(content) / Math.max(1, lengthOf(whole));
  return hasParts || share >= LEAST_SHARE ? content : whole;
}

/** The extractor drops the headline as a repetition of the title, or makes it a heading of level 2. */
function putHeadline(blocks: DraftBlock[], headline: string): void {
  if (headline === '') return;
  const kept = blocks.find(({ kind, text }) => kind === 'heading' && text === headline);
  if (kept) kept.level = 1;
  else blocks.unshift({ kind: 'heading', text: headline, level: 1 });
}

function lengthOf(element: PageElement): number {
  return (element.textContent ?? '').replace(/\s+/g, '').length;
}

/** `关于兑现奖励的通知-江川经开区` → `关于兑现奖励的通知`; a short first part is no title by itself. */
function withoutSiteName(title: string): string {
  const first = title.split(/\s*[-_|–—]+\s*/)[0] ?? '';
  return first.length >= 6 && !/[\d]$/.test(first) ? first : title;
}
