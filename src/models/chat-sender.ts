import type { Endpoint } from './endpoint.ts';
import { EndpointRefusal, endpointError } from './endpoint-errors.ts';
import type { ChatMessage, ChatTool, ReplyForm } from './model.ts';
import { type ChatExtras, createEndpointClient } from './openai-client.ts';

export interface ChatRequest {
  messages: readonly ChatMessage[];
  form?: ReplyForm;
  /** A function that is to be called. */
  tool?: ChatTool;
}

export interface ChatSender {
  /** Begins a streamed reply. @throws AppError where the endpoint refuses the request or cannot be reached. */
  send(request: ChatRequest, signal: AbortSignal): Promise<Response>;
  /** Whether the endpoint has refused functions before. */
  readonly refusesTools: boolean;
}

/**
 * Makes the sender of an endpoint's chat requests. They go out at temperature 0, with the form of the reply
 * and the wish to be told what it took, until the endpoint refuses one of these; from then on without it:
 * OpenAI's reasoning models take no temperature, DeepSeek and most of Qwen no schema, older servers no
 * `stream_options`. Models that think take a function, but not the demand to call it. A request for a call is of
 * no use without its function, so that this refusal is passed on.
 */
export function createChatSender(
  endpoint: Endpoint,
  { fetch, now = Date.now }: { fetch?: typeof globalThis.fetch; now?: () => number },
): ChatSender {
  const client = createEndpointClient(endpoint, fetch);
  const refused = new Set<keyof ChatExtras>();

  async function send({ messages, form, tool }: ChatRequest, signal: AbortSignal): Promise<Response> {
    const wanted: ChatExtras = { temperature: 0, form, tool, toolChoice: tool && true, usage: true };
    const dropped = new Set(refused);
    for (;;) {
      const extras = without(wanted, dropped);
      try {
        const response = await client.streamChat({ messages, ...extras }, signal);
        // Only what was taken without it shows that it was the fault.
        for (const extra of dropped) refused.add(extra);
        return response;
      } catch (error) {
        const failure = endpointError(error, endpoint, now());
        const unwanted = failure instanceof EndpointRefusal ? unwantedExtra(failure, extras) : undefined;
        if (unwanted === 'tool') refused.add(unwanted);
        if (!unwanted || unwanted === 'tool') throw failure;
        dropped.add(unwanted);
      }
    }
  }

  return {
    send,
    get refusesTools() {
      return refused.has('tool');
    },
  };
}

function without(extras: ChatExtras, dropped: ReadonlySet<keyof ChatExtras>): ChatExtras {
  const kept = Object.entries(extras).filter(([name]) => !dropped.has(name as keyof ChatExtras));
  return Object.fromEntries(kept);
}

/** What endpoints call each extra when they refuse it. */
const NAMES: [keyof ChatExtras, RegExp][] = [
  ['temperature', /temperature/],
  ['usage', /stream_options|include_usage/],
  ['toolChoice', /tool[_ ]choice/i],
  ['tool', /\btools?\b|function[_ -]?call|\bfunctions\b/i],
  ['form', /response_format|json_schema|json mode|structured output|guided|grammar/i],
];

/**
 * The extra that a refusal is about; where it names none (SiliconFlow), the form or the demand for a call, which
 * fewest endpoints take.
 */
function unwantedExtra(
  { status, param, said }: EndpointRefusal,
  sent: ChatExtras,
): keyof ChatExtras | undefined {
  if (status !== 400 && status !== 422) return undefined;
  const isSent = ([name]: [keyof ChatExtras, RegExp]) => sent[name] !== undefined;
  const named = NAMES.filter(isSent).find(([, pattern]) => pattern.test(`${param} ${said}`));
  return named?.[0] ?? (sent.form ? 'form' : sent.toolChoice ? 'toolChoice' : undefined);
}
