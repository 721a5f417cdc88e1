import { randomBytes } from 'node:crypto';
import { type Selectable, sql, type Transaction, type Updateable } from 'kysely';
import type { Instant } from '../channel-types.ts';
import type { ClaimOptions, Lease } from './conversation-store.ts';
import type { ConversationRow, StateSchema } from './state-schema.ts';

/**
 * The row of a conversation is the lock and the timetable of everything in it: whoever changes its messages or parts
 * holds the row, and leaves `message_at` and `part_at` as they are then due.
 */
export type Locked = Selectable<ConversationRow>;
export type Work = Transaction<StateSchema>;

/** A literal, by which the planners find the indexes of what waits; a bound value hides them. */
export const WAITING = sql.lit('waiting');
export const HELD = sql.lit('held');

/** 32 hexadecimal digits that nobody guesses. */
export const newId = (): string => randomBytes(16).toString('hex');

/** The conversation, which nobody else changes until the transaction ends. */
export function lock(work: Work, id: string): Promise<Locked | undefined> {
  return work.selectFrom('conversations').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** The conversation in which a lease of this kind is still held; `undefined` where it was lost. */
export function lockLeased(
  work: Work,
  kind: 'answering' | 'sending',
  { id, token }: Lease,
): Promise<Locked | undefined> {
  return work
    .selectFrom('conversations')
    .selectAll()
    .where(kind, '=', id)
    .where(`${kind}_token`, '=', token)
    .forUpdate()
    .executeTakeFirst();
}

/** The channel as no index has it: by the one that begins with it, all conversations of the channel would be read. */
const UNINDEXED_CHANNEL = sql<string>`channel || ''`;

/** The conversation that has been due the longest, and that nobody else has locked. */
export async function lockDue(
  work: Work,
  due: 'message_at' | 'part_at',
  { now, channels }: ClaimOptions,
): Promise<Locked | undefined> {
  if (channels?.length === 0) return undefined;
  return work
    .selectFrom('conversations')
    .selectAll()
    .where(due, '<=', now)
    .$if(channels !== undefined, (query) => query.where(UNINDEXED_CHANNEL, 'in', [...channels!]))
    .orderBy(due)
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

export async function change(work: Work, id: string, changes: Updateable<ConversationRow>): Promise<void> {
  await work.updateTable('conversations').set(changes).where('id', '=', id).execute();
}

export function leaseOf(id: string, { now, leaseMs }: { now: Instant; leaseMs: number }): Lease {
  return { id, token: newId(), until: now + leaseMs };
}

/** When a message of a conversation none of which is being answered can be claimed. */
export async function messageDue(work: Work, conversation: string): Promise<Instant | null> {
  const first = await firstMessage(work, conversation).select('ready_at').executeTakeFirst();
  return first?.ready_at ?? null;
}

/** When a part of a conversation none of which is being sent can be claimed. */
export async function partDue(
  work: Work,
  { id, paused_until }: Pick<Locked, 'id' | 'paused_until'>,
): Promise<Instant | null> {
  const first = await firstPart(work, id).select('ready_at').executeTakeFirst();
  return first ? Math.max(first.ready_at, paused_until) : null;
}

/** Of the messages of a conversation that wait, the first. */
export function firstMessage(work: Work, conversation: string) {
  return work
    .selectFrom('messages')
    .where('conversation', '=', conversation)
    .where('state', '=', WAITING)
    .orderBy('rank')
    .orderBy('number')
    .limit(1);
}

/** Of the parts of a conversation that wait, the first. */
export function firstPart(work: Work, conversation: string) {
  return work
    .selectFrom('parts')
    .where('conversation', '=', conversation)
    .where('state', '=', WAITING)
    .orderBy('number')
    .limit(1);
}
