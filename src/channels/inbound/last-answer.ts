import type { StoredMessage } from '../../channel-types.ts';
import type { Answer } from '../../types.ts';
import type { Turn, TurnDesk } from './turn.ts';

/** How far back the last answer is looked for, in messages. */
const LOOKED_BACK = 20;

export type AnsweredMessage = StoredMessage & { answer: Answer };

/** The last question that was answered before this message; in a group, whoever asked it. */
export async function lastAnswered(
  { conversation, message }: Pick<Turn, 'conversation' | 'message'>,
  { store }: Pick<TurnDesk, 'store'>,
  isWanted: (answer: Answer) => boolean = () => true,
): Promise<AnsweredMessage | undefined> {
  const earlier = await store.messages(conversation.id, { limit: LOOKED_BACK, before: message.number });
  return earlier.findLast(
    (one): one is AnsweredMessage =>
      one.question !== undefined && one.answer !== undefined && isWanted(one.answer),
  );
}
