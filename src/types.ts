/**
 * The nouns of Luodi. Everything here is plain data; nothing here imports anything of ours.
 *
 * document → clean text → passages → vectors → index → evidence → answer → reply
 */

/** Who may see a document. A public asker's search never sees a staff passage. */
export type Audience = 'public' | 'staff';

/** Language of a question or a document: Simplified Chinese, Traditional Chinese, English. */
export type Language = 'zh-Hans' | 'zh-Hant' | 'en';

export const DOCUMENT_TYPES = [
  'policy',
  'zone',
  'case',
  'projects',
  'event',
  'procedure',
  'faq',
  'news',
  'chain',
  'plan',
] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;

// === Pack and documents

export interface Contact {
  name: string;
  phone?: string;
  telegram?: string;
  hours?: string;
}

/** One file of a pack, with what `pack.yaml` says of it. */
export interface DocumentSource {
  /** Path inside the pack with forward slashes; with `pack` it identifies the document. */
  path: string;
  /** Absolute path of the file. */
  file: string;
  title?: string;
  type?: DocumentType;
  audience: Audience;
  zone?: string;
  /** What its tables call the fields of a register, by the name of the field: `signed: 签约日期`. */
  columns?: Readonly<Record<string, string>>;
  documentNumber?: string;
  effectiveFrom?: Day;
  effectiveTo?: Day;
  /** Document number or path of what this one replaces. */
  supersedes?: string;
  sourceUrl?: string;
  /** Where what it is about is: a zone's own place. */
  location?: Location;
  event?: { id: string; startsOn?: Day; endsOn?: Day };
}

/** A place on a map, in degrees of WGS 84, with the address that a person reads. */
export interface Location {
  latitude: number;
  longitude: number;
  address: string;
}

/** A folder of one park's documents. */
export interface Pack {
  /** Absolute path of the folder. */
  directory: string;
  name: string;
  languages: Language[];
  timezone: string;
  contact?: Contact;
  documents: DocumentSource[];
  /** Files of the folder that are not read, each with the reason. */
  skipped: { path: string; reason: string }[];
}

/** What a stretch of clean text is. `boilerplate` is kept in the text but never becomes a passage. */
export type BlockKind = 'heading' | 'paragraph' | 'list-item' | 'table-row' | 'caption' | 'boilerplate';

/** A stretch `[start, end)` of the clean text, in UTF-16 code units, never overlapping another. */
export interface Block {
  kind: BlockKind;
  start: number;
  end: number;
  /** 1 to 6, for headings. */
  level?: number;
  page?: number;
  sheet?: string;
  /** The number of the row in its sheet, or else in its table, from 1. */
  row?: number;
  /** Of a table's row: what the table is called. */
  table?: string;
  /** Of a table's row: the label that stands above it in the table: `一、新材料产业`. */
  group?: string;
  /**
   * Of a row under a header: what of its text is which column's. Four offsets within its text for each cell, where
   * the name of the column and the value start and end, one after the other; a name that is not written is empty.
   */
  cells?: number[];
  /** Of the first row of a table: the headings under which no row has anything. */
  unfilled?: string[];
}

/** What a reader makes of a file: its text without mark-up and garbling, and the structure in it. */
export interface CleanText {
  /** First heading or the title the format itself carries. */
  title?: string;
  text: string;
  blocks: Block[];
  /** Pages, slides or sheets of the file, where its format has them. */
  pages?: number;
  /** What was odd about the file, one sentence each, for the ingest report. */
  warnings: string[];
}

/** What a document says of itself in its own words. */
export interface OwnWords {
  documentNumber?: string;
  effectiveFrom?: Day;
  effectiveTo?: Day;
  /** Document numbers, or titles where no number is given, of what it says it replaces. */
  repeals: string[];
  /** The sentences of the clean text that say so, in order. */
  spans: Span[];
}

/** When a document is the rule: the first and the last day, open where absent. */
export interface Validity {
  from?: Day;
  to?: Day;
  /** Whether a day or the replacement was read from the text of a document, because `pack.yaml` says nothing. */
  fromText: boolean;
  /** The document that replaced it; `to` is then at the latest the day before that one came into force. */
  replacedBy?: { document: string; title: string; number?: string; audience: Audience };
}

// === Passages

/** Where a passage stands, for a person who wants to find it again. */
export interface Locator {
  headingPath: string[];
  /** 1-based number of the paragraph, list item or caption in the document. */
  paragraph?: number;
  page?: number;
  sheet?: string;
  row?: number;
  /** What the table is called in which the row stands. */
  table?: string;
  /** The article and item of a rule, as it is cited: `第十二条（二）`. */
  article?: string;
}

/** An exact slice of a document's clean text: `cleanText.text.slice(start, end) === text`. */
export interface Passage {
  /** UUID, the same for the same document version and place. */
  id: string;
  document: string;
  /** Fingerprint of the document's content and of how it was read. */
  version: string;
  /** 0-based place among the document's passages. */
  ordinal: number;
  kind: Exclude<BlockKind, 'heading' | 'boilerplate'>;
  start: number;
  end: number;
  text: string;
  locator: Locator;
}

/** A document as it is served: its description and its clean text. */
export interface ServedDocument {
  /** `path` of the source; unique within the set of packs in use. */
  id: string;
  version: string;
  title: string;
  /** Fingerprint of the file's bytes alone: what is the same under another name or description. */
  contentHash: string;
  source: DocumentSource;
  packName: string;
  ownWords: OwnWords;
  validity: Validity;
  clean: CleanText;
}

/** A document without its text, as it stands beside evidence. */
export type DocumentHead = Omit<ServedDocument, 'clean'>;

// === Evidence and answers

/** Lengths and offsets within the passage's text, in UTF-16 code units. */
export interface Span {
  start: number;
  end: number;
}

/** What may support an answer: a passage with the spans that matched, and why it was found. */
export interface Evidence {
  passage: Passage;
  document: DocumentHead;
  /** Final rank score; comparable within one question only. */
  score: number;
  /** Best sentences for the question, best first. */
  sentences: ScoredSpan[];
  /** The passage that an item of a list goes on from: 租用标准厂房的企业：. */
  lead?: Passage;
  /** What stands around the passage: its titles and headings, and the passages beside it. */
  around: string;
  /** Each signal's own score, for `--explain` and the gate. */
  signals: Record<string, number>;
}

export interface ScoredSpan extends Span {
  score: number;
  /** What the score is made of, by name. */
  features: object;
}

export type Outcome = 'answered' | 'declined' | 'handoff' | 'smalltalk' | 'failed';

export interface Citation {
  /** The number of the `[n]` mark in the answer. */
  n: number;
  /** Document id, the path inside its pack. */
  document: string;
  title: string;
  /** Where in the document, as a person reads it: `招商成果 › 年度数据 · 第3段`. */
  locator: string;
  /** Exact text of the passage relied on. */
  quote: string;
  /** The parts of `quote` that carry the answer. */
  highlights: Span[];
  passage: string;
  sourceUrl?: string;
}

export interface Answer {
  outcome: Outcome;
  /** In the asker's language and script; sources are marked `[1]`. */
  text: string;
  citations: Citation[];
  language: Language;
  /** `model`: worded by a chat model and verified; `extractive`: put together from the documents. */
  composedBy: 'extractive' | 'model' | 'fixed';
  /** Set when something failed on the way and the answer was made without it, or a model read the question; safe to show. */
  notice?: string;
  /** What was computed from a register, for channels that show tables. */
  table?: AnswerTable;
  /** Questions the documents can answer, to offer next. */
  suggestions?: string[];
  /** What a chat model read and wrote for it, as its endpoint counts tokens; absent where none was asked. */
  tokens?: { prompt: number; completion: number };
}

/** A computed result as a table, in the asker's language; a chart draws two of its columns. */
export interface AnswerTable {
  /** What was understood of the question; empty for all rows. */
  title: string;
  columns: { name: string; kind: 'text' | 'number' | 'period' }[];
  rows: TableCell[][];
  /** Rows there are; more than `rows` where not all are given. */
  total: number;
  /**
   * Columns by their place: whose texts name what is drawn, and whose values it is. A stretch of time begins with the
   * period of `value`, and ends with that of `until` where it is given.
   */
  chart?: { kind: 'bar' | 'timeline'; label: number; value: number; until?: number };
  /** What a channel sends back to get all rows that it rests on, in full; absent where there are none. */
  export?: string;
}

export interface TableCell {
  text: string;
  /** Of a number, in base units: yuan, square metres, rows. */
  value?: number;
  /** Of a period. */
  from?: Day;
  to?: Day;
}

export interface Question {
  text: string;
  /** Earlier questions of the same asker, oldest first. */
  history: string[];
  audience: Audience;
  /** The day the answer is for. */
  asOf: Day;
}

/** Parts of an answer as they become ready, for channels that stream. */
export type AnswerEvent =
  | { type: 'status'; step: 'searching' | 'composing' }
  | { type: 'text'; delta: string }
  /** The text so far is withdrawn: what follows replaces it. */
  | { type: 'reset' }
  | { type: 'answer'; answer: Answer };
