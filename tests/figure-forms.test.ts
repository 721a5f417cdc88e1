import { describe, expect, it } from 'vitest';
import { readFigures, sameFigure } from '../src/language/figures.ts';
import { withoutMarks } from '../src/verification/marks.ts';
import { verify } from '../src/verification/verify.ts';
import { evidenceOf } from './support/library.ts';

const loose = (statement: string, evidence: Parameters<typeof verify>[1]) =>
  verify(withoutMarks(statement), evidence);

const values = (text: string) =>
  readFigures(text).map(({ value, unit, date }) => (date ? date : [value, unit]));

describe('figures are read in the forms that documents write', () => {
  it.each([
    ['1亿2000万元', [[1.2e8, 'CNY']]],
    ['3万5千元', [[35_000, 'CNY']]],
    ['三亿五千万元', [[3.5e8, 'CNY']]],
    [
      '10-20亿元',
      [
        [1e9, 'CNY'],
        [2e9, 'CNY'],
      ],
    ],
    [
      '5%至10%',
      [
        [5, '%'],
        [10, '%'],
      ],
    ],
    ['二〇二三年', [{ year: 2023 }]],
    [
      '11月25日至27日',
      [
        { month: 11, day: 25 },
        { month: 11, day: 27 },
      ],
    ],
    ['2023-2028年', [[2023, ''], { year: 2028 }]],
    ['三类500强', [[500, 'rank']]],
    [
      '江经开〔2023〕3号',
      [
        [2023, ''],
        [3, 'number'],
      ],
    ],
  ])('%s', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  it('never of no length, whatever the folding makes of a character', () => {
    for (const { start, end } of readFigures('㍘ ㋀ ½ 5㎡')) expect(end).toBeGreaterThan(start);
  });
});

describe('figures that look alike are told apart', () => {
  it.each([
    ['30天', '30个工作日'],
    ['增长5个百分点', '增长5%'],
    ['3家', '3号'],
    ['500家', '三类500强'],
    ['第2批', '2批'],
    ['27天', '11月25日至27日'],
  ])('%s is not %s', (claim, evidence) => {
    const held = readFigures(evidence);
    expect(readFigures(claim).every((figure) => held.some((other) => sameFigure(figure, other)))).toBe(false);
  });

  it('a bare amount is the one with its currency', () => {
    expect(loose('总投资222.8亿[1]', [evidenceOf('总投资222.8亿元。')])).toEqual([]);
  });
});

describe('a number in words is held to the evidence too', () => {
  const evidence = [evidenceOf('引进项目52个，其中三分之二已经开工。')];

  it.each(['It brought in fifty-two projects [1].', '三分之二已经开工[1]。'])('%s stands', (claim) => {
    expect(loose(claim, evidence)).toEqual([]);
  });

  it.each([
    'It brought in fifty-three projects [1].',
    '九成项目已经开工[1]。',
    'Half of them are under way [1].',
  ])('%s does not', (claim) => {
    expect(loose(claim, evidence)).not.toEqual([]);
  });
});
