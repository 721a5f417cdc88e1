import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountInEnglish, amountsInEnglish } from '../src/answer/compose/english.ts';

import { readFigures } from '../src/language/figures.ts';
import { traditionalize } from '../src/language/fold.ts';
import { attribute } from '../src/verification/attribute.ts';
import { marksOf, withoutMarks } from '../src/verification/marks.ts';
import { verify } from '../src/verification/verify.ts';
import { evidenceOf } from './support/library.ts';

const EVIDENCE = evidenceOf(
  '2023年江川经开区引进项目52个，总投资额222.8亿元，2023年6月30日签约，实际使用外资4478万美元，同比增长166.5%。',
);
const loose = (statement: string, evidence = [EVIDENCE]) =>
  verify(withoutMarks(statement), evidence).map(({ said }) => said);

describe('a statement may say', () => {
  it.each([
    '引进项目52个，总投资额222.8亿元[1]。',
    '引進專案52個，總投資額２２２．８億元【1】。',
    'The zone brought in 52 projects worth RMB 22.28 billion [1].',
    'Total investment: 22,280 million yuan [1].',
    'US$44.78 million of foreign capital, up 166.5 percent [1].',
    'It was signed on June 30, 2023 [1].',
    '2023年6月签约[1]。',
    '江川经开区引进了项目[1]。',
  ])('what the evidence holds: %s', (statement) => {
    expect(loose(statement)).toEqual([]);
  });

  it('a figure of the title or the headings', () => {
    expect(loose('2024年的政策。', [evidenceOf('按投资额给予奖励。', { title: '2024年政策' })])).toEqual([]);
  });

  it('a figure of any of the evidence it cites', () => {
    const both = [evidenceOf('项目52个。'), evidenceOf('投资30亿元。')];
    expect(loose('项目52个，投资30亿元[1][2]。', both)).toEqual([]);
    expect(loose('项目52个，投资30亿元[1]。', both.slice(0, 1))).toEqual(['30亿元']);
  });
});

describe('a statement may not say', () => {
  it.each([
    ['总投资额222.9亿元[1]。', '222.9亿元'],
    ['总投资额222.8万元[1]。', '222.8万元'],
    ['A total of RMB 222.8 billion [1].', 'RMB 222.8 billion'],
    ['A total of US$22.28 billion [1].', 'US$22.28 billion'],
    ['引进项目53个[1]。', '53个'],
    ['增长166.5倍[1]。', '166.5倍'],
    ['2022年引进项目52个[1]。', '2022年'],
    ['2023年6月29日签约[1]。', '2023年6月29日'],
    ['占全市的52%[1]。', '52%'],
  ])('what the evidence does not hold: %s', (statement, figure) => {
    expect(loose(statement)).toContain(figure);
  });

  it('any figure without evidence', () => {
    expect(loose('项目52个。', [])).toEqual(['52个']);
  });

  it('the number of its own mark as a figure', () => {
    expect(loose('共7家[52]。')).toEqual(['7家']);
  });
});

/** Amounts as documents write them, exact in cents of a 亿: 0.01 to 9999.99. */
const amounts = fc.integer({ min: 1, max: 999_999 });
const exact = (value: number) => String(Number(value.toPrecision(12)));
const renderings: ((hundredths: number) => string)[] = [
  (n) => `${exact(n / 100)}亿元`,
  (n) => `${exact(n / 100)}億元`,
  (n) => `${n * 100}万元`,
  (n) => `人民币${exact(n / 100)}亿元`,
  (n) => `RMB ${exact(n / 1000)} billion`,
  (n) => `${exact(n / 1000)} billion yuan`,
  (n) => `RMB ${n} million`,
  (n) => `${n.toLocaleString('en-US')} million yuan`,
  (n) => `${(n * 1_000_000).toLocaleString('en-US')} yuan`,
];
const rendering = fc.constantFrom(...renderings);

describe('whatever the amount', () => {
  it('a right one stands in every wording of it', () => {
    fc.assert(
      fc.property(amounts, rendering, rendering, (amount, written, said) => {
        expect(loose(`投资${said(amount)}[1]。`, [evidenceOf(`投资${written(amount)}。`)])).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('another one never does', () => {
    fc.assert(
      fc.property(amounts, amounts, rendering, rendering, (amount, other, written, said) => {
        fc.pre(amount !== other);
        expect(loose(`投资${said(other)}[1]。`, [evidenceOf(`投资${written(amount)}。`)])).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  it('one with a digit changed, a unit shifted or another currency never does', () => {
    const mutations = fc.constantFrom<(n: number) => string>(
      (n) => `${exact(n / 100)}万元`,
      (n) => `${exact(n / 10)}亿元`,
      (n) => `${exact(n / 100)}亿美元`,
      (n) => `RMB ${exact(n / 100)} billion`,
      (n) => `RMB ${exact(n / 1000)} million`,
      (n) => `US$${exact(n / 1000)} billion`,
      (n) => `RMB ${n + 1} million`,
      (n) => `${exact(n / 100)}%`,
    );
    fc.assert(
      fc.property(amounts, rendering, mutations, (amount, written, mutated) => {
        expect(loose(`投资${mutated(amount)}[1]。`, [evidenceOf(`投资${written(amount)}。`)])).toHaveLength(
          1,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('our own English and Traditional wording of it stands', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        const written = `投资${exact(amount / 100)}亿元`;
        const [english] = amountsInEnglish(written);
        expect(loose(`It is ${english}.`, [evidenceOf(written)])).toEqual([]);
        expect(loose(traditionalize(written), [evidenceOf(written)])).toEqual([]);
      }),
    );
  });
});

describe('amounts in English', () => {
  it.each([
    ['222.8亿元', 'RMB 22.28 billion'],
    ['1638.77亿元', 'RMB 163.877 billion'],
    ['4478万美元', 'US$44.78 million'],
    ['1.2万亿元', 'RMB 1.2 trillion'],
    ['60万元', 'RMB 600,000'],
  ])('of %s are %s', (chinese, english) => {
    expect(amountInEnglish(readFigures(chinese)[0]!)).toBe(english);
  });

  it('are given with their own wording beside them, once each', () => {
    expect(amountsInEnglish('总投资222.8亿元（222.8亿元），补贴60万元')).toEqual([
      'RMB 22.28 billion (222.8亿元)',
      'RMB 600,000 (60万元)',
    ]);
  });

  it('are given of money only', () => {
    expect(amountsInEnglish('项目52个，面积11.5万平方米，增长166.5%，2023年')).toEqual([]);
    expect(amountsInEnglish('RMB 22.28 billion')).toEqual([]);
  });
});

describe('marks', () => {
  it('are read in the order written, in both kinds of brackets', () => {
    expect(marksOf('甲[2]，乙【1】，丙[3, 4]。')).toEqual([2, 1, 3, 4]);
    expect(marksOf('没有出处（1）')).toEqual([]);
  });

  it('are taken out with the space before them', () => {
    expect(withoutMarks('52 projects [1][2].')).toBe('52 projects.');
    expect(withoutMarks('项目52个【1】。')).toBe('项目52个。');
  });
});

describe('a statement without a mark', () => {
  const other = evidenceOf('企业在政务大厅企业服务窗口提交申请。', { id: '2' });

  it('belongs to the evidence whose words it repeats', () => {
    expect(attribute('企业在政务大厅服务窗口提交申请。', [EVIDENCE, other])).toBe(other);
    expect(attribute('企業在政務大廳服務窗口提交申請。', [EVIDENCE, other])).toBe(other);
  });

  it('belongs to none where no evidence says it', () => {
    expect(attribute('园区承诺全额退税并提供免费用地。', [EVIDENCE, other])).toBeUndefined();
    expect(attribute('企业在政务大厅提交申请。', [])).toBeUndefined();
    expect(attribute('。', [EVIDENCE])).toBeUndefined();
  });
});
