import type { Audience, Day, DocumentHead, Passage, ServedDocument, Validity } from '../types.ts';

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

  /**
   * Writes a version with its passages, and the names in its text with their pinyin, without serving it.
   * Repeating it is harmless.
   */
  stage(
    document: ServedDocument,
    passages: readonly Passage[],
    names: ReadonlyMap<string, string>,
  ): Promise<void>;

  /** Makes a staged version the one that answers, and drops every other version of the document. */
  serve(id: string, version: string): Promise<void>;

  /** Says anew when a served document is the rule, which changes as others come and go. */
  setValidity(id: string, validity: Validity): Promise<void>;

  /** Served documents that are not the rule on a day, any more or yet, among those an audience may see. */
  outOfForce(day: Day, audiences: readonly Audience[]): Promise<DocumentRecord[]>;

  remove(id: string): Promise<void>;

  /** Remembers that a version of a document cannot be read, and why, until another one is staged. */
  setUnread(id: string, version: string, reason: string): Promise<void>;

  /** What is known to be unreadable, by document. */
  unread(): Promise<Map<string, { version: string; reason: string }>>;

  /** Versions that were staged and never served, left by an ingest that was stopped. */
  abandoned(): Promise<{ id: string; version: string }[]>;

  /** Passages of served versions among `ids`, with their documents; ids of others are left out. */
  passages(ids: readonly string[]): Promise<Map<string, { passage: Passage; document: DocumentRecord }>>;

  /** Served passages of a document with ordinals in `[from, to]`, in order. */
  passagesOf(document: string, from?: number, to?: number): Promise<Passage[]>;

  /**
   * How a name written in pinyin without spaces ("hengyang") is written in the documents that an audience
   * may see ("衡阳", folded).
   */
  namesByPinyin(pinyin: readonly string[], audiences: readonly Audience[]): Promise<Map<string, string[]>>;

  close(): Promise<void>;
}

/** A served document without its text; lengths in passages and in UTF-16 code units. */
export type DocumentRecord = DocumentHead & { passages: number; characters: number };
