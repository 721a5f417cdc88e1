import type {
  AnswerEvent,
  Audience,
  Block,
  Contact,
  Day,
  DocumentType,
  Language,
  Location,
  Question,
  Span,
} from '../types.ts';

/** What a channel may ask of the rest of Luodi. `app.ts` provides it; a test provides a fake. */
export interface DeskPort {
  /** Streams one answer; the last event is always `answer`. Never throws for what an asker can cause. */
  answer(question: Question, signal?: AbortSignal): AsyncIterable<AnswerEvent>;

  /**
   * The passage in its document, if this audience may see it; `undefined` otherwise.
   * @param from the place of the window's first block; around the passage unless given
   */
  source(passageId: string, audience: Audience, from?: number): Promise<SourceView | undefined>;

  /**
   * All rows that a computed table rests on, as far as this audience may see them.
   * @param token `AnswerTable.export`, or whatever a visitor sends in its place
   * @returns `undefined` where the token is none
   */
  exportTable(token: string, audience: Audience): Promise<TableExport | undefined>;

  /** Who answers here, for the head of a page. */
  about(): Promise<About>;

  /** The documents that this audience may see and that are the rule today, in the order of the packs. */
  documents(audience: Audience): Promise<DocumentCard[]>;

  /**
   * The file of a document as it was read, if this audience may see it and it has not changed since; `undefined`
   * otherwise.
   */
  file(document: string, audience: Audience): Promise<DocumentFile | undefined>;

  /** The passages that may answer a question, best first, at most `limit`; no answer is made of them. */
  search(question: Question, limit: number): Promise<PassageFound[]>;
}

/** A document, for a list that is chosen from. */
export interface DocumentCard {
  document: string;
  title: string;
  type?: DocumentType;
  zone?: string;
  documentNumber?: string;
  validity: SourceValidity;
  /** Its first passage, as whose page it is opened; absent where it has none. */
  passage?: string;
  location?: Location;
  sourceUrl?: string;
}

export interface DocumentFile {
  /** The file's own name, without its folders. */
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** A passage with what is needed to quote it. */
export interface PassageFound {
  passage: string;
  text: string;
  document: string;
  title: string;
  /** As a person reads it: `第二章 › 第十二条 · 第3页`. */
  locator: string;
  sourceUrl?: string;
}

/** Rows in full, each with the document and the place that it stands in, in the language of their answer. */
export interface TableExport {
  /** What the rows are, for the name of a file: `项目`. */
  name: string;
  columns: readonly string[];
  /** A cell for each column: a number where it is to be counted with, in the unit that the row or heading gives. */
  rows: AsyncIterable<readonly ExportCell[]>;
}

/** `null` of what is not given. */
export type ExportCell = string | number | null;

export interface SourceView {
  document: string;
  title: string;
  /** Name of the pack that the document is of. */
  park: string;
  type?: DocumentType;
  zone?: string;
  documentNumber?: string;
  validity: SourceValidity;
  sourceUrl?: string;
  locator: string;
  /** Clean text just before the passage, the passage, and just after it. */
  before: string;
  passage: string;
  after: string;
  window: SourceWindow;
}

/** The first and the last day on which a document is the rule, open where absent. */
export interface SourceValidity {
  from?: Day;
  /** Before `from` where it is the rule on no day. */
  to?: Day;
  /** Title of the document that replaced it, where the audience may know of that one. */
  successor?: string;
}

/** A stretch of a document as it is structured. */
export interface SourceWindow {
  blocks: SourceBlock[];
  /** The place of the first block among all of the document, from 0, and how many those are. */
  from: number;
  total: number;
}

/** A block with its own text; `cited` is the part of it that belongs to the passage. */
export interface SourceBlock extends Omit<Block, 'start' | 'end'> {
  text: string;
  cited?: Span;
}

export interface About {
  name: string;
  languages: Language[];
  contact?: Contact;
  documents: number;
  /** Questions that the documents can answer, by language, for an empty page. */
  suggestions: Record<Language, string[]>;
}

/** Parts of the passage to mark; offsets within `SourceView.passage`. */
export type Highlights = Span[];
