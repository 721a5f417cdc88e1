import { beforeEach, describe, expect, it } from 'vitest';
import { ask, type MemoryLibrary, openLibrary } from './support/library.ts';

const PRICES = {
  path: 'prices.md',
  type: 'zone' as const,
  text: `# 江川经开区要素价格表

| 类别 | 规格 | 价格 | 计价单位 |
|---|---|---|---|
| 工业用电 | 35千伏 | 0.604 | 元/千瓦时 |
| 工业用水 | 自来水 | 3.35 | 元/吨 |
| 工业用水 | 再生水 | 1.45 | 元/吨 |
| 蒸汽 | 中压（松河园） | 241 | 元/吨 |
| 蒸汽 | 低压（白石化工园） | 208 | 元/吨 |
`,
};

let library: MemoryLibrary;
beforeEach(async () => {
  library = await openLibrary([PRICES]);
  await library.registers.settle();
});
const told = async (text: string) => (await ask(text, library)).answer.text;

describe('a price', () => {
  it('is of the zone that its name says in brackets', async () => {
    expect(await told('松河园的蒸汽价格是多少？')).toMatch(/共1项价格.*价格241元\/吨/s);
    expect(await told('白石化工園蒸汽多少錢一噸')).toMatch(/共1項價格.*價格208元\/噸/s);
  });

  it('is of the sort that is asked for', async () => {
    expect(await told('再生水多少钱一吨？')).toMatch(/共1项价格.*价格1\.45元\/吨/s);
    expect(await told('中压蒸汽价格是多少？')).toMatch(/共1项价格.*价格241元\/吨/s);
    expect(await told('工业用水多少钱一吨？')).toContain('共2项价格');
  });

  it('without a zone is that of every zone', async () => {
    expect(await told('松河园的工业电价是多少？')).toMatch(/共1项价格.*价格0\.604元\/千瓦时/s);
  });
});
