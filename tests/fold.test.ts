import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectLanguage, inScriptOf } from '../src/language/detect.ts';
import { fold, foldWithOrigin, simplify, traditionalize } from '../src/language/fold.ts';

const SIMPLIFIED = '产业园区总投资额';
const TRADITIONAL = '產業園區總投資額';

describe('folding for matching', () => {
  it('makes Simplified, Traditional and full width text one', () => {
    expect(fold(TRADITIONAL)).toBe(fold(SIMPLIFIED));
    expect(fold('ＲＭＢ　２２２．８％')).toBe('rmb 222.8%');
    expect(fold('Hengyang HIGH-TECH Zone')).toBe('hengyang high-tech zone');
  });

  it('takes 著 and 着, and every kind of space, for one', () => {
    expect(fold('著名')).toBe(fold('着名'));
    expect(fold('a\u00a0b\u2003c\u1680d')).toBe('a b c d');
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        const once = fold(text);
        expect(fold(once)).toBe(once);
      }),
    );
  });

  it('keeps the way back to each place of the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.constantFrom('㎡', '億', '½', '𠮷', 'a'),
        (noise, sign) => {
          const text = `${noise}${sign}${noise}`;
          const { folded, origin } = foldWithOrigin(text);
          expect(folded).toBe(fold(text));
          expect(origin).toHaveLength(folded.length + 1);
          expect(origin[folded.length]).toBe(text.length);
          for (let i = 1; i < origin.length; i++) expect(origin[i]).toBeGreaterThanOrEqual(origin[i - 1]!);
        },
      ),
    );
    const { folded, origin } = foldWithOrigin('租金㎡8元');
    expect(folded).toBe('租金m28元');
    expect([...origin]).toEqual([0, 1, 2, 2, 3, 4, 5]);
  });
});

describe('changing script for showing', () => {
  it('goes by phrase in both directions', () => {
    expect(simplify(TRADITIONAL)).toBe(SIMPLIFIED);
    expect(traditionalize(SIMPLIFIED)).toBe(TRADITIONAL);
    expect(traditionalize('头发、发展')).toBe('頭髮、發展');
    expect(traditionalize('皇后、以后')).toBe('皇后、以後');
  });

  it('leaves text without Han characters, figures and marks as they are', () => {
    expect(traditionalize('RMB 22.28 billion [1]')).toBe('RMB 22.28 billion [1]');
    expect(simplify('RMB 22.28 billion [1]')).toBe('RMB 22.28 billion [1]');
    expect(traditionalize('投资222.8亿元[1]')).toBe('投資222.8億元[1]');
  });

  it('takes no phrase of the dictionary across two words', () => {
    expect(traditionalize('集中签约20个项目')).toBe('集中簽約20個項目');
    expect(traditionalize('中签率')).toBe('中籤率');
  });

  it('writes in the script of the asker, and English as it stands', () => {
    expect(inScriptOf('zh-Hans', TRADITIONAL)).toBe(SIMPLIFIED);
    expect(inScriptOf('zh-Hant', SIMPLIFIED)).toBe(TRADITIONAL);
    expect(inScriptOf('zh-Hant', TRADITIONAL)).toBe(TRADITIONAL);
    expect(inScriptOf('en', TRADITIONAL)).toBe(TRADITIONAL);
  });
});

describe('the language of a text', () => {
  it.each([
    ['总投资是多少？', 'zh-Hans'],
    ['總投資是多少？', 'zh-Hant'],
    ['What is the total investment?', 'en'],
    ['2023?', 'en'],
    ['LNG项目投资多少', 'zh-Hans'],
    ['LNG專案投資多少', 'zh-Hant'],
    ['When was the power forum (高峰论坛) held?', 'en'],
    ['What did 先导科技集团 invest in Leiyang in 2019?', 'en'],
    ['Which signed more, the merchants’ conference (衡商大会) or Gangqia Week (港洽周)?', 'en'],
    ['What is the total investment 是什么意思？', 'zh-Hans'],
    ['請問 Xiandao 的 phase two 投資多少', 'zh-Hant'],
    ['how much 总投资', 'zh-Hans'],
  ] as const)('of "%s" is %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language);
  });

  it('is what came before where the characters do not tell', () => {
    expect(detectLanguage('二期呢？', 'zh-Hant')).toBe('zh-Hant');
    expect(detectLanguage('二期呢？', 'zh-Hans')).toBe('zh-Hans');
    expect(detectLanguage('二期呢？', 'en')).toBe('zh-Hans');
    expect(detectLanguage('二期呢？')).toBe('zh-Hans');
  });
});
