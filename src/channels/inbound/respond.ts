import { respondToCommand, welcome } from './commands.ts';
import { nearbyReply } from './lists.ts';
import { answerAsked } from './question.ts';
import { deskReply } from './replies.ts';
import { DESK_STRINGS } from './strings.ts';
import { respondToTap, respondToTyped } from './tapped.ts';
import type { Response, Turn, TurnDesk } from './turn.ts';
import { typedMeaning } from './typed.ts';

/**
 * What is said to a message, and what becomes of it. The same for every channel; nothing is written here.
 * @throws whatever the desk or the store throws; the reason of `turn.signal` where it is aborted
 */
export async function respond(turn: Turn, desk: TurnDesk): Promise<Response> {
  const response = await respondTo(turn, desk);
  const { isReachable } = turn.conversation;
  // Who left before this message was answered, and wrote it since, is there again.
  if (isReachable || turn.message.inbound.content.kind === 'departure') return response;
  return { ...response, changes: { ...response.changes, isReachable: true } };
}

async function respondTo(turn: Turn, desk: TurnDesk): Promise<Response> {
  const { conversation, message } = turn;
  const { language } = conversation;
  const { content, isForPeople } = message.inbound;
  if (isForPeople) return { replies: [] };
  switch (content.kind) {
    case 'text': {
      const meant = await typedMeaning(content.text, turn, desk);
      if (meant.kind === 'question') return answerAsked(meant.text, turn, desk);
      return meant.kind === 'tap'
        ? respondToTyped(meant.tap, turn, desk)
        : respondToCommand(meant, turn, desk);
    }
    case 'command':
      return respondToCommand(content, turn, desk);
    case 'tap':
      return respondToTap(content.token, turn, desk);
    case 'arrival':
      return welcome(turn, desk, content.source);
    case 'departure':
      return { replies: [], changes: { isReachable: false } };
    case 'location':
      return { replies: [await nearbyReply(content, { turn, desk, language })] };
    case 'unreadable':
      return { replies: [deskReply(language, DESK_STRINGS[language].unreadable[content.what])] };
  }
}
