import type { Inspection } from '../ingest/inspect.ts';
import type { Finding } from './doctor-local.ts';

/**
 * Passages beyond which Qdrant is recommended: a search of the embedded index then takes 6 ms of the thread that also
 * answers, and the index 0.4 GB of memory (`docs/scale.md`).
 */
export const EMBEDDED_PASSAGES = 100_000;

/** Whether there are more passages than the embedded index is meant for. Nothing where there are not. */
export function checkSize({ passages, isServed }: Pick<Inspection, 'passages' | 'isServed'>): Finding[] {
  if (isServed || passages <= EMBEDDED_PASSAGES) return [];
  const found = `${passages} passages; beyond ${EMBEDDED_PASSAGES} Qdrant takes less time and memory here`;
  const next = 'Set QDRANT_URL: docs/qdrant.md says how, docs/scale.md how large it must be.';
  return [{ what: 'size', state: 'off', found, next }];
}
