import { embedDocument, ingestDocument } from '../src/ingest/document.ts';
import { type PreparedDocument, prepareDocument } from '../src/ingest/prepare.ts';
import type { EmbeddingModel, Reranker } from '../src/models/model.ts';
import type { FusionWeights } from '../src/retrieval/candidates/fusion-weights.ts';
import type { Library } from '../src/retrieval/retrieve.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import type { IncentiveStore } from '../src/store/incentive-store.ts';
import type { RegisterStore } from '../src/store/register-store.ts';
import { openIncentiveStore } from '../src/store/sqlite-incentives.ts';
import { openKnowledgeStore } from '../src/store/sqlite-knowledge.ts';
import { openRegisterStore } from '../src/store/sqlite-registers.ts';
import type { CleanText, DocumentSource, Question } from '../src/types.ts';
import { openEmbeddedIndex } from '../src/vectors/embedded.ts';
import type { PassageIndex } from '../src/vectors/passage-index.ts';

export interface LibraryOptions {
  embedding?: EmbeddingModel;
  fusion?: FusionWeights;
  reranker?: Reranker;
  /** The embedded index unless set. */
  openIndex?: (database: Database) => Promise<PassageIndex>;
  /** Reads a text; as one paragraph unless set. */
  read?: (text: string, id: string) => Promise<CleanText>;
}

/** What answers are given from. */
export type AnswerLibrary = Library & { registers: RegisterStore; incentives: IncentiveStore };

/** A library with how long it took to make, in milliseconds. */
export interface TimedLibrary {
  library: AnswerLibrary;
  /** Passages that the paragraphs were cut into. */
  passages: number;
  /** From the texts to an index that is ready for its first question, without embedding. */
  indexMs: number;
  /** Embedding of the passages. */
  embeddingMs: number;
}

/** A library in memory, each paragraph a document of its own by its id. */
export async function libraryOf(
  paragraphs: ReadonlyMap<string, string>,
  options: LibraryOptions = {},
): Promise<AnswerLibrary> {
  return (await makeLibrary(paragraphs, options)).library;
}

/**
 * `libraryOf` with its times.
 * @throws AppError of the embedding model or the index.
 */
export async function makeLibrary(
  paragraphs: ReadonlyMap<string, string>,
  { embedding, fusion, reranker, openIndex = openEmbeddedIndex, read = asParagraph }: LibraryOptions,
): Promise<TimedLibrary> {
  const startedAt = performance.now();
  const database = openDatabase(':memory:');
  const store = openKnowledgeStore(database);
  const registers = openRegisterStore(database);
  const index = await openIndex(database);
  const documents = new Map<string, PreparedParagraph>();
  for (const [id, paragraph] of paragraphs) documents.set(id, await prepare(id, await read(paragraph, id)));
  const passages = Array.from(documents.values(), ({ prepared }) => prepared.passages).flat();
  const embeddingFrom = performance.now();
  const vectors = await embedDocument(passages, { embedding });
  const embeddingMs = performance.now() - embeddingFrom;
  let taken = 0;
  for (const [id, { prepared, source, clean }] of documents) {
    const { title, ownWords } = prepared;
    const head = { id, version: '1', contentHash: '', title, source, packName: '', ownWords };
    const document = { ...head, validity: { fromText: false }, clean };
    const dense = vectors?.slice(taken, taken + prepared.passages.length);
    taken += prepared.passages.length;
    await ingestDocument({ document, prepared, dense }, { store, index, registers });
  }
  // The embedded index reads its entries at the first question: that belongs to indexing.
  await index.inverseFrequencies([0], ['public']);
  const indexMs = performance.now() - startedAt - embeddingMs;
  return {
    library: {
      index,
      store,
      registers,
      incentives: openIncentiveStore(database),
      embedding,
      fusion,
      reranker,
    },
    passages: passages.length,
    indexMs,
    embeddingMs,
  };
}

interface PreparedParagraph {
  prepared: PreparedDocument;
  source: DocumentSource;
  clean: CleanText;
}

async function prepare(id: string, clean: CleanText): Promise<PreparedParagraph> {
  const source: DocumentSource = { path: id, file: id, title: '', audience: 'public' };
  return { prepared: await prepareDocument({ id, version: '1', source, clean }), source, clean };
}

async function asParagraph(paragraph: string): Promise<CleanText> {
  const text = paragraph.replace(/\s*\n\s*/g, ' ').trim();
  return { text, blocks: [{ kind: 'paragraph', start: 0, end: text.length }], warnings: [] };
}

export function asQuestion(text: string): Question {
  return { text, history: [], audience: 'public', asOf: '2026-01-01' };
}
