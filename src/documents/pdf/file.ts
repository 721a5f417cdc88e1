import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFPageProxy } from 'pdfjs-dist';
import { AppError, describeError } from '../../errors.ts';
import type { Matrix } from './geometry.ts';

type PdfJs = typeof import('pdfjs-dist');

/** What is painted on one page, operator by operator, and what is needed to read it. */
export interface PageOperators {
  width: number;
  height: number;
  /** From the page's own space to points from the top left corner of what is shown of it. */
  toPage: Matrix;
  /** Names as in the package's `OPS`, in the order of painting. */
  operators(): Iterable<{ name: string; args: readonly unknown[] }>;
  /** The name of the operator with that code. */
  nameOf(code: number): string;
  fontOf(name: string): PdfFont;
  /** Whether a layer (optional content) is shown. */
  isShown(layer: unknown): boolean;
}

export interface PdfFont {
  isBold: boolean;
  /** Whether it is written from top to bottom. */
  isVertical: boolean;
  /** Length of a glyph's unit in ems; a thousandth in most fonts. */
  unit: number;
  /** Height of the glyphs in units of the size that is set. */
  height: number;
}

export interface PdfFile {
  pageCount: number;
  /** @param number from 1 */
  page(number: number): Promise<PageOperators>;
  close(): Promise<void>;
}

/** Pictures are never looked at, and decoding them would be most of the work. */
const LARGEST_PICTURE = 1;
/** Enumeration `AnnotationMode.DISABLE` of the package. */
const WITHOUT_ANNOTATIONS = 0;
const FONT_UNIT = 0.001;
/** Faces that are drawn bold without saying so: 黑体 and its like are what Chinese documents set headings in. */
const BOLD_NAME = /bold|black|heavy|demi(?![a-z])|hei(?!ght|sei)|黑/i;

/**
 * Opens a PDF for reading: its text and lines, never its scripts, forms, notes, attachments or bookmarks.
 * @throws AppError `unreadable` when the file is encrypted or no PDF.
 */
export async function openPdf(bytes: Uint8Array, path: string): Promise<PdfFile> {
  const pdfjs = await loadPdfJs();
  const names = new Map(Object.entries(pdfjs.OPS).map(([name, code]) => [code, name]));
  const loading = pdfjs.getDocument(optionsFor(bytes));
  const [document, layers] = await loading.promise
    .then(async (opened) => [opened, await opened.getOptionalContentConfig()] as const)
    .catch(async (cause) => {
      await loading.destroy();
      throw unopened(path, cause);
    });
  return {
    pageCount: document.numPages,
    page: async (number) =>
      operatorsOf(await document.getPage(number), {
        nameOf: (code) => names.get(code) ?? '',
        isShown: (layer) => Boolean(layers.isVisible(layer)),
      }),
    close: () => loading.destroy(),
  };
}

/** The package warns at its start that it could not draw pictures, on the console; it need not draw any. */
async function loadPdfJs(): Promise<PdfJs> {
  const { warn } = console;
  console.warn = () => {};
  try {
    return await import('pdfjs-dist/legacy/build/pdf.mjs');
  } finally {
    console.warn = warn;
  }
}

function optionsFor(bytes: Uint8Array) {
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  return {
    // A copy: the package keeps what it is given.
    data: new Uint8Array(bytes),
    cMapUrl: join(folder, 'cmaps/'),
    cMapPacked: true,
    standardFontDataUrl: join(folder, 'standard_fonts/'),
    useSystemFonts: false,
    disableFontFace: true,
    // The names of fonts.
    fontExtraProperties: true,
    useWasm: false,
    maxImageSize: LARGEST_PICTURE,
    enableXfa: false,
    stopAtErrors: false,
    verbosity: 0,
  };
}

async function operatorsOf(
  page: PDFPageProxy,
  { nameOf, isShown }: Pick<PageOperators, 'nameOf' | 'isShown'>,
): Promise<PageOperators> {
  const viewport = page.getViewport({ scale: 1 });
  const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: WITHOUT_ANNOTATIONS });
  const fonts = new Map<string, PdfFont>();
  for (const [at, code] of fnArray.entries()) {
    if (nameOf(code) === 'setFont') fonts.set(argsArray[at][0], readFont(page, argsArray[at][0]));
  }
  page.cleanup();
  return {
    width: viewport.width,
    height: viewport.height,
    toPage: viewport.transform as unknown as Matrix,
    *operators() {
      for (const [at, code] of fnArray.entries()) yield { name: nameOf(code), args: argsArray[at] ?? [] };
    },
    nameOf,
    fontOf: (name) => fonts.get(name) ?? NO_FONT,
    isShown,
  };
}

const NO_FONT: PdfFont = { isBold: false, isVertical: false, unit: FONT_UNIT, height: 1 };

/** What the package says of a font of a page it has just gone through. */
function readFont(page: PDFPageProxy, id: string): PdfFont {
  if (!page.commonObjs.has(id)) return NO_FONT;
  const font = page.commonObjs.get(id);
  font.clearData();
  const [unit, , , unitHeight] = font.fontMatrix ?? [FONT_UNIT, 0, 0, FONT_UNIT];
  const [, bottom, , top] = font.bbox ?? [0, 0, 0, 0];
  return {
    isBold: Boolean(font.bold || font.black) || BOLD_NAME.test(String(font.name ?? '')),
    isVertical: Boolean(font.vertical),
    unit,
    // Drawn glyphs may have any size in a space of their own; others fill the size that is set.
    height: (font.isType3Font && !isUsualUnit(unit) && Math.abs((top - bottom) * unitHeight)) || 1,
  };
}

function isUsualUnit(unit: number): boolean {
  return Math.abs(unit - FONT_UNIT) < FONT_UNIT / 2;
}

function unopened(path: string, cause: unknown): AppError {
  if (cause instanceof Error && cause.name === 'PasswordException') {
    return new AppError('unreadable', `${path} is encrypted: it opens with a password only.`, {
      next: 'Save a copy without the password and put that into the pack.',
      cause,
    });
  }
  return unreadable(path, cause);
}

/** The error of a file that is no PDF, or a broken one. */
export function unreadable(path: string, cause: unknown): AppError {
  return new AppError('unreadable', `${path} cannot be read as PDF: ${reasonOf(cause)}.`, {
    next: 'Open the file in the program that made it, save it as PDF again, and repeat the ingest.',
    cause,
  });
}

/** What the package says went wrong, without the full stop it may have. */
export function reasonOf(cause: unknown): string {
  return describeError(cause).replace(/[.\s]+$/, '');
}
