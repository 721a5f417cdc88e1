import type { Selectable, Updateable } from 'kysely';
import type { Instant, OpenMatter } from '../channel-types.ts';
import {
  change,
  firstPart,
  type Locked,
  leaseOf,
  lock,
  lockDue,
  lockLeased,
  newId,
  partDue,
  WAITING,
  type Work,
} from './conversation-lock.ts';
import { conversationOf, messageOf, partOf, plain } from './conversation-rows.ts';
import type { ClaimedPart, ClaimOptions, Lease } from './conversation-store.ts';
import type { ConversationRow, PartRow } from './state-schema.ts';

/** Why a claim gave nothing: nothing is due, or what was due must not be sent, and another may be. */
export type Unclaimed = 'nothing due' | 'not to be sent';

/**
 * Claims the first part of the conversation that is due the longest. Where it must not be sent, it and what stands
 * after it are held or given up; see `ConversationStore.claimPart`.
 */
export async function claimPart(work: Work, claim: ClaimOptions): Promise<ClaimedPart | Unclaimed> {
  const conversation = await lockDue(work, 'part_at', claim);
  if (!conversation) return 'nothing due';
  const part = await firstDue(work, conversation);
  if (conversation.is_reachable === 0) {
    const failure = { at: claim.now, error: 'Nothing can be sent there any more.' };
    await giveUp(work, conversation, { part, ...failure });
    return 'not to be sent';
  }
  if (!mayBeSent(conversation, claim.now)) {
    await hold(work, conversation);
    return 'not to be sent';
  }
  return begin(work, { conversation, part, claim });
}

/** The part that was being sent when its lease ran out, else the first that waits. */
async function firstDue(work: Work, conversation: Locked): Promise<Selectable<PartRow>> {
  if (conversation.sending === null) {
    return firstPart(work, conversation.id).selectAll().executeTakeFirstOrThrow();
  }
  return work
    .updateTable('parts')
    .set({ may_be_sent: 1 })
    .where('id', '=', conversation.sending)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Whether the budget lets a part be sent; one that was begun has had its share of it. */
function mayBeSent({ budget_left: left, budget_until: until, sending }: Locked, now: Instant): boolean {
  if (left === null || until === null) return true;
  return until > now && (left > 0 || sending !== null);
}

async function begin(
  work: Work,
  { conversation, part, claim }: { conversation: Locked; part: Selectable<PartRow>; claim: ClaimOptions },
): Promise<ClaimedPart> {
  const { id, sending, budget_left: left } = conversation;
  const lease = leaseOf(part.id, claim);
  const begun = await work
    .updateTable('parts')
    .set((set) => ({ state: 'sending', attempts: set('attempts', '+', 1) }))
    .where('id', '=', part.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const changed = await work
    .updateTable('conversations')
    .set({
      sending: part.id,
      sending_token: lease.token,
      sending_owner: claim.owner,
      part_at: lease.until,
      ...(left !== null && sending === null && { budget_left: left - 1 }),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const message = part.message === null ? undefined : await messageOfPart(work, part.message);
  const claimed = { lease, part: partOf(begun), conversation: conversationOf(changed) };
  return { ...claimed, ...(message && { message }), mayBeSent: part.may_be_sent === 1 };
}

async function messageOfPart(work: Work, id: string) {
  return messageOf(
    await work.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
}

/** See `ConversationStore.partSent`. */
export async function partSent(
  work: Work,
  lease: Lease,
  { at, sentAs, pauseUntil }: { at: Instant; sentAs?: string; pauseUntil?: Instant },
): Promise<boolean> {
  const conversation = await lockLeased(work, 'sending', lease);
  if (!conversation) return false;
  const sent = {
    state: 'sent',
    sent_at: at,
    sent_as: sentAs === undefined ? null : plain(sentAs),
    error: null,
  };
  await work.updateTable('parts').set(sent).where('id', '=', lease.id).execute();
  const paused_until = Math.max(conversation.paused_until, pauseUntil ?? 0);
  await change(work, conversation.id, {
    paused_until,
    ...(await sendingEnded(work, { ...conversation, paused_until })),
  });
  return true;
}

/** See `ConversationStore.postponePart`. */
export async function postponePart(
  work: Work,
  lease: Lease,
  { readyAt, error, refund }: { readyAt: Instant; error: string; refund: boolean },
): Promise<boolean> {
  const conversation = await lockLeased(work, 'sending', lease);
  if (!conversation) return false;
  const back = { state: 'waiting', ready_at: readyAt, error: plain(error) };
  await work.updateTable('parts').set(back).where('id', '=', lease.id).execute();
  const { budget_left: left, budget_sends: sends } = conversation;
  // A budget that was renewed since then has nothing to get back.
  const refunded = refund && left !== null ? Math.min(left + 1, sends ?? left) : left;
  await change(work, conversation.id, {
    budget_left: refunded,
    ...(await sendingEnded(work, conversation)),
  });
  return true;
}

/** See `ConversationStore.holdPart`. */
export async function holdPart(work: Work, lease: Lease, error: string): Promise<boolean> {
  const conversation = await lockLeased(work, 'sending', lease);
  if (!conversation) return false;
  await work
    .updateTable('parts')
    .set({ error: plain(error) })
    .where('id', '=', lease.id)
    .execute();
  // Parts that are written later are held as well, and do not overtake these.
  const spent = conversation.budget_left === null ? {} : { budget_left: 0 };
  await hold(work, conversation, spent);
  return true;
}

/** See `ConversationStore.abandonPart`. */
export async function abandonPart(
  work: Work,
  lease: Lease,
  { at, error, isGone }: { at: Instant; error: string; isGone: boolean },
): Promise<boolean> {
  const conversation = await lockLeased(work, 'sending', lease);
  if (!conversation) return false;
  const part = await work
    .updateTable('parts')
    .set({ state: 'failed', error: plain(error) })
    .where('id', '=', lease.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (isGone) {
    await giveUp(work, conversation, { part, at, error });
    await change(work, conversation.id, { is_reachable: 0 });
    return true;
  }
  await openMatter(work, { part, at, error });
  await change(work, conversation.id, await sendingEnded(work, conversation));
  return true;
}

/** See `ConversationStore.partBounced`. */
export async function partBounced(
  work: Work,
  id: string,
  { at, error, isGone }: { at: Instant; error: string; isGone: boolean },
): Promise<boolean> {
  const kept = await work.selectFrom('parts').select('conversation').where('id', '=', id).executeTakeFirst();
  if (!kept || !(await lock(work, kept.conversation))) return false;
  const part = await work
    .updateTable('parts')
    .set({ state: 'failed', error: plain(error) })
    .where('id', '=', id)
    .where('state', '=', 'sent')
    .returningAll()
    .executeTakeFirst();
  if (!part) return false;
  await openMatter(work, { part, at, error });
  if (isGone) await change(work, part.conversation, { is_reachable: 0 });
  return true;
}

/** No part of the conversation is being sent any more. */
async function sendingEnded(
  work: Work,
  conversation: Pick<Locked, 'id' | 'paused_until'>,
): Promise<Updateable<ConversationRow>> {
  return {
    sending: null,
    sending_token: null,
    sending_owner: null,
    part_at: await partDue(work, conversation),
  };
}

/** Has all parts of a conversation that are to be sent wait until the asker writes again. */
async function hold(
  work: Work,
  conversation: Locked,
  changes: Updateable<ConversationRow> = {},
): Promise<void> {
  await setUnsent(work, conversation, { state: 'held' });
  await change(work, conversation.id, { ...changes, ...(await sendingEnded(work, conversation)) });
}

/** Gives up all parts of a conversation that are to be sent, with one matter for all of them. */
async function giveUp(
  work: Work,
  conversation: Locked,
  failure: { part: Selectable<PartRow>; at: Instant; error: string },
): Promise<void> {
  await setUnsent(work, conversation, { state: 'failed', error: plain(failure.error) });
  await openMatter(work, failure);
  await change(work, conversation.id, await sendingEnded(work, conversation));
}

async function setUnsent(work: Work, { id, sending }: Locked, changes: Updateable<PartRow>): Promise<void> {
  const parts = () => work.updateTable('parts').set(changes);
  await parts().where('conversation', '=', id).where('state', '=', WAITING).execute();
  if (sending !== null) await parts().where('id', '=', sending).execute();
}

async function openMatter(
  work: Work,
  { part, at, error }: { part: Selectable<PartRow>; at: Instant; error: string },
): Promise<void> {
  const kind: OpenMatter['kind'] = 'undelivered';
  const { id, conversation, message } = part;
  const matter = { id: newId(), kind, conversation, message, part: id, detail: plain(error), created_at: at };
  await work.insertInto('matters').values(matter).execute();
}
