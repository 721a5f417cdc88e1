import type { Instant, OutboxPart } from '../channel-types.ts';
import { AppError } from '../errors.ts';
import { change, type Locked, lock, newId, partDue, type Work } from './conversation-lock.ts';
import { partOf } from './conversation-rows.ts';
import type { NewPart } from './conversation-store.ts';

/** Parts written at once at most, well within what a statement may bind on either database. */
const AT_ONCE = 50;

/**
 * Puts parts into the outbox of a locked conversation.
 * @returns them, and when a part of the conversation is then due, for whoever changes the conversation next
 */
export async function insertParts(
  work: Work,
  conversation: Locked,
  { message, parts, at }: { message?: string; parts: readonly NewPart[]; at: Instant },
): Promise<{ inserted: OutboxPart[]; partAt: Instant | null }> {
  const rows = parts.map(({ author, payload, readyAt, isHeld }) => ({
    id: newId(),
    conversation: conversation.id,
    message: message ?? null,
    author,
    payload: JSON.stringify(payload),
    state: isHeld ? 'held' : 'waiting',
    ready_at: readyAt ?? at,
    is_for_fetching: isHeld ? 1 : 0,
  }));
  const inserted: OutboxPart[] = [];
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const values = rows.slice(start, start + AT_ONCE);
    const written = await work.insertInto('parts').values(values).returningAll().execute();
    inserted.push(...written.map(partOf));
  }
  // The parts that were there before stand before these.
  const isFirst = conversation.part_at === null && rows.length > 0;
  const partAt = isFirst ? await partDue(work, conversation) : conversation.part_at;
  return { inserted: inserted.sort((one, other) => one.number - other.number), partAt };
}

/** See `ConversationStore.enqueue`. @throws AppError `bad-input` where there is no such conversation */
export async function enqueue(
  work: Work,
  id: string,
  parts: readonly NewPart[],
  at: Instant,
): Promise<OutboxPart[]> {
  const conversation = await lock(work, id);
  if (!conversation) throw new AppError('bad-input', 'There is no such conversation to write to.');
  const { inserted, partAt } = await insertParts(work, conversation, { parts, at });
  await change(work, id, { part_at: partAt });
  return inserted;
}
