import type { Instant } from '../../channel-types.ts';
import { describeError } from '../../errors.ts';
import type { ClaimedPart } from '../../store/conversation-store.ts';
import { type Channel, DeliveryError } from '../channel.ts';
import type { PathParts } from './path-parts.ts';

/** Pauses between tries: the first, doubled with each, and the longest, in milliseconds. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** Where nothing can be sent before somebody mends a setting, in milliseconds. */
const MISCONFIGURED_PAUSE_MS = 60_000;
/** About a day of tries, at the longest pause. */
const TRIES = { busy: 300, misconfigured: 1440 };
/** Share of a pause by which it is longer at most, so that not all come back at once. */
const JITTER = 0.25;

/** Sends one claimed part, no faster than the channel takes it, and writes what became of it. */
export async function deliverClaimed(claimed: ClaimedPart, parts: PathParts): Promise<void> {
  const { store, log } = parts;
  const { lease, part, conversation } = claimed;
  const channel = parts.channels.get(conversation.channel);
  if (!channel) {
    const readyAt = now(parts) + MISCONFIGURED_PAUSE_MS;
    await store.postponePart(lease, { readyAt, error: 'The channel is not configured.', refund: true });
    return;
  }
  const slot = await slotOf(channel, claimed, parts);
  if (slot > now(parts)) {
    // A later moment is not waited for under the lease: others may be sent meanwhile.
    await store.postponePart(lease, { readyAt: slot, error: '', refund: true });
    return;
  }
  try {
    const { sentAs } = await withinTime(sendTo(channel, claimed), parts.settings.sendMs);
    const at = now(parts);
    const pauseUntil = at + (channel.limits.conversationGapMs?.(conversation) ?? 0);
    const written = await store.partSent(lease, { at, sentAs, pauseUntil });
    if (!written) log.warn({ part: part.id }, 'The part was sent, and another process has taken it over.');
  } catch (error) {
    await settleFailure(asDeliveryError(error), claimed, parts);
  }
}

function sendTo(channel: Channel, { part, conversation, message }: ClaimedPart) {
  return channel.send(part, { conversation, message });
}

/** The moment that the account's pace gives this part; close ones are waited for here. */
async function slotOf(channel: Channel, { conversation }: ClaimedPart, parts: PathParts): Promise<Instant> {
  const gapMs = channel.limits.accountGapMs;
  if (gapMs === undefined) return 0;
  const { channel: name, account } = conversation;
  const at = await parts.store.reserveSlot({ channel: name, account }, { now: now(parts), gapMs });
  const wait = at - now(parts);
  if (wait > 0 && wait <= parts.settings.leaseMs / 3) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    return 0;
  }
  return at;
}

async function settleFailure(error: DeliveryError, claimed: ClaimedPart, parts: PathParts): Promise<void> {
  const { store, log } = parts;
  const { lease, part, conversation } = claimed;
  const at = now(parts);
  const problem = describeError(error);
  const abandon = async (isGone: boolean) => {
    log.warn({ part: part.id, conversation: conversation.id, problem }, 'A reply could not be delivered.');
    await store.abandonPart(lease, { at, error: problem, isGone });
  };
  switch (error.failure) {
    case 'window-closed':
      await store.holdPart(lease, problem);
      return;
    case 'gone':
      return abandon(true);
    case 'refused':
      return abandon(false);
    case 'busy':
    case 'misconfigured': {
      if (part.attempts >= TRIES[error.failure]) return abandon(false);
      const pause = pauseAfter(error, part.attempts, parts.random);
      if (error.isAccountWide) {
        const { channel, account } = conversation;
        await store.pauseAccount({ channel, account }, at + pause);
      }
      if (error.failure === 'misconfigured') log.error({ channel: conversation.channel, problem }, problem);
      await store.postponePart(lease, { readyAt: at + pause, error: problem, refund: error.isNotTaken });
    }
  }
}

function pauseAfter(
  { failure, retryAfterMs }: DeliveryError,
  attempts: number,
  random: () => number,
): number {
  const usual =
    failure === 'misconfigured'
      ? MISCONFIGURED_PAUSE_MS
      : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1));
  return Math.ceil((retryAfterMs ?? usual) + usual * JITTER * random());
}

/** What an adapter did not foresee may have happened after the channel took the part. */
function asDeliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  return new DeliveryError('busy', describeError(error), { cause: error, isNotTaken: false });
}

function withinTime<Result>(work: Promise<Result>, ms: number): Promise<Result> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const problem = `The channel gave no answer within ${ms / 1000} s.`;
    timeout.reject(new DeliveryError('busy', problem, { isNotTaken: false }));
  }, ms);
  return Promise.race([work, timeout.promise]).finally(() => clearTimeout(timer));
}

function now({ clock }: PathParts): Instant {
  return clock().getTime();
}
