import { AppError } from '../../src/errors.ts';
import { createChatModel } from '../../src/models/openai-compatible.ts';
import { type EndpointSetup, startOpenAiEndpoint } from './openai-endpoint.ts';

export const KEY = 'sk-test-0123456789abcdef';
export const QUESTION = [{ role: 'user' as const, content: '产业园有多少家企业？' }];
export const REPLY = '产业园现有企业86家，其中规模以上企业31家。';

type ChatOptions = Partial<Parameters<typeof createChatModel>[0]>;

/** An endpoint that answers REPLY, a model on it, and the waits the model made instead of waiting. */
export async function startChatModel(options: ChatOptions = {}, setup: EndpointSetup = {}) {
  const endpoint = await startOpenAiEndpoint({ apiKey: KEY, reply: () => REPLY, ...setup });
  const waits: number[] = [];
  const model = createChatModel({
    baseUrl: endpoint.baseUrl,
    apiKey: KEY,
    model: 'chat-test',
    wait: async (ms) => void waits.push(ms),
    ...options,
  });
  return { endpoint, model, waits };
}

/** What a stream gave before it ended or threw; anything but an AppError is thrown on. */
export async function collect(
  stream: AsyncIterable<string>,
): Promise<{ text: string; deltas: number; error?: AppError }> {
  let text = '';
  let deltas = 0;
  try {
    for await (const delta of stream) {
      text += delta;
      deltas += 1;
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { text, deltas, error };
  }
  return { text, deltas, error: undefined };
}
