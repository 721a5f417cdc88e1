import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, LOST_CHARACTER, loadCleaner } from '../src/documents/clean.ts';

/** Characters with one of their readings, toned and toneless, Simplified and Traditional. */
const NOTED = [
  ['驅', 'qū', 'qu'],
  ['區', 'qū', 'qu'],
  ['業', 'yè', 'ye'],
  ['强', 'qiáng', 'qiang'],
  ['強', 'jiàng', 'jiang'],
  ['個', 'gè', 'ge'],
  ['绿', 'lǜ', 'lü'],
  ['女', 'nǚ', 'nv'],
  ['行', 'háng', 'hang'],
  ['会', 'kuài', 'kuai'],
  ['園', 'yuán', 'yuan'],
  ['招', 'zhāo', 'zhao'],
  ['商', 'shāng', 'shang'],
  ['儿', 'ér', 'er'],
] as const;
/** What authors write, brackets and figures included; the cleaner must leave it alone. */
const REAL = [
  '2億元(含)以上',
  '(衡陽)',
  '方案(a)',
  '(GDP)',
  '企业(SME)',
  '附件(e)',
  '1638.77亿元',
  '2023年6月30日',
  '166.5%',
  '11.5万平方米',
  '，',
  '。',
  ' ',
  '\n',
  '园区',
  '為',
  '（二期）',
  '(2023)',
  '１２３',
  'RMB 1.2 billion',
  'A?',
  '是吗？',
  '“',
  '”',
  '項目(一期)',
  '（含）',
  'R&D',
  '5~10',
];

const note = fc
  .tuple(
    fc.constantFrom(...NOTED),
    fc.boolean(),
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom(['(', ')'], ['（', '）'], ['( ', ' )'], [' (', ')']),
  )
  .map(([[character, toned, toneless], hasTone, times, [open, close]]) => ({
    clean: character as string,
    garbled: character + `${open}${hasTone ? toned : toneless}${close}`.repeat(times),
  }));
const real = fc.constantFrom(...REAL).map((text) => ({ clean: text, garbled: text }));
const unseen = fc
  .constantFrom(
    '\u200b',
    '\ufeff',
    '\u00ad',
    '\u202e',
    '\u2066',
    '\u{e0041}',
    '\u{e007f}',
    '\u0007',
    '&#8203;',
    '&shy;',
  )
  .map((garbled) => ({ clean: '', garbled }));
const reference = fc
  .constantFrom(
    ['&nbsp;', ' '],
    ['&amp;', '&'],
    ['&ldquo;', '“'],
    ['&mdash;', '—'],
    ['&#x5712;', '園'],
    ['&amp;amp;lt;', '<'],
  )
  .map(([garbled, clean]) => ({ clean: clean as string, garbled: garbled as string }));
const garbledText = fc
  .array(fc.oneof({ weight: 4, arbitrary: note }, { weight: 4, arbitrary: real }, unseen, reference), {
    maxLength: 40,
    size: 'max',
  })
  .map((pieces) => ({
    clean: pieces.map((piece) => piece.clean).join(''),
    garbled: pieces.map((piece) => piece.garbled).join(''),
  }));

/** Numeric references write a character with digits; they are no digits of the text. */
function digits(text: string): string {
  return (text.replace(/&#x?[0-9a-f]+;/gi, '').match(/\p{Nd}/gu) ?? []).join('');
}

describe('removing the garbling of web copies', () => {
  it.each([
    ['驅(qū)動', '驅動'],
    ['業(ye)(ye)(ye)務', '業務'],
    ['强（jiàng）', '强'],
    ['園 ( qū )區(q\u016b)', '園區'],
    ['園(yua\u0301n)', '園'],
    ['區(ɡē)', '區'],
    ['女(nv)工、绿(lü)色', '女工、绿色'],
    ['行(heng)业(ye)', '行业'],
  ])('takes the pinyin note from %s', async (garbled, clean) => {
    expect(await cleanText(garbled)).toBe(clean);
  });

  it('keeps a bracket that is not a reading of the character before it', async () => {
    const kept = '2億元(含)以上 (衡陽) 方案(a) (GDP) 企业(SME) 附件(e) 園(qu) A(qū)B 投资(usd) 面积(mu)';
    expect(await cleanText(kept)).toBe(kept);
  });

  it('puts □ for a lost character and the debris of its note, and guesses nothing', async () => {
    expect(await cleanText('在政府?dāng)y手園區(qū)合力')).toBe('在政府□手園區合力');
    expect(await cleanText('政府?(xié)手')).toBe('政府□手');
    expect(await cleanText('政府\ufffd\ufffd手')).toBe('政府□手');
    expect(await cleanText('是否開工?dang)y')).toBe('是否開工?dang)y');
  });

  it('undoes character references, also those escaped twice', async () => {
    expect(await cleanText('A&amp;amp;B&nbsp;&lt;50亩&gt;&#12298;办法&#x300B; &#150; AT&T &unknown;')).toBe(
      'A&B <50亩>《办法》 – AT&T &unknown;',
    );
  });

  it('removes what is not seen: zero width, tags, bidirectional controls, soft hyphens, controls', async () => {
    expect(await cleanText('招\u200b商\u{e0049}\u{e0067}引\u202e资\u00ad奖\u0000励\ufeff\u2066')).toBe(
      '招商引资奖励',
    );
  });

  it('makes line ends one kind, drops trailing spaces and runs of blank lines', async () => {
    expect(await cleanText('甲 \r\n\r\n\r\n\r\n乙\u3000\r丙\u2028丁')).toBe('甲\n\n乙\n丙\n丁');
  });

  it('leaves clean text as it is: script, width and punctuation', async () => {
    const clean =
      '　　如果說招商引資是１２３,那么“招大引強”則是:第一菜單;A/B(C)~D—E…\n\n５０％，Ａ股 5~10亿元？';
    expect(await cleanText(clean)).toBe(clean);
  });

  it('gives back exactly the text that was garbled', async () => {
    await fc.assert(
      fc.asyncProperty(garbledText, async ({ clean, garbled }) => {
        // What cleaning does to line ends and spaces is the same for both.
        expect(await cleanText(garbled)).toBe(await cleanText(clean));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the sequence of digits', async () => {
    await fc.assert(
      fc.asyncProperty(garbledText, async ({ garbled }) => {
        expect(digits(await cleanText(garbled))).toBe(digits(garbled));
      }),
      { numRuns: 300 },
    );
  });

  it('changes nothing the second time, whatever the text', async () => {
    const fragments = fc.constantFrom(
      '(',
      ')',
      '?',
      '業',
      'ye',
      'dāng',
      ')y',
      '&am',
      'p;',
      '&',
      '#8203;',
      '□',
      ' ',
      '\n',
      '\ufffd',
      '（',
      '\u200b',
      'lt;',
      '&#38;',
    );
    const anything = fc.oneof(
      garbledText.map(({ garbled }) => garbled),
      fc.array(fragments, { maxLength: 30, size: 'max' }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary', maxLength: 60, size: 'max' }),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (text) => {
        const once = await cleanText(text);
        expect(await cleanText(once)).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves text alone that has nothing to remove', async () => {
    const clean = fc.array(fc.constantFrom(...REAL.filter((piece) => piece !== ' ' && piece !== '\n')), {
      maxLength: 30,
      size: 'max',
    });
    await fc.assert(
      fc.asyncProperty(clean, async (pieces) => {
        expect(await cleanText(pieces.join(''))).toBe(pieces.join(''));
      }),
    );
  });

  it('cleans many blocks with one cleaner', async () => {
    const clean = await loadCleaner(['没有', '業(ye)']);
    expect(['業(ye)', '没有', '園(yuan)'].map(clean)).toEqual(['業', '没有', '園']);
  });
});

const ARTICLE = new URL('../../shared/corpus/hengyang-parks-2023.txt', import.meta.url);

describe.skipIf(!existsSync(ARTICLE))(
  'the scraped article (skipped where the shared corpus is absent)',
  () => {
    const raw = existsSync(ARTICLE) ? readFileSync(ARTICLE, 'utf8') : '';

    it('has no pinyin note left and every digit it had', async () => {
      const clean = await cleanText(raw);
      expect(clean).not.toMatch(/[(（]\s*[\p{Script=Latin}\p{M}]+\s*[)）]/u);
      expect(digits(clean)).toBe(digits(raw));
      expect(clean).toContain('2億元(含)以上項目25個');
      expect(clean).toContain('中國(衡陽)-非洲');
      expect(clean.split(LOST_CHARACTER)).toHaveLength(2);
    });
  },
);
