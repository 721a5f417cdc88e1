import type { ServerResponse } from 'node:http';
import type { ChatReply, Fault, FunctionCall } from './openai-endpoint.ts';

/** Writes a chat completion as a stream of events, with what `fault` does to it. */
export async function writeStream(
  response: ServerResponse,
  stream: { model: string; reply: ChatReply; fault?: Fault; includeUsage: boolean; finish: string },
): Promise<void> {
  const { fault, model } = stream;
  const base = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_760_000_000, model };
  const chunk = (delta: object, finish: string | null = null) => ({
    ...base,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  });
  const write = createWriter(response, fault);

  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
  });
  response.flushHeaders();
  if (fault?.kind === 'empty-choices') await write({ ...base, choices: [], prompt_filter_results: [] });
  await write(chunk({ role: 'assistant', content: '', refusal: null }));
  const deltas = fault?.kind === 'endless' ? forever('园区') : deltasOf(stream.reply);
  let written = 0;
  for (const delta of deltas) {
    if (fault && 'after' in fault && written === fault.after) return breakStream(response, fault);
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.gapMs));
    if (!(await write(chunk(delta)))) return;
    written += 1;
  }
  if (fault && 'after' in fault) return breakStream(response, fault);
  if (fault?.kind !== 'no-finish')
    await write(chunk({}, fault?.kind === 'finish' ? fault.reason : stream.finish));
  if (stream.includeUsage)
    await write({ ...base, choices: [], usage: { prompt_tokens: 1, completion_tokens: 1 } });
  if (fault?.kind === 'no-end') return;
  response.end(fault?.kind === 'no-done' ? '' : 'data: [DONE]\n\n');
}

/** One way to end a stream wrongly. */
function breakStream(response: ServerResponse, fault: Fault & { after: number }): void {
  switch (fault.kind) {
    case 'stall':
      return;
    case 'cut':
      // After what was written has left, so that the reader gets it.
      response.write('', () => response.socket?.destroy());
      return;
    case 'end-early':
      response.end();
      return;
    case 'broken-json':
      response.end('data: {"choices": [{"delta": {"content": "半\n\n');
      return;
    case 'error-event':
      response.end(
        `data: ${JSON.stringify({ error: { message: fault.message, type: 'server_error' } })}\n\n`,
      );
  }
}

/** Writes one event; false once the client has gone. */
function createWriter(response: ServerResponse, fault?: Fault): (event: object) => Promise<boolean> {
  const gone = new Promise<boolean>((resolve) => response.once('close', () => resolve(false)));
  const send = (bytes: Uint8Array) =>
    Promise.race([
      gone,
      new Promise<boolean>((resolve) => response.write(bytes, (error) => resolve(!error))),
    ]);
  return async (event) => {
    if (response.destroyed) return false;
    const bytes = Buffer.from(`data: ${JSON.stringify(event)}\n\n`);
    if (fault?.kind !== 'split-characters') return send(bytes);
    for (const byte of bytes) await send(Uint8Array.of(byte));
    return true;
  };
}

/** Deltas of a reply: as given, or a plain text cut every four characters. */
export function deltasOf(reply: ChatReply): object[] {
  if (typeof reply === 'string') {
    return (reply.match(/[\s\S]{1,4}/gu) ?? []).map((content) => ({ content }));
  }
  return [
    ...(reply.reasoning ?? []).map((text) => ({ reasoning_content: text })),
    ...reply.deltas.map((content) => ({ content })),
    ...(reply.calls ?? []).flatMap(callDeltas),
  ];
}

/** A call as OpenAI streams it: its name first, then its arguments a few characters at a time. */
function callDeltas({ name, arguments: text }: FunctionCall, index: number): object[] {
  const head = { index, id: `call_${index}`, type: 'function', function: { name, arguments: '' } };
  const size = text.length > 1000 ? 1000 : 7;
  const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'gu')) ?? [];
  const rest = pieces.map((piece) => ({ index, function: { arguments: piece } }));
  return [head, ...rest].map((call) => ({ tool_calls: [call] }));
}

function* forever(content: string): Generator<object> {
  for (;;) yield { content };
}
