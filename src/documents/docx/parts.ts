import { posix } from 'node:path';
import { describeError } from '../../errors.ts';
import type { OfficePackage } from '../office/package.ts';
import { attributeOf, childrenOf, type Element, nameOf, parseXml } from '../office/xml.ts';
import { packageError, shown } from '../office/zip.ts';
import { noteKey } from './text.ts';

/** The parts of a Word document that are read. */
export interface DocxParts {
  document: Element;
  styles: Element | undefined;
  numbering: Element | undefined;
  /** Foot- and endnotes by their key. */
  notes: ReadonlyMap<string, Element>;
}

/**
 * Most characters of a part once the mark-up of its looks is taken out; parsed, each takes over 100 bytes of
 * memory. A rule book of 300 pages, tables and all, has 2 million.
 */
const LONGEST_PART = 3_000_000;
const DEFAULT_NAMES: Readonly<Record<string, string>> = {
  officeDocument: 'word/document.xml',
  styles: 'word/styles.xml',
  numbering: 'word/numbering.xml',
  footnotes: 'word/footnotes.xml',
  endnotes: 'word/endnotes.xml',
};
/** Empty elements that are of looks alone; they are most of a document, and each costs memory when parsed. */
const LOOKS =
  /<w:(?:rFonts|szCs|bCs|i|iCs|lang|color|spacing|kern|w|u|shd|position|highlight|snapToGrid|ind|top|left|bottom|right|insideH|insideV|tcW|vAlign|noWrap|widowControl|keepNext|keepLines|adjustRightInd|autoSpaceD[EN]|proofErr|lastRenderedPageBreak|noProof|bookmarkStart|bookmarkEnd)(?:\s[^<>]*)?\/>/g;
/** Tags with the marks by which Word merges versions of a document. */
const MARKED_TAG = /<w:(?:p|r|tr)\s[^<>]*>/g;
const REVISION_MARK = /\sw(?:14)?:(?:rsid\w*|paraId|textId)="[^"]*"/g;

/**
 * Reads the parts by the relationships between them, or else by their customary names.
 *
 * @param path the path inside the pack, for messages
 * @throws AppError `unreadable` when the document's own part is missing or too large
 */
export async function readParts(office: OfficePackage, path: string): Promise<DocxParts> {
  const name = await relatedName(office, '', 'officeDocument');
  const document = await readPart(office, name, path);
  if (!document) throw packageError(path, 'holds no Word document, whatever its name says');
  const part = async (kind: string) => readPart(office, await relatedName(office, name, kind), path);
  return {
    document,
    styles: await part('styles'),
    numbering: await part('numbering'),
    notes: new Map([
      ...notesOf('footnote', await part('footnotes')),
      ...notesOf('endnote', await part('endnotes')),
    ]),
  };
}

async function readPart(office: OfficePackage, name: string, path: string): Promise<Element | undefined> {
  const text = await office.text(name);
  if (text === undefined) return undefined;
  const lean = text.replace(LOOKS, '').replace(MARKED_TAG, (tag) => tag.replace(REVISION_MARK, ''));
  if (lean.length <= LONGEST_PART) return parsePart(lean, name, path);
  const millions = (characters: number) => (characters / 1e6).toFixed(1).replace('.0', '');
  throw packageError(
    path,
    `has ${millions(lean.length)} million characters of text and mark-up; the limit is ${millions(LONGEST_PART)} million`,
    'Split the document, or keep only the part that investors ask about.',
  );
}

function parsePart(text: string, name: string, path: string): Element {
  try {
    return parseXml(text);
  } catch (cause) {
    const why = describeError(cause).split('\n')[0]!;
    throw packageError(path, `is damaged in its part ${shown(name)} (${shown(why)})`, undefined, cause);
  }
}

/** The name of the part that `from` is related to in that way; `''` is the package itself. */
async function relatedName(office: OfficePackage, from: string, kind: string): Promise<string> {
  const folder = posix.dirname(from);
  const relations = await office.text(posix.join(folder, '_rels', `${posix.basename(from)}.rels`));
  for (const relation of relations === undefined ? [] : childrenOf(parseXml(relations))) {
    if (!attributeOf(relation, 'Type')?.endsWith(`/${kind}`)) continue;
    // Targets are relative to the part's folder, or begin with a slash and are relative to the package.
    const name = posix.resolve('/', folder, attributeOf(relation, 'Target') ?? '').slice(1);
    if (office.names.includes(name)) return name;
  }
  return DEFAULT_NAMES[kind]!;
}

function* notesOf(kind: 'footnote' | 'endnote', root: Element | undefined): Generator<[string, Element]> {
  for (const note of root ? childrenOf(root) : []) {
    const id = attributeOf(note, 'id');
    if (nameOf(note) === `w:${kind}` && id !== undefined) yield [noteKey(kind, id), note];
  }
}
