import { z } from 'zod';
import { DeliveryError } from '../channel.ts';

/** What the bot's connection answers (document/path/101463, 智能机器人长连接). */
const ERRCODE = {
  busy: -1,
  tooOften: 45009,
  /** The message that is replied to is not, or no more, to be replied to. */
  badReqId: 846605,
  tooManyMessages: 846607,
  /** The stream is finished, or older than six minutes. */
  streamEnded: 846608,
} as const;

const MINUTE_MS = 60_000;
const answerShape = z.object({ errcode: z.number(), errmsg: z.string().catch('') });

/** Whether only the stream is at its end: what it was to show may be sent as a message. */
export function isStreamOver(error: unknown): boolean {
  const { data } = answerShape.safeParse(error);
  return data?.errcode === ERRCODE.badReqId || data?.errcode === ERRCODE.streamEnded;
}

/** The error of the client, which is an answer of the server or its own, as one of delivery. */
export function deliveryErrorOf(error: unknown): DeliveryError {
  const { data } = answerShape.safeParse(error);
  if (data) {
    const { errcode, errmsg } = data;
    const words = `WeCom refused a message of the bot: ${errcode} ${errmsg}`.trim();
    const isBusy =
      errcode === ERRCODE.busy || errcode === ERRCODE.tooOften || errcode === ERRCODE.tooManyMessages;
    if (!isBusy) return new DeliveryError('refused', words);
    return new DeliveryError('busy', words, {
      retryAfterMs: errcode === ERRCODE.busy ? undefined : MINUTE_MS,
    });
  }
  const words = error instanceof Error ? error.message : String(error);
  const isNotTaken = /not connected/i.test(words);
  const what = isNotTaken ? 'The bot is not connected.' : 'The bot got no answer to a message.';
  return new DeliveryError('busy', what, { isNotTaken, retryAfterMs: isNotTaken ? 5000 : undefined });
}
