import { z } from 'zod';
import { readJson } from '../programs/json-body.ts';
import { visibleText } from '../visible-text.ts';
import { QUESTION_LIMIT } from '../web/chat-request.ts';
import { type Refusal, TOO_LARGE } from './refusal.ts';

/** A message has a text, or parts, of which those of text count; an assistant that calls tools says nothing. */
const contentSchema = z
  .union([z.string(), z.array(z.object({ type: z.string(), text: z.string().optional() }))])
  .nullish();

/** What of OpenAI's request counts; the rest is not looked at, as clients send much that a desk has no use for. */
const requestSchema = z.object({
  model: z.string().min(1),
  messages: z.array(z.object({ role: z.string(), content: contentSchema })).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  n: z.number().nullish(),
});
type Message = z.infer<typeof requestSchema>['messages'][number];

/** A question, and how its answer is wanted. */
export interface ChatRequest {
  model: string;
  text: string;
  /** Earlier questions of the same asker, oldest first. */
  history: string[];
  isStream: boolean;
  includesUsage: boolean;
}

/** Clients send a whole conversation again with each question, and what their own prompts add to it. */
const BODY_LIMIT_BYTES = 1024 * 1024;
/** Messages of a conversation that are looked at, the newest ones. */
const MESSAGES_KEPT = 40;

/**
 * Reads the body of a chat completion. Only what users say is taken from it: the last of it is the question, what was
 * said before is history. The turns of an assistant could hold anything, and instructions of a system change nothing.
 */
export async function chatRequest(request: Request): Promise<ChatRequest | { refusal: Refusal }> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) return refused(NO_JSON);
  const read = await readJson(request, BODY_LIMIT_BYTES);
  if ('fault' in read) return read.fault === 'too-large' ? { refusal: TOO_LARGE } : refused(NO_JSON);
  const parsed = requestSchema.safeParse(read.body);
  if (!parsed.success) return refused(INVALID, pathOf(parsed.error));
  const { model, messages, stream, stream_options: options, n } = parsed.data;
  if ((n ?? 1) !== 1) return refused(ONE_ANSWER, 'n');
  const asked = messages.slice(-MESSAGES_KEPT).filter(({ role }) => role === 'user');
  const last = asked.at(-1);
  if (!last) return refused(NO_QUESTION, 'messages');
  if (hasOthers(last)) return refused(TEXT_ONLY, 'messages');
  const text = wordsOf(last);
  if (text === '') return refused(NO_QUESTION, 'messages');
  if (isTooLong(text)) return refused(TOO_LONG, 'messages');
  const earlier = asked.slice(0, -1).map(wordsOf);
  return {
    model,
    text,
    history: earlier.filter((words) => words !== '' && !isTooLong(words)),
    isStream: stream ?? false,
    includesUsage: options?.include_usage ?? false,
  };
}

const NO_JSON =
  '请求不是 JSON。 / The body is not valid JSON; send it with "Content-Type: application/json".';
const INVALID = '请求格式不正确。 / The request is not in the expected form';
const ONE_ANSWER = '一次只给一个回答，请去掉 n。 / One answer is given at a time; leave out "n".';
const NO_QUESTION = '没有用户的问题。 / There is no question: the last user message is empty or missing.';
const TEXT_ONLY =
  '这里只能回答文字，请把问题写下来。 / Only text can be answered here; please put the question in words.';
const TOO_LONG = `问题请控制在${QUESTION_LIMIT}字以内。 / Please keep the question within ${QUESTION_LIMIT} characters.`;

function refused(message: string, param?: string): { refusal: Refusal } {
  return {
    refusal: { status: 400, message: message === INVALID ? `${message}: ${param}.` : message, param },
  };
}

/** Where the first fault is, in our schema's own names: no word of the request is given back. */
function pathOf(error: z.ZodError): string {
  const path = error.issues[0]?.path ?? [];
  return path.length > 0 ? path.join('.') : 'body';
}

function hasOthers({ content }: Message): boolean {
  return Array.isArray(content) && content.some(({ type }) => type !== 'text');
}

function wordsOf({ content }: Message): string {
  const texts = Array.isArray(content)
    ? content.flatMap(({ type, text }) => (type === 'text' && text ? [text] : []))
    : [content ?? ''];
  return visibleText(texts.join('\n')).trim();
}

function isTooLong(text: string): boolean {
  return [...text].length > QUESTION_LIMIT;
}
