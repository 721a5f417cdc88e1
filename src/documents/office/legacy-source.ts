import { AppError } from '../../errors.ts';
import { decodeText } from '../decode.ts';
import { declaredEncoding } from '../html/html.ts';

/** What LibreOffice is given to convert. */
export interface LegacySource {
  bytes: Uint8Array;
  /** Arguments by which it is told the format; without any it finds it out. */
  filter: string[];
}

const OLE = '\xd0\xcf\x11\xe0';
/** Formats that are told by their first bytes besides OLE: OpenDocument and today's Office, RTF, XML. */
const SIGNATURES = [/^PK/, /^\{\\rtf/, /^(?:\xef\xbb\xbf)?\s*<\?xml\b/];
/** Where an OLE file keeps its text: Word, Excel 97 and 95, PowerPoint, Works. */
const MAIN_STREAMS = ['WordDocument', 'Workbook', 'Book', 'PowerPoint Document', 'CONTENTS', 'MatOST'];
/** Where it keeps an encrypted file of today's formats. */
const LOCKED_STREAM = 'EncryptedPackage';
/** Cells apart by tab (9) or comma (44), quoted by `"` (34), in UTF-8 (76). */
const AS_CELLS = '--infilter=Text - txt - csv (StarCalc):9/44,34,76';
const MHTML = /^\s*MIME-Version:/i;

/**
 * The bytes of a file as LibreOffice reads them rightly. It would take any bytes for a text in an encoding
 * that it guesses, so what is no document is refused here, and text is handed on as UTF-8.
 *
 * @param modern the extension to convert to
 * @throws AppError `unreadable` when the bytes are no document, or one that is locked with a password
 */
export function legacySource(bytes: Buffer, path: string, modern: string): LegacySource {
  const opening = bytes.toString('latin1', 0, 200);
  if (opening.startsWith(OLE)) checkStreams(bytes, path);
  else if (!SIGNATURES.some((signature) => signature.test(opening))) return textSource(bytes, path, modern);
  return { bytes, filter: [] };
}

function checkStreams(bytes: Buffer, path: string): void {
  const has = (name: string) => bytes.includes(Buffer.from(name, 'utf16le'));
  if (MAIN_STREAMS.some(has)) return;
  if (has(LOCKED_STREAM)) {
    throw unreadable(`${path} is locked with a password.`, 'Save it without one.');
  }
  throw unreadable(`${path} is damaged: it has no document in it.`, 'Save it anew from its program.');
}

/** Programs export web pages, cells and plain text under the names of Office. */
function textSource(bytes: Buffer, path: string, modern: string): LegacySource {
  const text = decoded(bytes, path);
  if (MHTML.test(text)) {
    throw unreadable(
      `${path} is a web page in one file (MHTML), whatever its name says.`,
      `Open it and save it as .${modern}.`,
    );
  }
  if (/^\s*<[a-z!]/i.test(text))
    return { bytes: utf8(`<meta charset="utf-8">${withoutCharset(text)}`), filter: [] };
  if (modern === 'pptx') throw noDocument(path);
  if (modern === 'xlsx') return { bytes: utf8(text), filter: [AS_CELLS] };
  return { bytes: utf8(`\ufeff${text}`), filter: [] };
}

function decoded(bytes: Buffer, path: string): string {
  try {
    return decodeText(bytes, path, declaredEncoding(bytes)).text;
  } catch (cause) {
    throw noDocument(path, cause);
  }
}

function withoutCharset(page: string): string {
  return page.replace(/<meta\b[^>]{0,200}charset[^>]{0,200}>/gi, '');
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function noDocument(path: string, cause?: unknown): AppError {
  return unreadable(
    `${path} is no Office document, whatever its name says.`,
    'Give the file the extension of its real format, or save it anew.',
    cause,
  );
}

function unreadable(message: string, next: string, cause?: unknown): AppError {
  return new AppError('unreadable', message, { next, cause });
}
