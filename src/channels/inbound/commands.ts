import type { Button, Command, Reply } from '../../channel-types.ts';
import type { Answer, Language } from '../../types.ts';
import { casesReply, policiesReply, zonesReply } from './lists.ts';
import { deskReply, sourceButtons } from './replies.ts';
import { DESK_STRINGS, LANGUAGE_NAMES } from './strings.ts';
import { tapToken } from './taps.ts';
import type { Response, Turn, TurnDesk } from './turn.ts';

/** How far back the last answer with sources is looked for, in messages. */
const LOOKED_BACK = 20;
const SUGGESTIONS = 3;

/** Carries out a command. */
export async function respondToCommand(
  { command, argument }: { command: Command; argument: string },
  turn: Turn,
  desk: TurnDesk,
): Promise<Response> {
  const { language } = turn.conversation;
  switch (command) {
    case 'start':
      return welcome(turn, desk, argument);
    case 'help':
      return { replies: [deskReply(language, DESK_STRINGS[language].help)] };
    case 'zones':
      return { replies: [await zonesReply(turn, desk, language)] };
    case 'cases':
      return { replies: [await casesReply(turn, desk, language)] };
    case 'policy':
      return { replies: [await policiesReply(turn, desk, language)] };
    case 'contact':
      return callPerson(turn, desk, '/contact');
    case 'language':
      return chooseLanguage(turn, argument);
    case 'sources':
      return { replies: [await lastSources(turn, desk)] };
    case 'reset':
      return {
        replies: [deskReply(language, DESK_STRINGS[language].reset)],
        changes: { since: turn.message.number },
      };
  }
}

/** Greets whoever comes, says that a machine answers, and keeps who sent them. */
export async function welcome(turn: Turn, desk: TurnDesk, source: string | undefined): Promise<Response> {
  const { language } = turn.conversation;
  const { name, suggestions } = await desk.port.about();
  const buttons = suggestions[language].slice(0, SUGGESTIONS).map(
    (question, index): Button => ({
      kind: 'ask',
      label: question,
      token: tapToken(turn.message.id, { action: 'ask', index }),
      question,
    }),
  );
  return {
    replies: [deskReply(language, DESK_STRINGS[language].greeting(name), { buttons })],
    changes: source ? { source } : undefined,
  };
}

/** Gives the contact, and notes that somebody wants a person; not in a group, where anybody's word would do. */
export async function callPerson(turn: Turn, desk: TurnDesk, detail: string): Promise<Response> {
  const { language, isGroup } = turn.conversation;
  const { contact, personNoted } = DESK_STRINGS[language];
  const known = contact((await desk.port.about()).contact);
  if (isGroup) return { replies: [deskReply(language, known)] };
  return {
    replies: [deskReply(language, `${personNoted}\n${known}`, { handsOver: true })],
    matters: [{ kind: 'person', detail }],
  };
}

function chooseLanguage(turn: Turn, argument: string): Response {
  const { conversation, message } = turn;
  const languages = Object.keys(LANGUAGE_NAMES) as Language[];
  const named = languages.find((language) => language.toLowerCase() === argument.trim().toLowerCase());
  if (named) return languageChosen(turn, named);
  const buttons = languages.map(
    (language): Button => ({
      kind: 'language',
      label: LANGUAGE_NAMES[language],
      token: tapToken(message.id, { action: 'language', language }),
    }),
  );
  return {
    replies: [
      deskReply(conversation.language, DESK_STRINGS[conversation.language].chooseLanguage, { buttons }),
    ],
  };
}

/** One member's choice is not that of a group. */
export function languageChosen({ conversation }: Turn, language: Language): Response {
  return {
    replies: [deskReply(language, DESK_STRINGS[language].languageChosen)],
    changes: conversation.isGroup ? undefined : { language, isLanguageChosen: true },
  };
}

async function lastSources(turn: Turn, desk: TurnDesk): Promise<Reply> {
  const { conversation, message } = turn;
  const before = { limit: LOOKED_BACK, before: message.number };
  const earlier = await desk.store.messages(conversation.id, before);
  const last = earlier.findLast(({ answer }) => answer && answer.citations.length > 0);
  if (!last) return deskReply(conversation.language, DESK_STRINGS[conversation.language].noSources);
  return sourcesReply(last.id, last.answer!, desk);
}

/** The sources of an answer, one a line, each to be opened. */
export function sourcesReply(message: string, answer: Answer, desk: TurnDesk): Reply {
  const { language, citations } = answer;
  const lines = citations.map(
    ({ n, title, locator }) => `[${n}] ${[title, locator].filter(Boolean).join(' · ')}`,
  );
  return deskReply(language, [DESK_STRINGS[language].sources, ...lines].join('\n'), {
    citations,
    buttons: sourceButtons(message, citations, language, desk.links).filter(({ kind }) => kind === 'source'),
  });
}
