import type { StoredMessage } from '../../channel-types.ts';
import type { Answer } from '../../types.ts';
import { visibleText } from '../visible-text.ts';
import { personMatters } from './person.ts';
import { answerReply, deskReply, personButton } from './replies.ts';
import { DESK_STRINGS } from './strings.ts';
import type { Response, Turn, TurnDesk } from './turn.ts';

/** Unicode characters of one question: every channel takes as much. */
const QUESTION_CHARACTERS = 2000;
/** Earlier questions that the next one may refer to. */
const HISTORY = 20;
/** How far back they are looked for: taps and commands stand between them. */
const LOOKED_BACK = 60;
/** What tells the language that somebody writes in: a number or a name in Latin letters does not. */
const TELLS_LANGUAGE = /\p{Script=Han}|[a-z]{2,}[^a-z]+[a-z]{2,}/iu;

/** Answers a question from the documents, in the light of what was asked before. */
export async function answerAsked(asked: string, turn: Turn, desk: TurnDesk): Promise<Response> {
  const { conversation, message } = turn;
  const text = visibleText(asked).trim();
  const strings = DESK_STRINGS[conversation.language];
  if (text === '') return { replies: [deskReply(conversation.language, strings.unreadable.other)] };
  if ([...text].length > QUESTION_CHARACTERS)
    return { replies: [deskReply(conversation.language, strings.tooLong)] };
  const answer = await runAnswer(text, turn, desk);
  const { isGroup, isLanguageChosen } = conversation;
  const isTold = !isLanguageChosen && TELLS_LANGUAGE.test(text);
  const language = isTold ? answer.language : conversation.language;
  const isHandoff = answer.outcome === 'handoff' && !isGroup;
  return {
    replies: [answerReply({ answer, message, language, isGroup, links: desk.links })],
    question: text,
    answer,
    changes: isTold && !isGroup ? { language } : undefined,
    matters: [
      ...(isHandoff ? await personMatters(turn, desk, text) : []),
      ...(answer.outcome === 'failed' ? [{ kind: 'unanswered' as const, detail: text }] : []),
    ],
  };
}

async function runAnswer(text: string, turn: Turn, { port, store, today }: TurnDesk): Promise<Answer> {
  const { conversation, message, audience, signal, show } = turn;
  const earlier = await store.messages(conversation.id, { limit: LOOKED_BACK, before: message.number });
  // What others ask in a group is none of the asker's context.
  const isOwn = ({ inbound }: StoredMessage) =>
    !conversation.isGroup || inbound.sender === message.inbound.sender;
  const history = earlier.filter(isOwn).flatMap(({ question }) => question ?? []);
  const asked = { text, history: history.slice(-HISTORY), audience, asOf: today() };
  for await (const event of port.answer(asked, signal)) {
    show(event);
    if (event.type === 'answer') return event.answer;
    if (signal.aborted) break;
  }
  signal.throwIfAborted();
  throw new Error('An answer ended without its last event.');
}

/** What is said where no answer was made: it broke, or took too long. */
export function apology(
  { conversation, message }: Pick<Turn, 'conversation' | 'message'>,
  why: 'failed' | 'tooSlow',
): Response {
  const { language } = conversation;
  const { content } = message.inbound;
  const detail = content.kind === 'text' ? content.text : content.kind;
  return {
    replies: [
      deskReply(language, DESK_STRINGS[language][why], { buttons: [personButton(message.id, language)] }),
    ],
    matters: [{ kind: 'unanswered', detail }],
  };
}
