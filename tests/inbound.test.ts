import { afterEach, describe, expect, it } from 'vitest';
import type { Button } from '../src/channel-types.ts';
import { DeliveryError } from '../src/channels/channel.ts';
import type { Answer, AnswerEvent } from '../src/types.ts';
import {
  answerOf,
  createFakeDesk,
  OUTPUT_CITATION,
  OUTPUT_SOURCE,
  type Script,
  stream,
} from './support/fake-desk.ts';
import { openInboundBench, plainChannel, until } from './support/inbound-bench.ts';

const QUESTION = '2025年产值是多少？';
const FOLLOW_UP = '同比增长多少？';
const ANSWER = answerOf({
  text: '2025年规上工业总产值为1638.77亿元[1]。',
  citations: [OUTPUT_CITATION],
  suggestions: [FOLLOW_UP],
});
const GROWTH = answerOf({ text: '同比增长9.2%[1]。', citations: [OUTPUT_CITATION] });

type Bench = Awaited<ReturnType<typeof openInboundBench>>;
let bench: Bench;
afterEach(() => bench?.close());

async function open(
  scripts: Record<string, Script> = {},
  options: Partial<Parameters<typeof openInboundBench>[0]> = {},
) {
  const port = createFakeDesk({
    scripts: { [QUESTION]: stream(ANSWER), [FOLLOW_UP]: stream(GROWTH), ...scripts },
    sources: { [OUTPUT_CITATION.passage]: OUTPUT_SOURCE },
    documents: [
      {
        document: 'zone.md',
        title: '新材料园简介',
        type: 'zone',
        zone: '新材料园',
        validity: {},
        location: { latitude: 26.9, longitude: 112.6, address: '滨江大道18号' },
      },
      { document: 'policy.md', title: '若干政策', type: 'policy', validity: { from: '2026-01-01' } },
    ],
    files: { 'policy.md': { name: 'policy.md', bytes: new Uint8Array([1]) } },
  });
  bench = await openInboundBench({ port, publicUrl: 'https://park.example', ...options });
  return { bench, port };
}

const button = (buttons: readonly Button[], kind: Button['kind'], at = 0) =>
  buttons.filter((one) => one.kind === kind)[at]!;
const tap = (one: Button) => ({ kind: 'tap' as const, token: one.token! });

describe('the inbound path', () => {
  it('answers a question with its sources, what to ask next, a person and a rating', async () => {
    await open();
    await bench.say(QUESTION);
    const [reply] = await bench.replies(1);
    expect(reply).toMatchObject({ author: 'ai', text: ANSWER.text, citations: [OUTPUT_CITATION] });
    expect(reply!.buttons.map(({ kind }) => kind)).toEqual([
      'sources',
      'source',
      'ask',
      'person',
      'rate',
      'rate',
    ]);
    expect(button(reply!.buttons, 'source').url).toBe('https://park.example/source/passage-output');
    for (const { token } of reply!.buttons) expect(token).toMatch(/^[0-9a-z.]{1,64}$/);
  });

  it('calls a machine’s what was put together for a question, a decline too, and its own what is always the same', async () => {
    await open({
      declined: stream(answerOf({ text: '资料中没有。', outcome: 'declined', composedBy: 'fixed' })),
      wish: stream(
        answerOf({
          text: '按政策[1]。',
          outcome: 'handoff',
          composedBy: 'fixed',
          citations: [OUTPUT_CITATION],
        }),
      ),
      thanks: stream(answerOf({ text: '不客气。', outcome: 'smalltalk', composedBy: 'fixed' })),
    });
    for (const text of ['declined', 'wish', 'thanks']) await bench.say(text);
    expect((await bench.replies(3)).map(({ author }) => author)).toEqual(['ai', 'ai', 'desk']);
  });

  it('answers a message once, however often it is delivered', async () => {
    const { port } = await open();
    await Promise.all(Array.from({ length: 5 }, () => bench.say(QUESTION, { key: 'same' })));
    await bench.replies(1);
    expect((await bench.say(QUESTION, { key: 'same' })).isNew).toBe(false);
    expect(port.asked).toHaveLength(1);
    expect(bench.channel.sent).toHaveLength(1);
  });

  it('answers the same words twice where they were said twice', async () => {
    await open();
    await bench.say(QUESTION);
    await bench.say(QUESTION);
    expect(await bench.replies(2)).toHaveLength(2);
  });

  it('goes by what was asked before, until the conversation is begun anew', async () => {
    const { port } = await open();
    await bench.say(QUESTION);
    await bench.say(FOLLOW_UP);
    await bench.say({ kind: 'command', command: 'reset', argument: '' });
    await bench.say(FOLLOW_UP);
    await bench.replies(4);
    expect(port.asked.map(({ history }) => history)).toEqual([[], [QUESTION], []]);
  });

  it('keeps the order of a conversation while others go on', async () => {
    const gate = Promise.withResolvers<void>();
    const slow: Script = async function* () {
      await gate.promise;
      yield { type: 'answer', answer: answerOf({ text: 'slow' }) } as AnswerEvent;
    };
    await open({ slow, fast: stream(answerOf({ text: 'fast' })) });
    await bench.say('slow', { place: 'a' });
    await bench.say('fast', { place: 'a' });
    for (let at = 0; at < 50; at += 1) await bench.say('fast', { place: `b${at}` });
    await bench.replies(50);
    gate.resolve();
    await bench.replies(52);
    const there = bench.channel.sent.filter(({ to }) => to.conversation.place === 'a');
    expect(there.map(({ reply }) => reply.text)).toEqual(['slow', 'fast']);
  });

  it('gives up a message that breaks every time, says so, tells staff, and goes on', async () => {
    const broken: Script = () => {
      throw new Error('broken: secret words');
    };
    await open({ broken }, { settings: { attempts: 2 } });
    await bench.say('broken');
    await bench.say(QUESTION);
    const [sorry, answer] = await bench.replies(2);
    expect(sorry!.text).toContain('抱歉');
    expect(sorry!.text).not.toContain('secret');
    expect(answer!.text).toBe(ANSWER.text);
    expect(await bench.store.openMatters({ limit: 5 })).toMatchObject([
      { kind: 'unanswered', detail: 'broken' },
    ]);
  });

  it('does not wait for ever', async () => {
    const endless: Script = async function* (_question, signal) {
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    await open({ endless }, { settings: { answerMs: 50 } });
    await bench.say('endless');
    expect((await bench.replies(1))[0]!.text).toContain('太长');
  });

  it('rejects what cannot be kept, so that the channel sends it again', async () => {
    await open();
    await bench.store.close();
    await expect(bench.say(QUESTION)).rejects.toThrow();
  });

  it('says nothing where a person of ours is talking', async () => {
    const { port } = await open();
    const { message } = await bench.say(QUESTION, { isForPeople: true });
    await until(async () => (await bench.store.message(message.id))?.state === 'settled');
    expect(port.asked).toEqual([]);
    expect(bench.channel.sent).toEqual([]);
  });
});

describe('delivering', () => {
  it('tries again what the channel has no time for, in order', async () => {
    await open();
    bench.channel.faults.push(new DeliveryError('busy', 'busy', { retryAfterMs: 30 }), new Error('reset'));
    await bench.say(QUESTION);
    await bench.say(FOLLOW_UP);
    expect((await bench.replies(2)).map(({ text }) => text)).toEqual([ANSWER.text, GROWTH.text]);
  });

  it('shows staff what is refused for good, and goes on', async () => {
    await open();
    bench.channel.faults.push(new DeliveryError('refused', 'too long'));
    await bench.say(QUESTION);
    await until(async () => (await bench.store.openMatters({ limit: 5 })).length === 1);
    await bench.say(FOLLOW_UP);
    expect((await bench.replies(1))[0]!.text).toBe(GROWTH.text);
  });

  it('never sends more than the channel lets, and goes on when the asker writes again', async () => {
    const channel = plainChannel({ limits: { budget: { sends: 2, windowMs: 60_000 } } });
    channel.render = (reply) => ['1', '2', '3'].map((text) => ({ reply: { ...reply, text } }));
    await open({}, { channel });
    const { conversation } = await bench.say(QUESTION);
    await bench.replies(2);
    await until(async () => (await bench.store.backlog()).held === 1);
    expect((await bench.store.conversation(conversation.id))?.budget?.left).toBe(0);
    await bench.say(QUESTION);
    expect((await bench.replies(4)).map(({ text }) => text)).toEqual(['1', '2', '3', '1']);
  });

  it('writes to nobody who has left', async () => {
    await open();
    bench.channel.faults.push(new DeliveryError('gone', 'blocked'));
    const { conversation } = await bench.say(QUESTION);
    await until(async () => (await bench.store.conversation(conversation.id))?.isReachable === false);
    await bench.say(QUESTION);
    expect(await bench.replies(1)).toHaveLength(1);
  });
});

describe('what is said without a question', () => {
  it('greets, says that a machine answers, and keeps who sent the asker first', async () => {
    await open();
    await bench.say({ kind: 'arrival', source: 'expo-42' });
    const { conversation } = await bench.say({ kind: 'command', command: 'start', argument: 'agent-7' });
    const [hello] = await bench.replies(2);
    expect(hello).toMatchObject({ author: 'desk', text: expect.stringContaining('不是真人') });
    expect((await bench.store.conversation(conversation.id))?.source).toBe('expo-42');
  });

  it('answers the question behind a button', async () => {
    const { port } = await open();
    await bench.say(QUESTION);
    const [first] = await bench.replies(1);
    await bench.say(tap(button(first!.buttons, 'ask')));
    expect((await bench.replies(2))[1]!.text).toBe(GROWTH.text);
    expect(port.asked[1]).toMatchObject({ text: FOLLOW_UP, history: [QUESTION] });
  });

  it('shows the cited passage, and the sources of the last answer', async () => {
    await open();
    await bench.say(QUESTION);
    const [first] = await bench.replies(1);
    await bench.say(tap(button(first!.buttons, 'source')));
    await bench.say('出处');
    const [, passage, sources] = await bench.replies(3);
    expect(passage!.text).toContain(OUTPUT_CITATION.quote);
    expect(sources!.text).toContain(`[1] ${OUTPUT_CITATION.title}`);
    expect(sources!.author).toBe('desk');
  });

  it('keeps a rating with its reason', async () => {
    await open();
    const { message } = await bench.say(QUESTION);
    const [first] = await bench.replies(1);
    await bench.say(tap(button(first!.buttons, 'rate', 1)));
    const why = (await bench.replies(2))[1]!;
    await bench.say(tap(button(why.buttons, 'reason', 3)));
    await bench.replies(3);
    const rated: Answer | undefined = (await bench.store.message(message.id))?.answer;
    expect(rated?.text).toBe(ANSWER.text);
    expect((await bench.store.message(message.id))?.rating).toEqual({ value: 'down', reason: 'outdated' });
  });

  it('notes who wants a person, for staff', async () => {
    await open();
    await bench.say({ kind: 'command', command: 'contact', argument: '' });
    const [reply] = await bench.replies(1);
    expect(reply).toMatchObject({ handsOver: true, text: expect.stringContaining('0734-8888666') });
    expect(await bench.store.openMatters({ limit: 5 })).toMatchObject([{ kind: 'person' }]);
  });

  it('lets nobody use the buttons of another', async () => {
    await open();
    await bench.say(QUESTION, { place: 'a' });
    const [first] = await bench.replies(1);
    for (const one of first!.buttons) await bench.say(tap(one), { place: 'b' });
    const replies = await bench.replies(1 + first!.buttons.length);
    for (const reply of replies.slice(1)) expect(reply.text).toContain('失效');
    expect(JSON.stringify(replies.slice(1))).not.toContain('1638');
  });

  it('lists zones on a map, policies with their file, and what is nearest', async () => {
    await open();
    await bench.say({ kind: 'command', command: 'zones', argument: '' });
    await bench.say({ kind: 'command', command: 'policy', argument: '' });
    await bench.say({ kind: 'location', latitude: 26, longitude: 112 });
    const [zones, policies, nearby] = await bench.replies(3);
    expect(zones!.venues).toEqual([
      { title: '新材料园', address: '滨江大道18号', latitude: 26.9, longitude: 112.6 },
    ]);
    expect(nearby!.venues).toHaveLength(1);
    await bench.say(tap(button(policies!.buttons, 'document')));
    expect((await bench.replies(4))[3]).toMatchObject({ file: { document: 'policy.md' } });
  });

  it('speaks the language that was chosen', async () => {
    await open();
    await bench.say({ kind: 'command', command: 'language', argument: '' });
    const [choice] = await bench.replies(1);
    await bench.say(tap(button(choice!.buttons, 'language', 2)));
    await bench.say({ kind: 'unreadable', what: 'voice' });
    const [, chosen, voice] = await bench.replies(3);
    expect(chosen!.language).toBe('en');
    expect(voice!.text).toContain('voice');
  });
});
