import { setImmediate as nextTurn } from 'node:timers/promises';
import { readDocument } from './documents/read.ts';
import type { Reader } from './documents/reader.ts';
import { describeError } from './errors.ts';
import { embedDocument, type IngestPorts, ingestDocument } from './ingest-document.ts';
import { fingerprint, type IngestTask, taskList, titleOf, unchangedIds } from './ingest-tasks.ts';
import type { DocumentRecord } from './store/knowledge-store.ts';
import type { CleanText, Pack } from './types.ts';

export interface IngestOptions extends IngestPorts {
  packs: readonly Pack[];
  readers: readonly Reader[];
  onProgress?: (event: IngestProgress) => void;
}

export type IngestProgress =
  | { type: 'started'; files: number }
  | { type: 'reading'; path: string; position: number; files: number }
  | { type: 'finished'; position: number; files: number; file: FileReport }
  /** Something that concerns the whole run, one sentence. */
  | { type: 'notice'; text: string };

export interface FileReport {
  /** Document id: the path in the pack, after the pack's name where there are several packs. */
  path: string;
  status: 'read' | 'unchanged' | 'failed' | 'skipped';
  passages: number;
  /** UTF-16 code units of clean text. */
  characters: number;
  ms: number;
  /** Why the file failed or was skipped, and whether an earlier version of it goes on answering. */
  reason?: string;
  warnings: string[];
}

export interface IngestReport {
  files: FileReport[];
  /** Ids of documents that are no longer in the pack and were taken out. */
  removed: string[];
  /** Passages that answer now, of all documents. */
  passages: number;
  seconds: number;
  notices: string[];
}

/** One ingest in the making. */
interface Run extends IngestOptions {
  report: IngestReport;
  served: Map<string, DocumentRecord>;
  /** Entries were lost: every document is indexed again, changed or not. */
  rebuild: boolean;
  /** Ids of documents that need not be read. */
  unchanged: ReadonlySet<string>;
}

/**
 * Brings store and index to what the packs hold: reads what is new or changed, takes out what is gone.
 * A file that fails is in the report with the reason, an earlier version of it goes on answering, and
 * the others go on. Stopped at any moment, every document answers in its earlier or its new version.
 * @throws AppError when store or index fail, EmbeddingFailed when the embedding endpoint does; what was
 * finished until then stays.
 */
export async function ingest(options: IngestOptions): Promise<IngestReport> {
  const startedAt = performance.now();
  const run: Run = {
    ...options,
    report: { files: [], removed: [], passages: 0, seconds: 0, notices: [] },
    served: new Map((await options.store.documents()).map((record) => [record.id, record])),
    rebuild: false,
    unchanged: new Set(),
  };
  const tasks = taskList(options.packs);
  await dropAbandoned(run);
  await checkIndex(run);
  await removeMissing(run, new Set(tasks.map((task) => task.id)));
  run.onProgress?.({ type: 'started', files: tasks.length });
  if (!run.rebuild) run.unchanged = await unchangedIds(tasks, run.served);
  for (const [at, task] of tasks.entries()) {
    run.onProgress?.({ type: 'reading', path: task.id, position: at + 1, files: tasks.length });
    const file = await ingestFile(task, run);
    run.report.files.push(file);
    run.onProgress?.({ type: 'finished', position: at + 1, files: tasks.length, file });
    await nextTurn();
  }
  run.report.passages = (await options.store.documents()).reduce((sum, record) => sum + record.passages, 0);
  run.report.seconds = (performance.now() - startedAt) / 1000;
  return run.report;
}

function notice(run: Run, text: string): void {
  run.report.notices.push(text);
  run.onProgress?.({ type: 'notice', text });
}

/** Takes out what an ingest that was stopped had staged and never served. */
async function dropAbandoned({ store, index, served }: Run): Promise<void> {
  for (const { id } of await store.abandoned()) {
    const current = served.get(id);
    await index.retire(id, current?.version);
    if (current) await store.serve(id, current.version);
    else await store.remove(id);
  }
}

/**
 * Compares the index with what the store serves. Entries too few (an index that was emptied or
 * replaced) mean that documents would be silent, so all are indexed again; too many are what a stopped
 * ingest left of earlier versions, and are retired.
 */
async function checkIndex(run: Run): Promise<void> {
  const expected = [...run.served.values()].reduce((sum, record) => sum + record.passages, 0);
  let found = await run.index.count();
  if (found > expected) {
    for (const record of run.served.values()) await run.index.retire(record.id, record.version);
    found = await run.index.count();
  }
  if (found >= expected) return;
  run.rebuild = true;
  notice(run, `The index holds ${found} of ${expected} passages; all documents are indexed again.`);
}

async function removeMissing(run: Run, present: ReadonlySet<string>): Promise<void> {
  for (const id of [...run.served.keys()].filter((served) => !present.has(served))) {
    await run.index.retire(id);
    await run.store.remove(id);
    run.served.delete(id);
    run.report.removed.push(id);
  }
}

async function ingestFile(task: IngestTask, run: Run): Promise<FileReport> {
  const startedAt = performance.now();
  const file: FileReport = {
    path: task.id,
    status: 'skipped',
    passages: 0,
    characters: 0,
    ms: 0,
    warnings: [],
  };
  if (task.skipped !== undefined) return { ...file, reason: task.skipped };
  const served = run.served.get(task.id);
  if (served && run.unchanged.has(task.id)) {
    return { ...file, status: 'unchanged', passages: served.passages, characters: served.characters };
  }
  let version: string;
  let clean: CleanText;
  try {
    version = await fingerprint(task);
    clean = await readDocument(task.source, run.readers);
  } catch (error) {
    const reason = describeError(error);
    const ms = performance.now() - startedAt;
    if (!served) return { ...file, status: 'failed', ms, reason };
    const counts = { passages: served.passages, characters: served.characters };
    return {
      ...file,
      ...counts,
      status: 'failed',
      ms,
      reason: `${reason} The earlier version goes on answering.`,
    };
  }
  const { source, packName } = task;
  const document = {
    id: task.id,
    version,
    title: titleOf(source, clean),
    source,
    packName,
    text: clean.text,
  };
  const dense = await embedDocument({ document, clean }, run);
  const passages = await ingestDocument({ document, clean, dense }, run);
  const ms = performance.now() - startedAt;
  const warnings = passages > 0 ? clean.warnings : [...clean.warnings, 'It holds no text to answer from.'];
  return { ...file, status: 'read', passages, characters: clean.text.length, ms, warnings };
}
