import type { Settlement } from '../../store/conversation-store.ts';
import { lastAnswered } from './last-answer.ts';
import { deskReply } from './replies.ts';
import { DESK_STRINGS } from './strings.ts';
import type { Response, Turn, TurnDesk } from './turn.ts';

/** Matters that are looked through for one that is open already. */
const MATTERS = 200;

/**
 * Gives the contact, and notes that somebody wants a person; not in a group, where anybody's word would do.
 * @param about what they want one for: the question; the last one unless given
 */
export async function callPerson(turn: Turn, desk: TurnDesk, about?: string): Promise<Response> {
  const { language, isGroup } = turn.conversation;
  const { contact, personNoted } = DESK_STRINGS[language];
  const known = contact((await desk.port.about()).contact);
  if (isGroup) return { replies: [deskReply(language, known)] };
  const wanted = about ?? (await lastAnswered(turn, desk))?.question ?? '';
  return {
    replies: [deskReply(language, `${personNoted}\n${known}`, { handsOver: true })],
    matters: await personMatters(turn, desk, wanted),
  };
}

/** The matter for staff; none where one of the conversation is open already. */
export async function personMatters(
  { conversation: { id } }: Turn,
  { store }: TurnDesk,
  detail: string,
): Promise<NonNullable<Settlement['matters']>> {
  const open = await store.openMatters({ limit: MATTERS });
  const isNoted = open.some(({ kind, conversation }) => kind === 'person' && conversation === id);
  return isNoted ? [] : [{ kind: 'person', detail }];
}
