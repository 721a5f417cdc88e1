import type { ChartImage } from '../../charts/draw.ts';
import type { Answer, Citation } from '../../types.ts';
import { AI_LABEL as LABELS } from '../ai-label.ts';
import { type AnswerData, publicAnswer } from './public-answer.ts';

/** Every answer of a page is labelled, whoever reads the stream (labelling measures of 2025-09-01, art. 4). */
export const AI_LABEL = `${LABELS['zh-Hans']}。 / ${LABELS.en}.`;

/** The parts of the AI SDK UI message stream, version 1, that Luodi sends. */
export type UiPart =
  | { type: 'start'; messageId: string; messageMetadata: { aiGenerated: true; label: string } }
  | { type: 'text-start'; id: string }
  | { type: 'text-delta'; id: string; delta: string }
  | { type: 'text-end'; id: string }
  | { type: 'source-document'; sourceId: string; mediaType: string; title: string; filename: string }
  | { type: 'data-status'; data: { step: 'searching' | 'composing' }; transient: true }
  | { type: 'data-reset'; data: Record<string, never>; transient: true }
  | { type: 'data-answer'; data: AnswerData }
  /** Comes after the answer whose table it draws: a first chart takes a second. */
  | { type: 'data-chart'; data: ChartImage }
  | { type: 'error'; errorText: string }
  | { type: 'finish' };

export const RESET: UiPart = { type: 'data-reset', data: {}, transient: true };

/** The first part of every answer. */
export function startPart(messageId: string): UiPart {
  return { type: 'start', messageId, messageMetadata: { aiGenerated: true, label: AI_LABEL } };
}

const MEDIA_TYPES: Record<string, string> = {
  md: 'text/markdown',
  html: 'text/html',
  htm: 'text/html',
  txt: 'text/plain',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  csv: 'text/csv',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
};

/**
 * The text of one answer as parts. Those that stand after the last `data-reset` always add up to what was said,
 * also when the answer was never streamed.
 */
export class TextParts {
  private count = 0;
  private open = false;
  private said = '';

  *add(delta: string): Generator<UiPart> {
    if (delta === '') return;
    if (!this.open) {
      this.count += 1;
      this.open = true;
      yield { type: 'text-start', id: this.id };
    }
    this.said += delta;
    yield { type: 'text-delta', id: this.id, delta };
  }

  *reset(): Generator<UiPart> {
    yield* this.end();
    this.said = '';
    yield RESET;
  }

  *settle(text: string): Generator<UiPart> {
    if (!text.startsWith(this.said)) yield* this.reset();
    yield* this.add(text.slice(this.said.length));
    yield* this.end();
  }

  private *end(): Generator<UiPart> {
    if (this.open) yield { type: 'text-end', id: this.id };
    this.open = false;
  }

  private get id(): string {
    return `text-${this.count}`;
  }
}

/** The sources of an answer, and what it is beside its text. */
export function* answerParts(answer: Answer): Generator<UiPart> {
  const data = publicAnswer(answer);
  for (const citation of data.citations) yield sourcePart(citation);
  yield { type: 'data-answer', data };
}

function sourcePart(citation: Citation): UiPart {
  const extension = citation.document.split('.').at(-1)?.toLowerCase() ?? '';
  return {
    type: 'source-document',
    sourceId: `${citation.n}:${citation.passage}`,
    mediaType: MEDIA_TYPES[extension] ?? 'application/octet-stream',
    title: citation.locator === '' ? citation.title : `${citation.title} · ${citation.locator}`,
    filename: citation.document,
  };
}
