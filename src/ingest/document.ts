import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError, describeError } from '../errors.ts';
import type { EmbeddingModel } from '../models/model.ts';
import type { EmbeddingCache } from '../store/embedding-cache.ts';
import type { IncentiveStore } from '../store/incentive-store.ts';
import type { KnowledgeStore } from '../store/knowledge-store.ts';
import type { RegisterStore } from '../store/register-store.ts';
import type { Passage, ServedDocument } from '../types.ts';
import { embedPassages } from '../vectors/embed.ts';
import type { IndexEntry, PassageIndex } from '../vectors/passage-index.ts';
import type { PreparedDocument } from './prepare.ts';

/** Where a document goes. */
export interface IngestPorts {
  store: KnowledgeStore;
  index: PassageIndex;
  /** Where what of a document can be counted goes, with the store's document. */
  registers: RegisterStore;
  /** Where what documents grant goes; without it, nothing is calculated. */
  incentives: IncentiveStore;
  embedding?: EmbeddingModel;
  /** Vectors computed earlier; without it every text is asked of the model again. */
  embeddingCache?: EmbeddingCache;
}

/** The embedding endpoint failed: the document at hand, and those after it, were not taken in. */
export class EmbeddingFailed extends AppError {
  constructor(cause: unknown) {
    super('unreachable', describeError(cause), { cause, retryable: true });
  }
}

/**
 * Unit vectors of passages, in their order; `undefined` without an embedding model.
 * @throws EmbeddingFailed when the endpoint does.
 */
export async function embedDocument(
  passages: readonly Passage[],
  { embedding, embeddingCache }: Pick<IngestPorts, 'embedding' | 'embeddingCache'>,
): Promise<Float32Array[] | undefined> {
  if (!embedding) return undefined;
  const texts = passages.map((passage) => passage.text);
  try {
    return await embedPassages(texts, embedding, embeddingCache ?? NO_CACHE);
  } catch (error) {
    throw new EmbeddingFailed(error);
  }
}

const NO_CACHE: EmbeddingCache = { read: async () => new Map(), write: async () => {} };

/** A document that was prepared, and the vectors of its passages where there are any. */
export interface DocumentIntake {
  document: ServedDocument;
  prepared: Pick<PreparedDocument, 'passages' | 'sparse' | 'names' | 'rows'>;
  /** Unit vectors, in the order of the passages. */
  dense?: readonly Float32Array[];
}

/** Entries after which a long document lets the event loop turn, so that a running server goes on answering. */
const ENTRIES_PER_TURN = 2000;

/**
 * Takes one document into store and index and serves it. The order is what makes it safe to stop:
 * staged and indexed before it is served, its earlier version retired after.
 */
export async function ingestDocument(
  { document, prepared, dense }: DocumentIntake,
  { store, index, registers }: Pick<IngestPorts, 'store' | 'index' | 'registers'>,
): Promise<void> {
  await store.stage(document, prepared.passages, prepared.names);
  await registers.stage(document.id, document.version, prepared.rows);
  await putPassages({ document, prepared, dense }, index);
  await store.serve(document.id, document.version);
  await index.retire(document.id, document.version);
}

/** Puts the passages of one document into an index. */
export async function putPassages(
  { document, prepared, dense }: Pick<DocumentIntake, 'prepared' | 'dense'> & { document: Indexed },
  index: Pick<PassageIndex, 'put'>,
): Promise<void> {
  const { passages } = prepared;
  for (let start = 0; start < passages.length; start += ENTRIES_PER_TURN) {
    if (start > 0) await nextTurn();
    const slice = passages.slice(start, start + ENTRIES_PER_TURN);
    await index.put(slice.map((passage, at) => entryOf(document, passage, start + at, { prepared, dense })));
  }
}

/** What of a document its entries tell. */
type Indexed = Pick<ServedDocument, 'id' | 'version' | 'source' | 'validity'>;

function entryOf(
  { id, version, source, validity }: Indexed,
  passage: Passage,
  at: number,
  { prepared, dense }: Pick<DocumentIntake, 'prepared' | 'dense'>,
): IndexEntry {
  return {
    id: passage.id,
    document: id,
    version,
    audience: source.audience,
    effectiveFrom: validity.from,
    effectiveTo: validity.to,
    sparse: prepared.sparse[at]!,
    dense: dense?.[at],
  };
}
