import type { StoredMessage } from '../../channel-types.ts';
import type { ConversationStore } from '../../store/conversation-store.ts';
import type { Answer } from '../../types.ts';
import { publicMessageOf } from './refusal.ts';
import { answerParts, startPart, TextParts, type UiPart } from './ui-parts.ts';
import type { WebChannel } from './web-channel.ts';

/** What was replied to a settled message: its answer, else the words of the desk; `undefined` where neither is. */
export async function storedAnswer(
  store: Pick<ConversationStore, 'parts'>,
  message: StoredMessage,
): Promise<Answer | undefined> {
  if (message.answer) return message.answer;
  const parts = await store.parts(message.id);
  // Written by `web-channel.ts`, and read by nobody but us.
  const answers = parts.flatMap(({ payload }) => ('answer' in payload ? [payload.answer as Answer] : []));
  const [first] = answers;
  return first && { ...first, text: answers.map(({ text }) => text).join('\n\n') };
}

/** A settled message as a stream from `start` to `finish`. */
export async function storedParts(
  message: StoredMessage,
  { store, channel }: { store: Pick<ConversationStore, 'parts'>; channel: Pick<WebChannel, 'chartOf'> },
): Promise<UiPart[]> {
  const answer = await storedAnswer(store, message);
  if (!answer || message.state === 'failed') {
    return [startPart(message.id), { type: 'error', errorText: answer?.text ?? publicMessageOf(undefined) }];
  }
  const chart = await channel.chartOf(answer);
  return [
    startPart(message.id),
    ...new TextParts().settle(answer.text),
    ...answerParts(answer),
    ...(chart ? [{ type: 'data-chart' as const, data: chart }] : []),
    { type: 'finish' },
  ];
}
