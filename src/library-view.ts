import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { describeLocator, withoutTitle } from './answer/citations.ts';
import type { DocumentCard, DocumentFile, PassageFound } from './channels/desk-port.ts';
import { contentHashOf } from './ingest/content-hash.ts';
import { detectLanguage } from './language/detect.ts';
import { type Library, retrieve } from './retrieval/retrieve.ts';
import { maySee, validityFor } from './source-view.ts';
import type { DocumentRecord, KnowledgeStore } from './store/knowledge-store.ts';
import type { Audience, Day, Question } from './types.ts';

/** The documents that an audience may see and that are the rule on a day, as they are listed in the packs. */
export async function listDocuments(options: {
  store: KnowledgeStore;
  audience: Audience;
  day: Day;
  /** Ids of the documents in the order of the packs. */
  order: readonly string[];
}): Promise<DocumentCard[]> {
  const { store, audience, day, order } = options;
  const places = new Map(order.map((id, place) => [id, place]));
  const placeOf = ({ id }: DocumentRecord) => places.get(id) ?? places.size;
  const records = (await store.documents()).filter((record) => isListed(record, audience, day));
  records.sort((one, other) => placeOf(one) - placeOf(other));
  return Promise.all(records.map((record) => cardOf(record, audience, store)));
}

function isListed({ source, validity }: DocumentRecord, audience: Audience, day: Day): boolean {
  const { from, to } = validity;
  return maySee(audience, source.audience) && (!from || from <= day) && (!to || day <= to);
}

async function cardOf(
  record: DocumentRecord,
  audience: Audience,
  store: KnowledgeStore,
): Promise<DocumentCard> {
  const { type, zone, documentNumber, location, sourceUrl } = record.source;
  const [first] = await store.passagesOf(record.id, 0, 0);
  return {
    document: record.id,
    title: record.title,
    type,
    zone,
    documentNumber: documentNumber ?? record.ownWords.documentNumber,
    validity: validityFor(audience, record),
    passage: first?.id,
    location,
    sourceUrl,
  };
}

/** The file of a document, if an audience may see it and its bytes are those that were read. */
export async function readDocumentFile(options: {
  store: KnowledgeStore;
  document: string;
  audience: Audience;
}): Promise<DocumentFile | undefined> {
  const record = await options.store.document(options.document);
  if (!record || !maySee(options.audience, record.source.audience)) return undefined;
  const { file } = record.source;
  const bytes = await bytesOf(file);
  // What was changed since may be meant for staff from now on; the next reading decides.
  if (!bytes || (await contentHashOf(file, [bytes])) !== record.contentHash) return undefined;
  return { name: posix.basename(record.source.path), bytes };
}

async function bytesOf(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The passages that may answer a question, best first. */
export async function findPassages(
  question: Question,
  limit: number,
  library: Library,
): Promise<PassageFound[]> {
  const { evidence } = await retrieve(question, library);
  const language = detectLanguage(question.text);
  return evidence.slice(0, limit).map(({ passage, document }) => ({
    passage: passage.id,
    text: passage.text,
    document: document.id,
    title: document.title,
    locator: describeLocator(withoutTitle(passage.locator, document.title), language),
    sourceUrl: document.source.sourceUrl,
  }));
}
