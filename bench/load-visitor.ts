import { Agent, request } from 'node:http';
import type { PlannedVisitor } from './load-schedule.ts';

/** What was seen of one request; times in milliseconds since it was due, not since it could be sent. */
export interface Seen {
  status: number;
  firstMs: number;
  endMs: number;
}

/** A question, from when it was due to the end of its answer. */
export interface SeenQuestion extends Seen {
  question: string;
  /** By the clock of `performance`. */
  dueAt: number;
  /** Until the first words of the answer; absent where there were none. */
  wordsMs?: number;
  isWhole: boolean;
}

export interface SeenVisit {
  /** Until the page and everything that it loads were there. */
  pageMs: number;
  page: Seen[];
  questions: SeenQuestion[];
  errors: string[];
}

/** Connections that a browser opens to one host. */
const CONNECTIONS = 6;
/** Nobody asks the next question before they have read the answer, in milliseconds. */
const READING_MS = 2_000;

/** Plays one visitor with connections and a cookie of their own; an abusive one waits for nothing. */
export async function visit(
  origin: string,
  visitor: PlannedVisitor,
  { beganAt, isAbusive = false }: { beganAt: number; isAbusive?: boolean },
): Promise<SeenVisit> {
  const agent = new Agent({ keepAlive: true, maxSockets: isAbusive ? 100 : CONNECTIONS });
  const seen: SeenVisit = { pageMs: Number.NaN, page: [], questions: [], errors: [] };
  const browser = { origin, agent, cookies: new Map<string, string>() };
  try {
    await until(beganAt + visitor.opensAt);
    await openPage(browser, beganAt + visitor.opensAt, seen);
    const asking: Promise<void>[] = [];
    for (const [key, { at, question }] of visitor.asks.entries()) {
      const readAt = performance.now() + READING_MS;
      const dueAt = isAbusive || key === 0 ? beganAt + at : Math.max(beganAt + at, readAt);
      await until(dueAt);
      const asked = ask(browser, { question, dueAt, key: `${key}` }, seen);
      if (isAbusive) asking.push(asked);
      else await asked;
    }
    await Promise.all(asking);
  } catch (error) {
    seen.errors.push(String(error));
  } finally {
    agent.destroy();
  }
  return seen;
}

interface Browser {
  origin: string;
  agent: Agent;
  cookies: Map<string, string>;
}

async function openPage(browser: Browser, dueAt: number, seen: SeenVisit): Promise<void> {
  const html = await send(browser, { path: '/', dueAt });
  seen.page.push(html);
  const linked = [...html.text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]!);
  const paths = new Set([...linked, '/api/about', '/api/conversation']);
  const loaded = await Promise.all([...paths].map((path) => send(browser, { path, dueAt })));
  seen.page.push(...loaded);
  seen.pageMs = performance.now() - dueAt;
}

async function ask(
  browser: Browser,
  { question, dueAt, key }: { question: string; dueAt: number; key: string },
  seen: SeenVisit,
): Promise<void> {
  const id = `${key}-${Math.random().toString(36).slice(2)}`;
  const message = { id, role: 'user', parts: [{ type: 'text', text: question }] };
  const body = JSON.stringify({ id: 'load', trigger: 'submit-message', messages: [message] });
  const answer = await send(browser, { path: '/api/chat', dueAt, body });
  const { status, firstMs, endMs, wordsMs, text } = answer;
  const isWhole = text.includes('"type":"data-answer"') && text.trimEnd().endsWith('data: [DONE]');
  seen.questions.push({ question, dueAt, status, firstMs, endMs, wordsMs, isWhole });
}

interface Sent {
  path: string;
  dueAt: number;
  body?: string;
}

type Received = Seen & { text: string; wordsMs?: number };

/** A connection that had been idle was closed just when it was used again; browsers then try once more, unseen. */
class IdleConnectionClosed extends Error {}

/** Sends a request and reads its response to the end. */
async function send(browser: Browser, sent: Sent): Promise<Received> {
  return sendOnce(browser, sent).catch((error: unknown) => {
    if (error instanceof IdleConnectionClosed) return sendOnce(browser, sent);
    throw error;
  });
}

function sendOnce(browser: Browser, { path, dueAt, body }: Sent): Promise<Received> {
  const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ');
  const headers = {
    'accept-encoding': 'gzip',
    ...(cookie && { cookie }),
    ...(body !== undefined && {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'sec-fetch-site': 'same-origin',
    }),
  };
  const { promise, resolve, reject } = Promise.withResolvers<Received>();
  const method = body === undefined ? 'GET' : 'POST';
  const call = request(browser.origin + path, { agent: browser.agent, method, headers }, (response) => {
    let firstMs: number | undefined;
    let wordsMs: number | undefined;
    let text = '';
    for (const line of response.headers['set-cookie'] ?? []) keep(browser, line);
    response.setEncoding('utf8');
    response.on('data', (piece: string) => {
      firstMs ??= performance.now() - dueAt;
      text += piece;
      if (wordsMs === undefined && text.includes('"type":"text-delta"')) wordsMs = performance.now() - dueAt;
    });
    response.on('error', reject);
    response.on('end', () => {
      const endMs = performance.now() - dueAt;
      resolve({ status: response.statusCode ?? 0, firstMs: firstMs ?? endMs, endMs, wordsMs, text });
    });
  });
  call.on('error', (error: NodeJS.ErrnoException) => {
    const isIdle = call.reusedSocket && error.code === 'ECONNRESET';
    reject(isIdle ? new IdleConnectionClosed(error.message, { cause: error }) : error);
  });
  call.end(body);
  return promise;
}

function keep({ cookies }: Browser, line: string): void {
  const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
  if (name !== undefined) cookies.set(name, value ?? '');
}

function until(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, time - performance.now())));
}
