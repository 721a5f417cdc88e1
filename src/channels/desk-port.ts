import type { AnswerEvent, Audience, Contact, DocumentType, Language, Question, Span } from '../types.ts';

/** What a channel may ask of the rest of Luodi. `app.ts` provides it; a test provides a fake. */
export interface DeskPort {
  /** Streams one answer; the last event is always `answer`. Never throws for what an asker can cause. */
  answer(question: Question, signal?: AbortSignal): AsyncIterable<AnswerEvent>;

  /** The passage in its context, if this audience may see it; `undefined` otherwise. */
  source(passageId: string, audience: Audience): Promise<SourceView | undefined>;

  /** Who answers here, for the head of a page. */
  about(): Promise<About>;
}

export interface SourceView {
  document: string;
  title: string;
  type?: DocumentType;
  zone?: string;
  documentNumber?: string;
  effectiveFrom?: string;
  effectiveTo?: string;
  sourceUrl?: string;
  locator: string;
  /** Clean text just before the passage, the passage, and just after it. */
  before: string;
  passage: string;
  after: string;
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
