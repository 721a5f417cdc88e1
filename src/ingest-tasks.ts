import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { LARGEST_FILE } from './documents/read.ts';
import type { CleanText, DocumentSource, Pack } from './types.ts';

/** Part of every fingerprint: raise it when reading, splitting or terms change, and everything is read again. */
const READING_VERSION = '1';

/** One file of a pack, to be taken in or, where `skipped` says why, only reported. */
export type IngestTask =
  | { id: string; source: DocumentSource; packName: string; skipped?: undefined }
  | { id: string; skipped: string };

/** All files of the packs, each under an id that is unique among them: the path, after the pack's name if there are several. */
export function taskList(packs: readonly Pack[]): IngestTask[] {
  const names = uniqueNames(packs);
  return packs.flatMap((pack, at) => {
    const idOf = (path: string) => (packs.length > 1 ? `${names[at]}/${path}` : path);
    const documents = pack.documents.map((source) => ({
      id: idOf(source.path),
      source,
      packName: pack.name,
    }));
    const skipped = pack.skipped.map(({ path, reason }) => ({ id: idOf(path), skipped: reason }));
    return [...documents, ...skipped];
  });
}

/** Names of packs; of two that share one, the later is numbered. */
function uniqueNames(packs: readonly Pack[]): string[] {
  const seen = new Map<string, number>();
  return packs.map(({ name }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/**
 * What a document's version is called: 32 hexadecimal digits of a SHA-256 over the file's bytes, all
 * that the pack says of it and the way of reading. Never throws: what cannot be
 * read is told apart by the reason, and left to `readDocument` to refuse in its own words.
 */
export async function fingerprint({
  source,
  packName,
}: {
  source: DocumentSource;
  packName: string;
}): Promise<string> {
  const hash = createHash('sha256');
  const { file, ...description } = source;
  hash.update(JSON.stringify([READING_VERSION, packName, Object.entries(description).sort()]));
  try {
    const facts = await stat(file);
    // A pipe would wait for a writer for ever; a file over the limit is refused anyway.
    if (!facts.isFile() || facts.size > LARGEST_FILE) hash.update(`${facts.size} ${facts.mtimeMs}`);
    else for await (const chunk of createReadStream(file)) hash.update(chunk);
  } catch (error) {
    hash.update(String((error as NodeJS.ErrnoException).code));
  }
  return hash.digest('hex').slice(0, 32);
}

/** Files read at the same time: nearly all the time of a small one is waiting. */
const FILES_AT_ONCE = 8;

/** Ids of the files that are served as they are now. */
export async function unchangedIds(
  tasks: readonly IngestTask[],
  served: ReadonlyMap<string, { version: string }>,
): Promise<Set<string>> {
  const unchanged = new Set<string>();
  const queue = tasks.values();
  const work = async () => {
    for (const task of queue) {
      const earlier = task.skipped === undefined && served.get(task.id);
      if (earlier && earlier.version === (await fingerprint(task))) unchanged.add(task.id);
    }
  };
  await Promise.all(Array.from({ length: FILES_AT_ONCE }, work));
  return unchanged;
}

/** The pack's title for a document, else its first heading, else the file's name without its ending. */
export function titleOf(source: DocumentSource, clean: CleanText): string {
  return source.title ?? clean.title ?? basename(source.path, extname(source.path));
}
