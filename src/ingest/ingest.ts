import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError, describeError } from '../errors.ts';
import { settleIncentives } from '../incentives/settle.ts';
import type { DocumentRecord } from '../store/knowledge-store.ts';
import type { Pack, ServedDocument } from '../types.ts';
import type { IndexUpkeep } from '../vectors/passage-index.ts';
import { dropAbandoned, dropStrangers, holdsAll } from './consistency.ts';
import { embedDocument, type IngestPorts, ingestDocument } from './document.ts';
import type { PreparedDocument } from './prepare.ts';
import { type Outcome, type Reading, readAhead } from './read-ahead.ts';
import type { ReadingPool } from './reading-pool.ts';
import { rebuildIndex } from './rebuild.ts';
import {
  type FileReport,
  failedFile,
  type IngestProgress,
  type IngestReport,
  skippedFile,
  takenFile,
  unchangedFile,
} from './report.ts';
import { type DocumentTask, type IngestTask, planSteps, type Step, taskList } from './tasks.ts';
import { resolveValidity, settleValidity } from './validity.ts';
import { isWithdrawn, takeOut } from './withdraw.ts';

export interface IngestOptions extends IngestPorts {
  packs: readonly Pack[];
  /** Opens the place where documents are read; not called where nothing is to be read. */
  openReading: () => ReadingPool;
  /** Reads and reports, and changes nothing. */
  dryRun?: boolean;
  /** Indexes every document again: in an index of its own where the index can do that, else in its place. */
  rebuild?: boolean;
  onProgress?: (event: IngestProgress) => void;
}

/** One ingest in the making. */
interface Run extends IngestOptions {
  report: IngestReport;
  served: Map<string, DocumentRecord>;
  reading: Reading;
}

/**
 * Brings store and index to what the packs hold: reads what is new or changed, takes out what is gone.
 * A file that fails is in the report with the reason, an earlier version of it goes on answering, and
 * the others go on. Stopped at any moment, every document answers in its earlier or its new version.
 * @throws AppError when store or index fail, EmbeddingFailed when the embedding endpoint does; what was
 * finished until then stays, and an index in the making is dropped.
 */
export async function ingest(options: IngestOptions): Promise<IngestReport> {
  const startedAt = performance.now();
  const run: Run = {
    ...options,
    report: {
      files: [],
      removed: [],
      passages: 0,
      seconds: 0,
      notices: [],
      dryRun: options.dryRun ?? false,
    },
    reading: { open: options.openReading, store: options.store },
    served: new Map((await options.store.documents()).map((record) => [record.id, record])),
  };
  try {
    await takeIn(taskList(options.packs), run);
  } finally {
    await run.reading.pool?.close();
  }
  const records = [...run.served.values()];
  run.report.passages = records.reduce((sum, record) => sum + record.passages, 0);
  run.report.seconds = (performance.now() - startedAt) / 1000;
  return run.report;
}

async function takeIn(tasks: readonly IngestTask[], run: Run): Promise<void> {
  if (!run.dryRun) await dropAbandoned(run);
  const upkeep = upkeepToRebuild(run);
  const isComplete = run.dryRun || upkeep !== undefined || (await isInPlace(run));
  run.onProgress?.({ type: 'started', files: tasks.length });
  const known = { served: run.served, unread: await run.store.unread() };
  const steps = await planSteps(tasks.filter(isDocument), known);
  if (!isComplete) for (const step of steps) if (step.kind === 'unchanged') step.kind = 'described';
  const moved = new Set(steps.flatMap(({ kind, known }) => (kind === 'renamed' ? [known!.id] : [])));
  const present = new Set(tasks.filter(isDocument).map(({ id }) => id));
  // What is gone, or no longer named by the pack, stops answering at once; what only moved answers until it answers under its new name.
  for (const id of [...run.served.keys()]) {
    if (present.has(id) || moved.has(id)) continue;
    await drop(id, run);
    run.report.removed.push(id);
  }
  // What is for staff from now on must not answer the public until its turn comes, or if reading it fails.
  for (const { task, known: record = run.served.get(task.id) } of steps) {
    if (record && isWithdrawn(record, task.source)) await drop(record.id, run);
  }
  const outcomes = readAhead(steps, run.reading);
  for (const [at, task] of tasks.entries()) {
    const place = { position: at + 1, files: tasks.length };
    run.onProgress?.({ type: 'reading', path: task.id, ...place });
    const file = isDocument(task)
      ? await finish((await outcomes.next()).value!, run)
      : skippedFile(task.id, task.skipped);
    run.report.files.push(file);
    run.onProgress?.({ type: 'finished', ...place, file });
    await nextTurn();
  }
  await settleValidity(run, (text) => notice(run, text));
  // An ingest that was stopped before this one may have left it undone.
  if (!run.dryRun) await run.registers.settle();
  if (!run.dryRun) await settleGrants(run);
  for (const file of run.report.files) {
    const validity = run.served.get(file.path)?.validity;
    if (validity?.from ?? validity?.to) file.validity = validity;
  }
  if (!upkeep) return;
  const passages = await rebuildIndex({ ...run, upkeep });
  notice(run, `The index was filled anew and answers now: ${passages} passages.`);
}

/** Reads what documents grant, and reports what staff should know of it with their files. */
async function settleGrants({ packs, store, incentives, report }: Run): Promise<void> {
  const warnings = await settleIncentives({ packs, store, incentives });
  for (const file of report.files) file.warnings = [...file.warnings, ...(warnings.get(file.path) ?? [])];
}

/** Set where an index of its own is to be filled: not where nothing is served, and all is put in any case. */
function upkeepToRebuild({ index, served, rebuild, dryRun }: Run): IndexUpkeep | undefined {
  return rebuild && !dryRun && served.size > 0 ? index.upkeep : undefined;
}

/** Whether what is unchanged need not be indexed. */
async function isInPlace(run: Run): Promise<boolean> {
  if (!run.rebuild) return holdsAll(run, (text) => notice(run, text));
  await dropStrangers(run);
  return false;
}

function isDocument(task: IngestTask): task is DocumentTask {
  return task.skipped === undefined;
}

function notice(run: Run, text: string): void {
  run.report.notices.push(text);
  run.onProgress?.({ type: 'notice', text });
}

async function drop(id: string, run: Run): Promise<void> {
  if (!run.dryRun) await takeOut(id, run);
  run.served.delete(id);
}

/** Takes in what was read, and says what became of the file. */
async function finish({ step, startedAt, prepared, failure }: Outcome, run: Run): Promise<FileReport> {
  const { task, kind, known } = step;
  if (failure !== undefined) return fail(step, failure, startedAt, run);
  if (kind === 'unread') return failedFile(task.id, step.reason!, run.served.get(task.id));
  if (kind === 'unchanged' || !prepared) return unchangedFile(known!);
  const document = documentOf(step, prepared, run);
  if (!run.dryRun) {
    const dense = await embedDocument(prepared.passages, run);
    await ingestDocument({ document, prepared, dense }, run);
  }
  const { clean, ...head } = document;
  const characters = clean.text.length;
  run.served.set(task.id, { ...head, passages: prepared.passages.length, characters });
  if (kind === 'renamed') await drop(known!.id, run);
  if (replacesOthers(head)) await settleValidity(run);
  return { ...takenFile(step, document, prepared), ms: performance.now() - startedAt };
}

function documentOf({ task, fingerprint }: Step, prepared: PreparedDocument, run: Run): ServedDocument {
  const { id, source, packName } = task;
  const { title, clean, ownWords } = prepared;
  const dated = { id, title, source, ownWords };
  const successors = [...run.served.values()].filter((record) => record.id !== id && replacesOthers(record));
  const validity = resolveValidity([...successors, dated]).get(id)!;
  return { ...dated, ...fingerprint, packName, validity, clean };
}

function replacesOthers({ source, ownWords }: Pick<DocumentRecord, 'source' | 'ownWords'>): boolean {
  return source.supersedes !== undefined || ownWords.repeals.length > 0;
}

/** Reports a document that could not be read, and remembers it unless trying again may go better. */
async function fail(
  { task, fingerprint }: Step,
  failure: unknown,
  startedAt: number,
  run: Run,
): Promise<FileReport> {
  const reason = describeError(failure);
  const mayGoBetter = !(failure instanceof AppError) || failure.retryable;
  if (!mayGoBetter && !run.dryRun) await run.store.setUnread(task.id, fingerprint.version, reason);
  return { ...failedFile(task.id, reason, run.served.get(task.id)), ms: performance.now() - startedAt };
}
