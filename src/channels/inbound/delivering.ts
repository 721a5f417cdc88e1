import type { Instant } from '../../channel-types.ts';
import { describeError } from '../../errors.ts';
import type { ClaimedPart } from '../../store/conversation-store.ts';
import { type Channel, DeliveryError } from '../channel.ts';
import { keepLease } from './keep-lease.ts';
import type { Ending, PathParts } from './path-parts.ts';
import { persistently } from './persistently.ts';

/** Pauses between tries: the first, doubled with each, and the longest, in milliseconds. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** Where nothing can be sent before somebody mends a setting, in milliseconds. */
const MISCONFIGURED_PAUSE_MS = 60_000;
/** What is given back unsent waits for another process so long, in milliseconds. */
const GIVEN_BACK_MS = 1_000;
/** A part is given up when its message is a day old; one that replies to none, after the tries of about a day. */
const DAY_MS = 24 * 3600_000;
const TRIES_OF_A_DAY = 300;
/** Tries that even an old part has, which was held until now: about an hour. An adapter's own mistakes have no more. */
const LEAST_TRIES = 18;
/** Share of a pause by which it is longer at most, so that not all come back at once. */
const JITTER = 0.25;

/**
 * Sends one claimed part, no faster than the channel takes it, and writes what became of it.
 * @returns when the next of the conversation may be sent, where that is later
 */
export async function deliverClaimed(
  claimed: ClaimedPart,
  parts: PathParts,
  { closing }: Pick<Ending, 'closing'>,
): Promise<Instant | undefined> {
  const { store } = parts;
  const { lease, conversation } = claimed;
  const kept = keepLease(lease, parts);
  try {
    const channel = parts.channels.get(conversation.channel);
    const gapMs = channel?.limits.accountGapMs ?? 0;
    const waiting = AbortSignal.any([closing, kept.lost]);
    if (!channel || !(await parts.turnstile.pass(conversation, gapMs, waiting))) {
      await store.postponePart(lease, { readyAt: now(parts) + GIVEN_BACK_MS, error: '', refund: true });
      return undefined;
    }
    const sent = await trySending(channel, claimed, parts.settings.sendMs);
    // What was sent and cannot be written down would be sent again.
    return sent instanceof DeliveryError
      ? await persistently(() => settleFailure(sent, claimed, parts))
      : await persistently(() => settleSent(sent, { claimed, channel, parts }));
  } finally {
    kept.end();
  }
}

interface Sent {
  sentAs?: string;
}

async function trySending(
  channel: Channel,
  { part, conversation, message }: ClaimedPart,
  sendMs: number,
): Promise<Sent | DeliveryError> {
  try {
    return await withinTime(channel.send(part, { conversation, message }), sendMs);
  } catch (error) {
    return asDeliveryError(error, part.attempts);
  }
}

/** What an adapter did not foresee may have happened after the channel took the part. */
function asDeliveryError(error: unknown, attempts: number): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const failure = attempts < LEAST_TRIES ? 'busy' : 'refused';
  return new DeliveryError(failure, describeError(error), { cause: error, isNotTaken: false });
}

async function settleSent(
  { sentAs }: Sent,
  { claimed, channel, parts }: { claimed: ClaimedPart; channel: Channel; parts: PathParts },
): Promise<Instant> {
  const { lease, part, conversation } = claimed;
  const at = now(parts);
  parts.failures.delete(part.id);
  const pauseUntil = at + (channel.limits.conversationGapMs?.(conversation) ?? 0);
  const written = await parts.store.partSent(lease, { at, sentAs, pauseUntil });
  if (!written) parts.log.warn({ part: part.id }, 'A part was sent that another process has taken over.');
  return pauseUntil;
}

async function settleFailure(
  error: DeliveryError,
  claimed: ClaimedPart,
  parts: PathParts,
): Promise<Instant | undefined> {
  const { store, log } = parts;
  const { lease, part, conversation } = claimed;
  const { failure } = error;
  const problem = describeError(error);
  if (failure === 'window-closed') {
    await store.holdPart(lease, problem);
    return undefined;
  }
  const isRetried = failure === 'busy' || failure === 'misconfigured';
  if (isRetried && !isHopeless(claimed, now(parts))) return postpone(error, claimed, parts);
  parts.failures.delete(part.id);
  log.warn({ part: part.id, conversation: conversation.id, problem }, 'A reply could not be delivered.');
  await store.abandonPart(lease, { at: now(parts), error: problem, isGone: failure === 'gone' });
  return undefined;
}

function isHopeless({ part, message }: ClaimedPart, at: Instant): boolean {
  if (part.attempts < LEAST_TRIES) return false;
  return message ? at - message.acceptedAt > DAY_MS : part.attempts >= TRIES_OF_A_DAY;
}

async function postpone(error: DeliveryError, claimed: ClaimedPart, parts: PathParts): Promise<Instant> {
  const { lease, part, conversation } = claimed;
  const { channel } = conversation;
  const problem = describeError(error);
  const failures = parts.failures.get(part.id) ?? 0;
  if (error.retryAfterMs === undefined) parts.failures.set(part.id, failures + 1);
  const readyAt = now(parts) + pauseAfter(error, failures, parts.random);
  // A setting is wrong for all: one call after each pause is enough to see whether it was mended.
  const isForAll = error.isAccountWide || error.failure === 'misconfigured';
  if (isForAll) await parts.turnstile.pause(conversation, readyAt);
  if (error.failure === 'misconfigured') parts.log.error({ channel, part: part.id }, problem);
  await parts.store.postponePart(lease, { readyAt, error: problem, refund: error.isNotTaken });
  return readyAt;
}

function pauseAfter(
  { failure, retryAfterMs }: DeliveryError,
  failures: number,
  random: () => number,
): number {
  const usual =
    failure === 'misconfigured'
      ? MISCONFIGURED_PAUSE_MS
      : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
  const asked = retryAfterMs ?? usual;
  return Math.ceil(asked + Math.min(asked, usual) * JITTER * random());
}

function withinTime<Result>(work: Promise<Result>, ms: number): Promise<Result> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const problem = `The channel gave no answer within ${ms / 1000} s.`;
    timeout.reject(new DeliveryError('busy', problem, { isNotTaken: false }));
  }, ms);
  return Promise.race([work, timeout.promise]).finally(() => clearTimeout(timer));
}

function now({ clock }: Pick<PathParts, 'clock'>): Instant {
  return clock().getTime();
}
