import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How long a model takes to its first token and for the whole reply, in milliseconds. */
export interface ModelPace {
  firstMs: number;
  wholeMs: number;
}

/** How a hosted model behaves (security reference, section 8). */
export const HOSTED: ModelPace = { firstMs: 800, wholeMs: 8_000 };
const REFUSED = 0.05;
const STALLED = 0.01;
const PIECES = 24;

/** One request to the model, by the clock of `performance`. */
export interface ModelCall {
  question: string;
  beganAt: number;
  endedAt: number;
  fault?: 'refused' | 'stalled';
}

export interface LoadModel {
  baseUrl: string;
  calls: ModelCall[];
  /** Most requests that were open at once. */
  most(): number;
  close(): Promise<void>;
}

/** A chat endpoint with the patience of a hosted one: it quotes the first evidence, word for word. */
export async function startLoadModel(pace: ModelPace, random: () => number): Promise<LoadModel> {
  const calls: ModelCall[] = [];
  let open = 0;
  let most = 0;
  const server = createServer(async (request, response) => {
    most = Math.max(most, ++open);
    response.once('close', () => {
      open -= 1;
    });
    await reply(await bodyOf(request), response, { calls, pace, random });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    most: () => most,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Body {
  messages?: { content: string }[];
  tools?: object[];
}

async function reply(
  { messages = [], tools }: Body,
  response: ServerResponse,
  { calls, pace, random }: { calls: ModelCall[]; pace: ModelPace; random: () => number },
): Promise<void> {
  // A second try has more messages after the one that asks.
  const prompt = messages.find(({ content }) => content.includes('<question>'))?.content ?? '';
  const question = /<question>(.*?)<\/question>/s.exec(prompt)?.[1] ?? '';
  const call: ModelCall = { question, beganAt: performance.now(), endedAt: Number.NaN };
  calls.push(call);
  response.once('close', () => {
    call.endedAt = performance.now();
  });
  const luck = random();
  if (luck < REFUSED) {
    call.fault = 'refused';
    const error = { message: 'Rate limit reached.', type: 'requests', code: 'rate_limit_exceeded' };
    response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '1' });
    response.end(JSON.stringify({ error }));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const write = (delta: object, finish: string | null = null) =>
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`);
  await pause(pace.firstMs);
  if (luck < REFUSED + STALLED) {
    call.fault = 'stalled';
    write({ role: 'assistant', content: '' });
    return;
  }
  // Asked for a call of a function, it makes none.
  const pieces = tools ? [] : piecesOf(quote(prompt));
  for (const content of pieces) {
    write({ content });
    await pause((pace.wholeMs - pace.firstMs) / pieces.length);
  }
  write({}, 'stop');
  response.end('data: [DONE]\n\n');
}

/** The first sentence of the first evidence, with its mark. */
function quote(prompt: string): string {
  const evidence = /<e n="1"[^>]*>[^\n]*\n(.*?)<\/e>/s.exec(prompt)?.[1] ?? '';
  const sentence = /^[^。\n]+/.exec(evidence.trim())?.[0] ?? '';
  return sentence ? `${sentence.replace(/[.；;]$/, '')}[1]。` : 'NOT_IN_DOCUMENTS';
}

function piecesOf(text: string): string[] {
  const length = Math.max(1, Math.ceil(text.length / PIECES));
  return text.match(new RegExp(`.{1,${length}}`, 'gsu')) ?? [];
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString()) as Body;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
