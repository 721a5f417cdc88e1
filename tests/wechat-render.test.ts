import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Button, Conversation, Reply, StoredMessage } from '../src/channel-types.ts';
import { AI_LABEL } from '../src/channels/ai-label.ts';
import type { Addressee } from '../src/channels/channel.ts';
import { createLinks } from '../src/channels/links.ts';
import { wechatPart } from '../src/channels/wechat/parts.ts';
import { renderWechat } from '../src/channels/wechat/render.ts';
import { byteLength } from '../src/channels/wechat/text.ts';
import { OUTPUT_CITATION, POLICY_CITATION } from './support/fake-desk.ts';

const clock = () => new Date('2026-03-01T08:00:00Z');
const linksTo = (publicUrl?: string) => createLinks({ publicUrl, secret: 's', clock });
const PUBLIC = linksTo('https://desk.example');
const NONE = linksTo();

const BUTTONS: Button[] = [
  { kind: 'ask', label: '新签多少项目？', question: '2025年新签约多少个项目？', token: 'q.1' },
  { kind: 'sources', label: '来源', token: 's.1' },
  { kind: 'person', label: '转人工', token: 'p.1' },
  { kind: 'rate', label: '👍', token: 'r.1.up' },
  { kind: 'rate', label: '👎', token: 'r.1.down' },
];
const reply = (changes: Partial<Reply> = {}): Reply => ({
  author: 'ai',
  language: 'zh-Hans',
  text: '2025年规上工业总产值为1638.77亿元[1]。\n- 同比增长9.2%[1]',
  citations: [OUTPUT_CITATION],
  buttons: BUTTONS,
  ...changes,
});
const to = (lets?: { sends: number; windowMs: number }): Addressee => ({
  conversation: { id: 'c'.repeat(32), place: 'openid' } as Conversation,
  message: { id: 'a'.repeat(32), inbound: { lets } } as StoredMessage,
});
const texts = (parts: ReturnType<typeof renderWechat>) =>
  parts.map(wechatPart).flatMap((part) => (part.kind === 'text' ? [part.text] : []));
const SENTENCE = '对固定资产投资5000万元以上的制造业项目，按实际投资额的5%给予奖励[1]。';

describe('a reply of a verified account', () => {
  const render = (given: Reply, links = PUBLIC, lets?: { sends: number; windowMs: number }) =>
    renderWechat(given, to(lets), { links, isVerified: true });

  it('is a text with linked sources and the label, and a menu of what can be chosen', () => {
    expect(render(reply())).toEqual([
      {
        kind: 'text',
        text: [
          '2025年规上工业总产值为1638.77亿元[1]。',
          '· 同比增长9.2%[1]',
          '',
          '来源：',
          '[1] <a href="https://desk.example/source/passage-output">《江川经开区2025年招商成果通报》招商成果 › 年度数据 · 第3段</a>',
          '',
          '（内容由人工智能生成，以原文为准）',
        ].join('\n'),
      },
      {
        kind: 'menu',
        head: '您还可以点选：',
        items: [
          { id: 'q.1', content: '2025年新签约多少个项目？' },
          { id: 'p.1', content: '转人工' },
          { id: 'r.1.up', content: '👍' },
          { id: 'r.1.down', content: '👎' },
        ],
      },
    ]);
  });

  it('offers its sources as choices where the desk has no public address', () => {
    const [text, menu] = render(reply(), NONE).map(wechatPart);
    expect(text).toMatchObject({ text: expect.not.stringContaining('<a ') });
    expect(text).toMatchObject({ text: expect.stringContaining('[1] 《江川经开区2025年招商成果通报》') });
    expect(menu).toMatchObject({ items: expect.arrayContaining([{ id: 's.1', content: '来源' }]) });
  });

  it('keeps to five messages, the last of which leads to the whole answer', () => {
    const parts = render(reply({ text: SENTENCE.repeat(200) }));
    expect(parts).toHaveLength(5);
    const written = texts(parts);
    expect(written.at(-1)).toMatch(/内容较长，<a href="https:\/\/desk\.example\/a\/[^"]+">查看全文<\/a>。/);
    expect(written.slice(0, -1).join()).not.toContain('查看全文');
  });

  it('keeps to three after a tap, a scan or following', () => {
    const parts = render(reply({ text: SENTENCE.repeat(200) }), PUBLIC, { sends: 3, windowMs: 60_000 });
    expect(parts.map(({ kind }) => kind)).toEqual(['text', 'text', 'menu']);
  });

  it('lets the rest wait for the asker where no page holds it', () => {
    const written = texts(render(reply({ text: SENTENCE.repeat(200) }), NONE));
    expect(written.length).toBeGreaterThan(5);
    expect(written[3]).toContain('回复“继续”看下文');
    expect(written.filter((text) => text.includes('继续')).length).toBe(Math.floor((written.length - 1) / 4));
  });

  it('carries the label where it is of a model or of documents, in its language, and nowhere else', () => {
    for (const language of ['zh-Hans', 'zh-Hant', 'en'] as const) {
      expect(texts(render(reply({ language })))[0]).toContain(AI_LABEL[language]);
      for (const author of ['desk', 'staff'] as const) {
        expect(texts(render(reply({ language, author }))).join()).not.toContain(AI_LABEL[language]);
      }
    }
  });

  it('has places as text, with a link to the map as Chinese maps count', () => {
    const venue = { title: '新材料园', address: '湖南省衡阳市江川路1号', latitude: 26.9, longitude: 112.6 };
    const [text] = texts(render(reply({ venues: [venue], buttons: [], citations: [] })));
    const url = new URL(/href="([^"]+)"/.exec(text!)![1]!);
    expect(url.origin).toBe('https://apis.map.qq.com');
    const [, latitude, longitude] = /coord:([\d.]+),([\d.]+);title:新材料园/.exec(
      url.searchParams.get('marker')!,
    )!;
    expect(Number(latitude)).toBeCloseTo(26.9, 1);
    expect(latitude).not.toBe('26.900000');
    expect(Number(longitude)).toBeCloseTo(112.6, 1);
  });

  it('says of a file that it cannot be sent here', () => {
    const [text] = texts(render(reply({ file: { document: 'd', name: '若干政策.docx' } })));
    expect(text).toContain('文件《若干政策.docx》不能在公众号里发送');
  });

  it('links pages that are no source, and offers no file', () => {
    const buttons: Button[] = [
      { kind: 'document', label: '文件：若干政策', token: 'd.1' },
      { kind: 'link', label: '若干政策', url: 'https://desk.example/source/p1' },
    ];
    const parts = render(reply({ author: 'desk', text: '现行的政策文件：', citations: [], buttons }));
    expect(parts).toEqual([
      {
        kind: 'text',
        text: '现行的政策文件：\n\n<a href="https://desk.example/source/p1">若干政策</a>',
      },
    ]);
  });

  it('makes a link of nothing that a document says', () => {
    const [text] = texts(render(reply({ text: '<a href="https://evil.example">点我</a>', citations: [] })));
    expect(text).not.toContain('<a');
  });

  it('offers ten choices at most, and a person among them', () => {
    const asks = Array.from(
      { length: 14 },
      (_, n): Button => ({ kind: 'ask', label: `问${n}`, token: `q${n}` }),
    );
    const menu = wechatPart(render(reply({ buttons: [...asks, ...BUTTONS] })).at(-1)!);
    expect(menu.kind === 'menu' && menu.items).toHaveLength(10);
    expect(menu).toMatchObject({ items: expect.arrayContaining([{ id: 'p.1', content: '转人工' }]) });
  });
});

describe('a reply of an account that is not verified', () => {
  const render = (given: Reply, links = PUBLIC) => renderWechat(given, to(), { links, isVerified: false });

  it('is one text, with what can be chosen in it', () => {
    const parts = render(reply());
    expect(parts).toHaveLength(1);
    expect(texts(parts)[0]).toContain(
      '<a href="weixin://bizmsgmenu?msgmenucontent=转人工&msgmenuid=p.1">转人工</a>',
    );
  });

  it('goes on with the next message, which each text but the last says, beside the page of the whole', () => {
    const written = texts(render(reply({ text: SENTENCE.repeat(60) })));
    expect(written.length).toBeGreaterThan(2);
    for (const text of written.slice(0, -1)) expect(text).toMatch(/查看全文<\/a>，或回复“继续”看下文。/);
    expect(written.at(-1)).not.toContain('继续');
    expect(texts(render(reply({ text: SENTENCE.repeat(60) }), NONE))[0]).toContain('回复“继续”看下文');
  });
});

describe('every part', () => {
  it('holds at most 2048 bytes, and no broken link, whatever the reply', () => {
    const given = fc.record({
      text: fc.array(
        fc.oneof(fc.constantFrom(SENTENCE, '\n', '<a href="x">'), fc.string({ unit: 'binary' })),
        {
          maxLength: 200,
        },
      ),
      language: fc.constantFrom('zh-Hans', 'zh-Hant', 'en'),
      citations: fc.nat(40),
      isVerified: fc.boolean(),
      isPublic: fc.boolean(),
      sends: fc.constantFrom(undefined, 3),
    });
    fc.assert(
      fc.property(given, ({ text, language, citations, isVerified, isPublic, sends }) => {
        const options = { links: isPublic ? PUBLIC : NONE, isVerified };
        const many = Array.from({ length: citations }, (_, n) => ({ ...POLICY_CITATION, n: n + 1 }));
        const whole = reply({ text: text.join(''), language, citations: many });
        const parts = renderWechat(whole, to(sends && { sends, windowMs: 60_000 }), options);
        for (const part of texts(parts)) {
          expect(byteLength(part)).toBeLessThanOrEqual(2048);
          expect(part.replace(/<a href="[^"<>]*">[^<>]*<\/a>/g, '')).not.toMatch(/<\/?a/i);
        }
        if (isVerified && isPublic) expect(parts.length).toBeLessThanOrEqual(sends ?? 5);
      }),
      { numRuns: 200 },
    );
  });
});
