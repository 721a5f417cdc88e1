import { z } from 'zod';
import type { Button, PartPayload, Reply } from '../../channel-types.ts';
import type { Addressee } from '../channel.ts';
import { WECOM_TEXTS } from './strings.ts';

const language = z.enum(['zh-Hans', 'zh-Hant', 'en']);

const citation = z.object({
  n: z.number(),
  title: z.string(),
  locator: z.string(),
  quote: z.string(),
  passage: z.string(),
});

/** What a part of the outbox holds for the bot. */
const PART = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answer'),
    language,
    text: z.string(),
    /** Sources are looked at when it is sent: which of them the public may see can change until then. */
    citations: z.array(citation),
    followUps: z.array(z.string()),
    isAi: z.boolean(),
    /** The message that it replies to, which may be gone with its connection. */
    reqId: z.string().optional(),
    /** What a rating of it names. */
    feedback: z.string().optional(),
    /** What was shown while it was being made; `isOver` where it shows no more. */
    stream: z.object({ id: z.string(), startedAt: z.number(), isOver: z.boolean() }).optional(),
  }),
  z.object({
    kind: z.literal('choices'),
    language,
    buttons: z.array(z.object({ text: z.string(), key: z.string() })),
  }),
  z.object({ kind: z.literal('file'), document: z.string(), name: z.string() }),
]);
export type WecomPart = z.infer<typeof PART>;
export type AnswerPart = Extract<WecomPart, { kind: 'answer' }>;

export function readPart(payload: PartPayload): WecomPart {
  return PART.parse(payload);
}

/** Of a card (模板卡片类型, 按钮交互型). */
const MAX_BUTTONS = 6;
const MAX_CARDS = 3;
/** What stands on a button; sources stand in the text, and ratings are WeCom's own. */
const ON_CARDS: readonly Button['kind'][] = ['ask', 'document', 'language', 'reason'];

/**
 * Writes a reply as an answer with its sources, and cards of what can be chosen next; in a group, whose members read
 * along, no card offers questions.
 */
export function renderWecom(reply: Reply, to: Addressee): PartPayload[] {
  const { language } = reply;
  const { isGroup } = to.conversation;
  const chosen = reply.buttons
    .filter(({ kind, token }) => token && ON_CARDS.includes(kind) && !(isGroup && kind === 'ask'))
    .slice(0, MAX_BUTTONS * MAX_CARDS);
  const parts: WecomPart[] = [answerOf(reply, to)];
  if (reply.file) parts.push({ kind: 'file', ...reply.file });
  const numbers = new Map(asksOf(reply).map((button, index) => [button, index + 1]));
  for (let from = 0; from < chosen.length; from += MAX_BUTTONS) {
    const buttons = chosen.slice(from, from + MAX_BUTTONS).map((button) => ({
      text: numbers.has(button) ? WECOM_TEXTS[language].followUp(numbers.get(button)!) : button.label,
      key: button.token!,
    }));
    parts.push({ kind: 'choices', language, buttons });
  }
  return parts;
}

function asksOf({ buttons }: Reply): Button[] {
  return buttons.filter(({ kind }) => kind === 'ask');
}

function answerOf(reply: Reply, to: Addressee): AnswerPart {
  const { reqId } = to.message?.inbound.reference ?? {};
  const { streamId, startedAt, isOver } = to.shown ?? {};
  const places = (reply.venues ?? []).map(({ title, address }) => `- ${title}：${address}`);
  return {
    kind: 'answer',
    language: reply.language,
    text: [reply.text, ...places].join('\n'),
    citations: reply.citations.map(({ n, title, locator, quote, passage }) => ({
      n,
      title,
      locator,
      quote,
      passage,
    })),
    followUps: asksOf(reply).map(({ label }) => label),
    isAi: reply.author === 'ai',
    ...(typeof reqId === 'string' && { reqId }),
    ...(to.message && reply.author === 'ai' && { feedback: to.message.id }),
    ...(typeof streamId === 'string' &&
      typeof startedAt === 'number' && { stream: { id: streamId, startedAt, isOver: isOver === 1 } }),
  };
}
