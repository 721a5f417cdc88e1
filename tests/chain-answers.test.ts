import { beforeEach, describe, expect, it } from 'vitest';
import { ask, type MemoryLibrary, openLibrary, questionOf } from './support/library.ts';

const CHAINS = {
  path: 'chains.md',
  type: 'chain' as const,
  text: `# 重点产业链现状与缺口

| 产业链 | 环节 | 位置 | 现状 | 已有企业 | 拟引进 |
|---|---|---|---|---|---|
| 动力电池 | 正极材料 | 上游 | 已有 | 远丰新能源 | |
| 动力电池 | 隔膜 | 上游 | 缺失 | | 湿法隔膜企业1家 |
| 动力电池 | 电芯 | 中游 | 已有 | 瑞泽新能源 | |
| 动力电池 | 回收利用 | 下游 | 已有 | 盈澜新能源 | |
| 电子信息 | 传感器 | 中游 | 缺失 | | 车规级传感器企业2家 |
`,
};

let library: MemoryLibrary;
beforeEach(async () => {
  library = await openLibrary([CHAINS]);
  await library.registers.settle();
});

const told = async (text: string) => (await ask(questionOf(text), library)).answer;

describe('a question about a supply chain', () => {
  it.each([
    ['动力电池产业链还缺哪些环节？', ['隔膜', '湿法隔膜企业1家'], ['传感器', '正极材料']],
    ['貴區電子信息產業鏈缺什麼？', ['傳感器'], ['隔膜']],
    ['What is missing in your electronics chain?', ['传感器'], ['隔膜']],
    ['我是做电芯的，上游有哪些企业？', ['正极材料', '远丰新能源'], ['盈澜新能源']],
    ['我是做电芯的，下游有哪些企业？', ['回收利用', '盈澜新能源'], ['远丰新能源']],
    ['隔膜环节打算引进什么企业？', ['湿法隔膜企业1家'], ['传感器']],
  ])('%s is answered by its rows, each with its source', async (asked, has, hasNot) => {
    const { outcome, text, citations } = await told(asked);
    expect(outcome).toBe('answered');
    for (const name of has) expect(text).toContain(name);
    for (const name of hasNot) expect(text).not.toContain(name);
    expect(citations.map(({ document }) => document)).toEqual(['chains.md']);
  });

  it('names the projects that bear on a gap, those in talks to staff alone', async () => {
    const talks = {
      path: 'talks.md',
      type: 'projects' as const,
      audience: 'staff' as const,
      text: `# 洽谈中项目

| 项目名称 | 园区 | 产业链环节 | 投资额（亿元） |
|---|---|---|---|
| 博辰锂电隔膜项目 | 松河园 | 隔膜 | 18 |
`,
    };
    const both = await openLibrary([CHAINS, talks]);
    await both.registers.settle();
    const asked = '动力电池产业链还缺哪些环节？';
    const staff = (await ask(questionOf(asked, { audience: 'staff' }), both)).answer;
    expect(staff.text).toMatch(/与缺口有关的项目：\n1\. 博辰锂电隔膜项目.*\[2\]/s);
    expect(staff.citations.map(({ document }) => document)).toEqual(['chains.md', 'talks.md']);
    expect((await ask(questionOf(asked), both)).answer.text).not.toContain('博辰');
  });

  it('counts the links that are missing in all chains', async () => {
    expect((await told('重点产业链一共有几个缺失环节？')).text).toContain('共2个环节');
  });

  it('is left to the passages where it asks for what no chain table has', async () => {
    expect((await told('动力电池产业链去年产值多少？')).text).not.toContain('个环节');
  });

  it('tells a link that has companies and a gap as both, and counts it among the gaps', async () => {
    const gaps = await openLibrary([
      {
        path: 'gaps.md',
        type: 'chain' as const,
        text: `# 产业链图谱

| 产业链 | 环节 | 本地企业 | 缺口 |
|---|---|---|---|
| 船舶配套 | 分段制造 | 江鸥重工 | |
| 船舶配套 | 整船调试 | 帆影船务 | 缺少大型船坞 |
| 船舶配套 | 舵机密封 | | 舵机密封件无本地供应 |
`,
      },
    ]);
    await gaps.registers.settle();
    const { text } = (await ask(questionOf('船舶配套产业链还缺哪些环节？'), gaps)).answer;
    expect(text).toContain('共2个环节');
    expect(text).toContain('整船调试：船舶配套，已有企业帆影船务，缺少大型船坞');
    expect(text).not.toContain('缺失缺');
    expect(text).not.toContain('分段制造');
    const there = (await ask(questionOf('整船调试环节有哪些企业？'), gaps)).answer;
    expect(there.text).toContain('帆影船务');
  });
});
