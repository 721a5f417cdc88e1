import { describe, expect, it } from 'vitest';
import { ask, type LibraryDocument, openLibrary, questionOf } from './support/library.ts';

const RENT = (figure: string) => `# 招商引资若干政策

## 厂房租金补贴

租用标准厂房的制造业企业，前三年按每月每平方米${figure}给予厂房租金补贴。

## 设备补贴

新购生产设备的企业，按设备投资额的5%给予补贴，最高不超过500万元。
`;

const OLD: LibraryDocument = {
  path: 'policy-2023.md',
  title: '招商引资若干政策（2023版）',
  type: 'policy',
  documentNumber: '江经开〔2023〕5号',
  effectiveFrom: '2023-01-01',
  effectiveTo: '2026-12-31',
  text: RENT('8元'),
};
const NEW: LibraryDocument = {
  path: 'policy-2026.md',
  title: '招商引资若干政策（2026版）',
  type: 'policy',
  documentNumber: '江经开〔2026〕3号',
  effectiveFrom: '2026-01-01',
  effectiveTo: '2028-12-31',
  supersedes: '江经开〔2023〕5号',
  text: RENT('12元'),
};
const TODAY = '2026-11-24';

async function asked(
  text: string,
  given: { asOf?: string; history?: string[]; documents?: LibraryDocument[] } = {},
) {
  const { asOf = TODAY, history = [], documents = [OLD, NEW] } = given;
  return (await ask(questionOf(text, { asOf, history }), await openLibrary(documents))).answer;
}

describe('a policy that replaces another', () => {
  it('answers today, and says until when it holds', async () => {
    const { outcome, text, citations } = await asked('厂房租金补贴标准是多少？');
    expect(outcome).toBe('answered');
    expect(text).toContain('12元');
    expect(text).not.toContain('8元');
    expect(text).toContain('有效期至2028年12月31日');
    expect(new Set(citations.map(({ document }) => document))).toEqual(new Set(['policy-2026.md']));
  });

  it('says its last day in the language of the question', async () => {
    expect((await asked('廠房租金補貼標準是多少？')).text).toContain('有效期至2028年12月31日');
    const english = await asked('How much is the factory rent subsidy?');
    expect(english.text).toContain('valid until 31 December 2028');
  });

  it.each([
    '2023年的政策怎么规定厂房租金补贴？',
    '旧政策的厂房租金补贴是多少？',
    '江经开〔2023〕5号文件规定的厂房租金补贴是多少？',
    '江经开[2023]5号的厂房租金补贴标准',
    '招商引资若干政策（2023版）厂房租金补贴多少？',
    '2024年厂房租金补贴标准是多少？',
  ])('leaves the old one to %s, which says that it no longer applies', async (question) => {
    const { outcome, text, citations } = await asked(question);
    expect(outcome).toBe('answered');
    expect(text).toContain('8元');
    expect(text).toContain('不再适用');
    expect(text).toContain('招商引资若干政策（2026版）');
    expect(citations[0]!.document).toBe('policy-2023.md');
  });

  it('is asked about in a follow-up by the year of the old one', async () => {
    const { text } = await asked('2023年的政策怎么规定？', { history: ['厂房租金补贴标准是多少？'] });
    expect(text).toContain('8元');
    expect(text).toContain('不再适用');
  });

  it('leaves the old one the rule in force on a day of its life', async () => {
    const { text } = await asked('厂房租金补贴标准是多少？', { asOf: '2024-03-01' });
    expect(text).toContain('8元');
    expect(text).not.toContain('不再适用');
    expect(text).toContain('有效期至2025年12月31日');
  });

  it('is not the rule before its first day, and says so when it is asked for', async () => {
    const { text } = await asked('江经开〔2026〕3号的厂房租金补贴是多少？', { asOf: '2025-06-01' });
    expect(text).toContain('12元');
    expect(text).toContain('尚未生效');
  });

  it('of a year in which neither was the rule, nothing is said', async () => {
    expect((await asked('2019年厂房租金补贴标准是多少？')).outcome).toBe('declined');
  });

  it('every figure of the answer stands in what is cited', async () => {
    const { untracedFigures } = await import('../src/evaluation/figures.ts');
    for (const question of ['厂房租金补贴标准是多少？', '2023年的政策怎么规定厂房租金补贴？']) {
      const { text, citations } = await asked(question);
      expect(
        untracedFigures(
          text,
          citations.map(({ quote }) => quote),
        ),
      ).toEqual([]);
    }
  });
});

describe('two rules in force that disagree', () => {
  const OTHER: LibraryDocument = {
    path: 'rent-notice.md',
    title: '标准厂房租金补贴实施细则',
    type: 'policy',
    documentNumber: '江经开〔2026〕9号',
    text: '# 标准厂房租金补贴实施细则\n\n租用标准厂房的制造业企业，按每月每平方米10元给予厂房租金补贴，连续补贴三年。\n',
  };

  it('are both cited, and the answer says so', async () => {
    const { text, citations } = await asked('厂房租金补贴标准是多少？', { documents: [NEW, OTHER] });
    expect(text).toContain('12元');
    expect(text).toContain('10元');
    expect(text).toContain('不一致');
    const documents = new Set(citations.map(({ document }) => document));
    expect(documents).toEqual(new Set(['policy-2026.md', 'rent-notice.md']));
  });

  it('are not said to disagree where they say the same', async () => {
    const same = { ...OTHER, text: OTHER.text.replace('10元', '12元') };
    expect((await asked('厂房租金补贴标准是多少？', { documents: [NEW, same] })).text).not.toContain(
      '不一致',
    );
  });

  it('are not said to disagree where one is out of force', async () => {
    const past = { ...OTHER, effectiveTo: '2025-12-31' };
    expect((await asked('厂房租金补贴标准是多少？', { documents: [NEW, past] })).text).not.toContain(
      '不一致',
    );
  });

  it('are not said to disagree where they speak of different things', async () => {
    const dormitory = {
      ...OTHER,
      text: '# 人才公寓租金补贴\n\n租用人才公寓的员工，按每月每平方米6元给予租金补贴。\n',
    };
    const { text } = await asked('厂房租金补贴标准是多少？', { documents: [NEW, dormitory] });
    expect(text).not.toContain('不一致');
  });
});
