import { describe, expect, it, onTestFinished } from 'vitest';
import { openInboundPath } from '../src/channels/inbound/path.ts';
import { createLinks } from '../src/channels/links.ts';
import { followedOnPage } from '../src/channels/web/followed-on-page.ts';
import { createWebChannel, createWebRoutes } from '../src/channels/web/web.ts';
import { openConversationStore } from '../src/store/kysely-conversations.ts';
import { openStateDatabase } from '../src/store/state-database.ts';
import { answerOf, createFakeDesk, OUTPUT_CITATION } from './support/fake-desk.ts';
import { plainChannel } from './support/inbound-bench.ts';

const QUESTION = '2025年产值是多少？';
const ANSWER = answerOf({ text: '2025年规上工业总产值为1638.77亿元[1]。', citations: [OUTPUT_CITATION] });
const FIRST = '2025年规上工业总产值';

/** A channel that can send nothing, whose askers follow the answer on the page of a link. */
async function open() {
  const gate = Promise.withResolvers<void>();
  const port = createFakeDesk({
    scripts: {
      async *[QUESTION]() {
        yield { type: 'text', delta: FIRST };
        await gate.promise;
        yield { type: 'text', delta: ANSWER.text.slice(FIRST.length) };
        yield { type: 'answer', answer: ANSWER };
      },
    },
  });
  const store = openConversationStore(await openStateDatabase({ file: ':memory:' }));
  const quiet = () => undefined;
  const log = { error: quiet, warn: quiet, info: quiet };
  const clock = () => new Date();
  const today = () => '2026-03-01';
  const links = createLinks({ publicUrl: 'https://desk.example', secret: 'secret', clock });
  const path = openInboundPath({ store, port, links, today, clock, log, owner: 'test' });
  const web = createWebChannel({ log });
  const own: string[] = [];
  const channel = plainChannel({
    name: 'wechat',
    limits: { isPassiveOnly: true },
    watch: () => ({
      show: (event) => void own.push(event.type),
      end: async () => ({ shown: 1 }),
    }),
  });
  path.serve(web);
  path.serve(followedOnPage(channel, web));
  await path.start();
  const routes = createWebRoutes(port, {
    pageDirectory: 'no-such-folder',
    createId: () => 'id',
    widgetOrigins: [],
    questionsPerMinute: { visitor: 10, address: 100 },
    trustsProxy: false,
    ...{ clock, today, log, intake: path, store, links, channel: web },
  });
  onTestFinished(async () => {
    gate.resolve();
    await path.stop(1000);
    await store.close();
  });
  const { message } = await path.accept({
    ...{
      channel: 'wechat',
      account: 'wx1',
      key: 'm1',
      place: 'openid',
      sender: 'openid',
      rank: 1,
      sentAt: 1,
    },
    content: { kind: 'text', text: QUESTION },
  });
  const address = new URL(links.answer(message.id)!).pathname;
  const parts = async (after?: string) => {
    const response = await routes.request(`${address}/parts${after ? `?after=${after}` : ''}`);
    return (await response.json()) as { parts: { delta?: string }[]; next?: string; isDone: boolean };
  };
  return { parts, letGo: gate.resolve, own };
}

const textOf = ({ parts }: { parts: { delta?: string }[] }) => parts.map(({ delta }) => delta ?? '').join('');

describe('the link to an answer of a channel that lets nothing be sent', () => {
  it('shows the words as they come, and the channel sees them as well', async () => {
    const { parts, letGo, own } = await open();
    let first = await parts();
    while (textOf(first) === '') first = await parts(first.next);
    expect(textOf(first)).toBe(FIRST);
    expect(first.isDone).toBe(false);
    letGo();
    let said = FIRST;
    let next = first;
    while (!next.isDone) {
      next = await parts(next.next);
      said += textOf(next);
    }
    expect(said).toBe(ANSWER.text);
    expect(own).toEqual(['text', 'text', 'answer']);
  });
});
