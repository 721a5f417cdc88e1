import type { Updateable } from 'kysely';
import type { Instant } from '../channel-types.ts';
import {
  change,
  firstMessage,
  type Locked,
  leaseOf,
  lockDue,
  lockLeased,
  messageDue,
  newId,
  type Work,
} from './conversation-lock.ts';
import { insertParts } from './conversation-parts.ts';
import { conversationOf, messageOf, plain } from './conversation-rows.ts';
import type {
  ClaimedMessage,
  ClaimOptions,
  ConversationChanges,
  Lease,
  Settlement,
} from './conversation-store.ts';
import type { ConversationRow } from './state-schema.ts';

/** See `ConversationStore.claimMessage`. */
export async function claimMessage(work: Work, claim: ClaimOptions): Promise<ClaimedMessage | undefined> {
  const conversation = await lockDue(work, 'message_at', claim);
  if (!conversation) return undefined;
  const { id } =
    conversation.answering === null
      ? await firstMessage(work, conversation.id).select('id').executeTakeFirstOrThrow()
      : { id: conversation.answering };
  const message = await work
    .updateTable('messages')
    .set((set) => ({ state: 'answering', attempts: set('attempts', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const lease = leaseOf(id, claim);
  await change(work, conversation.id, {
    answering: id,
    answering_token: lease.token,
    answering_owner: claim.owner,
    message_at: lease.until,
  });
  return { lease, message: messageOf(message), conversation: conversationOf(conversation) };
}

/** See `ConversationStore.renew`; the lease may be of a message or of a part. */
export async function renew(work: Work, { id, token }: Lease, until: Instant): Promise<boolean> {
  const answering = await work
    .updateTable('conversations')
    .set({ message_at: until })
    .where('answering', '=', id)
    .where('answering_token', '=', token)
    .returning('id')
    .executeTakeFirst();
  if (answering) return true;
  const sending = await work
    .updateTable('conversations')
    .set({ part_at: until })
    .where('sending', '=', id)
    .where('sending_token', '=', token)
    .returning('id')
    .executeTakeFirst();
  return sending !== undefined;
}

/** See `ConversationStore.release`. */
export async function release(work: Work, lease: Lease, readyAt: Instant): Promise<boolean> {
  const conversation = await lockLeased(work, 'answering', lease);
  if (!conversation) return false;
  await work
    .updateTable('messages')
    .set({ state: 'waiting', ready_at: readyAt })
    .where('id', '=', lease.id)
    .execute();
  await change(work, conversation.id, await answered(work, conversation));
  return true;
}

/** See `ConversationStore.settle`. */
export async function settle(work: Work, lease: Lease, settlement: Settlement): Promise<boolean> {
  const conversation = await lockLeased(work, 'answering', lease);
  if (!conversation) return false;
  const { at, state, question, answer, rating } = settlement;
  await work
    .updateTable('messages')
    .set({
      state,
      settled_at: at,
      question: question === undefined ? null : plain(question),
      answer: answer === undefined ? null : JSON.stringify(answer),
    })
    .where('id', '=', lease.id)
    .execute();
  const place = { conversation: conversation.id, message: lease.id };
  const { partAt } = await insertParts(work, conversation, { ...place, parts: settlement.parts, at });
  if (rating) await rate(work, { conversation: conversation.id, ...rating });
  for (const { kind, detail } of settlement.matters ?? []) {
    const matter = { id: newId(), kind, ...place, detail: plain(detail), created_at: at };
    await work.insertInto('matters').values(matter).execute();
  }
  await change(work, conversation.id, {
    ...changesOf(conversation, settlement.changes ?? {}),
    ...(await answered(work, conversation)),
    part_at: partAt,
  });
  return true;
}

/** Nothing of the conversation is being answered any more. */
async function answered(work: Work, { id }: Locked): Promise<Updateable<ConversationRow>> {
  return {
    answering: null,
    answering_token: null,
    answering_owner: null,
    message_at: await messageDue(work, id),
  };
}

/** @returns `false` where the conversation has no such answer */
export async function rate(
  work: Work,
  { conversation, message, rating }: { conversation: string } & NonNullable<Settlement['rating']>,
): Promise<boolean> {
  const rated = await work
    .updateTable('messages')
    .set({ rating: JSON.stringify(rating) })
    .where('id', '=', message)
    .where('conversation', '=', conversation)
    .where('answer', 'is not', null)
    .returning('id')
    .executeTakeFirst();
  return rated !== undefined;
}

/** What is set of a conversation, as its row has it. */
export function changesOf(
  { source }: Pick<Locked, 'source'>,
  changes: ConversationChanges,
): Updateable<ConversationRow> {
  const { language, isLanguageChosen, isReachable, since } = changes;
  return {
    ...(language !== undefined && { language }),
    ...(isLanguageChosen !== undefined && { is_language_chosen: isLanguageChosen ? 1 : 0 }),
    ...(source === null && changes.source !== undefined && { source: plain(changes.source) }),
    ...(isReachable !== undefined && { is_reachable: isReachable ? 1 : 0 }),
    ...(since !== undefined && { since }),
  };
}
