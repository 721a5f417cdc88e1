import type { Button, Reply, StoredMessage } from '../../channel-types.ts';
import type { Answer, Citation, Language } from '../../types.ts';
import type { Links } from '../links.ts';
import { DESK_STRINGS } from './strings.ts';
import { tapToken } from './taps.ts';
import type { Response } from './turn.ts';

/** Follow-up questions that are offered below an answer. */
const SUGGESTIONS = 3;

/** Words of the desk's own. */
export function deskReply(language: Language, text: string, extra: Partial<Reply> = {}): Reply {
  return { author: 'desk', language, text, citations: [], buttons: [], ...extra };
}

/** An answer as a reply: with its sources, what to ask next, a person, and whether it helped. */
export function answerReply(options: {
  answer: Answer;
  message: StoredMessage;
  /** Of what stands around the answer. */
  language: Language;
  isGroup: boolean;
  links: Pick<Links, 'source'>;
}): Reply {
  const { answer, message, language, isGroup, links } = options;
  const { citations, table } = answer;
  return {
    author: authorOf(answer),
    language,
    text: [answer.text, answer.notice].filter(Boolean).join('\n\n'),
    citations,
    table,
    buttons: [
      ...(answer.outcome === 'declined' || answer.outcome === 'failed'
        ? [personButton(message.id, language)]
        : []),
      ...sourceButtons(message.id, citations, language, links),
      ...(isGroup ? [] : askButtons(message.id, (answer.suggestions ?? []).slice(0, SUGGESTIONS))),
      ...(answer.outcome === 'answered'
        ? [personButton(message.id, language), ...ratingButtons(message.id, language)]
        : []),
    ],
    handsOver: answer.outcome === 'handoff' && !isGroup,
  };
}

/** Fixed words are the desk's own; what was put together for this question, a decline too, was made by a machine. */
function authorOf({ composedBy, outcome, citations }: Answer): Reply['author'] {
  const isFixed = composedBy === 'fixed' && outcome !== 'declined' && citations.length === 0;
  return isFixed ? 'desk' : 'ai';
}

/** One button for all sources, and one for each that says which it is and leads to its page. */
export function sourceButtons(
  message: string,
  citations: readonly Citation[],
  language: Language,
  links: Pick<Links, 'source'>,
): Button[] {
  if (citations.length === 0) return [];
  const { sources } = DESK_STRINGS[language].buttons;
  return [
    { kind: 'sources', label: sources, token: tapToken(message, { action: 'sources' }) },
    ...citations.map(
      (citation): Button => ({
        kind: 'source',
        label: `[${citation.n}] ${citation.title}`,
        token: tapToken(message, { action: 'source', index: citation.n }),
        url: links.source(citation.passage),
      }),
    ),
  ];
}

/** A button for each question, as `Answer.suggestions` of the message has them. */
export function askButtons(
  message: string,
  questions: readonly string[],
  labels: readonly string[] = questions,
): Button[] {
  return questions.map((question, index) => ({
    kind: 'ask',
    label: labels[index] ?? question,
    token: tapToken(message, { action: 'ask', index }),
    question,
  }));
}

/** The desk's own words with questions to choose from, kept so that a button or number means later what it did. */
export function offer(
  reply: Reply,
  {
    message,
    questions,
    labels,
  }: { message: string; questions: readonly string[]; labels?: readonly string[] },
): Pick<Response, 'replies' | 'answer'> {
  const { language, text } = reply;
  const buttons = [...askButtons(message, questions, labels), ...reply.buttons];
  return {
    replies: [{ ...reply, buttons }],
    answer: {
      outcome: 'smalltalk',
      ...{ text, language, citations: [], composedBy: 'fixed' as const },
      suggestions: [...questions],
    },
  };
}

export function personButton(message: string, language: Language): Button {
  const { person } = DESK_STRINGS[language].buttons;
  return { kind: 'person', label: person, token: tapToken(message, { action: 'person' }) };
}

function ratingButtons(message: string, language: Language): Button[] {
  const { up, down } = DESK_STRINGS[language].buttons;
  return [
    { kind: 'rate', label: up, token: tapToken(message, { action: 'up' }) },
    { kind: 'rate', label: down, token: tapToken(message, { action: 'down' }) },
  ];
}
