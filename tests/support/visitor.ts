import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { About, SourceView, TableExport } from '../../src/channels/desk-port.ts';
import type { WebRoutesOptions } from '../../src/channels/web/web.ts';
import { STRINGS } from '../../web/src/strings.ts';
import { CHROMIUM_PATH, HAS_CHROMIUM, launchChromium } from './chromium.ts';
import {
  answerOf,
  createFakeDesk,
  type FakeDesk,
  OUTPUT_CITATION,
  OUTPUT_SOURCE,
  POLICY_CITATION,
  POLICY_SOURCE,
  type Script,
} from './fake-desk.ts';
import { buildPage, serveWeb, type WebServer } from './web-server.ts';

export const LAPTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: 'zh-CN' };
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  locale: 'zh-CN',
  hasTouch: true,
  isMobile: true,
};
export const ZH = STRINGS['zh-Hans'];
export const QUESTION = '2025年规上工业总产值是多少？';
export const ANSWER = answerOf({
  text: '2025年规上工业总产值为1638.77亿元[1]。\n制造业项目按投资额的5%奖励[2]。',
  citations: [OUTPUT_CITATION, POLICY_CITATION],
  suggestions: ['新材料园在哪里？'],
});
export const SOURCES = { 'passage-output': OUTPUT_SOURCE, 'passage-policy': POLICY_SOURCE };

/** The title of a suite that needs a browser: where there is none, it says so. */
export function browserSuite(title: string): string {
  return HAS_CHROMIUM ? title : `${title} (skipped: no Chromium at ${CHROMIUM_PATH})`;
}

export interface VisitSettings {
  device?: BrowserContextOptions;
  sources?: Record<string, SourceView>;
  exports?: Record<string, TableExport>;
  about?: Partial<About>;
  /** Shows passages in place of `sources`. */
  source?: FakeDesk['source'];
  /** Where the visit begins; the chat unless set. */
  path?: string;
  /** What differs of the server. */
  routes?: Partial<WebRoutesOptions>;
}

/** Builds the page and starts a browser for the suite it is called in; closes everything after it. */
export function useVisitors() {
  let browser: Browser;
  const place = { directory: '' };
  const open: { close(): Promise<unknown> }[] = [];

  beforeAll(async () => {
    place.directory = await mkdtemp(join(tmpdir(), 'luodi-browser-'));
    await buildPage(place.directory);
    browser = await launchChromium();
  });
  afterEach(async () => {
    for (const each of open.splice(0).reverse()) await each.close();
  });
  afterAll(async () => {
    await browser?.close();
    await rm(place.directory, { recursive: true });
  });

  /** Opens the page before a desk with these scripts, and keeps account of what it asks of whom. */
  async function visit(scripts: Record<string, Script>, settings: VisitSettings = {}) {
    const { sources = SOURCES, exports, about } = settings;
    const desk = createFakeDesk({ scripts, sources, exports, about });
    if (settings.source) desk.source = settings.source;
    const server = await serveWeb(desk, place.directory, settings.routes);
    open.push({ close: server.stop });
    const context = await browser.newContext(settings.device ?? LAPTOP);
    open.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const watched = watch(page, server);
    await page.goto(`${server.origin}${settings.path ?? '/'}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return { page, desk, server, ...watched };
  }

  /** A browser of its own, as another person has it. */
  async function stranger(device: BrowserContextOptions = LAPTOP): Promise<Page> {
    const context = await browser.newContext(device);
    open.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return page;
  }

  return { visit, stranger, place };
}

/** Types a question and presses Enter. */
export async function send(page: Page, question: string) {
  await page.getByRole('textbox').fill(question);
  await page.getByRole('textbox').press('Enter');
}

/** Presses Tab until the focus is on what the selector names; fails after a whole round. */
export async function tabTo(page: Page, selector: string) {
  for (let count = 0; count < 40; count++) {
    await page.keyboard.press('Tab');
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
  }
  throw new Error(`The Tab key never reaches "${selector}".`);
}

/** Requests to anyone but our server, and dialogs, errors and policy violations. */
function watch(page: Page, server: WebServer) {
  const foreign: string[] = [];
  const surprises: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${server.origin}/`) && !url.startsWith('data:')) foreign.push(url);
  });
  page.on('dialog', (dialog) => {
    surprises.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => surprises.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') surprises.push(`console: ${message.text()}`);
  });
  page.on('popup', () => surprises.push('popup'));
  return { foreign, surprises };
}
