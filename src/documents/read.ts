import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { AppError, describeError } from '../errors.ts';
import type { CleanText, DocumentSource } from '../types.ts';
import type { Format, Reader } from './reader.ts';

/** Largest file read, in bytes; a park's policy or ledger has a hundredth of it. */
export const LARGEST_FILE = 50 * 1024 * 1024;

/** Bytes that a file is read in at a time. */
const CHUNK = 1024 * 1024;

/**
 * Reads one document of a pack with the first of `readers` that takes files of its name.
 * @throws AppError `unreadable`, which names the path inside the pack, the reason and what to do.
 */
export async function readDocument(source: DocumentSource, readers: readonly Format[]): Promise<CleanText> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readChunks(source)) chunks.push(chunk);
  return readBytes(Buffer.concat(chunks), { path: source.path, readAs: source.path, readers });
}

/**
 * Clean text of a file's bytes, by the first of `readers` that takes files of the name `readAs`.
 *
 * @param path the path inside the pack, for messages
 * @throws AppError `unreadable`, which names the path, the reason and what to do.
 */
export async function readBytes(
  bytes: Uint8Array,
  { path, readAs, readers }: { path: string; readAs: string; readers: readonly Format[] },
): Promise<CleanText> {
  const extension = extname(readAs).toLowerCase();
  const reader = readers.find(({ extensions }) => extensions.includes(extension));
  if (!reader) {
    throw new AppError('unreadable', `${path}: no reader for ${extname(path) || 'such files'} yet.`, {
      next: 'Save it as a Word, Excel, PowerPoint or PDF file, as HTML, Markdown or plain text.',
    });
  }
  const clean = await readWith(reader, bytes, path);
  if (!/\S/.test(clean.text)) {
    throw new AppError('unreadable', `${path} holds no text.`, {
      next: 'Put text in, or take the file out of the pack.',
    });
  }
  return clean;
}

async function readWith(reader: Reader, bytes: Uint8Array, path: string): Promise<CleanText> {
  try {
    return await reader.read(bytes, path);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const reason = describeError(cause).replace(/\.$/, '');
    throw new AppError('unreadable', `${path} cannot be read as ${reader.name}: ${reason}.`, {
      next: 'Open the file in the program that made it, save it again, and repeat the ingest.',
      cause,
    });
  }
}

/**
 * The bytes of a file of the pack in parts of at most 1 MB, checked for kind and size before anything is read.
 * @throws AppError `unreadable`, which names the path inside the pack, the reason and what to do.
 */
export async function* readChunks({ path, file }: DocumentSource): AsyncGenerator<Uint8Array> {
  const handle = await open(file, NONBLOCKING).catch((cause) => {
    throw unopened(path, cause);
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) {
      throw new AppError('unreadable', `${path} is not a file.`, {
        next: 'Name files only, not folders or devices.',
      });
    }
    if (stat.size === 0) {
      throw new AppError('unreadable', `${path} is empty.`, {
        next: 'Put its content in, or take the file out of the pack.',
      });
    }
    if (stat.size > LARGEST_FILE) throw tooLarge(path, stat.size);
    // A file that grows meanwhile is read as long as it was.
    yield* handle.createReadStream({ end: stat.size - 1, highWaterMark: CHUNK, autoClose: false });
  } finally {
    await handle.close();
  }
}

/** Opening a named pipe would otherwise wait for a writer for ever. */
const NONBLOCKING = constants.O_RDONLY | constants.O_NONBLOCK;

function tooLarge(path: string, size: number): AppError {
  const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '');
  return new AppError(
    'unreadable',
    `${path} has ${megabytes(size)} MB; the limit is ${megabytes(LARGEST_FILE)} MB a file.`,
    { next: 'Split the document, or keep only the part that investors ask about.' },
  );
}

function unopened(path: string, cause: NodeJS.ErrnoException): AppError {
  if (cause.code === 'ENOENT') {
    return new AppError('unreadable', `${path} is not there any more.`, {
      next: 'Put it back, or repeat the ingest.',
      retryable: true,
      cause,
    });
  }
  if (cause.code === 'EACCES' || cause.code === 'EPERM') {
    return new AppError('unreadable', `${path} cannot be read: permission denied.`, {
      next: 'Give the user that runs Luodi the right to read the file.',
      retryable: true,
      cause,
    });
  }
  return new AppError('unreadable', `${path} cannot be read: ${cause.message}.`, {
    next: 'Check the disk and the file.',
    retryable: true,
    cause,
  });
}
