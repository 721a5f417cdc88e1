import { type IngestPorts, ingestDocument, putPassages } from '../src/ingest/document.ts';
import { type PreparedDocument, prepareDocument } from '../src/ingest/prepare.ts';
import type { EmbeddingModel } from '../src/models/model.ts';
import type { Database } from '../src/store/database.ts';
import type { CleanText, DocumentSource } from '../src/types.ts';
import type { PassageIndex } from '../src/vectors/passage-index.ts';

/** Opens the index to be measured, in the database that is there. */
export type Open = () => Promise<{ database: Database; index: PassageIndex; embedding?: EmbeddingModel }>;

/** A document that was cut into passages, with all that index and store need of it. */
export interface MadeDocument {
  id: string;
  version: string;
  source: DocumentSource;
  clean: CleanText;
  prepared: PreparedDocument;
}

/** Reads paragraphs as a public document that is in force on any day. */
export async function makeDocument(
  id: string,
  version: string,
  paragraphs: readonly string[],
): Promise<MadeDocument> {
  const clean: CleanText = { text: paragraphs.join('\n'), blocks: [], warnings: [] };
  let start = 0;
  for (const { length } of paragraphs) {
    clean.blocks.push({ kind: 'paragraph', start, end: start + length });
    start += length + 1;
  }
  const source: DocumentSource = { path: id, file: id, title: '', audience: 'public' };
  return { id, version, source, clean, prepared: await prepareDocument({ id, version, source, clean }) };
}

/** Vectors of a document's passages. */
export async function vectorsOf(
  { prepared }: MadeDocument,
  embedding: EmbeddingModel | undefined,
): Promise<Float32Array[] | undefined> {
  const texts = prepared.passages.map(({ text }) => text);
  return embedding?.embed(texts, 'passage');
}

/** Takes a document into index and store, in place of its earlier version. */
export async function takeIn(
  { prepared, ...rest }: MadeDocument,
  dense: Float32Array[] | undefined,
  ports: Pick<IngestPorts, 'index' | 'store' | 'registers'>,
): Promise<void> {
  const { title, ownWords } = prepared;
  const document = { ...rest, contentHash: '', title, packName: '', ownWords, validity: { fromText: false } };
  await ingestDocument({ document, prepared, dense }, ports);
}

/** Takes a document into the index alone, in place of its earlier version. */
export async function replaceInIndex(
  { id, version, source, prepared }: MadeDocument,
  dense: Float32Array[] | undefined,
  index: PassageIndex,
): Promise<void> {
  const document = { id, version, source, validity: { fromText: false } };
  await putPassages({ document, prepared, dense }, index);
  await index.retire(id, version);
}
