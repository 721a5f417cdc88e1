import { sql } from 'kysely';
import { changesOf } from './conversation-answering.ts';
import { change, lock, type Work } from './conversation-lock.ts';
import { plain } from './conversation-rows.ts';
import type { AccountKey, ConversationChanges } from './conversation-store.ts';

/** See the methods of `ConversationStore` of the same names. */
export async function updateConversation(
  work: Work,
  id: string,
  changes: ConversationChanges,
): Promise<void> {
  const conversation = await lock(work, id);
  const changed = conversation && changesOf(conversation, changes);
  if (changed && Object.keys(changed).length > 0) await change(work, id, changed);
}

/** Whoever is answering or sending there loses their lease. */
export async function erase(work: Work, id: string): Promise<void> {
  if (!(await lock(work, id))) return;
  const ids = work.selectFrom('messages').select('id').where('conversation', '=', id);
  await work.deleteFrom('shares').where('message', 'in', ids).execute();
  await work.deleteFrom('matters').where('conversation', '=', id).execute();
  await work.deleteFrom('parts').where('conversation', '=', id).execute();
  await work.deleteFrom('messages').where('conversation', '=', id).execute();
  const nothing = { answering: null, answering_token: null, answering_owner: null, message_at: null };
  const unsent = { sending: null, sending_token: null, sending_owner: null, part_at: null };
  await change(work, id, { ...nothing, ...unsent });
}

export async function closeMatter(work: Work, id: string, at: number): Promise<boolean> {
  const closed = await work
    .updateTable('matters')
    .set({ closed_at: at })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return closed !== undefined;
}

/** The later of two moments, as both databases say it. */
const later = (column: 'paces.next_at', moment: number) =>
  sql<number>`CASE WHEN ${sql.ref(column)} > ${moment} THEN ${sql.ref(column)} ELSE ${moment} END`;

export async function reserveSlot(
  work: Work,
  { channel, account }: AccountKey,
  { now, gapMs }: { now: number; gapMs: number },
): Promise<number> {
  const { next_at } = await work
    .insertInto('paces')
    .values({ channel, account: plain(account), next_at: now + gapMs })
    .onConflict((conflict) =>
      conflict.columns(['channel', 'account']).doUpdateSet({
        next_at: sql<number>`${later('paces.next_at', now)} + ${gapMs}`,
      }),
    )
    .returning('next_at')
    .executeTakeFirstOrThrow();
  return next_at - gapMs;
}

export async function pauseAccount(
  work: Work,
  { channel, account }: AccountKey,
  until: number,
): Promise<void> {
  await work
    .insertInto('paces')
    .values({ channel, account: plain(account), next_at: until })
    .onConflict((conflict) =>
      conflict.columns(['channel', 'account']).doUpdateSet({ next_at: later('paces.next_at', until) }),
    )
    .execute();
}

export async function writeCursor(work: Work, name: string, value: string): Promise<void> {
  await work
    .insertInto('cursors')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

/** Made by whoever comes first; the others get that one. */
export async function secret(work: Work, name: string, make: () => string): Promise<string> {
  const read = () => work.selectFrom('secrets').select('value').where('name', '=', name).executeTakeFirst();
  const kept = await read();
  if (kept) return kept.value;
  await work
    .insertInto('secrets')
    .values({ name, value: make() })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  return (await read())!.value;
}

export async function share(
  work: Work,
  { token, message, until }: { token: string; message: string; until: number },
): Promise<void> {
  await work
    .insertInto('shares')
    .values({ token, message, until })
    .onConflict((conflict) => conflict.column('token').doUpdateSet({ message, until }))
    .execute();
}
