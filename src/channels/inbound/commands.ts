import type { Button, Command, Reply } from '../../channel-types.ts';
import type { Answer, Language } from '../../types.ts';
import { lastAnswered } from './last-answer.ts';
import { listCases, listZones, policiesReply } from './lists.ts';
import { callPerson } from './person.ts';
import { deskReply, offer, sourceButtons } from './replies.ts';
import { DESK_STRINGS, LANGUAGE_NAMES } from './strings.ts';
import { tapToken } from './taps.ts';
import type { Response, Turn, TurnDesk } from './turn.ts';

const SUGGESTIONS = 3;
/** As much of what a link says of where somebody comes from is kept, in characters. */
const SOURCE_LENGTH = 128;

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
      return listZones(turn, desk, language);
    case 'cases':
      return listCases(turn, desk, language);
    case 'policy':
      return { replies: [await policiesReply(turn, desk, language)] };
    case 'contact':
      return callPerson(turn, desk);
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
export async function welcome(turn: Turn, desk: TurnDesk, source = ''): Promise<Response> {
  const { language, isGroup } = turn.conversation;
  const { name, suggestions } = await desk.port.about();
  const questions = isGroup ? [] : suggestions[language].slice(0, SUGGESTIONS);
  const greeting = deskReply(language, DESK_STRINGS[language].greeting(name));
  const from = source.trim().slice(0, SOURCE_LENGTH);
  return {
    ...offer(greeting, { message: turn.message.id, questions }),
    changes: from ? { source: from } : undefined,
  };
}

function chooseLanguage(turn: Turn, argument: string): Response {
  const { conversation, message } = turn;
  if (conversation.isGroup) return languageOfGroup(turn);
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

export function languageChosen(turn: Turn, language: Language): Response {
  if (turn.conversation.isGroup) return languageOfGroup(turn);
  return {
    replies: [deskReply(language, DESK_STRINGS[language].languageChosen)],
    changes: { language, isLanguageChosen: true },
  };
}

function languageOfGroup({ conversation: { language } }: Turn): Response {
  return { replies: [deskReply(language, DESK_STRINGS[language].languageOfGroup)] };
}

async function lastSources(turn: Turn, desk: TurnDesk): Promise<Reply> {
  const { language } = turn.conversation;
  const last = await lastAnswered(turn, desk, ({ citations }) => citations.length > 0);
  return last
    ? sourcesReply(last.id, last.answer, desk)
    : deskReply(language, DESK_STRINGS[language].noSources);
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
