import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { PartPayload, Reply } from '../src/channel-types.ts';
import { AI_LABEL } from '../src/channels/ai-label.ts';
import { fromChineseMap, toChineseMap } from '../src/channels/kf/chinese-coordinates.ts';
import { OUTPUT_CITATION, POLICY_CITATION } from './support/fake-desk.ts';
import { addresseeOf, type KfBench, kfBench } from './support/kf-bench.ts';
import { MESSAGE } from './support/kf-emulator-rules.ts';
import { ACCOUNT, type Shown } from './support/kf-emulator-world.ts';

let bench: KfBench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

const CUSTOMER = 'wmCustomer1';
const PUBLIC = 'https://desk.example';
const LABEL = AI_LABEL['zh-Hans'];
const BUTTONS: Reply['buttons'] = [
  { kind: 'ask', label: '制造业项目有哪些奖励？', token: 'ask.1', question: '制造业项目有哪些奖励？' },
  { kind: 'sources', label: '来源', token: 'sources.1' },
  { kind: 'person', label: '转人工', token: 'person' },
  { kind: 'rate', label: '👍', token: 'rate.up.1' },
  { kind: 'rate', label: '👎', token: 'rate.down.1' },
];

function replyOf(parts: Partial<Reply> = {}): Reply {
  return {
    author: 'ai',
    language: 'zh-Hans',
    text: '2025年规模以上工业总产值为1638.77亿元[1]。',
    citations: [OUTPUT_CITATION],
    buttons: BUTTONS,
    ...parts,
  };
}

/** What the payloads are as messages of the interface; throws where one is none. */
const messagesOf = (payloads: readonly PartPayload[]) =>
  payloads
    .filter(({ kind }) => kind === 'message')
    .map(({ message }) =>
      MESSAGE.parse({ touser: CUSTOMER, open_kfid: ACCOUNT, msgid: 'm', ...(message as object) }),
    );

const wordsOf = (message: ReturnType<typeof messagesOf>[number] | Shown) => {
  if (message.msgtype === 'text') return message.text.content;
  if (message.msgtype !== 'msgmenu') return '';
  return `${message.msgmenu.head_content}${message.msgmenu.tail_content ?? ''}`;
};

describe('a reply', () => {
  it('that is short is one menu with its sources as pages', async () => {
    bench = await kfBench({ publicUrl: PUBLIC });
    const [menu, ...more] = messagesOf(bench.channel.render(replyOf(), addresseeOf()));
    expect(more).toEqual([]);
    expect(menu).toMatchObject({
      msgtype: 'msgmenu',
      msgmenu: {
        head_content: '2025年规模以上工业总产值为1638.77亿元[1]。',
        list: [
          { type: 'click', click: { id: 'ask.1', content: '制造业项目有哪些奖励？' } },
          {
            type: 'view',
            view: {
              url: `${PUBLIC}/source/passage-output`,
              content: '[1] 《江川经开区2025年招商成果通报》招商成果 › 年度数据 · 第3段',
            },
          },
          { type: 'click', click: { id: 'person', content: '转人工' } },
          { type: 'click', click: { id: 'rate.up.1', content: '👍' } },
          { type: 'click', click: { id: 'rate.down.1', content: '👎' } },
        ],
        tail_content: LABEL,
      },
    });
  });

  it('has its sources to be touched where there is no public address', async () => {
    bench = await kfBench();
    const source = { kind: 'source' as const, label: '[1] 江川经开区2025年招商成果通报', token: 'source.1' };
    const [menu] = messagesOf(
      bench.channel.render(replyOf({ buttons: [...BUTTONS, source] }), addresseeOf()),
    );
    const list = menu?.msgtype === 'msgmenu' ? menu.msgmenu.list : [];
    expect(list).toContainEqual({
      type: 'click',
      click: { id: 'source.1', content: '[1] 《江川经开区2025年招商成果通报》招商成果 › 年度数据 · 第3段' },
    });
    expect(list).toHaveLength(5);
  });

  it('names its sources in the text where they cannot be chosen', async () => {
    bench = await kfBench();
    const [menu] = messagesOf(bench.channel.render(replyOf(), addresseeOf()));
    expect(wordsOf(menu!)).toContain('[1] 《江川经开区2025年招商成果通报》招商成果 › 年度数据 · 第3段');
  });

  it('with more than ten things to choose leaves out single sources and keeps the way to all of them', async () => {
    bench = await kfBench({ publicUrl: PUBLIC });
    const citations = Array.from({ length: 9 }, (_, index) => ({
      ...OUTPUT_CITATION,
      n: index + 1,
      passage: `p${index}`,
    }));
    const [menu] = messagesOf(bench.channel.render(replyOf({ citations }), addresseeOf()));
    const list = menu?.msgtype === 'msgmenu' ? menu.msgmenu.list : [];
    expect(list).toHaveLength(10);
    expect(list.map((entry) => (entry.type === 'click' ? entry.click.id : entry.type))).toEqual([
      'ask.1',
      'view',
      'view',
      'view',
      'view',
      'view',
      'person',
      'rate.up.1',
      'rate.down.1',
      'sources.1',
    ]);
  });

  it('that is long is texts and a menu, each with the label once', async () => {
    bench = await kfBench({ publicUrl: PUBLIC });
    const messages = messagesOf(
      bench.channel.render(replyOf({ text: '奖励按实际投资额计算。'.repeat(120) }), addresseeOf()),
    );
    expect(messages.map(({ msgtype }) => msgtype)).toEqual(['text', 'text', 'msgmenu']);
    for (const message of messages) expect(wordsOf(message).split(LABEL)).toHaveLength(2);
  });

  it('that is longer than its messages ends with where all of it is', async () => {
    bench = await kfBench({ publicUrl: PUBLIC });
    const messages = messagesOf(
      bench.channel.render(replyOf({ text: '奖励按实际投资额计算。'.repeat(900) }), addresseeOf()),
    );
    expect(messages.map(({ msgtype }) => msgtype)).toEqual(['text', 'text', 'text', 'msgmenu']);
    expect(wordsOf(messages[2]!)).toContain(`${PUBLIC}/a/${'a'.repeat(32)}.`);
  });

  it('of a member of staff or of fixed words has no label', async () => {
    bench = await kfBench();
    for (const author of ['staff', 'desk'] as const) {
      const messages = messagesOf(bench.channel.render(replyOf({ author }), addresseeOf()));
      expect(messages.map(wordsOf).join('')).not.toContain(LABEL);
    }
  });

  it('with places shows them on the Chinese map', async () => {
    bench = await kfBench();
    const venues = [{ title: '新材料园', address: '江川大道1号', latitude: 39.915, longitude: 116.404 }];
    const messages = messagesOf(bench.channel.render(replyOf({ venues }), addresseeOf()));
    expect(messages.map(({ msgtype }) => msgtype)).toEqual(['text', 'location', 'msgmenu']);
    expect(messages[1]).toMatchObject({
      location: { name: '新材料园', latitude: 39.91640428150164, longitude: 116.41024449916938 },
    });
  });

  it('keeps to the limits of the interface, whatever it holds', async () => {
    bench = await kfBench({ publicUrl: PUBLIC });
    const { channel } = bench;
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 4000 }),
      fc
        .array(fc.constantFrom('奖励', '。', '\n\n', '- 项目', '<a href="x">', '👨‍👩‍👧‍👦', ' ', '[1]'), {
          maxLength: 3000,
        })
        .map((words) => words.join('')),
    );
    const label = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 });
    const button = fc.record({
      kind: fc.constantFrom('ask' as const, 'person' as const, 'language' as const),
      label,
      token: fc.constant('t.1'),
    });
    const venue = fc.record({
      title: label,
      address: label,
      latitude: fc.double({ min: -89, max: 89, noNaN: true }),
      longitude: fc.double({ min: -179, max: 179, noNaN: true }),
    });
    const reply = fc.record({
      text,
      author: fc.constantFrom('ai' as const, 'desk' as const),
      buttons: fc.array(button, { maxLength: 15 }),
      citations: fc.array(fc.constantFrom(OUTPUT_CITATION, POLICY_CITATION), { maxLength: 12 }),
      venues: fc.array(venue, { maxLength: 6 }),
      handsOver: fc.boolean(),
    });
    fc.assert(
      fc.property(reply, (given) => {
        const payloads = channel.render(replyOf(given), addresseeOf());
        const messages = messagesOf(payloads);
        expect(payloads.length).toBeLessThanOrEqual(5);
        for (const message of messages) {
          if (message.msgtype === 'location') continue;
          expect(wordsOf(message).split(LABEL)).toHaveLength(given.author === 'ai' ? 2 : 1);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('places on the Chinese map', () => {
  it('are where the published example has them', () => {
    expect(toChineseMap({ longitude: 116.404, latitude: 39.915 })).toEqual({
      longitude: 116.41024449916938,
      latitude: 39.91640428150164,
    });
  });

  it('stay where they are outside the mainland', () => {
    const singapore = { longitude: 103.85, latitude: 1.29 };
    expect(toChineseMap(singapore)).toEqual(singapore);
  });

  it('lead back to within centimetres', () => {
    const inside = fc.record({
      longitude: fc.double({ min: 80, max: 130, noNaN: true }),
      latitude: fc.double({ min: 20, max: 50, noNaN: true }),
    });
    fc.assert(
      fc.property(inside, (point) => {
        const back = fromChineseMap(toChineseMap(point));
        expect(Math.abs(back.latitude - point.latitude)).toBeLessThan(1e-6);
        expect(Math.abs(back.longitude - point.longitude)).toBeLessThan(1e-6);
      }),
    );
  });
});
