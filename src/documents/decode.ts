import { AppError } from '../errors.ts';

export interface Decoded {
  text: string;
  /** The encoding the bytes were read as, as the WHATWG names it. */
  encoding: string;
  /** What was odd about the bytes, one sentence each. */
  warnings: string[];
}

/** A text with more than this share of undecodable or control characters is not a text. */
const MOST_NOISE = 0.02;
/** UTF-8 with up to this share of its non-ASCII characters broken is damaged UTF-8, not another encoding. */
const MOST_DAMAGE = 0.2;
/** Formats that can consist of readable characters only: PDF and RTF. */
const OTHER_FORMAT = /^(?:%PDF-|\{\\rtf)/;
const REPLACEMENT = /\ufffd/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it counts
const NOISE = /[\ufffd\u0001-\u0008\u000e-\u001a\u001c-\u001f]/g;

/**
 * Bytes of a text file as a string: by byte order mark, else UTF-8 if they are valid UTF-8, else by `declared`
 * (a label such as `gb2312`), else GB18030. Pages often declare what they once were, and text in another
 * encoding is hardly ever valid UTF-8 by chance. The byte order mark is not part of the result.
 * @throws AppError `unreadable` when the bytes are not text.
 */
export function decodeText(bytes: Uint8Array, path: string, declared?: string): Decoded {
  const decoded =
    decodeByMark(bytes) ??
    decodeStrictly(bytes, 'utf-8') ??
    decodeDeclared(bytes, declared) ??
    decodeByContent(bytes);
  const noise = decoded.text.match(NOISE)?.length ?? 0;
  if (
    OTHER_FORMAT.test(decoded.text) ||
    decoded.text.includes('\0') ||
    noise > decoded.text.length * MOST_NOISE
  ) {
    throw new AppError('unreadable', `${path} is not text, whatever its name says.`, {
      next: 'Give the file the extension of its real format, or save it again as text in UTF-8.',
    });
  }
  return decoded;
}

function decodeByMark(bytes: Uint8Array): Decoded | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return decodeAs(bytes, 'utf-8');
  if (first === 0xff && second === 0xfe) return decodeAs(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decodeAs(bytes, 'utf-16be');
  return undefined;
}

function decodeDeclared(bytes: Uint8Array, declared: string | undefined): Decoded | undefined {
  if (declared === undefined) return undefined;
  const label = declared.trim().toLowerCase();
  return decodeStrictly(bytes, /^(?:gb|x-gb)/.test(label) ? 'gb18030' : label);
}

function decodeStrictly(bytes: Uint8Array, encoding: string): Decoded | undefined {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding, warnings: [] };
  } catch {
    // Either the bytes are not of that encoding or there is no such encoding; another one will do.
    return undefined;
  }
}

/** For bytes that are valid in no expected encoding: the one that loses least. */
function decodeByContent(bytes: Uint8Array): Decoded {
  const utf8 = decodeAs(bytes, 'utf-8');
  const beyondAscii = utf8.text.match(/[^\p{ASCII}]/gu)?.length ?? 0;
  const broken = utf8.text.match(REPLACEMENT)?.length ?? 0;
  return broken <= beyondAscii * MOST_DAMAGE ? utf8 : decodeAs(bytes, 'gb18030');
}

function decodeAs(bytes: Uint8Array, encoding: string): Decoded {
  const text = new TextDecoder(encoding).decode(bytes);
  const lost = text.match(REPLACEMENT)?.length ?? 0;
  const warnings =
    lost > 0 ? [`${lost} characters could not be decoded as ${encoding}; they read as □.`] : [];
  return { text, encoding, warnings };
}
