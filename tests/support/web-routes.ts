import { createLinks } from '../../src/channels/links.ts';
import { createWebChannel, createWebRoutes, type WebRoutesOptions } from '../../src/channels/web/web.ts';
import {
  answerOf,
  createFakeDesk,
  type FakeDesk,
  OUTPUT_CITATION,
  OUTPUT_SOURCE,
  type Script,
  stream,
} from './fake-desk.ts';
import { createMemoryConversations } from './memory-conversations.ts';

export const QUESTION = '2025年产值是多少？';
export const ANSWER = answerOf({
  text: '2025年规上工业总产值为1638.77亿元[1]。',
  citations: [OUTPUT_CITATION],
  suggestions: ['同比增长多少？'],
});

/** The web routes before a desk, with a clock that a test moves and a log that it reads. */
export function webRoutes(desk: FakeDesk, options: Partial<WebRoutesOptions> = {}) {
  const clock = { now: new Date('2026-03-01T02:00:00Z') };
  const logged: { details: Record<string, unknown>; message: string }[] = [];
  const log = {
    error: (details: Record<string, unknown>, message: string) => void logged.push({ details, message }),
  };
  const conversations = createMemoryConversations(desk);
  const channel = options.channel ?? createWebChannel({ log });
  conversations.serve(channel);
  let count = 0;
  const links = createLinks({ publicUrl: 'https://desk.example', secret: 'secret', clock: () => clock.now });
  const routes = createWebRoutes(desk, {
    pageDirectory: 'no-such-folder',
    clock: () => clock.now,
    today: () => '2026-03-01',
    createId: () => `made-${++count}`,
    log,
    intake: conversations.intake,
    store: conversations.store,
    links,
    channel,
    widgetOrigins: [],
    questionsPerMinute: { visitor: 20, address: 6000 },
    trustsProxy: false,
    ...options,
  });
  const later = (seconds: number) => {
    clock.now = new Date(clock.now.getTime() + seconds * 1000);
  };
  return { routes, logged, later, links, channel, ...conversations };
}

/** A browser's way with one cookie jar: each visitor has their own. */
export function visitorOf({ routes }: { routes: ReturnType<typeof createWebRoutes> }) {
  const jar = new Map<string, string>();
  const request = async (path: string, init: RequestInit = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = new Headers(init.headers);
    if (cookie) headers.set('cookie', cookie);
    const response = await routes.request(path, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) jar.set(name, value);
    }
    return response;
  };
  /** Asks, reads the whole answer, and gives the message's id with its parts. */
  const ask = async (text: string, id?: string) => {
    const response = await request('/api/chat', say(text, id));
    return { id: response.headers.get('x-luodi-message') ?? '', parts: await partsOf(response) };
  };
  return { jar, request, ask };
}

/** One question of a page that names its message. */
export function say(text: string, id?: string): RequestInit {
  return post({
    id: 'chat',
    messages: [{ ...(id && { id }), role: 'user', parts: [{ type: 'text', text }] }],
  });
}

export interface ReadPart {
  type: string;
  delta?: string;
  errorText?: string;
  messageId?: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came
  data?: any;
}

/** The parts of a stream that has come to its end. */
export async function partsOf(response: Response): Promise<ReadPart[]> {
  const events = (await response.text())
    .split('\n\n')
    .flatMap((event) => /^data: (.*)$/m.exec(event)?.[1] ?? []);
  if (events.at(-1) !== '[DONE]') throw new Error('The stream was not ended.');
  return events.slice(0, -1).map((line) => JSON.parse(line) as ReadPart);
}

/** What a reader of the parts ends up with. */
export function textOf(parts: readonly ReadPart[]): string {
  return parts.reduce((text, part) => {
    if (part.type === 'data-reset') return '';
    return part.type === 'text-delta' ? text + part.delta : text;
  }, '');
}

/** A desk that answers `QUESTION` by the script and knows one public passage. */
export function deskOf(script: Script = stream(ANSWER)): FakeDesk {
  return createFakeDesk({ scripts: { [QUESTION]: script }, sources: { 'passage-output': OUTPUT_SOURCE } });
}

/** What `useChat` sends for these texts of one visitor. */
export function chat(...texts: string[]) {
  const messages = texts.map((text, index) => ({
    id: `m${index}`,
    role: 'user',
    parts: [{ type: 'text', text }],
  }));
  return post({ id: 'chat-1', trigger: 'submit-message', messages });
}

/** A POST of a JSON body. */
export function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

/** The error of a refused request. */
export async function errorOf(response: Response) {
  const body = (await response.json()) as { error: { code: string; message: string } };
  return body.error;
}
