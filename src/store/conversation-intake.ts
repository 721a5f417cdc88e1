import type { Selectable, Updateable } from 'kysely';
import type { Inbound, Instant } from '../channel-types.ts';
import { HELD, type Locked, leaseOf, messageDue, newId, partDue, type Work } from './conversation-lock.ts';
import { conversationOf, messageOf, plain } from './conversation-rows.ts';
import type { Accepted, AcceptOptions, Lease } from './conversation-store.ts';
import type { ConversationRow, MessageRow } from './state-schema.ts';

/** What a new conversation is in where the channel does not tell: what most askers read. */
const USUAL_LANGUAGE = 'zh-Hans';

/** See `ConversationStore.accept`. A message that was accepted before is given as it is, and changes nothing. */
export async function accept(work: Work, inbound: Inbound, options: AcceptOptions): Promise<Accepted> {
  const conversation = await meet(work, inbound, options.now);
  const isIdle = conversation.answering === null && conversation.message_at === null;
  const claim = isIdle ? options.claim : undefined;
  const row = await insert(work, { conversation: conversation.id, inbound, now: options.now, claim });
  if (!row) return known(work, inbound);
  const lease = claim && leaseOf(row.id, { now: options.now, leaseMs: claim.leaseMs });
  const changes: Updateable<ConversationRow> = {
    is_reachable: inbound.content.kind === 'departure' ? conversation.is_reachable : 1,
    ...(await renewed(work, conversation, options)),
    ...(await due(work, conversation, { lease, owner: claim?.owner })),
  };
  const changed = await work
    .updateTable('conversations')
    .set(changes)
    .where('id', '=', conversation.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return { message: messageOf(row), conversation: conversationOf(changed), isNew: true, lease };
}

/** The conversation that a message belongs to, locked; made where there is none. */
function meet(work: Work, inbound: Inbound, now: Instant): Promise<Locked> {
  return work
    .insertInto('conversations')
    .values({
      id: newId(),
      channel: inbound.channel,
      account: plain(inbound.account),
      place: plain(inbound.place),
      is_group: inbound.isGroup ? 1 : 0,
      language: inbound.language ?? USUAL_LANGUAGE,
      created_at: now,
    })
    .onConflict((conflict) =>
      // Changes nothing, and yet gives the row that was there, and locks it.
      conflict
        .columns(['channel', 'account', 'place'])
        .doUpdateSet((set) => ({ place: set.ref('excluded.place') })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** @returns `undefined` where the message is there already */
function insert(
  work: Work,
  {
    conversation,
    inbound,
    now,
    claim,
  }: { conversation: string; inbound: Inbound; now: Instant; claim: AcceptOptions['claim'] },
): Promise<Selectable<MessageRow> | undefined> {
  return work
    .insertInto('messages')
    .values({
      id: newId(),
      conversation,
      channel: inbound.channel,
      account: plain(inbound.account),
      key: plain(inbound.key),
      rank: inbound.rank,
      state: claim ? 'answering' : 'waiting',
      ready_at: now,
      attempts: claim ? 1 : 0,
      inbound: JSON.stringify(inbound),
      accepted_at: now,
    })
    .onConflict((conflict) => conflict.columns(['channel', 'account', 'key']).doNothing())
    .returningAll()
    .executeTakeFirst();
}

async function known(work: Work, inbound: Inbound): Promise<Accepted> {
  const row = await work
    .selectFrom('messages')
    .selectAll()
    .where('channel', '=', inbound.channel)
    .where('account', '=', plain(inbound.account))
    .where('key', '=', plain(inbound.key))
    .executeTakeFirstOrThrow();
  const conversation = await work
    .selectFrom('conversations')
    .selectAll()
    .where('id', '=', row.conversation)
    .executeTakeFirstOrThrow();
  return { message: messageOf(row), conversation: conversationOf(conversation), isNew: false };
}

/** When a message of the conversation is due, now that one more is there; with `lease`, it is being answered. */
async function due(
  work: Work,
  conversation: Locked,
  { lease, owner }: { lease?: Lease; owner?: string },
): Promise<Updateable<ConversationRow>> {
  if (lease) {
    const { id, token, until } = lease;
    return { answering: id, answering_token: token, answering_owner: owner, message_at: until };
  }
  if (conversation.answering !== null) return {};
  return { message_at: await messageDue(work, conversation.id) };
}

/** The budget that a message brings, and what can then be sent of what was held for want of it. */
async function renewed(
  work: Work,
  conversation: Locked,
  { now, budget }: AcceptOptions,
): Promise<Updateable<ConversationRow>> {
  if (!budget) return {};
  const present = { left: conversation.budget_left ?? 0, until: conversation.budget_until ?? 0 };
  const isOpen = present.left > 0 && present.until > now;
  const until = now + budget.windowMs;
  const stays = isOpen && (budget.sends <= 0 || (present.left >= budget.sends && present.until >= until));
  const changes = stays ? {} : { budget_left: budget.sends, budget_sends: budget.sends, budget_until: until };
  if (!isOpen && budget.sends <= 0) return changes;
  const released = await work
    .updateTable('parts')
    .set({ state: 'waiting' })
    .where('conversation', '=', conversation.id)
    .where('state', '=', HELD)
    .where('is_for_fetching', '=', 0)
    .returning('number')
    .execute();
  if (released.length === 0 || conversation.sending !== null) return changes;
  return { ...changes, part_at: await partDue(work, conversation) };
}
