import { AppError } from '../errors.ts';
import type { CleanText } from '../types.ts';
import { assembleCleanText, type DraftBlock } from './blocks.ts';
import { type Reading, readBlocks } from './docx-body.ts';
import { withHeadings } from './docx-headings.ts';
import { readNumbering } from './docx-numbering.ts';
import { type DocxParts, readParts } from './docx-parts.ts';
import { readStyles } from './docx-styles.ts';
import type { LeftOut } from './docx-text.ts';
import { openPackage } from './office-package.ts';
import { attributeOf, childOf, within } from './office-xml.ts';
import { packageError } from './office-zip.ts';
import type { Reader } from './reader.ts';

/** A document with pictures and fewer characters of text than this holds scanned pages. */
const LEAST_TEXT = 100;

/**
 * Word documents, as they read when all changes are accepted: with the numbers Word computes for articles and
 * lists, without comments, deletions, hidden text, table of contents, headers and footers. Nothing is fetched.
 */
export const docxReader: Reader = {
  name: 'docx',
  accepts: (path) => /\.doc[xm]$/i.test(path),
  read: readDocx,
};

async function readDocx(bytes: Uint8Array, path: string): Promise<CleanText> {
  const office = await openPackage(bytes, path);
  const { blocks, leftOut } = readBody(await readParts(office, path), path);
  const clean = await assembleCleanText({ blocks, warnings: warningsOf(leftOut) });
  return withScansReported(clean, leftOut.pictures, path);
}

function readBody(parts: DocxParts, path: string): { blocks: DraftBlock[]; leftOut: LeftOut } {
  try {
    const reading = newReading(parts);
    const blocks = readBlocks(childOf(parts.document, 'w:body') ?? parts.document, reading);
    return { blocks: withHeadings(blocks, reading.looks), leftOut: reading.leftOut };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw packageError(path, 'nests its tables or controls too deeply to be read', undefined, cause);
  }
}

function newReading(parts: DocxParts): Reading {
  const styles = readStyles(parts.styles);
  return {
    styles,
    numbering: readNumbering(parts.numbering, styles),
    notes: parts.notes,
    notesWritten: 0,
    notesDue: [],
    fields: [],
    hasWholeFields: hasWholeFields(parts),
    leftOut: { comments: 0, deletions: 0, hidden: 0, diagrams: 0, embedded: 0, symbols: 0, pictures: 0 },
    depth: 0,
    carried: undefined,
    looks: new Map(),
  };
}

function hasWholeFields({ document }: DocxParts): boolean {
  let open = 0;
  for (const mark of within(document, 'w:fldChar')) {
    const type = attributeOf(mark, 'fldCharType');
    open += type === 'begin' ? 1 : type === 'end' ? -1 : 0;
  }
  return open === 0;
}

function warningsOf(leftOut: LeftOut): string[] {
  const sentence = (count: number, one: string, many = `${one}s`, rest = '') =>
    count === 0 ? [] : [`${count} ${count === 1 ? `${one} was` : `${many} were`} left out${rest}.`];
  const asAccepted = '; the text reads as if all changes were accepted';
  return [
    ...sentence(leftOut.comments, 'comment'),
    ...sentence(leftOut.deletions, 'tracked deletion', 'tracked deletions', asAccepted),
    ...sentence(leftOut.hidden, 'stretch of hidden text', 'stretches of hidden text'),
    ...sentence(leftOut.diagrams, 'chart or diagram', 'charts or diagrams'),
    ...sentence(leftOut.embedded, 'embedded document'),
    ...sentence(leftOut.symbols, 'character of a symbol font', 'characters of a symbol font'),
  ];
}

function withScansReported(clean: CleanText, pictures: number, path: string): CleanText {
  const length = clean.text.replace(/\s/g, '').length;
  if (length === 0) {
    const reason = pictures > 0 ? `only ${pictures} picture(s): it looks like scanned pages` : 'none at all';
    throw new AppError('unreadable', `${path} holds no text, ${reason}.`, {
      next: 'Get the document it was scanned from, or run text recognition over it.',
    });
  }
  if (pictures === 0 || length >= LEAST_TEXT) return clean;
  const warning = `It holds ${pictures} picture(s) and hardly any text; it looks like scanned pages.`;
  return { ...clean, warnings: [...clean.warnings, warning] };
}
