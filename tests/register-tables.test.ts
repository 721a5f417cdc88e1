import { beforeEach, describe, expect, it } from 'vitest';
import { drawChart } from '../src/charts/draw.ts';
import type { Answer, AnswerTable } from '../src/types.ts';
import { ask, type MemoryLibrary, openLibrary } from './support/library.ts';

const LEDGER = {
  path: 'ledger.md',
  type: 'projects' as const,
  text: `# 江川经开区签约项目台账

| 项目名称 | 园区 | 投资额（亿元） | 签约时间 | 开工时间 |
|---|---|---|---|---|
| 显示模组项目 | 高新区 | 3.6 | 2023-01-03 | 2023-05-22 |
| 连接器项目 | 高新区 | 2 | 2023-04-01 | 2023-12-01 |
| 覆铜板项目 | 松河园 | 0.5 | 2022-08-15 | 2022-10-10 |
| 食品包装项目 | 松河园 | 1.5 | 2023-09-18 | — |
`,
};

const PLOTS = {
  path: 'plots.md',
  type: 'zone' as const,
  text: `# 江川经开区可出让地块

地块由江川自然资源局组织招标拍卖挂牌出让。

| 地块编号 | 园区 | 面积（亩） | 用地性质 | 出让价（万元/亩） | 状态 | 配套 |
|---|---|---|---|---|---|---|
| GX-01 | 高新区 | 86.5 | 二类工业用地 | 32 | 可出让 | 七通一平 |
| GX-02 | 高新区 | 45 | 一类工业用地 | 30 | 可出让 | 五通一平 |
| SH-01 | 松河园 | 120 | 二类工业用地 | 28 | 已出让 | 七通一平 |
`,
};

let library: MemoryLibrary;
beforeEach(async () => {
  library = await openLibrary([LEDGER, PLOTS]);
  await library.registers.settle();
});

const answerTo = async (text: string): Promise<Answer> => (await ask(text, library)).answer;
const cellsOf = ({ columns, rows }: AnswerTable) =>
  rows.map((cells) => Object.fromEntries(cells.map(({ text }, at) => [columns[at]!.name, text])));

describe('the table beside an answer', () => {
  it.each(['地块GX-01的情况', 'GX-01地块多少亩？'])(
    'has all that is known of the one plot that is asked for: %s',
    async (asked) => {
      const { outcome, table } = await answerTo(asked);
      expect(outcome).toBe('answered');
      expect(cellsOf(table!)).toEqual([
        {
          地块: 'GX-01',
          园区: '高新区',
          面积: expect.stringContaining('86.5'),
          用地性质: '二类工业用地',
          出让价: expect.stringContaining('32'),
          状态: '可出让',
          配套: '七通一平',
        },
      ]);
      expect(table?.export).toBeDefined();
    },
  );

  it('is none where a question names no plot', async () => {
    const { outcome, table } = await answerTo('地块由哪个部门组织出让？');
    expect(outcome).toBe('answered');
    expect(table).toBeUndefined();
  });

  it('draws how long each took as a timeline, from one stage to the other', async () => {
    const { table } = await answerTo('从签约到开工最快的2个项目');
    expect(table?.chart?.kind).toBe('timeline');
    const { alt, wide } = (await drawChart(table!, 'zh-Hans'))!;
    expect(alt).toContain('签约–开工');
    expect(wide).toContain('2022-08-15 — 2022-10-10');
  });

  it('draws groups as bars', async () => {
    const { table } = await answerTo('各园区签约了多少个项目，投资额多少？');
    expect(table?.chart).toEqual({ kind: 'bar', label: 0, value: 2 });
    expect((await drawChart(table!, 'zh-Hans'))?.wide).toContain('5.6亿元');
  });
});
