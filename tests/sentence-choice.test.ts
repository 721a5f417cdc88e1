import { describe, expect, it } from 'vitest';
import { ask, openLibrary } from './support/library.ts';

const CASE = `# 案例：青禾项目提前投产

青禾项目落户江北园，2025年3月1日投产，比计划提前4个月。

## 为什么能提前

园区成立工作专班，审批协调前后只用了半年时间。
`;

const LAND = `# 2026年用地情况

| 项目 | 用地 |
|---|---|
| 青禾项目 | 86亩 |
| 白石项目 | 45亩 |
| 合计 | 131亩 |
`;

const RECORD = `# 项目情况表

| 项目名称 | 年产6万吨聚酰胺项目 |
|---|---|
| 投资方 | 远航新材料有限公司 |
| 总投资 | 18.6亿元 |
`;

const INDUSTRY = `# Industry

Industrial output reached RMB 163.9 billion, up 9.4% year on year. Advanced materials accounted for 43.5% of it and biopharmaceuticals for 12.1%.
`;

const PLANTS = `# 厂房

| 厂房 | 面积（平方米） | 月租金（元/平方米） |
|---|---|---|
| A1 | 5600 | 12 |
| A2 | 4800 | 11.5 |
| B1 | 7200 | 10.5 |
`;

const TIERS = `# 奖励办法

第三条 固定资产投资达到1亿元以上的，按3%给予奖励；达到5亿元以上的，按5%给予奖励；达到20亿元以上的，按8%给予奖励。
`;

const UNITS = `# 装置

盐碱基地规划的装置和年产能：联合制碱年产80万吨、合成氨年产60万吨、尿素年产50万吨、热电联产装置。

热电联产装置的产能，报道未给出。
`;

describe('what answers', () => {
  it.each([
    ['a section that says why', CASE, '青禾项目为什么能提前投产？', /工作专班|半年/],
    ['the row of sums where they are asked for', LAND, '2026年项目一共用地多少亩？', /131亩/],
    ['the row of what is asked for, not that of the name', RECORD, '聚酰胺项目是哪家投的？', /远航新材料/],
    ['a share, not a growth', INDUSTRY, 'What share of output came from biopharmaceuticals?', /12\.1%/],
    ['the plant of that code', PLANTS, 'A1厂房面积多大？', /5600平方米/],
    ['a figure that the asker has wrong, by the right row', PLANTS, 'A1厂房是7200平方米对吧？', /5600平方米/],
    ['the tier of the amount', TIERS, '投资30亿元奖励几个点？', /8%/],
    [
      'what is said of one member of a list, not the figures of others',
      UNITS,
      '热电联产装置的产能是多少？',
      /未给出/,
    ],
    ['in Chinese what is asked in English', PLANTS, 'What is the monthly rent of B1?', /10\.5/],
  ])('is %s', async (_, text, question, answer) => {
    const { shown } = await ask(question, await openLibrary([{ text }]));
    expect(shown).toMatch(answer);
  });
});
