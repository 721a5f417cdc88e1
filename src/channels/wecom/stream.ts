import { describeError } from '../../errors.ts';
import type { AnswerEvent, Language } from '../../types.ts';
import type { Addressee, AnswerView, ChannelLog } from '../channel.ts';
import type { Connection } from './connection.ts';
import { deliveryErrorOf } from './errors.ts';
import { MARKDOWN_BYTES, plain, within } from './markdown.ts';
import { WECOM_TEXTS } from './strings.ts';

/** A stream may be written to for six minutes from its first frame; the rest is for the last frame. */
const STREAM_MS = 5.5 * 60_000;
/**
 * A conversation takes 30 messages a minute. Frames are counted as if they were messages: the first eight as fast as
 * they are read, the others slowly enough that no minute has more than 28.
 */
const FAST_FRAMES = 8;
const SLOW_FACTOR = 3;

export interface StreamOptions {
  connection: Connection;
  clock: () => Date;
  log: ChannelLog;
  /** Between frames, in milliseconds. */
  everyMs: number;
}

/** Whether the stream of an answer may still be written to. */
export function isFresh(startedAt: number, now: Date): boolean {
  return now.getTime() - startedAt < STREAM_MS;
}

const NOTHING: AnswerView = { show() {}, end: async () => undefined };

/** Shows an answer while it is being made, where the message that it replies to came by the present connection. */
export function watchAnswer(to: Addressee, options: StreamOptions): AnswerView {
  const reqId = to.message?.inbound.reference?.reqId;
  if (!to.message || typeof reqId !== 'string' || !options.connection.isAlive(reqId)) return NOTHING;
  const stream = new AnswerStream({ reqId, id: to.message.id, language: to.conversation.language }, options);
  return { show: (event) => stream.show(event), end: () => stream.end() };
}

class AnswerStream {
  private readonly target: { reqId: string; id: string; language: Language };
  private readonly options: StreamOptions;
  private text = '';
  private startedAt: number | undefined;
  private frames = 0;
  private isOver = false;
  private isEnded = false;
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<void> | undefined;

  constructor(target: { reqId: string; id: string; language: Language }, options: StreamOptions) {
    this.target = target;
    this.options = options;
  }

  show(event: AnswerEvent): void {
    if (event.type === 'text') this.text += event.delta;
    if (event.type === 'reset') this.text = '';
    if (event.type !== 'answer') this.plan();
  }

  async end(): Promise<Addressee['shown']> {
    this.isEnded = true;
    clearTimeout(this.timer);
    await this.sending;
    if (this.startedAt === undefined) return undefined;
    return { streamId: this.target.id, startedAt: this.startedAt, isOver: this.isOver ? 1 : 0 };
  }

  private plan(): void {
    if (this.timer || this.sending || this.isOver || this.isEnded) return;
    const { everyMs } = this.options;
    const wait = this.frames === 0 ? 0 : this.frames < FAST_FRAMES ? everyMs : everyMs * SLOW_FACTOR;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      const written = this.text;
      this.sending = this.frame().finally(() => {
        this.sending = undefined;
        if (this.text !== written) this.plan();
      });
    }, wait);
  }

  private async frame(): Promise<void> {
    const { connection, clock, log } = this.options;
    const { reqId, id, language } = this.target;
    const strings = WECOM_TEXTS[language];
    const isLast = this.startedAt !== undefined && !isFresh(this.startedAt, clock());
    const content = within(plain(this.text) || strings.searching, MARKDOWN_BYTES);
    const feedback = this.frames === 0 ? id : undefined;
    try {
      const text = isLast ? `${within(content, MARKDOWN_BYTES - 200)}\n\n${strings.later}` : content;
      this.startedAt ??= clock().getTime();
      this.frames += 1;
      await connection.stream({ reqId, id, text, isLast, feedback });
      if (isLast) this.isOver = true;
    } catch (error) {
      this.isOver = true;
      log.warn({ message: id }, `An answer is shown no more: ${describeError(deliveryErrorOf(error))}`);
    }
  }
}
