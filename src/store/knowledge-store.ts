import type { DocumentSource, Passage, ServedDocument } from '../types.ts';

/**
 * The contract of what is known: documents as they are served, and their passages.
 *
 * A document is staged under a new version, indexed, and only then served, so that whatever stops an
 * ingest, the version that answered before goes on answering. Readers see served versions only.
 */
export interface KnowledgeStore {
  /** Every served document, without its text. */
  documents(): Promise<DocumentRecord[]>;

  /** One served document with its text; `undefined` if there is none of that id. */
  document(id: string): Promise<ServedDocument | undefined>;

  /** Writes a version and its passages without serving it. Repeating it is harmless. */
  stage(document: ServedDocument, passages: readonly Passage[]): Promise<void>;

  /** Makes a staged version the one that answers, and drops every other version of the document. */
  serve(id: string, version: string): Promise<void>;

  /** Replaces only the description of a served document, when its text has not changed. */
  describe(id: string, source: DocumentSource, title: string, packName: string): Promise<void>;

  remove(id: string): Promise<void>;

  /** Versions that were staged and never served, left by an ingest that was stopped. */
  abandoned(): Promise<{ id: string; version: string }[]>;

  /** Passages of served versions among `ids`, with their documents; ids of others are left out. */
  passages(ids: readonly string[]): Promise<Map<string, { passage: Passage; document: DocumentRecord }>>;

  /** Served passages of a document with ordinals in `[from, to]`, in order. */
  passagesOf(document: string, from?: number, to?: number): Promise<Passage[]>;

  /** How a name written in pinyin without spaces ("hengyang") is written in the documents ("衡阳", folded). */
  namesByPinyin(pinyin: readonly string[]): Promise<Map<string, string[]>>;

  close(): Promise<void>;
}

export type DocumentRecord = Omit<ServedDocument, 'text'> & { passages: number; characters: number };
