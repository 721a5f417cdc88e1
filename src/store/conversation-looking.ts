import { type Kysely, sql } from 'kysely';
import type { ChannelName, Conversation, OpenMatter, OutboxPart, StoredMessage } from '../channel-types.ts';
import { conversationOf, matterOf, messageOf, partOf, plain } from './conversation-rows.ts';
import type { Backlog } from './conversation-store.ts';
import type { StateSchema } from './state-schema.ts';

type Reading = Kysely<StateSchema>;

/** See the methods of `ConversationStore` of the same names. */
export async function conversation(kysely: Reading, id: string): Promise<Conversation | undefined> {
  const row = await kysely.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst();
  return row && conversationOf(row);
}

export async function conversationAt(
  kysely: Reading,
  { channel, account, place }: { channel: ChannelName; account: string; place: string },
): Promise<Conversation | undefined> {
  const row = await kysely
    .selectFrom('conversations')
    .selectAll()
    .where('channel', '=', channel)
    .where('account', '=', plain(account))
    .where('place', '=', plain(place))
    .executeTakeFirst();
  return row && conversationOf(row);
}

export async function message(kysely: Reading, id: string): Promise<StoredMessage | undefined> {
  const row = await kysely.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst();
  return row && messageOf(row);
}

export async function messages(
  kysely: Reading,
  id: string,
  { limit, before }: { limit: number; before?: number },
): Promise<StoredMessage[]> {
  const rows = await kysely
    .selectFrom('messages')
    .selectAll()
    .where('conversation', '=', id)
    .where('number', '>', (since) =>
      since.selectFrom('conversations').select('conversations.since').where('conversations.id', '=', id),
    )
    .$if(before !== undefined, (query) => query.where('number', '<', before!))
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  return rows.map(messageOf).reverse();
}

export async function parts(kysely: Reading, message: string): Promise<OutboxPart[]> {
  const rows = await kysely
    .selectFrom('parts')
    .selectAll()
    .where('message', '=', message)
    .orderBy('number')
    .execute();
  return rows.map(partOf);
}

export async function openMatters(kysely: Reading, { limit }: { limit: number }): Promise<OpenMatter[]> {
  const rows = await kysely
    .selectFrom('matters')
    .selectAll()
    .where('closed_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(matterOf);
}

export async function cursor(kysely: Reading, name: string): Promise<string | undefined> {
  const row = await kysely.selectFrom('cursors').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value;
}

export async function shared(
  kysely: Reading,
  token: string,
  now: number,
): Promise<StoredMessage | undefined> {
  const row = await kysely
    .selectFrom('messages')
    .innerJoin('shares', 'shares.message', 'messages.id')
    .selectAll('messages')
    .where('shares.token', '=', token)
    .where('shares.until', '>', now)
    .executeTakeFirst();
  return row && messageOf(row);
}

export async function backlog(kysely: Reading): Promise<Backlog> {
  const open = await kysely
    .selectFrom('messages')
    .select(({ fn }) => [
      fn.countAll<number>().as('count'),
      fn.min<number | null>('accepted_at').as('oldest'),
    ])
    // Written out, as the index has it: a bound value hides the index.
    .where(sql<boolean>`state IN ('waiting', 'answering')`)
    .executeTakeFirstOrThrow();
  const unsent = await kysely
    .selectFrom('parts')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where(sql<boolean>`state NOT IN ('sent', 'taken')`)
    .groupBy('state')
    .execute();
  const count = (state: OutboxPart['state']) => unsent.find((row) => row.state === state)?.count ?? 0;
  return {
    messages: open.count,
    ...(open.oldest !== null && { oldestMessageAt: open.oldest }),
    waiting: count('waiting') + count('sending'),
    held: count('held'),
    failed: count('failed'),
  };
}
