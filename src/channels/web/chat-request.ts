import { z } from 'zod';
import type { Language } from '../../types.ts';
import { visibleText } from '../visible-text.ts';

/** Unicode characters of one question; the page counts the same way. */
export const QUESTION_LIMIT = 2000;

const messageSchema = z.object({
  id: z.string().min(1).max(200).optional(),
  role: z.literal('user'),
  parts: z.array(z.object({ type: z.string(), text: z.string().optional() })),
});
const chatSchema = z.object({
  // Clients of the AI SDK send the whole conversation; what was said before is in our own store.
  messages: z.array(z.unknown()).min(1),
  trigger: z.string().optional().catch(undefined),
  language: z.enum(['zh-Hans', 'zh-Hant', 'en']).optional().catch(undefined),
});

/** What a visitor asks. */
export interface Asked {
  text: string;
  /** The page's own name of the message; the same when it is sent again. */
  key?: string;
  /** Whether it is to be answered once more, though it has been. */
  isAgain: boolean;
  /** Of the page. */
  language?: Language;
}
export interface Refusal {
  code: string;
  message: string;
}

/** Reads the body that the AI SDK's `useChat` sends. Only its last message is taken: a client could write anything. */
export async function chatRequest(request: Request): Promise<Asked | { refusal: Refusal }> {
  // Demanding JSON makes another site's page ask first, and no other site is admitted.
  if (!request.headers.get('content-type')?.toLowerCase().startsWith('application/json')) return malformed();
  const parsed = chatSchema.safeParse(await bodyOf(request));
  const last = messageSchema.safeParse(parsed.data?.messages.at(-1));
  if (!parsed.success || !last.success) return malformed();

  const text = wordsOf(last.data);
  if (text === '') {
    return { refusal: { code: 'empty-question', message: '请输入问题。 / Please enter a question.' } };
  }
  if (lengthOf(text) > QUESTION_LIMIT) {
    const message = '问题请控制在2000字以内。 / Please keep the question within 2,000 characters.';
    return { refusal: { code: 'question-too-long', message } };
  }
  const { trigger, language } = parsed.data;
  return { text, key: last.data.id, isAgain: trigger === 'regenerate-message', language };
}

/** The JSON of a body; `undefined` where it is none. */
export async function bodyOf(request: Request): Promise<unknown> {
  const bytes = await request.arrayBuffer();
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // No JSON, or no UTF-8: a question with holes in it is not the visitor's.
    return undefined;
  }
}

function malformed(): { refusal: Refusal } {
  const message = '请求格式不正确。 / The request is not in the expected form.';
  return { refusal: { code: 'bad-request', message } };
}

function wordsOf(message: z.infer<typeof messageSchema>): string {
  const texts = message.parts.filter((part) => part.type === 'text').map((part) => part.text ?? '');
  return visibleText(texts.join('\n')).trim();
}

function lengthOf(text: string): number {
  return [...text].length;
}
