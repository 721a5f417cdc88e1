import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError, describeError } from './errors.ts';
import { passageTerms } from './language/terms.ts';
import type { EmbeddingModel } from './models/model.ts';
import { splitPassages } from './passages/split.ts';
import type { EmbeddingCache } from './store/embedding-cache.ts';
import type { KnowledgeStore } from './store/knowledge-store.ts';
import type { CleanText, Passage, ServedDocument } from './types.ts';
import { embedPassages } from './vectors/embed.ts';
import type { IndexEntry, PassageIndex } from './vectors/passage-index.ts';

/** Where a document goes. */
export interface IngestPorts {
  store: KnowledgeStore;
  index: PassageIndex;
  embedding?: EmbeddingModel;
  /** Vectors computed earlier; without it every text is asked of the model again. */
  embeddingCache?: EmbeddingCache;
}

/** Passages after which a long document lets the event loop turn, so that a running server goes on answering. */
const PASSAGES_PER_TURN = 200;

/** The embedding endpoint failed: the document at hand, and those after it, were not taken in. */
export class EmbeddingFailed extends AppError {
  constructor(cause: unknown) {
    super('unreachable', describeError(cause), { cause, retryable: true });
  }
}

/**
 * Unit vectors of a document's passages, in their order; `undefined` without an embedding model.
 * @throws EmbeddingFailed when the endpoint does.
 */
export async function embedDocument(
  { document, clean }: Pick<DocumentIntake, 'document' | 'clean'>,
  { embedding, embeddingCache }: Pick<IngestPorts, 'embedding' | 'embeddingCache'>,
): Promise<Float32Array[] | undefined> {
  if (!embedding) return undefined;
  const texts = splitPassages(document, clean).map((passage) => passage.text);
  try {
    return await embedPassages(texts, embedding, embeddingCache ?? NO_CACHE);
  } catch (error) {
    throw new EmbeddingFailed(error);
  }
}

const NO_CACHE: EmbeddingCache = { read: async () => new Map(), write: async () => {} };

/** A document that was read, and the vectors of its passages where there are any. */
export interface DocumentIntake {
  document: ServedDocument;
  clean: CleanText;
  /** Unit vectors, in the order of the passages. */
  dense?: readonly Float32Array[];
}

/**
 * Takes one document into store and index and serves it. The order is what makes it safe to stop:
 * staged and indexed before it is served, its earlier version retired after.
 * @returns the number of its passages.
 */
export async function ingestDocument(
  { document, clean, dense }: DocumentIntake,
  { store, index }: Pick<IngestPorts, 'store' | 'index'>,
): Promise<number> {
  const passages = splitPassages({ id: document.id, version: document.version }, clean);
  const entries: IndexEntry[] = [];
  for (const [at, passage] of passages.entries()) {
    entries.push({ ...entryOf(document, passage), dense: dense?.[at] });
    if (at % PASSAGES_PER_TURN === PASSAGES_PER_TURN - 1) await nextTurn();
  }
  await store.stage(document, passages);
  await index.put(entries);
  await store.serve(document.id, document.version);
  await index.retire(document.id, document.version);
  return passages.length;
}

function entryOf(document: ServedDocument, passage: Passage): IndexEntry {
  const { source } = document;
  const context = [document.title, ...passage.locator.headingPath, source.documentNumber, source.zone];
  return {
    id: passage.id,
    document: document.id,
    version: document.version,
    audience: source.audience,
    effectiveFrom: source.effectiveFrom,
    effectiveTo: source.effectiveTo,
    sparse: passageTerms(passage.text, context.filter(Boolean).join('\n')),
  };
}
