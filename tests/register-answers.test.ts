import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../src/types.ts';
import { ask, type MemoryLibrary, openLibrary, questionOf } from './support/library.ts';

/** A ledger of an invented park: amounts in two units and two currencies, dates of three precisions, a total row. */
const LEDGER = {
  path: 'ledger.md',
  type: 'projects' as const,
  text: `# 江川经开区签约项目台账

| 项目名称 | 投资方 | 园区 | 产业 | 投资额（亿元） | 签约时间 | 开工时间 |
|---|---|---|---|---|---|---|
| 显示模组项目 | 盛衡电子 | 高新区 | 电子信息 | 3.6 | 2023-01-03 | 2023-05-22 |
| 连接器项目 | 弘邦电子 | 高新区 | 电子信息 | 2 | 2023年4月 | 2023-12-01 |
| 电解液项目 | 昊垣新能源 | 高新区 | 新能源 | 1.2 | 2023年上半年 | — |
| 覆铜板项目 | 沛翔电子 | 高新区 | 电子信息 | 5000万元 | 2022-08-15 | 2022-10-10 |
| 食品包装项目 | 远垣食品 | 松河园 | 食品加工 | 4000万美元 | 2023-09-18 | 2023-12-27 |
| 预制菜项目 | 骏洲食品 | 松河园 | 食品加工 | 1.5 | 2023 | — |
| 合计 | | | | 12.3 | | |
`,
};

/** The same projects in the news: one of them named again. */
const NEWS = {
  path: 'news.md',
  type: 'projects' as const,
  text: `# 推介会签约名单

| 项目名称 | 园区 | 投资额（亿元） | 签约时间 |
|---|---|---|---|
| 显示模组项目 | 高新区 | 3.6 | 2023-01-03 |
| 传感器项目 | 松河园 | 0.9 | 2023-11-20 |
`,
};

const STAFF = {
  path: 'talks.md',
  type: 'projects' as const,
  audience: 'staff' as const,
  text: `# 洽谈中的项目

| 项目名称 | 园区 | 投资额（亿元） | 签约时间 |
|---|---|---|---|
| 秘密项目 | 高新区 | 50 | 2023-03-01 |
`,
};

let library: MemoryLibrary;
beforeEach(async () => {
  library = await openLibrary([LEDGER, NEWS, STAFF]);
  await library.registers.settle();
});

async function answer(text: string, given: Parameters<typeof questionOf>[1] = {}): Promise<Answer> {
  return (await ask(questionOf(text, { asOf: '2024-03-01', ...given }), library)).answer;
}

const quotes = ({ citations }: Answer) => citations.map(({ quote }) => quote).join('\n');

describe('a question over a ledger', () => {
  it('is counted and added up, says what was understood, and cites the rows with the arithmetic', async () => {
    const told = await answer('高新区2023年签约了多少个项目，总投资多少？');
    expect(told.outcome).toBe('answered');
    expect(told.text).toMatch(/^高新区，2023年签约：共3个项目，投资额合计6\.8亿元\[1\]/);
    for (const name of ['显示模组项目', '连接器项目', '电解液项目']) expect(quotes(told)).toContain(name);
    expect(quotes(told)).not.toContain('覆铜板项目');
    expect(quotes(told)).toContain('6.8亿元');
  });

  it.each([
    ['2亿元以上', '2亿元及以上', 2],
    ['超过2亿元', '超过2亿元', 1],
    ['不低于2亿元', '2亿元及以上', 2],
    ['2亿元以下', '2亿元及以下', 2],
  ])('with a bound of %s includes or leaves out the amount that hits it', async (bound, said, count) => {
    const { text } = await answer(`高新区2023年签约的${bound}项目有几个？`);
    expect(text).toContain(`${said}：共${count}个项目`);
  });

  it('never adds dollars to yuan, and says both', async () => {
    const { text } = await answer('松河园2023年签约项目总投资多少？');
    expect(text).toMatch(/共3个项目/);
    expect(text).toContain('2.4亿元');
    expect(text).toContain('4000万美元');
    expect(text).toContain('未相加');
  });

  it('leaves out a date that is not known to the half-year asked, and says so', async () => {
    const { text } = await answer('松河园2023年下半年签约了几个项目？');
    expect(text).toContain('共2个项目');
    expect(text).toContain('另有1个项目');
  });

  it('counts a project that two documents name once, and says so', async () => {
    const { text, citations } = await answer('2023年一共签约多少个项目？');
    expect(text).toContain('共6个项目');
    expect(text).toContain('只计一次');
    expect(citations.map(({ document }) => document).sort()).toEqual(['ledger.md', 'news.md']);
  });

  it('never counts the row of a total', async () => {
    const { text } = await answer('台账里一共有多少个项目？');
    expect(text).toContain('共7个项目');
  });

  it('counts for the public what is public, and for staff what staff may see too', async () => {
    expect((await answer('高新区2023年签约多少个项目？')).text).toContain('共3个项目');
    expect((await answer('高新区2023年签约多少个项目？', { audience: 'staff' })).text).toContain('共4个项目');
  });

  it('names the largest with its amount', async () => {
    const { text } = await answer('高新区2023年签约的项目里投资最大的是哪个？');
    expect(text).toContain('显示模组项目');
    expect(text).toContain('3.6亿元');
    expect(text).not.toContain('电解液项目');
  });

  it('lists rows with what tells them apart, each with its mark', async () => {
    const { text } = await answer('高新区有哪些电子信息项目？');
    for (const name of ['显示模组项目', '连接器项目', '覆铜板项目'])
      expect(text).toMatch(new RegExp(`${name}.*\\[\\d\\]`));
  });

  it('sets zones side by side and says by how much one is ahead', async () => {
    const { text, table } = await answer('2023年高新区和松河园签约项目数对比');
    expect(text).toContain('高新区：3个项目');
    expect(text).toContain('松河园：3个项目');
    expect(table?.rows).toHaveLength(2);
    expect(table?.chart?.kind).toBe('bar');
  });

  it('declines a year outside all that is recorded, and says which years are', async () => {
    const { outcome, text } = await answer('2019年签约了多少个项目？');
    expect(outcome).toBe('declined');
    expect(text).toContain('2022年至2023年');
    expect(text).not.toMatch(/共\d+个项目\[/);
  });

  it('says that there is none where the years are covered and nothing passes', async () => {
    const { outcome, text } = await answer('高新区2023年签约的10亿元以上项目有几个？');
    expect(outcome).toBe('answered');
    expect(text).toContain('没有符合条件的项目');
  });

  it('with a word that no column accounts for is left to the passages', async () => {
    const { text } = await answer('高新区2023年签约项目一共招了多少工人？');
    expect(text).not.toContain('共3个项目');
  });
});

describe('the same question in another script or language', () => {
  it.each([
    ['高新區2023年簽約了多少個項目，總投資多少？', '共3個項目，投資額合計6.8億元'],
    ['How many projects did the High-tech Zone sign in 2023, and how much in total?', '3 projects'],
  ])('%s gives the same rows', async (asked, said) => {
    const chinese = await answer('高新区2023年签约了多少个项目，总投资多少？');
    const other = await answer(asked);
    expect(other.text).toContain(said);
    expect(other.citations[0]?.quote.split('\n').slice(0, -1)).toEqual(
      chinese.citations[0]?.quote.split('\n').slice(0, -1),
    );
  });

  it('gives amounts in English with their own wording beside them', async () => {
    const { text } = await answer(
      'What is the total investment of projects signed in the High-tech Zone in 2023?',
    );
    expect(text).toContain('RMB 680 million (6.8亿元)');
  });
});

describe('a follow-up', () => {
  it('puts another year, another zone or another measure into the question before it', async () => {
    const first = '高新区2023年签约了多少个项目？';
    expect((await answer('那2022年呢？', { history: [first] })).text).toContain(
      '高新区，2022年签约：共1个项目',
    );
    expect((await answer('松河园呢？', { history: [first] })).text).toContain('共3个项目');
    expect((await answer('总投资多少？', { history: [first] })).text).toContain('6.8亿元');
    expect((await answer('其中开工的有几个？', { history: [first] })).text).toContain('共2个项目');
  });
});
