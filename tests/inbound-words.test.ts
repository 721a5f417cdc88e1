import { afterEach, describe, expect, it } from 'vitest';
import type { Button, Reply } from '../src/channel-types.ts';
import type { DocumentCard } from '../src/channels/desk-port.ts';
import type { Answer, Language } from '../src/types.ts';
import { answerOf, createFakeDesk, OUTPUT_CITATION, OUTPUT_SOURCE, stream } from './support/fake-desk.ts';
import { openInboundBench, until } from './support/inbound-bench.ts';

const QUESTION = '2025年产值是多少？';
const FOLLOW_UP = '同比增长多少？';
const ANSWER = answerOf({
  text: '2025年规上工业总产值为1638.77亿元[1]。',
  citations: [OUTPUT_CITATION],
  suggestions: [FOLLOW_UP],
});

type Bench = Awaited<ReturnType<typeof openInboundBench>>;
let bench: Bench;
afterEach(() => bench?.close());

const zone = (name: string): DocumentCard => ({
  document: `${name}.md`,
  title: `${name}简介`,
  type: 'zone',
  zone: name,
  validity: {},
});
const policy = (name: string): DocumentCard => ({
  document: `${name}.docx`,
  title: name,
  type: 'policy',
  validity: {},
});

async function open(answers: Record<string, Answer> = {}) {
  const documents = [zone('新材料园'), policy('甲办法'), policy('乙办法')];
  const scripts = { [QUESTION]: ANSWER, [FOLLOW_UP]: answerOf({ text: '同比增长9.2%。' }), ...answers };
  const port = createFakeDesk({
    scripts: Object.fromEntries(Object.entries(scripts).map(([text, answer]) => [text, stream(answer)])),
    sources: { [OUTPUT_CITATION.passage]: OUTPUT_SOURCE },
    documents,
    files: {
      '甲办法.docx': { name: '甲.docx', bytes: new Uint8Array([1]) },
      '乙办法.docx': { name: '乙.docx', bytes: new Uint8Array([2]) },
    },
  });
  bench = await openInboundBench({ port });
  return { port, documents };
}

/** What is replied to the last of what is said, one after the other. */
async function say(...said: Parameters<Bench['say']>[0][]): Promise<Reply> {
  const before = bench.channel.sent.length;
  for (const one of said) await bench.say(one);
  return (await bench.replies(before + said.length)).at(-1)!;
}

const tap = ({ buttons }: Reply, kind: Button['kind'], at = 0) => ({
  kind: 'tap' as const,
  token: buttons.filter((one) => one.kind === kind)[at]!.token!,
});
const command = (name: 'start' | 'zones' | 'policy' | 'language' | 'contact' | 'sources') => ({
  kind: 'command' as const,
  command: name,
  argument: '',
});

describe('words that stand for buttons', () => {
  it.each(['1', '１', '1。'])('take the question that was offered: %s', async (number) => {
    const { port } = await open();
    await say(QUESTION, number);
    expect(port.asked.map(({ text }) => text)).toEqual([QUESTION, FOLLOW_UP]);
  });

  it('take what a greeting and a list offered as well', async () => {
    const { port } = await open({ 介绍一下新材料园: answerOf({ text: '新材料园在江边。' }) });
    await say(command('zones'), '1');
    expect(port.asked.map(({ text }) => text)).toEqual(['介绍一下新材料园']);
  });

  it.each(['出处', '來源', 'Sources', '/sources'])(
    'show the sources of the last answer: %s',
    async (word) => {
      await open();
      expect((await say(QUESTION, word)).text).toContain(`[1] ${OUTPUT_CITATION.title}`);
    },
  );

  it('show one source', async () => {
    await open();
    expect((await say(QUESTION, '出处1')).text).toContain(OUTPUT_CITATION.quote);
    expect((await say('出处7')).text).not.toContain(OUTPUT_CITATION.quote);
  });

  it.each(['人工', '轉人工', 'Talk to a person'])('bring in a person, noted once: %s', async (word) => {
    await open();
    const reply = await say(QUESTION, word);
    expect(reply).toMatchObject({ handsOver: true, text: expect.stringContaining('0734-8888666') });
    await say(word);
    expect(await bench.store.openMatters({ limit: 5 })).toMatchObject([{ kind: 'person', detail: QUESTION }]);
  });

  it('rate the last answer', async () => {
    await open();
    const { message } = await bench.say(QUESTION);
    await bench.replies(1);
    await say('👎');
    expect((await bench.store.message(message.id))?.rating).toEqual({ value: 'down' });
  });

  it.each([
    ['English', 'en'],
    ['繁體中文', 'zh-Hant'],
    ['简体中文', 'zh-Hans'],
  ] as const)('choose a language: %s', async (word, language: Language) => {
    await open();
    expect((await say(word)).language).toBe(language);
  });

  it('are questions where they are part of one', async () => {
    const text = '人工智能企业有哪些？';
    const { port } = await open({ [text]: ANSWER });
    await say(text);
    expect(port.asked).toHaveLength(1);
  });
});

describe('what stays right though the documents change', () => {
  it('gives the file that was named, and not what stands in its place by then', async () => {
    const { documents } = await open();
    const list = await say(command('policy'));
    documents.splice(1, 1);
    expect((await say(tap(list, 'document', 1))).file).toEqual({ document: '乙办法.docx', name: '乙.docx' });
    const gone = await say(tap(list, 'document', 0));
    expect(gone.file).toBeUndefined();
    expect(gone.text).toContain('不再公开');
  });

  it('asks what a button said', async () => {
    const { port, documents } = await open({ 介绍一下新材料园: ANSWER });
    const list = await say(command('zones'));
    documents.splice(0, 1, zone('装备园'));
    await say(tap(list, 'ask'));
    expect(port.asked[0]?.text).toBe('介绍一下新材料园');
  });
});

describe('the language of a conversation', () => {
  it('follows what is asked, and not a code or a number', async () => {
    await open({
      'What was the output?': answerOf({ text: 'Output', language: 'en' }),
      GDP: answerOf({ text: 'GDP', language: 'en' }),
    });
    expect((await say('GDP')).language).toBe('zh-Hans');
    expect((await say('What was the output?')).language).toBe('en');
    expect((await say({ kind: 'unreadable', what: 'voice' })).language).toBe('en');
  });

  it('stays the one that was chosen', async () => {
    await open();
    const reply = await say('English', QUESTION);
    expect(reply.language).toBe('en');
    expect(reply.text).toBe(ANSWER.text);
  });
});

describe('in a group', () => {
  const group = { isGroup: true, place: 'group' };

  it('offers no questions, chooses no language for all and notes nobody who wants a person', async () => {
    await open();
    await bench.say(QUESTION, { ...group, sender: 'a' });
    await bench.say('English', { ...group, sender: 'a' });
    const { conversation } = await bench.say(command('contact'), { ...group, sender: 'a' });
    const [answer, language, contact] = await bench.replies(3);
    expect(answer!.buttons.map(({ kind }) => kind)).not.toContain('ask');
    expect(language!.text).toContain('用什么语言提问');
    expect(contact!.handsOver).toBeFalsy();
    expect((await bench.store.conversation(conversation.id))?.language).toBe('zh-Hans');
    expect(await bench.store.openMatters({ limit: 5 })).toEqual([]);
  });

  it('goes by what the same person asked before', async () => {
    const { port } = await open();
    await bench.say(QUESTION, { ...group, sender: 'a' });
    await bench.say(FOLLOW_UP, { ...group, sender: 'b' });
    await bench.say(FOLLOW_UP, { ...group, sender: 'a' });
    await bench.replies(3);
    expect(port.asked.map(({ history }) => history)).toEqual([[], [], [QUESTION]]);
  });

  it('keeps a rating and says nothing of it', async () => {
    await open();
    const { message } = await bench.say(QUESTION, { ...group, sender: 'a' });
    const [answer] = await bench.replies(1);
    await bench.say(tap(answer!, 'rate'), { ...group, sender: 'b' });
    await until(async () => (await bench.store.message(message.id))?.rating?.value === 'up');
    expect(bench.channel.sent).toHaveLength(1);
  });
});

describe('somebody who left', () => {
  it('is written to again when they come back, though both are answered late', async () => {
    await open();
    await Promise.all([bench.say({ kind: 'departure' }), bench.say({ kind: 'arrival', source: 'expo' })]);
    expect((await bench.replies(1))[0]?.text).toContain('不是真人');
    const { conversation } = await bench.say(QUESTION);
    await bench.replies(2);
    expect((await bench.store.conversation(conversation.id))?.isReachable).toBe(true);
  });
});

describe('a list', () => {
  it.each([
    ['园区', '新材料园'],
    ['園區', '新材料园'],
    ['政策', '甲办法'],
    ['/policy', '乙办法'],
  ])('is given to whoever writes %s alone', async (word, held) => {
    const { port } = await open();
    expect((await say({ kind: 'text', text: word })).text).toContain(held);
    expect(port.asked).toEqual([]);
  });

  it('is not what a question with that word asks for', async () => {
    const asked = '政策什么时候到期？';
    const { port } = await open({ [asked]: ANSWER });
    await say({ kind: 'text', text: asked });
    expect(port.asked).toHaveLength(1);
  });
});
