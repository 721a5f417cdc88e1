import type { OpenAI } from 'openai';
import type { Endpoint } from './endpoint.ts';
import type { ChatMessage, ChatTool, ReplyForm } from './model.ts';

/** What a chat request asks for beyond a reply; endpoints differ in which of it they take. */
export interface ChatExtras {
  temperature?: number;
  form?: ReplyForm;
  /** A function that the model may call. */
  tool?: ChatTool;
  /** Whether it is to be called, and not left to the model. */
  toolChoice?: boolean;
  /** Whether the stream is to end with what it took. */
  usage?: boolean;
}

/** The two requests Luodi makes, each sent once. Both throw the vendor's errors as they are. */
export interface EndpointClient {
  /** Begins a streamed chat completion; the response's body is the stream of events. */
  streamChat(
    request: ChatExtras & { messages: readonly ChatMessage[] },
    signal: AbortSignal,
  ): Promise<Response>;
  /** Gives the body of an embeddings response, whatever it is. */
  embed(request: { texts: string[]; inputType?: string }, signal: AbortSignal): Promise<unknown>;
}

/** Makes the client of an endpoint; the vendor's package takes long to load, so it is at first use. */
export function createEndpointClient(endpoint: Endpoint, fetch?: typeof globalThis.fetch): EndpointClient {
  let loading: Promise<OpenAI> | undefined;
  const load = () => {
    loading ??= loadClient(endpoint, fetch);
    return loading;
  };
  const { model } = endpoint;
  return {
    async streamChat({ messages, temperature, form, tool, toolChoice, usage }, signal) {
      const { chat } = await load();
      const body = {
        ...{ model, messages: [...messages], stream: true as const, temperature },
        response_format: form && { type: 'json_schema' as const, json_schema: { ...form, strict: true } },
        tools: tool && [{ type: 'function' as const, function: { ...tool } }],
        tool_choice:
          tool && toolChoice ? { type: 'function' as const, function: { name: tool.name } } : undefined,
        stream_options: usage ? { include_usage: true } : undefined,
      };
      return chat.completions.create(body, { signal }).asResponse();
    },
    async embed({ texts, inputType }, signal) {
      const { embeddings } = await load();
      // Not of OpenAI's own protocol, which would refuse it: sent only where it is asked for.
      const body = { model, input: texts, encoding_format: 'float' as const, input_type: inputType };
      return embeddings.create(body, { signal });
    },
  };
}

async function loadClient(endpoint: Endpoint, fetch?: typeof globalThis.fetch): Promise<OpenAI> {
  const { OpenAI: Client } = await import('openai');
  class CompatibleClient extends Client {
    /** Keeps the body of an error that is not in OpenAI's envelope, such as SiliconFlow's and vLLM's. */
    protected override makeStatusError(
      ...[status, body, message, headers]: [number, object, string | undefined, Headers]
    ) {
      const isBare = typeof body === 'object' && body !== null && !('error' in body);
      return super.makeStatusError(status, isBare ? { error: body } : body, message, headers);
    }
  }
  return new CompatibleClient({
    baseURL: endpoint.baseUrl,
    // Every setting that would else be read from the environment is given: config.ts alone reads that.
    apiKey: endpoint.apiKey || 'none',
    defaultHeaders: endpoint.apiKey ? {} : { Authorization: null },
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    fetch,
  });
}
