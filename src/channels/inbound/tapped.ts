import type { Button, Reply, StoredMessage } from '../../channel-types.ts';
import type { Language } from '../../types.ts';
import { languageChosen, sourcesReply } from './commands.ts';
import { lastAnswered } from './last-answer.ts';
import { callPerson } from './person.ts';
import { answerAsked } from './question.ts';
import { deskReply, personButton } from './replies.ts';
import { DESK_STRINGS } from './strings.ts';
import { documentDigest, REASONS, readTap, type Tap, tapToken } from './taps.ts';
import type { Response, Turn, TurnDesk } from './turn.ts';

/** Does what a button is for, where it is one of this conversation's own. */
export async function respondToTap(token: string, turn: Turn, desk: TurnDesk): Promise<Response> {
  const read = readTap(token);
  const of = read && (await desk.store.message(read.message));
  // A token is anybody's guess: what it names must have been said right here.
  if (!of || of.conversation !== turn.conversation.id) return gone(turn);
  return (await carryOut(read.tap, of, turn, desk)) ?? gone(turn);
}

/** Does what a text means that stands for a button of the last answer. */
export async function respondToTyped(tap: Tap, turn: Turn, desk: TurnDesk): Promise<Response> {
  const of = await lastAnswered(turn, desk);
  return (of && (await carryOut(tap, of, turn, desk))) ?? noAnswer(turn);
}

function noAnswer({ conversation: { language } }: Turn): Response {
  return { replies: [deskReply(language, DESK_STRINGS[language].noSources)] };
}

function gone({ conversation: { language } }: Turn): Response {
  return { replies: [deskReply(language, DESK_STRINGS[language].buttonGone)] };
}

/** `undefined` where the message has nothing of what was tapped. */
async function carryOut(
  tap: Tap,
  of: StoredMessage,
  turn: Turn,
  desk: TurnDesk,
): Promise<Response | undefined> {
  const { answer } = of;
  switch (tap.action) {
    case 'language':
      return languageChosen(turn, tap.language);
    case 'person':
      return callPerson(turn, desk, of.question);
    case 'sources':
      return answer?.citations.length ? { replies: [sourcesReply(of.id, answer, desk)] } : undefined;
    case 'source':
      return one(await sourceReply(of, tap.index, turn, desk));
    case 'ask': {
      const question = answer?.suggestions?.[tap.index];
      return question === undefined ? undefined : answerAsked(question, turn, desk);
    }
    case 'document':
      return { replies: [await fileReply(tap.digest, turn, desk)] };
    case 'up':
    case 'down':
    case 'reason':
      return answer && of.question !== undefined ? rated(tap, of.id, turn) : undefined;
  }
}

function one(reply: Reply | undefined): Response | undefined {
  return reply && { replies: [reply] };
}

/** A passage with its place, as far as whoever taps may still see it. */
async function sourceReply(
  { answer }: StoredMessage,
  n: number,
  { audience }: Turn,
  { port, links }: TurnDesk,
): Promise<Reply | undefined> {
  const citation = answer?.citations.find((known) => known.n === n);
  if (!answer || !citation) return undefined;
  const { language } = answer;
  // What was cited may have been withdrawn since.
  if (!(await port.source(citation.passage, audience)))
    return deskReply(language, DESK_STRINGS[language].sourcesGone);
  const { title, locator, quote, passage } = citation;
  const url = links.source(passage);
  const buttons: Button[] = url ? [{ kind: 'link', label: `[${n}] ${title}`, url }] : [];
  const head = `[${n}] ${[title, locator].filter(Boolean).join(' · ')}`;
  return deskReply(language, `${head}\n\n${quote}`, { citations: [citation], buttons });
}

/** A file goes only to those who may have it today, and only one that is for all. */
async function fileReply(digest: string, { conversation }: Turn, { port }: TurnDesk): Promise<Reply> {
  const { language } = conversation;
  const { fileGone, fileComes } = DESK_STRINGS[language];
  const cards = await port.documents('public');
  const card = cards.find(({ document }) => documentDigest(document) === digest);
  const file = card && (await port.file(card.document, 'public'));
  if (!file) return deskReply(language, fileGone);
  return deskReply(language, fileComes(card.title), { file: { document: card.document, name: file.name } });
}

/** In a group a rating is kept, and nobody else is told. */
function rated(
  tap: Tap,
  message: string,
  { conversation: { language, isGroup } }: Turn,
): Response | undefined {
  const { thanks, reasonNoted, whatWasWrong } = DESK_STRINGS[language];
  const say = (text: string, buttons: Button[] = []) =>
    isGroup ? [] : [deskReply(language, text, { buttons })];
  if (tap.action === 'up') return { replies: say(thanks), rating: { message, rating: { value: 'up' } } };
  if (tap.action !== 'reason')
    return {
      replies: say(whatWasWrong, reasonButtons(message, language)),
      rating: { message, rating: { value: 'down' } },
    };
  const reason = REASONS[tap.index];
  return (
    reason && {
      replies: say(reasonNoted, [personButton(message, language)]),
      rating: { message, rating: { value: 'down', reason } },
    }
  );
}

function reasonButtons(message: string, language: Language): Button[] {
  return DESK_STRINGS[language].reasons.map((label, index) => ({
    kind: 'reason',
    label,
    token: tapToken(message, { action: 'reason', index }),
  }));
}
