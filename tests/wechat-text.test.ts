import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchor, byteLength, splitText, TEXT_BYTES, wechatText } from '../src/channels/wechat/text.ts';

const LINK = anchor('《招商引资若干政策》第3页', 'https://desk.example/source/passage-policy');
const SENTENCE = '对固定资产投资5000万元以上的制造业项目，按实际投资额的5%给予奖励，最高不超过2000万元[1]。';

const pieces = fc.constantFrom(
  SENTENCE,
  LINK,
  'The park has 12 zones. ',
  '\n',
  '\n\n',
  ' ',
  '，',
  '。',
  '👨‍👩‍👧‍👦',
  'e\u0301',
  '🇨🇳',
  '𠮷',
  '园区',
  'a'.repeat(40),
);
const texts = fc.array(fc.oneof(pieces, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), {
  maxLength: 120,
});
const bare = (text: string) => text.replace(/\s/g, '');

describe('the parts of a text', () => {
  it('hold at most 2048 bytes, are never empty, and say together what the text says', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 100, max: TEXT_BYTES }), (list, limit) => {
        const text = list.join('').toWellFormed();
        const parts = splitText(text, limit);
        for (const part of parts) {
          expect(byteLength(part)).toBeLessThanOrEqual(limit);
          expect(part.trim()).toBe(part);
          expect(part).not.toBe('');
          expect(part.isWellFormed()).toBe(true);
        }
        expect(bare(parts.join(''))).toBe(bare(text));
      }),
      { numRuns: 300 },
    );
  });

  it('cut no link and no character that a reader sees as one', () => {
    const whole = fc.array(fc.constantFrom(LINK, '👨‍👩‍👧‍👦', 'e\u0301', '🇨🇳', '园'), { maxLength: 60 });
    const signs = new RegExp(`${LINK.replace(/[.?/]/g, '\\$&')}|👨‍👩‍👧‍👦|e\u0301|🇨🇳|园`, 'gu');
    fc.assert(
      fc.property(whole, fc.integer({ min: 120, max: 400 }), (list, limit) => {
        for (const part of splitText(list.join(''), limit)) expect(part.replace(signs, '')).toBe('');
      }),
      { numRuns: 300 },
    );
  });

  it('end with a paragraph where one ends late enough, else with a sentence', () => {
    const paragraph = SENTENCE.repeat(12);
    expect(splitText(`${paragraph}\n\n${SENTENCE.repeat(8)}`)).toEqual([paragraph, SENTENCE.repeat(8)]);
    for (const part of splitText(SENTENCE.repeat(60))) expect(part).toMatch(/。$/);
    for (const part of splitText('The zone covers 3.5 square km. '.repeat(200)))
      expect(part).toMatch(/km\.$/);
  });

  it('are one where the text fits, to the byte', () => {
    expect(splitText(`${'园'.repeat(682)}ab`)).toHaveLength(1);
    expect(splitText(`${'园'.repeat(682)}abc`)).toHaveLength(2);
  });

  it('are none of a text of spaces', () => {
    expect(splitText(' \n ')).toEqual([]);
  });

  it('cut a character of more bytes than a part holds, and name a link whose address is longer than one', () => {
    const tall = `e${'\u0301'.repeat(200)}`;
    expect(splitText(tall, 100).join('')).toBe(tall);
    expect(splitText(anchor('原文', `https://a.example/${'x'.repeat(300)}`), 100)).toEqual(['原文']);
  });

  it('are cut in little time from a long answer', () => {
    const started = performance.now();
    expect(splitText(SENTENCE.repeat(2000)).length).toBeGreaterThan(100);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('the text of a reply', () => {
  it('has dots before the items of lists, and keeps its marks', () => {
    expect(wechatText('可以：\n- 租厂房[1]\n  - 含设备\r\n* 买地\n\n\n\n- 完')).toBe(
      '可以：\n· 租厂房[1]\n  · 含设备\n· 买地\n\n· 完',
    );
  });

  it('holds no link of a document or model', () => {
    const text = wechatText('看<a href="https://evil.example">这里</a><A>，1<2，a < b');
    expect(text).not.toMatch(/<\/?a/i);
    expect(text).toContain('1<2，a < b');
  });

  it('has links whose label and address cannot leave them', () => {
    expect(anchor('<b>"x"', 'https://a.example/?q="><b> 1')).toBe(
      '<a href="https://a.example/?q=%22%3E%3Cb%3E%201">＜b＞"x"</a>',
    );
  });
});
