/** What the server sends, as the page reads it. Types only: the page and the server share no code. */
import type { About } from '../../src/channels/desk-port.ts';
import type { PublicSource, SourceState } from '../../src/channels/public-source.ts';
import type { AnswerData, UiPart } from '../../src/channels/ui-message-stream.ts';
import type { Citation, Contact, Language, Outcome, Span } from '../../src/types.ts';

export type {
  About,
  AnswerData,
  Citation,
  Contact,
  Language,
  Outcome,
  PublicSource,
  SourceState,
  Span,
  UiPart,
};

/** Unicode characters of one question; the server refuses more. */
export const QUESTION_LIMIT = 2000;
