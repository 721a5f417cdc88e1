import type { Button, Reply, StoredMessage } from '../../channel-types.ts';
import type { Language } from '../../types.ts';
import { callPerson, languageChosen, sourcesReply } from './commands.ts';
import { listedDocuments, questionAbout } from './lists.ts';
import { answerAsked } from './question.ts';
import { deskReply, personButton } from './replies.ts';
import { DESK_STRINGS } from './strings.ts';
import { REASONS, readTap, type Tap, tapToken } from './taps.ts';
import type { Response, Turn, TurnDesk } from './turn.ts';

/** Does what a button is for, where it is one of this conversation's own. */
export async function respondToTap(token: string, turn: Turn, desk: TurnDesk): Promise<Response> {
  const read = readTap(token);
  const of = read && (await desk.store.message(read.message));
  // A token is anybody's guess: what it names must have been said right here.
  if (!of || of.conversation !== turn.conversation.id) return gone(turn);
  return (await carryOut(read.tap, of, turn, desk)) ?? gone(turn);
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
      return callPerson(turn, desk, of.question ?? '');
    case 'sources':
      return answer && { replies: [sourcesReply(of.id, answer, desk)] };
    case 'source':
      return one(await sourceReply(of, tap.index, turn, desk));
    case 'ask': {
      const question = await offered(of, tap.index, turn, desk);
      return question === undefined ? undefined : answerAsked(question, turn, desk);
    }
    case 'document':
      return one(await fileReply(of, tap.index, turn, desk));
    case 'up':
    case 'down':
    case 'reason':
      return answer && rated(tap, of.id, answer.language);
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

/** The question behind a button, as it stood below an answer, a greeting or a list. */
async function offered(
  { answer, inbound }: StoredMessage,
  index: number,
  turn: Turn,
  desk: TurnDesk,
): Promise<string | undefined> {
  if (answer) return answer.suggestions?.[index];
  const { content } = inbound;
  const { language } = turn.conversation;
  if (content.kind !== 'command' || content.command === 'start')
    return (await desk.port.about()).suggestions[language][index];
  if (content.command !== 'zones' && content.command !== 'cases') return undefined;
  const card = (await listedDocuments(content.command, turn, desk))[index];
  return card && questionAbout(card, language);
}

async function fileReply(
  { inbound: { content } }: StoredMessage,
  index: number,
  turn: Turn,
  desk: TurnDesk,
): Promise<Reply | undefined> {
  if (content.kind !== 'command' || content.command !== 'policy') return undefined;
  const { language } = turn.conversation;
  const card = (await listedDocuments('policy', turn, desk))[index];
  if (!card) return undefined;
  const file = await desk.port.file(card.document, turn.audience);
  if (!file) return deskReply(language, DESK_STRINGS[language].fileGone);
  return deskReply(language, DESK_STRINGS[language].fileComes(card.title), {
    file: { document: card.document, name: file.name },
  });
}

function rated(tap: Tap, message: string, language: Language): Response | undefined {
  const strings = DESK_STRINGS[language];
  if (tap.action === 'up')
    return {
      replies: [deskReply(language, strings.thanks)],
      rating: { message, rating: { value: 'up' } },
    };
  if (tap.action === 'reason') {
    const reason = REASONS[tap.index];
    return (
      reason && {
        replies: [deskReply(language, strings.reasonNoted, { buttons: [personButton(message, language)] })],
        rating: { message, rating: { value: 'down', reason } },
      }
    );
  }
  const buttons = strings.reasons.map(
    (label, index): Button => ({
      kind: 'reason',
      label,
      token: tapToken(message, { action: 'reason', index }),
    }),
  );
  return {
    replies: [deskReply(language, strings.whatWasWrong, { buttons })],
    rating: { message, rating: { value: 'down' } },
  };
}
