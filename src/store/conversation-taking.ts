import type { Selectable } from 'kysely';
import type { OutboxPart } from '../channel-types.ts';
import { change, firstPart, HELD, type Locked, lock, partDue, type Work } from './conversation-lock.ts';
import { partOf } from './conversation-rows.ts';
import type { PartRow } from './state-schema.ts';

/**
 * See `ConversationStore.takeParts`. What others of the conversation are to be sent before is not taken, as it would
 * overtake them.
 */
export async function takeParts(
  work: Work,
  message: string,
  { limit, at }: { limit?: number; at?: number } = {},
): Promise<OutboxPart[]> {
  const kept = await work
    .selectFrom('messages')
    .select('conversation')
    .where('id', '=', message)
    .executeTakeFirst();
  const conversation = kept && (await lock(work, kept.conversation));
  if (!conversation) return [];
  const taken = await takenBefore(work, message, { wasHeld: 0 });
  if (taken.length > 0) return taken;
  const parts = await work
    .selectFrom('parts')
    .selectAll()
    .where('message', '=', message)
    .where('state', 'in', ['waiting', 'held'])
    .where('attempts', '=', 0)
    .orderBy('number')
    .execute();
  const blocking = await firstBefore(work, conversation, message);
  const free = parts.filter(({ state, number }) => state === 'held' || number < blocking);
  return take(work, free.slice(0, limit), { message, at, wasHeld: 0 });
}

/** The number of the first part to be sent of a conversation that is not for taking with a message. */
async function firstBefore(work: Work, { id, sending }: Locked, message: string): Promise<number> {
  if (sending !== null) return 0;
  const first = await firstPart(work, id)
    .select('number')
    .where((where) =>
      where.or([where('message', 'is', null), where('message', '!=', message), where('attempts', '>', 0)]),
    )
    .executeTakeFirst();
  return first?.number ?? Number.POSITIVE_INFINITY;
}

/** See `ConversationStore.takeHeld`. */
export async function takeHeld(
  work: Work,
  id: string,
  { message, limit, at }: { message: string; limit: number; at: number },
): Promise<OutboxPart[]> {
  const conversation = await lock(work, id);
  if (!conversation) return [];
  const taken = await takenBefore(work, message, { wasHeld: 1 });
  if (taken.length > 0) return taken;
  const held = await work
    .selectFrom('parts')
    .selectAll()
    .where('conversation', '=', id)
    .where('state', '=', HELD)
    .orderBy('number')
    .limit(limit)
    .execute();
  return take(work, held, { message, at, wasHeld: 1 });
}

async function takenBefore(
  work: Work,
  message: string,
  { wasHeld }: { wasHeld: number },
): Promise<OutboxPart[]> {
  const rows = await work
    .selectFrom('parts')
    .selectAll()
    .where('taken_for', '=', message)
    .where('was_held', '=', wasHeld)
    .orderBy('number')
    .execute();
  return rows.map(partOf);
}

async function take(
  work: Work,
  parts: readonly Selectable<PartRow>[],
  { message, at, wasHeld }: { message: string; at?: number; wasHeld: number },
): Promise<OutboxPart[]> {
  const [first] = parts;
  if (!first) return [];
  const numbers = parts.map(({ number }) => number);
  const taken = await work
    .updateTable('parts')
    .set({ state: 'taken', sent_at: at, taken_for: message, was_held: wasHeld })
    .where('number', 'in', numbers)
    .returningAll()
    .execute();
  const conversation = await lock(work, first.conversation);
  if (conversation && conversation.sending === null) {
    await change(work, conversation.id, { part_at: await partDue(work, conversation) });
  }
  return taken.sort((one, other) => one.number - other.number).map(partOf);
}
