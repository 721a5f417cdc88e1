import type { ChartImage, drawChart } from '../../charts/draw.ts';
import type { Answer, AnswerEvent, Citation } from '../../types.ts';
import { type AnswerData, publicAnswer } from './public-answer.ts';

/** Every answer of a page is labelled, whoever reads the stream (labelling measures of 2025-09-01, art. 4). */
export const AI_LABEL = '内容由人工智能生成，以原文为准。 / AI-generated; the cited documents prevail.';

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
 * Turns the events of one answer into stream parts, `start` first and `finish` last.
 *
 * The text parts that stand after the last `data-reset` always add up to the answer's text, also when
 * the answer was never streamed. Parts after the `answer` event are not read.
 *
 * @throws Error when the events end without an `answer`, and whatever the events throw.
 */
export async function* toUiParts({
  answer,
  messageId,
  ...drawing
}: Omit<UiMessageStreamOptions, 'onCancel' | 'pingEveryMs'>): AsyncGenerator<UiPart> {
  const text = new TextParts();
  yield { type: 'start', messageId, messageMetadata: { aiGenerated: true, label: AI_LABEL } };
  for await (const event of answer()) {
    if (event.type === 'status') yield { type: 'data-status', data: { step: event.step }, transient: true };
    else if (event.type === 'text') yield* text.add(event.delta);
    else if (event.type === 'reset') yield* text.reset();
    else {
      yield* text.settle(event.answer.text);
      yield* answerParts(event.answer);
      yield* chartParts(event.answer, drawing);
      yield { type: 'finish' };
      return;
    }
  }
  throw new Error('The answer ended without its last event.');
}

/** Keeps what was said so far, so that the stream and the answer cannot disagree. */
class TextParts {
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
    yield { type: 'data-reset', data: {}, transient: true };
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

function* answerParts(answer: Answer): Generator<UiPart> {
  const data = publicAnswer(answer);
  for (const citation of data.citations) yield sourcePart(citation);
  yield { type: 'data-answer', data };
}

/** A chart that cannot be drawn is reported and left out: the table has its figures. */
async function* chartParts(
  { table, language }: Answer,
  { drawChart, onError }: Pick<UiMessageStreamOptions, 'drawChart' | 'onError'>,
): AsyncGenerator<UiPart> {
  if (!table?.chart) return;
  try {
    const chart = await drawChart(table, language);
    if (chart) yield { type: 'data-chart', data: chart };
  } catch (error) {
    onError(error);
  }
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

export interface UiMessageStreamOptions {
  /** Begins the answer; called once. */
  answer: () => AsyncIterable<AnswerEvent>;
  messageId: string;
  drawChart: typeof drawChart;
  /** Called with what the answer, or its chart, threw; returns the sentence the visitor may read. */
  onError: (error: unknown) => string;
  /** Called when the reader goes away before the end. */
  onCancel: () => void;
  /** Milliseconds between comment lines that keep proxies from closing a quiet connection. */
  pingEveryMs: number;
}

/** Server-sent events of one answer, ended by `data: [DONE]`; an exception becomes one `error` part. */
export function uiMessageStream(options: UiMessageStreamOptions): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let open = true;
  let ping: NodeJS.Timeout;
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      const write = (line: string) => {
        if (open) controller.enqueue(encoder.encode(`${line}\n\n`));
      };
      ping = setInterval(() => write(': ping'), options.pingEveryMs);
      // Not awaited: until `start` settles a stream does not tell its source that the reader has left.
      void pump(options, write).finally(() => {
        clearInterval(ping);
        if (open) controller.close();
        open = false;
      });
    },
    cancel() {
      open = false;
      clearInterval(ping);
      options.onCancel();
    },
  });
}

async function pump(options: UiMessageStreamOptions, write: (line: string) => void): Promise<void> {
  try {
    for await (const part of toUiParts(options)) {
      write(`data: ${JSON.stringify(part)}`);
    }
  } catch (error) {
    const part: UiPart = { type: 'error', errorText: options.onError(error) };
    write(`data: ${JSON.stringify(part)}`);
  }
  write('data: [DONE]');
}
