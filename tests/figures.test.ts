import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Figure, readFigures, sameFigure } from '../src/language/figures.ts';
import { chineseNumber } from '../src/language/numerals.ts';

const one = (text: string): Figure => {
  const figures = readFigures(text);
  expect(figures).toHaveLength(1);
  return figures[0]!;
};
const same = (claim: string, evidence: string) => sameFigure(one(claim), one(evidence));

describe('a figure is read', () => {
  it.each([
    ['222.8亿元', 22.28e9, 'CNY'],
    ['222.8億元', 22.28e9, 'CNY'],
    ['２２２．８亿元', 22.28e9, 'CNY'],
    ['RMB 22.28 billion', 22.28e9, 'CNY'],
    ['22.28 billion yuan', 22.28e9, 'CNY'],
    ['1,638.77亿元', 163.877e9, 'CNY'],
    ['两千万元', 2e7, 'CNY'],
    ['¥500万', 5e6, 'CNY'],
    ['4478万美元', 44.78e6, 'USD'],
    ['US$44.78 million', 44.78e6, 'USD'],
    ['3.5亿港元', 3.5e8, 'HKD'],
    ['€20 million', 2e7, 'EUR'],
    ['166.5%', 166.5, '%'],
    ['166.5 per cent', 166.5, '%'],
    ['11.5万平方米', 115_000, 'm2'],
    ['300㎡', 300, 'm2'],
    ['115,000 square metres', 115_000, 'm2'],
    ['1200亩', 1200, 'mu'],
    ['80万吨', 800_000, 't'],
    ['800,000 tonnes', 800_000, 't'],
    ['100万千瓦', 1e6, 'kW'],
    ['24小时', 24, 'hour'],
    ['3个月', 3, 'month'],
    ['5 years', 5, 'year'],
    ['1.5倍', 1.5, 'times'],
    ['38个', 38, 'count'],
    ['一百二十个', 120, 'count'],
    ['1105人', 1105, 'count'],
    ['38', 38, ''],
  ])('from %s as its value in base units and its unit', (text, value, unit) => {
    const figure = one(text);
    expect(figure.value).toBeCloseTo(value, 3);
    expect(figure.unit).toBe(unit);
    expect(figure.raw).toBe(text);
  });

  it.each([
    ['2023年6月30日', { year: 2023, month: 6, day: 30 }],
    ['2023-06-30', { year: 2023, month: 6, day: 30 }],
    ['June 30, 2023', { year: 2023, month: 6, day: 30 }],
    ['30 June 2023', { year: 2023, month: 6, day: 30 }],
    ['2021年10月', { year: 2021, month: 10 }],
    ['October 2021', { year: 2021, month: 10 }],
    ['6月30日', { month: 6, day: 30 }],
    ['2023年', { year: 2023 }],
  ])('from %s as a date with the parts that are given', (text, date) => {
    expect(one(text)).toMatchObject({ unit: 'date', date });
  });

  it('at its place in the text, also behind full width, circled and Traditional characters', () => {
    const text = '㈱２０２３年，總投資２２２．８億元（其中①類項目25個），增長166.5％。';
    const figures = readFigures(text);
    expect(figures.map(({ raw }) => raw)).toEqual(['２０２３年', '２２２．８億元', '①類', '25個', '166.5％']);
    for (const { start, end, raw } of figures) expect(text.slice(start, end)).toBe(raw);
  });

  it('from a year, apart from a stretch of years', () => {
    expect(readFigures('2023年').map(({ unit }) => unit)).toEqual(['date']);
    expect(readFigures('5年对赌').map(({ unit }) => unit)).toEqual(['year']);
  });

  it.each(['一窗受理，一站办结', '统一规划', '万众一心', 'no figures here', ''])(
    'from none of "%s"',
    (text) => {
      expect(readFigures(text)).toEqual([]);
    },
  );

  it('in order, without overlap, as slices, from whatever text', () => {
    const pieces = fc.constantFrom(
      ...[
        '222.8亿元',
        '２０２３年',
        '6月30日',
        'RMB 5 billion',
        '，',
        '三千万',
        '個',
        '12.5%',
        ' and ',
        '㎡',
        '〇',
        '.',
        '1,2',
      ],
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 3 })), { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        let last = 0;
        for (const { start, end, raw } of readFigures(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(text.slice(start, end)).toBe(raw);
          last = end;
        }
      }),
    );
  });
});

describe('two figures are the same', () => {
  it.each([
    ['RMB 163.877 billion', '1638.77亿元'],
    ['1638.77億元', '1638.77亿元'],
    ['16387700万元', '1638.77亿元'],
    ['US$44.78 million', '4478万美元'],
    ['USD 44.78 million', '4478万美元'],
    ['38 projects', '38个'],
    ['166.5 percent', '166.5%'],
    ['115,000 square meters', '11.5万平方米'],
    ['80 hectares', '0.8平方公里'],
    ['1.5 million tonnes', '150万吨'],
    ['2 yuan', '两元'],
    ['3 months', '3个月'],
  ])('in another language, script or scale: %s and %s', (claim, evidence) => {
    expect(same(claim, evidence)).toBe(true);
  });

  it.each([
    ['RMB 222.8 billion', '222.8亿元'],
    ['222.8 million yuan', '222.8亿元'],
    ['222.8万元', '222.8亿元'],
    ['222.9亿元', '222.8亿元'],
    ['222.8亿美元', '222.8亿元'],
    ['US$22.28 billion', '222.8亿元'],
    ['166.5倍', '166.5%'],
    ['1200公顷', '1200亩'],
    ['3年', '3个月'],
    ['38%', '38个'],
  ])('never with another value or unit: %s and %s', (claim, evidence) => {
    expect(same(claim, evidence)).toBe(false);
  });

  it.each(['2023年', '6月30日', '2023年6月', 'June 30, 2023'])('where a whole date holds %s', (claim) => {
    expect(same(claim, '2023年6月30日')).toBe(true);
  });

  it.each(['2023年6月30日', '2024年', '2023年7月'])('not where a month alone does not hold %s', (claim) => {
    expect(same(claim, '2023年6月')).toBe(false);
  });

  it('for a year with or without its word', () => {
    expect(same('2023', '2023年')).toBe(true);
    expect(same('in 2023', '2023年6月30日')).toBe(true);
    expect(same('2022', '2023年6月30日')).toBe(false);
  });
});

describe('a Chinese numeral', () => {
  it.each([
    ['一百二十', 120],
    ['十五', 15],
    ['一百零八', 108],
    ['一万二千三百四十五', 12345],
    ['两千万', 2e7],
    ['十亿', 1e9],
    ['百', 100],
  ])('%s is %d', (numeral, value) => {
    expect(chineseNumber(numeral)).toBe(value);
  });

  it('with other characters is no number', () => {
    expect(chineseNumber('三类')).toBeNaN();
  });
});
