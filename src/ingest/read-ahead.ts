import type { KnowledgeStore } from '../store/knowledge-store.ts';
import type { PreparedDocument } from './prepare.ts';
import type { ReadingPool } from './reading-pool.ts';
import type { Step } from './tasks.ts';

/** A step with what reading gave, or why it failed. */
export interface Outcome {
  step: Step;
  startedAt: number;
  prepared?: PreparedDocument;
  failure?: unknown;
}

/** Where documents are read: a pool that is opened when the first one is to be read. */
export interface Reading {
  open: () => ReadingPool;
  pool?: ReadingPool;
  store: KnowledgeStore;
}

/** Outcomes of the steps in their order, while the next documents are being read already. */
export async function* readAhead(
  steps: readonly Step[],
  reading: Reading,
): AsyncGenerator<Outcome, undefined> {
  const under: Promise<Outcome>[] = [];
  for (const step of steps) {
    under.push(attempt(step, reading));
    if (under.length > (reading.pool?.size ?? 0)) yield under.shift()!;
  }
  yield* under;
  return undefined;
}

async function attempt(step: Step, reading: Reading): Promise<Outcome> {
  const outcome = { step, startedAt: performance.now() };
  if (step.kind === 'unchanged' || step.kind === 'unread') return outcome;
  const { id, source } = step.task;
  try {
    reading.pool ??= reading.open();
    const clean = step.known && (await reading.store.document(step.known.id))?.clean;
    const prepared = await reading.pool.prepare({ id, version: step.fingerprint.version, source, clean });
    return { ...outcome, prepared };
  } catch (failure) {
    return { ...outcome, failure };
  }
}
