import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { LARGEST_FILE } from '../documents/read.ts';
import type { DocumentRecord } from '../store/knowledge-store.ts';
import type { DocumentSource, Pack } from '../types.ts';
import { contentHashOf } from './content-hash.ts';

/** One file of a pack that is to be taken in. */
export interface DocumentTask {
  /** Unique among the packs: the path, after the pack's name if there are several. */
  id: string;
  source: DocumentSource;
  packName: string;
}

/** One file of a pack, to be taken in or, where `skipped` says why, only reported. */
export type IngestTask = (DocumentTask & { skipped?: undefined }) | { id: string; skipped: string };

/** What is to be done for a document, found by comparing what it is now with what is served. */
export interface Step {
  task: DocumentTask;
  fingerprint: Fingerprint;
  /**
   * `described`: only what the pack says of it changed; `renamed`: served under another path that is gone.
   * Both keep their clean text, which is that of the document `known`.
   */
  kind: 'unchanged' | 'described' | 'renamed' | 'read' | 'unread';
  known?: DocumentRecord;
  /** Why it cannot be read, where that is known. */
  reason?: string;
}

/** What is known of the documents before an ingest. */
export interface Known {
  /** What the store serves, by id. */
  served: ReadonlyMap<string, DocumentRecord>;
  /** Versions that cannot be read: to try again would take as long and give the same. */
  unread: ReadonlyMap<string, { version: string; reason: string }>;
}

/** What a document is now: 32 hexadecimal digits each of a SHA-256. */
export interface Fingerprint {
  /** Of the file's bytes and the way of reading. */
  contentHash: string;
  /** Of that and all that the pack says of the document. */
  version: string;
}

/** All files of the packs, in their order. */
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

/** Files read at the same time: nearly all the time of a small one is waiting. */
const FILES_AT_ONCE = 8;

/** What is to be done for each document, in their order; reads every file once, to compare it. */
export async function planSteps(tasks: readonly DocumentTask[], known: Known): Promise<Step[]> {
  const fingerprints: Fingerprint[] = [];
  const queue = tasks.entries();
  const work = async () => {
    for (const [at, task] of queue) fingerprints[at] = await fingerprintOf(task);
  };
  await Promise.all(Array.from({ length: FILES_AT_ONCE }, work));
  const present = new Set(tasks.map(({ id }) => id));
  const gone = new Map(
    [...known.served.values()]
      .filter(({ id }) => !present.has(id))
      .map((record) => [record.contentHash, record]),
  );
  return tasks.map((task, at) => stepOf(task, fingerprints[at]!, { ...known, gone }));
}

function stepOf(
  task: DocumentTask,
  fingerprint: Fingerprint,
  { served, unread, gone }: Known & { gone: ReadonlyMap<string, DocumentRecord> },
): Step {
  const { version, contentHash } = fingerprint;
  const earlier = served.get(task.id);
  const failed = unread.get(task.id);
  if (failed?.version === version) return { task, fingerprint, kind: 'unread', reason: failed.reason };
  if (earlier?.version === version) return { task, fingerprint, kind: 'unchanged', known: earlier };
  if (earlier?.contentHash === contentHash) return { task, fingerprint, kind: 'described', known: earlier };
  const moved = earlier === undefined ? gone.get(contentHash) : undefined;
  return moved ? { task, fingerprint, kind: 'renamed', known: moved } : { task, fingerprint, kind: 'read' };
}

/**
 * Never throws: what cannot be read is told apart by the reason, and left to reading to refuse in its own words.
 */
async function fingerprintOf({ source, packName }: DocumentTask): Promise<Fingerprint> {
  const { file, ...description } = source;
  const contentHash = await contentHashOf(file, contentOf(file));
  const said = JSON.stringify([contentHash, packName, Object.entries(description).sort()]);
  return { contentHash, version: createHash('sha256').update(said).digest('hex').slice(0, 32) };
}

/** The bytes of a file, or what stands for them where they cannot be read. */
async function* contentOf(file: string): AsyncGenerator<Uint8Array | string> {
  try {
    const facts = await stat(file);
    // A pipe would wait for a writer for ever; a file over the limit is refused anyway.
    if (!facts.isFile() || facts.size > LARGEST_FILE) yield `${facts.size} ${facts.mtimeMs}`;
    else yield* createReadStream(file);
  } catch (error) {
    yield String((error as NodeJS.ErrnoException).code);
  }
}
