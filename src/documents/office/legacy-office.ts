import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { AppError, describeError } from '../../errors.ts';
import { LARGEST_FILE } from '../read.ts';
import { legacySource } from './legacy-source.ts';
import { findLibreOffice, runLibreOffice } from './libreoffice.ts';

export type ModernExtension = 'docx' | 'xlsx' | 'pptx';

/** What a file in a format that has no reader of its own is converted to, by extension without the dot. */
export const LEGACY: Readonly<Record<string, ModernExtension>> = {
  doc: 'docx',
  wps: 'docx',
  rtf: 'docx',
  odt: 'docx',
  xls: 'xlsx',
  et: 'xlsx',
  ods: 'xlsx',
  ppt: 'pptx',
  dps: 'pptx',
  odp: 'pptx',
};

/** The filters of LibreOffice that write Office's formats; without their names it picks one by the content. */
const FILTERS: Readonly<Record<ModernExtension, string>> = {
  docx: 'MS Word 2007 XML',
  xlsx: 'Calc MS Excel 2007 XML',
  pptx: 'Impress MS PowerPoint 2007 XML',
};
/** WPS writes Microsoft's formats under extensions of its own; by these the program finds the right filter. */
const KNOWN_AS: Readonly<Record<string, string>> = { wps: 'doc', et: 'xls', dps: 'ppt' };
/** A document is read or reported within 20 s; reading what was made of it takes the rest. */
const MOST_MILLISECONDS = 18_000;

export interface LegacyFile {
  /** Absolute path of the file. */
  file: string;
  /** Its path inside the pack, for messages. */
  path: string;
  signal?: AbortSignal;
  /** The PATH on which the program is looked for, instead of that of this process. */
  searchPath?: string;
}

/** Whether {@link convertLegacy} is for files of that name. */
export function isLegacy(path: string): boolean {
  return Object.hasOwn(LEGACY, extensionOf(path));
}

/**
 * Lets LibreOffice save a file in an old or open format in today's format of Office, without macros, links or
 * network; one file at a time, because each run of the program takes a core and 200 MB.
 *
 * @returns the bytes of the converted file and the extension of their format
 * @throws AppError `unreadable` where LibreOffice is not installed, or made nothing of the file in 18 s
 */
export async function convertLegacy(
  legacy: LegacyFile,
): Promise<{ bytes: Uint8Array; extension: ModernExtension }> {
  const turn = previous.then(() => convert(legacy));
  previous = turn.catch(() => undefined);
  return turn;
}

let previous: Promise<unknown> = Promise.resolve();

async function convert({ file, path, signal, searchPath }: LegacyFile) {
  signal?.throwIfAborted();
  const extension = LEGACY[extensionOf(path)]!;
  const program = findLibreOffice(searchPath);
  if (program === undefined) throw notInstalled(path, extension);
  const { bytes, filter } = legacySource(await readSource(file, path), path, extension);
  const folder = await mkdtemp(join(tmpdir(), 'luodi-legacy-'));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', clear);
  try {
    // Under a name of ours: one out of a pack could read as an option or an address.
    const copy = join(folder, `document.${KNOWN_AS[extensionOf(path)] ?? extensionOf(path)}`);
    const output = join(folder, 'out');
    await writeFile(copy, bytes);
    await mkdir(output);
    const what = [...filter, '--convert-to', `${extension}:${FILTERS[extension]}`, '--outdir', output, copy];
    const run = { program, folder, searchPath, mostMilliseconds: MOST_MILLISECONDS, signal };
    const { timedOut } = await runLibreOffice(what, run);
    signal?.throwIfAborted();
    if (timedOut) throw tooSlow(path);
    return { bytes: await readOutput(join(output, `document.${extension}`), path), extension };
  } finally {
    process.removeListener('exit', clear);
    await rm(folder, { recursive: true, force: true });
  }
}

async function readSource(file: string, path: string): Promise<Buffer> {
  const found = await stat(file).catch((cause) => {
    throw unreadable(`${path} cannot be read: ${describeError(cause)}.`, 'Check the file.', cause);
  });
  // Reading a named pipe would wait for a writer for ever.
  if (!found.isFile()) throw unreadable(`${path} is not a file.`, 'Name files only, not folders or devices.');
  if (found.size > LARGEST_FILE) throw tooLarge(`${path} has`);
  return readFile(file);
}

async function readOutput(output: string, path: string): Promise<Uint8Array> {
  const made = await stat(output).catch(() => undefined);
  if (!made?.isFile()) {
    throw unreadable(
      `${path} cannot be converted: LibreOffice makes nothing of it.`,
      'It is damaged, locked with a password, or not what its name says: open it, save it anew, repeat the ingest.',
    );
  }
  if (made.size > LARGEST_FILE) throw tooLarge(`${path}, converted, has`);
  return readFile(output);
}

function extensionOf(path: string): string {
  return extname(path).slice(1).toLowerCase();
}

function notInstalled(path: string, modern: ModernExtension): AppError {
  const extension = extensionOf(path);
  const format = extension.startsWith('od') ? 'an OpenDocument format' : 'an old Office format';
  return unreadable(
    `${path} is in ${format} (.${extension}), which is read by way of LibreOffice, and that is not installed.`,
    `Install LibreOffice, or save it as .${modern}.`,
  );
}

function tooSlow(path: string): AppError {
  return unreadable(
    `${path} cannot be converted: LibreOffice took longer than ${MOST_MILLISECONDS / 1000} s.`,
    `Save it as .${LEGACY[extensionOf(path)]} by hand, or split it.`,
  );
}

function tooLarge(what: string): AppError {
  const limit = LARGEST_FILE / 1024 / 1024;
  return unreadable(`${what} more than ${limit} MB, the limit for a file.`, 'Split the document.');
}

function unreadable(message: string, next: string, cause?: unknown): AppError {
  // Another LibreOffice, or one that is not busy, may convert what this one did not.
  return new AppError('unreadable', message, { next, cause, retryable: true });
}
