import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Button, Conversation, Reply, StoredMessage } from '../src/channel-types.ts';
import { AI_LABEL } from '../src/channels/ai-label.ts';
import { visibleOf } from '../src/channels/telegram/html.ts';
import { readPart, type TelegramPart, type TextPart } from '../src/channels/telegram/parts.ts';
import { renderTelegram } from '../src/channels/telegram/render.ts';
import { splitText } from '../src/channels/telegram/split.ts';
import type { Citation, Language } from '../src/types.ts';
import { OUTPUT_CITATION, POLICY_CITATION } from './support/fake-desk.ts';
import { parseHtml } from './support/telegram-emulator-html.ts';

const PUBLIC = { source: (passage: string) => `https://desk.example/source/${passage}?a=1&b="2"` };
const PRIVATE = { source: () => undefined };

function conversationOf(isGroup: boolean): Conversation {
  return {
    id: 'c'.repeat(32),
    ...{ channel: 'telegram', account: '42', place: isGroup ? '-100200' : '200', isGroup },
    ...{ language: 'zh-Hans', isLanguageChosen: false, isReachable: true, since: 0, createdAt: 0 },
  };
}

function render(
  reply: Partial<Reply>,
  { isGroup = false, links = PUBLIC as { source: (passage: string) => string | undefined }, shown = {} } = {},
): TelegramPart[] {
  const message = { inbound: { reference: { messageId: 7 } } } as unknown as StoredMessage;
  const whole: Reply = {
    ...{ author: 'ai', language: 'zh-Hans', text: '', citations: [], buttons: [] },
    ...reply,
  };
  const to = { conversation: conversationOf(isGroup), message, shown };
  return renderTelegram(whole, to, { links }).map(readPart);
}

const textsOf = (parts: TelegramPart[]) => parts.filter((part): part is TextPart => part.kind === 'text');

function seen(html: string, language: Language, isLabelled: boolean): string {
  const { text } = parseHtml(html);
  expect(text.length).toBeLessThanOrEqual(4096);
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(32_768);
  const label = `\n\n${AI_LABEL[language]}`;
  expect(text.endsWith(label)).toBe(isLabelled);
  expect(visibleOf(html)).toBe(text);
  return isLabelled ? text.slice(0, -label.length) : text;
}

/** Words and signs that are hard to cut: pairs, families, flags, marks above marks, right to left, markup. */
const HARD = [
  ...[
    '园区',
    '奖励最高2000万元[1]。',
    '見附件[2]！',
    'Output grew by 9.2% [1]. ',
    '- 第一项\n',
    '\n\n',
    '\n',
    ' ',
  ],
  ...['😀', '👨‍👩‍👧‍👦', '🇨🇳', '👍🏽', 'é̂̃', 'שלום', 'مرحبا', '\u200f', '𠮷野家', '\ud83d', '\udc4d'],
  ...[
    '<b>',
    '</a>',
    '<',
    '>',
    '&',
    '&amp;',
    '&#60;',
    '"',
    "'",
    '<a href="x">',
    '**粗**',
    '`code`',
    '[x](y)',
    '_',
  ],
];
const text = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...HARD) }, fc.string({ unit: 'binary' })), {
    minLength: 1,
    maxLength: 400,
  })
  .chain((pieces) =>
    fc.integer({ min: 1, max: 20_000 }).map((length) => {
      const once = pieces.join('') || '园';
      return once.repeat(Math.ceil(length / once.length)).slice(0, length);
    }),
  );
const CITATIONS: Citation[] = [OUTPUT_CITATION, POLICY_CITATION];

describe('any text', () => {
  it('is taken whole, in parts that Telegram can read', () => {
    fc.assert(
      fc.property(
        text,
        fc.constantFrom<Language>('zh-Hans', 'zh-Hant', 'en'),
        fc.constantFrom<Reply['author']>('ai', 'desk', 'staff'),
        fc.boolean(),
        (text, language, author, isPublic) => {
          const links = isPublic ? PUBLIC : PRIVATE;
          const parts = textsOf(render({ text, language, author, citations: CITATIONS }, { links }));
          const whole = parts.map(({ html }) => seen(html, language, author === 'ai')).join('');
          const wanted = text.toWellFormed().trim().replace(/^- /gm, '• ');
          // A part of nothing but blanks is none; nothing else is lost.
          expect(whole.trimEnd()).toBe(wanted.trimEnd());
          expect(parts.every(({ html }) => html.isWellFormed())).toBe(true);
        },
      ),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it('is cut where no character of a reader, no mark and no word is torn', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 200, max: 4096 }), (text, limit) => {
        const parts = splitText(text.toWellFormed(), limit);
        expect(parts.join('')).toBe(text.toWellFormed());
        for (const [index, part] of parts.entries()) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(part.isWellFormed()).toBe(true);
          const next = parts[index + 1];
          expect(/\[\d{0,3}$/.test(part) && next && /^\d{0,2}\]/.test(next)).toBeFalsy();
        }
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it('is cut at the end of a paragraph, else of a line, else of a sentence', () => {
    const paragraph = `${'园区产值增长。'.repeat(20)}\n\n`;
    expect(splitText(paragraph.repeat(3), 400).every((part) => part.endsWith('\n\n'))).toBe(true);
    const line = `${'产值'.repeat(70)}\n`;
    expect(splitText(line.repeat(5), 400).every((part) => part.endsWith('\n'))).toBe(true);
    const [sentence] = splitText('固定资产投资奖励最高不超过2000万元。'.repeat(40), 400);
    expect(sentence?.endsWith('。')).toBe(true);
    const [family] = splitText('👨‍👩‍👧‍👦'.repeat(100), 400);
    expect(family?.length).toBe(Math.floor(400 / '👨‍👩‍👧‍👦'.length) * '👨‍👩‍👧‍👦'.length);
  });

  it('has links as long as Telegram reads them, and none that it would refuse', () => {
    const [part] = textsOf(render({ text: '有[1]'.repeat(800), citations: CITATIONS }));
    const links = parseHtml(part!.html).entities.filter(({ type }) => type === 'a');
    expect(links.length).toBeGreaterThan(50);
    expect(links.length).toBeLessThanOrEqual(100);
    expect(links[0]?.url).toBe('https://desk.example/source/passage-output?a=1&b="2"');
    const local = { source: () => 'http://localhost:3000/source/1' };
    const [plain] = textsOf(render({ text: '有[1]', citations: [POLICY_CITATION] }, { links: local }));
    expect(parseHtml(plain!.html).entities.map(({ type }) => type)).toEqual(['i']);
  });
});

const MESSAGE = 'a'.repeat(32);
const BUTTONS: Button[] = [
  { kind: 'sources', label: '出处', token: `${MESSAGE}.s` },
  { kind: 'source', label: '[1] 通报', token: `${MESSAGE}.c1`, url: 'https://desk.example/source/1' },
  { kind: 'ask', label: '新材料园在哪里？', token: `${MESSAGE}.q0` },
  { kind: 'ask', label: '有哪些奖励？', token: `${MESSAGE}.q1` },
  { kind: 'person', label: '找招商人员', token: `${MESSAGE}.p` },
  { kind: 'rate', label: '👍', token: `${MESSAGE}.u` },
  { kind: 'rate', label: '👎', token: `${MESSAGE}.d` },
];

describe('a reply', () => {
  it('has its buttons below the last part: sources, questions one a row, a person beside the rating', () => {
    const parts = textsOf(render({ text: '园区。'.repeat(3000), buttons: BUTTONS }));
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.slice(0, -1).every(({ keyboard }) => keyboard === undefined)).toBe(true);
    expect(parts.at(-1)?.keyboard?.map((row) => row.map(({ text }) => text))).toEqual([
      ['出处'],
      ['新材料园在哪里？'],
      ['有哪些奖励？'],
      ['找招商人员', '👍', '👎'],
    ]);
  });

  it('leads to the page of a source, and asks for it where there is no page that Telegram links to', () => {
    const source = BUTTONS[1]!;
    const [page] = textsOf(render({ text: '出处', buttons: [source] }));
    expect(page?.keyboard).toEqual([[{ text: '[1] 通报', url: source.url }]]);
    const local = { ...source, url: 'http://localhost/source/1' };
    const [asked] = textsOf(render({ text: '出处', buttons: [local] }));
    expect(asked?.keyboard).toEqual([[{ text: '[1] 通报', callback_data: source.token }]]);
    const tooLong = { ...source, url: undefined, token: 'a'.repeat(65) };
    expect(textsOf(render({ text: '出处', buttons: [tooLong] }))[0]?.keyboard).toBeUndefined();
  });

  it('answers the message in a group, and takes the place of what was shown there', () => {
    const [first, second] = textsOf(
      render({ text: '园区。'.repeat(2000) }, { isGroup: true, shown: { messageId: 99 } }),
    );
    expect(first).toMatchObject({ replyTo: 7, replaces: 99 });
    expect(second?.replyTo).toBeUndefined();
    expect(second?.replaces).toBeUndefined();
    expect(textsOf(render({ text: '园区' }))[0]?.replyTo).toBeUndefined();
  });

  it('is followed by its chart, its places and its document, the chart with the label', () => {
    const cell = (text: string, value?: number) => ({ text, ...(value !== undefined && { value }) });
    const table = {
      title: '按年',
      columns: [
        { name: '年', kind: 'text' as const },
        { name: '项目', kind: 'number' as const },
      ],
      rows: [
        [cell('2024'), cell('80', 80)],
        [cell('2025'), cell('86', 86)],
      ],
      total: 2,
    };
    const venues = [{ title: '新材料园', address: '江川大道1号', latitude: 26.9, longitude: 112.6 }];
    const file = { document: 'policies/policy-2026.docx', name: '若干政策' };
    const chart = { kind: 'bar' as const, label: 0, value: 1 };
    const parts = render({ text: '86个。', table: { ...table, chart }, venues, file });
    expect(parts.map(({ kind }) => kind)).toEqual(['text', 'chart', 'venue', 'file']);
    expect(parts[1]).toMatchObject({ caption: AI_LABEL['zh-Hans'] });
    const folded = textsOf(render({ text: '86个。', table }))[1]!;
    expect(parseHtml(folded.html).text).toContain('• 2025 · 86');
    expect(folded.html.startsWith('<blockquote expandable>')).toBe(true);
  });
});
