import type { Instant, Reply } from '../../channel-types.ts';
import { describeError } from '../../errors.ts';
import type { ClaimedMessage, NewPart, Settlement } from '../../store/conversation-store.ts';
import type { AnswerView, Channel } from '../channel.ts';
import type { PathParts } from './path-parts.ts';
import { apology } from './question.ts';
import { deskReply } from './replies.ts';
import { respond } from './respond.ts';
import { DESK_STRINGS } from './strings.ts';
import type { Response } from './turn.ts';

/** Pause before a message that failed is begun again, doubled with each try, in milliseconds. */
const RETRY_MS = 1_000;
/** A message of a channel that is not configured any more waits for it, in milliseconds. */
const NO_CHANNEL_MS = 60_000;

/**
 * Answers one claimed message and writes what became of it, with all that is to be sent, at once. What fails is tried
 * again, and after the last try told to the asker and to staff.
 */
export async function answerClaimed(claimed: ClaimedMessage, parts: PathParts): Promise<void> {
  const { store, clock, log, settings } = parts;
  const { lease, message, conversation } = claimed;
  const channel = parts.channels.get(conversation.channel);
  if (!channel) {
    await store.release(lease, now(clock) + NO_CHANNEL_MS);
    return;
  }
  const stopRenewing = keepLease(claimed, parts);
  try {
    const { response, shown, state } = await makeResponse(claimed, channel, parts);
    const rendered = renderAll(response.replies, { claimed, response, shown, channel });
    const written = await store.settle(lease, {
      ...withoutReplies(response),
      at: now(clock),
      state,
      parts: rendered.map((part) => withTiming(part, channel, message.acceptedAt)),
    });
    if (!written) log.warn({ message: message.id }, 'Another process has taken the message over.');
  } catch (error) {
    // Not even the apology could be written: the message goes back and is there for the next try.
    log.error({ err: error, message: message.id }, describeError(error));
    const pause = RETRY_MS * 2 ** Math.min(message.attempts, settings.attempts);
    await store.release(lease, now(clock) + pause);
  } finally {
    stopRenewing();
  }
}

interface Made {
  response: Response;
  shown: Awaited<ReturnType<AnswerView['end']>>;
  state: Settlement['state'];
}

/** The response, or after the last try an apology. @throws what failed before the last try */
async function makeResponse(claimed: ClaimedMessage, channel: Channel, parts: PathParts): Promise<Made> {
  const { message, conversation } = claimed;
  const view = openView(claimed, channel, parts);
  const tooSlow = AbortSignal.timeout(parts.settings.answerMs);
  const signal = AbortSignal.any([tooSlow, ...(view?.signal ? [view.signal] : [])]);
  const turn = { conversation, message, audience: channel.audience, signal, show: showSafely(view, parts) };
  let response: Response;
  let state: Settlement['state'] = 'settled';
  try {
    response = await untilAborted(respond(turn, parts.desk), signal);
  } catch (error) {
    if (view?.signal?.aborted) response = stopped(claimed);
    else {
      const isLast = tooSlow.aborted || message.attempts >= parts.settings.attempts;
      parts.log.error({ err: error, message: message.id, attempt: message.attempts }, describeError(error));
      if (!isLast) {
        await endSafely(view, parts);
        throw error;
      }
      response = apology(turn, tooSlow.aborted ? 'tooSlow' : 'failed');
      state = 'failed';
    }
  }
  return { response, shown: await endSafely(view, parts), state };
}

/** Marks alone carry no figure to its source, and the sources come last: of a stopped answer nothing is kept. */
function stopped({ conversation: { language } }: ClaimedMessage): Response {
  return { replies: [deskReply(language, DESK_STRINGS[language].stopped)] };
}

/** What goes on after its time has run out is not waited for. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  return Promise.race([work, aborted.promise]).finally(() => signal.removeEventListener('abort', abort));
}

function openView({ conversation, message }: ClaimedMessage, channel: Channel, { log }: PathParts) {
  if (message.inbound.isForPeople) return undefined;
  try {
    return channel.watch?.({ conversation, message });
  } catch (error) {
    log.warn({ err: error, message: message.id }, describeError(error));
    return undefined;
  }
}

/** To see an answer in the making is a convenience: what fails there fails no answer. */
function showSafely(view: AnswerView | undefined, { log }: PathParts): AnswerView['show'] {
  return (event) => {
    try {
      view?.show(event);
    } catch (error) {
      log.warn({ err: error }, describeError(error));
    }
  };
}

async function endSafely(view: AnswerView | undefined, { log }: PathParts): Promise<Made['shown']> {
  try {
    return await view?.end();
  } catch (error) {
    log.warn({ err: error }, describeError(error));
    return undefined;
  }
}

/** Keeps the lease while the answer is made; where it is lost, settling is refused anyway. */
function keepLease(
  { lease, message }: ClaimedMessage,
  { store, clock, log, settings }: PathParts,
): () => void {
  const { leaseMs } = settings;
  const timer = setInterval(() => {
    store.renew(lease, now(clock) + leaseMs).catch((error) => {
      log.warn({ err: error, message: message.id }, describeError(error));
    });
  }, leaseMs / 3);
  return () => clearInterval(timer);
}

function renderAll(
  replies: readonly Reply[],
  given: { claimed: ClaimedMessage; response: Response; shown: Made['shown']; channel: Channel },
): NewPart[] {
  const { claimed, response, shown, channel } = given;
  const { message } = claimed;
  const conversation = {
    ...claimed.conversation,
    ...(response.changes?.language && { language: response.changes.language }),
  };
  return replies.flatMap((reply) =>
    channel
      .render(reply, { conversation, message, shown })
      .map((payload) => ({ author: reply.author, payload })),
  );
}

function withTiming(part: NewPart, { limits }: Channel, acceptedAt: Instant): NewPart {
  if (limits.isPassiveOnly) return { ...part, isHeld: true };
  return limits.passiveMs === undefined ? part : { ...part, readyAt: acceptedAt + limits.passiveMs };
}

function withoutReplies({ question, answer, changes, rating, matters }: Response) {
  return { question, answer, changes, rating, matters };
}

function now(clock: () => Date): Instant {
  return clock().getTime();
}
