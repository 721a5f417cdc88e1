import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSentences } from '../src/language/sentences.ts';

function sentences(text: string): string[] {
  return splitSentences(text).map(({ start, end }) => text.slice(start, end));
}

/** Pieces of real writing, with everything that has tripped a splitter. */
const PIECES = [
  '总投资额1638.77亿元',
  '2023年6月30日',
  '同比增长166.5%',
  'RMB 1.2 billion',
  'No. 5',
  'U.S.',
  'e.g.',
  '。',
  '！',
  '？',
  '；',
  '. ',
  '? ',
  '! ',
  '; ',
  '……',
  '...',
  '”',
  '“',
  '"',
  '）',
  '（',
  '(',
  ')',
  '\n',
  '\r\n',
  ' ',
  '　',
  '，',
  ',',
  'https://a.example/x?y=1;z=2',
  '园区',
  'the park',
  'Co., Ltd.',
  '１．',
  '1. ',
  "'",
  '𠮷',
  '□',
];

describe('splitting text into sentences', () => {
  it('ends a Chinese sentence at 。！？； and keeps the closing quote or bracket with it', () => {
    expect(sentences('他说：“开工。”园区很大！是吗？（见附件。）甲；乙')).toEqual([
      '他说：“开工。”',
      '园区很大！',
      '是吗？',
      '（见附件。）',
      '甲；',
      '乙',
    ]);
  });

  it('ends a Latin sentence at a dot before a space, and not in decimals or abbreviations', () => {
    const text =
      'Foreign capital was US$44.78 million. See Art. 5 and No. 5, e.g. the U.S. market. Hengyang Co., Ltd. signed. Is it so? Yes!';
    expect(sentences(text)).toEqual([
      'Foreign capital was US$44.78 million.',
      'See Art. 5 and No. 5, e.g. the U.S. market.',
      'Hengyang Co., Ltd. signed.',
      'Is it so?',
      'Yes!',
    ]);
  });

  it('tells an answer "No." from a number "No. 5"', () => {
    expect(sentences('No. The park is full.')).toEqual(['No.', 'The park is full.']);
    expect(sentences('Plot No. 5 is free.')).toEqual(['Plot No. 5 is free.']);
  });

  it('ends a sentence after an abbreviation only where a new one clearly begins', () => {
    expect(sentences('It sells to the U.S. The rest stays.')).toEqual([
      'It sells to the U.S.',
      'The rest stays.',
    ]);
    expect(sentences('The U.S. Treasury agreed.')).toHaveLength(1);
  });

  it('keeps an enumerator with what it counts', () => {
    expect(sentences('1. 申请\n2.审核. 完成\n１．受理')).toEqual(['1. 申请', '2.审核.', '完成', '１．受理']);
  });

  it('never splits a figure from its unit', () => {
    const kept = [
      '总额1638.77亿元',
      '2023年6月30日',
      '11.5万平方米',
      'RMB 1.2 billion',
      '166.5%',
      '5 sq. km of land',
      '100.5 U.S. dollars',
    ];
    for (const figure of kept) expect(sentences(`合计${figure}。`)).toEqual([`合计${figure}。`]);
  });

  it('does not split inside an address', () => {
    expect(sentences('见 https://park.example/a?b=1;c=2!d。电话咨询。')).toHaveLength(2);
    expect(sentences('Write to desk@park.example. Then wait.')).toEqual([
      'Write to desk@park.example.',
      'Then wait.',
    ]);
  });

  it('ends a sentence at an ellipsis only when more than a closing quote follows', () => {
    expect(sentences('进车间、听介绍……实地了解经营情况。')).toEqual([
      '进车间、听介绍……',
      '实地了解经营情况。',
    ]);
    expect(sentences('他说“进车间……”等等。')).toHaveLength(1);
    expect(sentences('总额275.1亿元……')).toEqual(['总额275.1亿元……']);
  });

  it('does not end a sentence at a semicolon inside a bracket', () => {
    expect(sentences('项目（2023年；二期）开工。')).toHaveLength(1);
    expect(sentences('项目（二期；未完工。')).toHaveLength(2);
  });

  it('ends a sentence at every line end and joins repeated marks', () => {
    expect(sentences('标题\n\n真的吗？！好。。”\r\n')).toEqual(['标题', '真的吗？！', '好。。”']);
    expect(sentences(' \n　')).toEqual([]);
  });

  it('loses nothing but white space, in order and without overlap, whatever the text', () => {
    const text = fc.oneof(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 40, size: 'max' }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary', maxLength: 80, size: 'max' }),
    );
    fc.assert(
      fc.property(text, (whole) => {
        let previous = 0;
        for (const { start, end } of splitSentences(whole)) {
          expect(start).toBeGreaterThanOrEqual(previous);
          expect(end).toBeGreaterThan(start);
          expect(whole.slice(previous, start).trim()).toBe('');
          expect(whole.slice(start, end)).not.toMatch(/^\s|\s$|[\n\r]/);
          previous = end;
        }
        expect(whole.slice(previous).trim()).toBe('');
      }),
      { numRuns: 1000 },
    );
  });

  it('never puts the two halves of a number into different sentences', () => {
    const figure = fc
      .tuple(
        fc.integer({ min: 0, max: 99999 }),
        fc.integer({ min: 0, max: 999 }),
        fc.constantFrom('亿元', '%', ' billion', '万平方米'),
      )
      .map(([whole, part, unit]) => `${whole}.${part}${unit}`);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(figure, fc.constantFrom('。', '，', '; ', '. ', '\n', '……')), { minLength: 1 }),
        (parts) => {
          const text = parts.map(([number, mark]) => `共${number}${mark}`).join('');
          const found = sentences(text);
          for (const [number] of parts)
            expect(found.some((sentence) => sentence.includes(number))).toBe(true);
        },
      ),
    );
  });
});
