import { describe, expect, it } from 'vitest';
import { ask, openLibrary } from './support/library.ts';

const PLOTS = `# 可供地块

| 地块 | 园区 | 面积（亩） | 状态 |
|---|---|---|---|
| 北一号 | 江北园 | 120 | 可供 |
| 北二号 | 江北园 | 95 | 可供 |
| 南一号 | 临港园 | 310 | 征地中 |
| 南二号 | 临港园 | 88 | 可供 |
`;

const RULES = `# 产业扶持办法

## 第七条 不予支持的情形

有下列情形之一的，不享受本办法：（一）两年内发生较大安全事故的；（二）被列入失信名单的；（三）骗取补贴的。

## 第八条 设备补贴

企业购置生产设备的，按设备投资额的12%给予补贴；购置进口关键设备的，补贴比例提高到15%。
`;

describe('a list', () => {
  it('names every row of the table that answers, in its order, and no other', async () => {
    const { shown: text } = await ask('临港园有哪些地块？', await openLibrary([{ text: PLOTS }]));
    expect(text.indexOf('南一号')).toBeGreaterThanOrEqual(0);
    expect(text.indexOf('南二号')).toBeGreaterThan(text.indexOf('南一号'));
    expect(text).not.toMatch(/北[一二]号/);
  });

  it('goes on with the items of the sentence that opens it', async () => {
    const { shown: text } = await ask('哪些情形不享受扶持办法？', await openLibrary([{ text: RULES }]));
    for (const item of ['安全事故', '失信名单', '骗取补贴']) expect(text).toContain(item);
  });
});

describe('a rate that is only raised', () => {
  it('is given after the rate that it raises', async () => {
    const { shown: text } = await ask('购置生产设备的补贴比例是多少？', await openLibrary([{ text: RULES }]));
    expect(text).toContain('12%');
    if (text.includes('15%')) expect(text.indexOf('12%')).toBeLessThan(text.indexOf('15%'));
  });
});
