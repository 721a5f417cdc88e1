import { ingestDocument } from '../src/ingest/document.ts';
import { type PreparedDocument, prepareDocument } from '../src/ingest/prepare.ts';
import type { EmbeddingModel } from '../src/models/model.ts';
import type { Library } from '../src/retrieval/retrieve.ts';
import type { CleanText, DocumentSource } from '../src/types.ts';
import { createRandom } from './fill.ts';

/** A document that was cut into passages, with all that index and store need of it. */
export interface MadeDocument {
  id: string;
  version: string;
  source: DocumentSource;
  clean: CleanText;
  prepared: PreparedDocument;
  dense?: Float32Array[];
}

/** Unit vectors that mean nothing, the same for the same text: how long comparing them takes is all that is asked. */
export function randomEmbedding(dimension: number): EmbeddingModel {
  return {
    name: 'random',
    identity: `random-${dimension}`,
    embed: async (texts) => texts.map((text) => randomUnit(text, dimension)),
  };
}

function randomUnit(text: string, dimension: number): Float32Array {
  let seed = 0;
  for (let at = 0; at < text.length; at += 1) seed = (Math.imul(seed, 31) + text.charCodeAt(at)) | 0;
  const random = createRandom(seed);
  const vector = Float32Array.from({ length: dimension }, () => random() - 0.5);
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => value / length);
}

/** Reads paragraphs as a public document, one that is in force on any day. */
export async function makeDocument(
  { id, version, paragraphs }: { id: string; version: string; paragraphs: readonly string[] },
  embedding?: EmbeddingModel,
): Promise<MadeDocument> {
  const clean: CleanText = { text: paragraphs.join('\n'), blocks: [], warnings: [] };
  let start = 0;
  for (const { length } of paragraphs) {
    clean.blocks.push({ kind: 'paragraph', start, end: start + length });
    start += length + 1;
  }
  const source: DocumentSource = { path: id, file: id, title: '', audience: 'public' };
  const prepared = await prepareDocument({ id, version, source, clean });
  const texts = prepared.passages.map(({ text }) => text);
  const dense = await embedding?.embed(texts, 'passage');
  return { id, version, source, clean, prepared, ...(dense && { dense }) };
}

/** Takes a document into index and store, in place of its earlier version. */
export async function takeIn(document: MadeDocument, library: Library): Promise<void> {
  const { prepared, dense, ...rest } = document;
  const { title, ownWords } = prepared;
  const head = { ...rest, contentHash: '', title, packName: '', ownWords, validity: { fromText: false } };
  await ingestDocument({ document: head, prepared, dense }, library);
}
