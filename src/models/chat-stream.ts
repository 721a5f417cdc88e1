import { type Reading, readChunks, usageOf } from './chat-chunks.ts';
import type { ChatUsage } from './model.ts';
import { createReasoningFilter } from './reasoning.ts';
import { checkFinish, endless, refused } from './reply-errors.ts';

/**
 * Reads one streamed chat completion as text, without reasoning.
 *
 * @throws AppError `unreachable` when the stream stops short, is broken or too slow; `refused` when the
 * model ends it for another reason than being done, or sends no text; `misconfigured` when it is no stream.
 */
export async function* readReply(response: Response, reading: Reading): AsyncGenerator<string> {
  const { watch, limits, endpoint } = reading;
  const filter = createReasoningFilter();
  let received = 0;
  let given = false;
  let finish: string | undefined;
  let usage: ChatUsage | undefined;
  for await (const { choices, usage: counted } of readChunks(response, reading)) {
    usage = usageOf(counted) ?? usage;
    const delta = choices?.[0]?.delta ?? {};
    finish = choices?.[0]?.finish_reason ?? finish;
    const content = typeof delta.content === 'string' ? delta.content : '';
    received += content.length;
    if (received > limits.maxCharacters) throw endless(endpoint, limits.maxCharacters);
    const text = filter.push(content);
    if (text !== '') {
      given = true;
      watch.rest();
      yield text;
    }
    if (content || delta.reasoning_content || delta.reasoning) watch.expect(limits.gapMs);
  }
  if (usage) reading.onUsage?.(usage);
  const rest = filter.end();
  if (rest !== '') yield rest;
  checkFinish(finish, endpoint);
  const { model } = endpoint;
  if (finish === 'tool_calls' || finish === 'function_call')
    throw refused(`The model "${model}" called a tool it was not offered.`, 'Choose another CHAT_MODEL.');
  if (!given && rest === '')
    throw refused(`The model "${model}" sent no text.`, 'Choose another CHAT_MODEL.');
}
