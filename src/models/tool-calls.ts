import { type Reading, readChunks, type ToolCallDelta, usageOf } from './chat-chunks.ts';
import type { ChatTool, ChatUsage, ToolCall } from './model.ts';
import { checkFinish, endless, refused } from './reply-errors.ts';

/** Arguments are short; a model that goes on is stopped. In characters, with the text beside them. */
const LONGEST_CALL = 20_000;

/**
 * Reads one streamed chat completion as a call of a function: none where the model calls nothing. Text and
 * reasoning are dropped. The same call made twice is one.
 *
 * @throws AppError as `readReply` does, and `refused` where the model calls another function, or asks for two things
 */
export async function* readCall(
  response: Response,
  tool: ChatTool,
  reading: Reading,
): AsyncGenerator<ToolCall> {
  const { watch, limits, endpoint } = reading;
  const calls: Called[] = [];
  let received = 0;
  let finish: string | undefined;
  let usage: ChatUsage | undefined;
  for await (const { choices, usage: counted } of readChunks(response, reading)) {
    usage = usageOf(counted) ?? usage;
    finish = choices?.[0]?.finish_reason ?? finish;
    const delta = choices?.[0]?.delta ?? {};
    const pieces = Array.isArray(delta.tool_calls) ? delta.tool_calls : [];
    for (const piece of pieces) received += add(calls, piece);
    received += typeof delta.content === 'string' ? delta.content.length : 0;
    if (received > LONGEST_CALL) throw endless(endpoint, LONGEST_CALL);
    if (pieces.length > 0 || delta.content || delta.reasoning_content || delta.reasoning)
      watch.expect(limits.gapMs);
  }
  if (usage) reading.onUsage?.(usage);
  // With a function that had to be called, OpenAI ends in `stop`; with one that might be, in `tool_calls`.
  checkFinish(finish, endpoint);
  const [first, ...others] = calls;
  if (!first) return;
  const isOne = others.every(({ name, text }) => name === first.name && text === first.text);
  if (first.name !== tool.name || !isOne)
    throw refused(
      `The model "${endpoint.model}" called other functions than the one it was to call.`,
      'Choose another CHAT_MODEL.',
    );
  yield { arguments: parsed(first.text) };
}

/** A call as far as it has arrived. */
interface Called {
  key: unknown;
  name: string;
  text: string;
}

/** Adds a piece to its call; some servers send each call whole and without `index`. Gives its characters. */
function add(calls: Called[], piece: ToolCallDelta | null): number {
  const { name, arguments: text } = piece?.function ?? {};
  const key = piece?.index ?? piece?.id ?? calls.at(-1)?.key ?? 0;
  let call = calls.find((known) => known.key === key);
  if (!call) {
    call = { key, name: '', text: '' };
    calls.push(call);
  }
  // Some servers repeat the name with every piece.
  if (typeof name === 'string' && name !== '') call.name = name;
  if (typeof text !== 'string') return 1;
  call.text += text;
  return 1 + text.length;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
