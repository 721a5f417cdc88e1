import type { Instant, Reply } from '../../channel-types.ts';
import { AppError, describeError } from '../../errors.ts';
import type { ClaimedMessage, NewPart, Settlement } from '../../store/conversation-store.ts';
import type { Addressee, Channel } from '../channel.ts';
import { keepLease } from './keep-lease.ts';
import type { Ending, PathParts } from './path-parts.ts';
import { persistently } from './persistently.ts';
import { apology } from './question.ts';
import { deskReply } from './replies.ts';
import { respond } from './respond.ts';
import { DESK_STRINGS } from './strings.ts';
import type { Response } from './turn.ts';
import { type Watching, watchAnswer } from './watching.ts';

/** Pause before a message that failed is begun again, doubled with each try, in milliseconds. */
const RETRY_MS = 1_000;
/** A message of a channel that is not configured any more waits for it, in milliseconds. */
const NO_CHANNEL_MS = 60_000;
/** Tries beyond those of what breaks: where the store or an endpoint was away, and where processes were killed. */
const TRIES_MORE = 5;

/**
 * Answers one claimed message and writes what became of it, with all that is to be sent, at once. What fails is tried
 * again, and after the last try told to the asker and to staff.
 */
export async function answerClaimed(
  claimed: ClaimedMessage,
  parts: PathParts,
  { timeUp }: Pick<Ending, 'timeUp'>,
): Promise<void> {
  const { store, log } = parts;
  const { lease, message, conversation } = claimed;
  const channel = parts.channels.get(conversation.channel);
  if (!channel) {
    await store.release(lease, now(parts) + NO_CHANNEL_MS);
    return;
  }
  const kept = keepLease(lease, parts);
  try {
    const made = await makeResponse(claimed, { channel, parts, given: AbortSignal.any([timeUp, kept.lost]) });
    const settlement = settlementOf(made, { claimed, channel, at: now(parts) });
    if (!(await persistently(() => store.settle(lease, settlement))))
      log.warn({ message: message.id }, 'Another process has taken the message over.');
  } catch (error) {
    if (kept.lost.aborted) {
      log.warn({ message: message.id }, 'Another process has taken the message over.');
      return;
    }
    if (!timeUp.aborted)
      log.error({ err: error, message: message.id, attempt: message.attempts }, describeError(error));
    const pause = timeUp.aborted ? 0 : RETRY_MS * 2 ** Math.min(message.attempts - 1, TRIES_MORE);
    await store.release(lease, now(parts) + pause);
  } finally {
    kept.end();
  }
}

interface Made {
  response: Response;
  shown: Addressee['shown'];
  state: Settlement['state'];
}

/** The response, or after the last try an apology. @throws what failed before the last try */
async function makeResponse(
  claimed: ClaimedMessage,
  { channel, parts, given }: { channel: Channel; parts: PathParts; given: AbortSignal },
): Promise<Made> {
  const { settings } = parts;
  // Begun so often and never ended, it may be what ends the process: it is not begun once more.
  if (claimed.message.attempts > settings.attempts + TRIES_MORE)
    return { response: apology(claimed, 'failed'), shown: undefined, state: 'failed' };
  const watching = watchAnswer(claimed, channel, parts.log);
  const tooSlow = AbortSignal.timeout(settings.answerMs);
  try {
    const { response, state } = await respondInTime(claimed, { channel, parts, watching, tooSlow, given });
    return { response, state, shown: await watching.end() };
  } catch (error) {
    await watching.end();
    throw error;
  }
}

async function respondInTime(
  claimed: ClaimedMessage,
  options: {
    channel: Channel;
    parts: PathParts;
    watching: Watching;
    tooSlow: AbortSignal;
    given: AbortSignal;
  },
): Promise<Pick<Made, 'response' | 'state'>> {
  const { channel, parts, watching, tooSlow, given } = options;
  const { message, conversation } = claimed;
  const signal = AbortSignal.any([tooSlow, given, ...(watching.stopped ? [watching.stopped] : [])]);
  const show = watching.show;
  const turn = { conversation, message, audience: channel.audience, signal, show };
  try {
    return { response: await untilAborted(respond(turn, parts.desk), signal), state: 'settled' };
  } catch (error) {
    if (given.aborted) throw error;
    if (watching.stopped?.aborted) return { response: stopped(claimed), state: 'settled' };
    if (!tooSlow.aborted && message.attempts < triesOf(error, parts)) throw error;
    parts.log.error({ err: error, message: message.id, attempt: message.attempts }, describeError(error));
    return { response: apology(claimed, tooSlow.aborted ? 'tooSlow' : 'failed'), state: 'failed' };
  }
}

function triesOf(error: unknown, { settings }: PathParts): number {
  return settings.attempts + (error instanceof AppError && error.retryable ? TRIES_MORE : 0);
}

/** Marks alone carry no figure to its source, and the sources come last: of a stopped answer nothing is kept. */
function stopped({ conversation: { language } }: ClaimedMessage): Response {
  return { replies: [deskReply(language, DESK_STRINGS[language].stopped)] };
}

/** What goes on after it is to end is not waited for. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  return Promise.race([work, aborted.promise]).finally(() => signal.removeEventListener('abort', abort));
}

function settlementOf(
  { response, shown, state }: Made,
  { claimed, channel, at }: { claimed: ClaimedMessage; channel: Channel; at: Instant },
): Settlement {
  const { replies, ...settled } = response;
  const { message } = claimed;
  const conversation = {
    ...claimed.conversation,
    ...(settled.changes?.language && { language: settled.changes.language }),
  };
  const render = (reply: Reply) =>
    channel
      .render(reply, { conversation, message, shown })
      .map((payload) => ({ author: reply.author, payload, ...timing(channel, message.acceptedAt) }));
  return { ...settled, at, state, parts: replies.flatMap(render) };
}

/** From when a part may be sent, where the channel may come for it first. */
function timing({ limits }: Channel, acceptedAt: Instant): Pick<NewPart, 'readyAt' | 'isHeld'> {
  if (limits.isPassiveOnly) return { isHeld: true };
  return limits.passiveMs === undefined ? {} : { readyAt: acceptedAt + limits.passiveMs };
}

function now({ clock }: Pick<PathParts, 'clock'>): Instant {
  return clock().getTime();
}
