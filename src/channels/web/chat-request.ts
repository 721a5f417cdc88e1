import { z } from 'zod';
import { visibleText } from '../visible-text.ts';

/** Unicode characters of one question; the page counts the same way. */
export const QUESTION_LIMIT = 2000;
/** Messages of a conversation that are looked at, the newest ones. */
const MESSAGES_KEPT = 40;

const chatSchema = z.object({
  messages: z
    .array(
      z.object({
        role: z.enum(['system', 'user', 'assistant']),
        parts: z.array(z.object({ type: z.string(), text: z.string().optional() })),
      }),
    )
    .min(1),
});
type ChatMessage = z.infer<typeof chatSchema>['messages'][number];

/** What a visitor asks, and what they asked before, oldest first. */
export interface Asked {
  text: string;
  history: string[];
}
export interface Refusal {
  code: string;
  message: string;
}

/**
 * Reads the body that the AI SDK's `useChat` sends. Only the visitor's own words are taken from it:
 * a client could write anything into the assistant's turns.
 */
export async function chatRequest(request: Request): Promise<Asked | { refusal: Refusal }> {
  // Demanding JSON makes another site's page ask first, and no other site is admitted.
  if (!request.headers.get('content-type')?.toLowerCase().startsWith('application/json')) return malformed();
  const parsed = chatSchema.safeParse(await bodyOf(request));
  if (!parsed.success) return malformed();
  const messages = parsed.data.messages.slice(-MESSAGES_KEPT);
  const last = messages.at(-1);
  if (last?.role !== 'user') return malformed();

  const text = wordsOf(last);
  if (text === '') {
    return { refusal: { code: 'empty-question', message: '请输入问题。 / Please enter a question.' } };
  }
  if (lengthOf(text) > QUESTION_LIMIT) {
    const message = '问题请控制在2000字以内。 / Please keep the question within 2,000 characters.';
    return { refusal: { code: 'question-too-long', message } };
  }
  const earlier = messages.slice(0, -1).filter((message) => message.role === 'user');
  const history = earlier.map(wordsOf).filter((words) => words !== '' && lengthOf(words) <= QUESTION_LIMIT);
  return { text, history };
}

async function bodyOf(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function malformed(): { refusal: Refusal } {
  const message = '请求格式不正确。 / The request is not in the expected form.';
  return { refusal: { code: 'bad-request', message } };
}

function wordsOf(message: ChatMessage): string {
  const texts = message.parts.filter((part) => part.type === 'text').map((part) => part.text ?? '');
  return visibleText(texts.join('\n')).trim();
}

function lengthOf(text: string): number {
  return [...text].length;
}
