import { createWebRoutes, type WebRoutesOptions } from '../../src/channels/web/web.ts';
import {
  answerOf,
  createFakeDesk,
  type FakeDesk,
  OUTPUT_CITATION,
  OUTPUT_SOURCE,
  type Script,
  stream,
} from './fake-desk.ts';

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
  const routes = createWebRoutes(desk, {
    pageDirectory: 'no-such-folder',
    clock: () => clock.now,
    today: () => '2026-03-01',
    createId: () => 'message-1',
    log: { error: (details, message) => logged.push({ details, message }) },
    ...options,
  });
  const later = (seconds: number) => {
    clock.now = new Date(clock.now.getTime() + seconds * 1000);
  };
  return { routes, logged, later };
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
