import { extname } from 'node:path';
import type { Entry, ZipFile } from 'yauzl';
import { AppError, describeError } from '../../errors.ts';

/** Most entries of one package; a workbook of a hundred sheets with pictures has under a thousand. */
export const MOST_ENTRIES = 10_000;
/** Begins every file of the old binary format, and the wrapper of every encrypted new one. */
const OLE_SIGNATURE = 'd0cf11e0a1b11ae1';
const ZIP_SIGNATURE = '504b';
const SAVE_AGAIN = 'Open the file in the program that made it, save it again, and repeat the ingest.';

export interface ZipDirectory {
  zip: ZipFile;
  /** The files of the archive in the order of its directory; no name twice, none outside the archive. */
  entries: Entry[];
}

/**
 * Reads the directory of a zip archive without unpacking anything.
 *
 * @throws AppError `unreadable` with the reason
 */
export async function readDirectory(bytes: Uint8Array, path: string): Promise<ZipDirectory> {
  const { fromBufferPromise } = await import('yauzl');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkSignature(buffer, path);
  const zip = await fromBufferPromise(buffer).catch((cause) => {
    throw damaged(path, cause);
  });
  if (zip.entryCount > MOST_ENTRIES) {
    const number = zip.entryCount.toLocaleString('en');
    throw packageError(path, `has ${number} entries; the limit is ${MOST_ENTRIES.toLocaleString('en')}`);
  }
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      checkEntry(entry, path);
      if (entries.has(entry.fileName)) {
        throw packageError(path, `has the part ${shown(entry.fileName)} twice`);
      }
      entries.set(entry.fileName, entry);
    }
  } catch (cause) {
    throw damaged(path, cause);
  }
  return { zip, entries: [...entries.values()].filter(({ fileName }) => !fileName.endsWith('/')) };
}

/** Unpacks one entry piece by piece; more or fewer bytes than the directory declares are an error. */
export async function* unpack(zip: ZipFile, entry: Entry, path: string): AsyncGenerator<Buffer> {
  try {
    yield* await zip.openReadStreamPromise(entry);
  } catch (cause) {
    throw damaged(path, cause, `in its part ${shown(entry.fileName)}`);
  }
}

/** The error for a package that is not read. `reason` goes on after the path: `has encrypted parts`. */
export function packageError(path: string, reason: string, next = SAVE_AGAIN, cause?: unknown): AppError {
  return new AppError('unreadable', `${path} ${reason}.`, { next, cause });
}

/** A part's name as it may stand in a message: names are whatever the maker of the file wrote. */
export function shown(name: string): string {
  return name.replace(/\p{C}/gu, '?').slice(0, 80);
}

function checkSignature(buffer: Buffer, path: string): void {
  const opening = buffer.subarray(0, 8).toString('hex');
  if (opening === OLE_SIGNATURE) {
    throw packageError(
      path,
      'is encrypted or an old binary Office file',
      'Save it in the present format without a password.',
    );
  }
  if (!opening.startsWith(ZIP_SIGNATURE)) {
    throw packageError(path, `is not a ${extname(path).toLowerCase()} file, whatever its name says`);
  }
}

function checkEntry(entry: Entry, path: string): void {
  if (entry.isEncrypted()) {
    throw packageError(path, 'has encrypted parts', 'Save it without a password.');
  }
  if (entry.fileName.includes('\0')) throw packageError(path, 'has a part with a forged name');
}

function damaged(path: string, cause: unknown, where = 'in its directory'): AppError {
  if (cause instanceof AppError) return cause;
  const why = describeError(cause);
  if (/^(?:absolute path|invalid relative path)/.test(why)) {
    return packageError(path, `has a part with a name that leads out of the package (${shown(why)})`);
  }
  if (/^End of central directory|unexpected EOF|overflows file bounds/i.test(why)) {
    return packageError(path, 'is cut off: its end is missing', 'Copy or download the file again.', cause);
  }
  if (/too many bytes/.test(why)) {
    return packageError(path, `is larger unpacked than it declares ${where}`, SAVE_AGAIN, cause);
  }
  return packageError(path, `is damaged ${where} (${shown(why)})`, SAVE_AGAIN, cause);
}
