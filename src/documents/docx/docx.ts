import { AppError } from '../../errors.ts';
import type { CleanText } from '../../types.ts';
import { assembleCleanText, type DraftBlock } from '../blocks.ts';
import { openPackage } from '../office/package.ts';
import { attributeOf, childOf, within } from '../office/xml.ts';
import { packageError } from '../office/zip.ts';
import type { Reader } from '../reader.ts';
import { type Reading, readBlocks } from './body.ts';
import { withHeadings } from './headings.ts';
import { describeLeftOut, nothingLeftOut } from './left-out.ts';
import { readNumbering } from './numbering.ts';
import { type DocxParts, readParts } from './parts.ts';
import { readStyles } from './styles.ts';

/** A document with pictures and fewer characters of text than this holds scanned pages. */
const LEAST_TEXT = 100;

/**
 * Word documents, as they read when all changes are accepted: with the numbers Word computes for articles and
 * lists, without comments, deletions, hidden text, table of contents, headers and footers. Nothing is fetched.
 */
export const docxReader: Reader = {
  name: 'docx',
  read: readDocx,
};

async function readDocx(bytes: Uint8Array, path: string): Promise<CleanText> {
  const office = await openPackage(bytes, path);
  const { blocks, reading } = readBody(await readParts(office, path), path);
  const clean = await assembleCleanText({ blocks, warnings: describeLeftOut(reading.leftOut) });
  return withScansReported(clean, reading.pictures, path);
}

function readBody(parts: DocxParts, path: string): { blocks: DraftBlock[]; reading: Reading } {
  try {
    const reading = newReading(parts);
    const blocks = readBlocks(childOf(parts.document, 'w:body') ?? parts.document, reading);
    return { blocks: withHeadings(blocks, reading.looks), reading };
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
    leftOut: nothingLeftOut(),
    pictures: 0,
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

function withScansReported(clean: CleanText, pictures: number, path: string): CleanText {
  const length = clean.text.replace(/\s/g, '').length;
  const seen = pictures === 1 ? '1 picture' : `${pictures} pictures`;
  if (length === 0) {
    const reason = pictures > 0 ? `only ${seen}: it looks like scanned pages` : 'none at all';
    throw new AppError('unreadable', `${path} holds no text, ${reason}.`, {
      next: 'Get the document it was scanned from, or run text recognition over it.',
    });
  }
  if (pictures === 0 || length >= LEAST_TEXT) return clean;
  const warning = `It holds ${seen} and hardly any text; it looks like scanned pages.`;
  return { ...clean, warnings: [...clean.warnings, warning] };
}
