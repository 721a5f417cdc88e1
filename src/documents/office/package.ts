import type { Entry, ZipFile } from 'yauzl';
import { packageError, readDirectory, shown, unpack } from './zip.ts';

/**
 * Most bytes the XML of one package may unpack to. The longest documents of a park have a tenth of it; with
 * more, parsers that hold a whole document need gigabytes.
 */
export const LARGEST_UNPACKED = 100 * 1024 * 1024;
/** The parts that hold text. Pictures, fonts, macros and embedded files are never unpacked. */
const TEXT_PART = /\.(?:xml|rels|vml)$/i;
/** `<!DOCTYPE` or `<!ENTITY` in UTF-8 or UTF-16, read as Latin-1: the format allows neither. */
const DECLARATION = /<\0?!\0?[de]/i;
const DECLARATION_LENGTH = 6;

/** The text parts of a .docx, .xlsx or .pptx file, after the check that they can be read safely. */
export interface OfficePackage {
  /** Names of the parts, without a leading slash: `word/document.xml`. */
  names: readonly string[];
  /** A part's text, or `undefined` where there is no part of that name. */
  text(name: string): Promise<string | undefined>;
}

/**
 * Opens an Office file after a check of its whole packing: entries, names and real unpacked sizes.
 *
 * @param path the path inside the pack, for messages
 * @throws AppError `unreadable` with the reason: not such a file, encrypted, cut off, too many entries, too
 *   large unpacked, sizes that lie, names that lead out of the package, entities
 */
export async function openPackage(bytes: Uint8Array, path: string): Promise<OfficePackage> {
  const { zip, entries } = await readDirectory(bytes, path);
  const texts = entries.filter(({ fileName }) => TEXT_PART.test(fileName));
  const parts = new Map(texts.map((entry) => [entry.fileName, entry]));
  if (!parts.has('[Content_Types].xml')) {
    throw packageError(path, 'is a zip archive but no Office document, whatever its name says');
  }
  checkDeclaredSize(texts, path);
  for (const part of texts) await checkPart(zip, part, path);
  return {
    names: [...parts.keys()],
    text: async (name) => {
      const part = parts.get(name);
      return part && decodePart(await concatenated(unpack(zip, part, path)));
    },
  };
}

/** A part ends in an error as soon as it goes beyond its declared size, so this holds for the real sizes. */
function checkDeclaredSize(parts: readonly Entry[], path: string): void {
  const declared = parts.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (declared <= LARGEST_UNPACKED) return;
  const megabytes = (size: number) => Math.round(size / 1024 / 1024);
  throw packageError(
    path,
    `unpacks to ${megabytes(declared)} MB of text; the limit is ${megabytes(LARGEST_UNPACKED)} MB`,
    'Split the document, or keep only the part that investors ask about.',
  );
}

async function checkPart(zip: ZipFile, part: Entry, path: string): Promise<void> {
  let tail = '';
  for await (const chunk of unpack(zip, part, path)) {
    const text = tail + chunk.toString('latin1');
    if (DECLARATION.test(text)) {
      throw packageError(path, `declares entities in its part ${shown(part.fileName)}`, 'Take it out.');
    }
    tail = text.slice(-DECLARATION_LENGTH);
  }
}

async function concatenated(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

function decodePart(content: Buffer): string {
  const mark = content.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(content);
}
