/** What the server sends, as the page reads it. Types only: the page and the server share no code. */
import type { About } from '../../src/channels/desk-port.ts';
import type { PastTurn } from '../../src/channels/web/conversation.ts';
import type { AnswerData } from '../../src/channels/web/public-answer.ts';
import type { PublicSource, SourceState } from '../../src/channels/web/public-source.ts';
import type { UiPart } from '../../src/channels/web/ui-parts.ts';
import type { ChartImage } from '../../src/charts/draw.ts';
import type { AnswerTable, Citation, Contact, Language, Outcome, Span, TableCell } from '../../src/types.ts';

export type {
  About,
  AnswerData,
  AnswerTable,
  ChartImage,
  Citation,
  Contact,
  Language,
  Outcome,
  PastTurn,
  PublicSource,
  SourceState,
  Span,
  TableCell,
  UiPart,
};

/** Unicode characters of one question; the server refuses more. */
export const QUESTION_LIMIT = 2000;
