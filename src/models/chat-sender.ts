import type { Endpoint } from './endpoint.ts';
import { EndpointRefusal, endpointError } from './endpoint-errors.ts';
import type { ChatMessage, ReplyForm } from './model.ts';
import { type ChatExtras, createEndpointClient } from './openai-client.ts';

export interface ChatRequest {
  messages: readonly ChatMessage[];
  form?: ReplyForm;
}

/** Begins a streamed reply. @throws AppError where the endpoint refuses the request or cannot be reached. */
export type ChatSender = (request: ChatRequest, signal: AbortSignal) => Promise<Response>;

/**
 * Makes the sender of an endpoint's chat requests. They go out at temperature 0, with the form of the reply
 * and the wish to be told what it took, until the endpoint refuses one of these; from then on without it:
 * OpenAI's reasoning models take no temperature, DeepSeek and most of Qwen no schema, older servers no
 * `stream_options`.
 */
export function createChatSender(
  endpoint: Endpoint,
  { fetch, now = Date.now }: { fetch?: typeof globalThis.fetch; now?: () => number },
): ChatSender {
  const client = createEndpointClient(endpoint, fetch);
  const refused = new Set<keyof ChatExtras>();

  return async function send({ messages, form }, signal) {
    const wanted: ChatExtras = { temperature: 0, form, usage: true };
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
        if (!unwanted) throw failure;
        dropped.add(unwanted);
      }
    }
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
  ['form', /response_format|json_schema|json mode|structured output|guided|grammar/i],
];

/** The extra that a refusal is about; where it names none (SiliconFlow), the form, which fewest endpoints take. */
function unwantedExtra(
  { status, param, said }: EndpointRefusal,
  sent: ChatExtras,
): keyof ChatExtras | undefined {
  if (status !== 400 && status !== 422) return undefined;
  const isSent = ([name]: [keyof ChatExtras, RegExp]) => sent[name] !== undefined;
  const named = NAMES.filter(isSent).find(([, pattern]) => pattern.test(`${param} ${said}`));
  return named?.[0] ?? (sent.form === undefined ? undefined : 'form');
}
