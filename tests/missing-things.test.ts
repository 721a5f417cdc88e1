import { beforeEach, describe, expect, it } from 'vitest';
import { ask, type MemoryLibrary, openLibrary, questionOf } from './support/library.ts';

const LEDGER = {
  path: 'ledger.md',
  type: 'zone' as const,
  text: `# 江川园区企业情况

| 序号 | 企业简称 | 所在园区 | 主营行业 | 月租价格 | 登记日期 |
|---|---|---|---|---|---|
| 11 | 澄江胶粘 | 松河园 | 精细化工 | 17元/平方米 | 2024年3月8日 |
| 12 | 澜桥导航 | 松河园 | 电子信息 | 19元/平方米 | 2024年5月13日 |
| 13 | 帆影网具 | 白石园 | 装备制造 | 15元/平方米 | 2024年9月2日 |
`,
};

let library: MemoryLibrary;
beforeEach(async () => {
  library = await openLibrary([LEDGER]);
});
const told = async (text: string) => (await ask(questionOf(text, { asOf: '2026-06-30' }), library)).answer;

describe('a row of a table', () => {
  it.each([
    '松河园有没有人才公寓？',
    '松河园有没有人才公寓？租金多少',
    '松河園有沒有人才公寓？月租是多少？',
    'How many companies registered in 2024 are in the aerospace industry?',
    '松河园有多少家航空航天行业的企业？',
  ])('is no answer to what no document has a word of: %s', async (asked) => {
    expect((await told(asked)).outcome).toBe('declined');
  });

  it('is none for the number that it has in its table', async () => {
    const { outcome, text } = await told('澄江胶粘一年交多少税？');
    expect(outcome, text).toBe('declined');
  });

  it('is one for what stands in it', async () => {
    expect((await told('澄江胶粘的月租价格是多少？')).text).toContain('17元/平方米');
    expect((await told('澄江胶粘是哪一天登记的？')).text).toContain('2024年3月8日');
  });
});
