import { describe, expect, it } from 'vitest';
import { createStaticEmbedding } from '../src/semantics/static-embedding.ts';
import { ask as askDesk, openLibrary, questionOf } from './support/library.ts';

const PARK = [
  {
    text: `# 江川高新区介绍

## 两个园区

江北新材料园距高铁站19公里，人才公寓420套已于2024年8月入住。临港装备园有标准厂房6万平方米，职工可以申请江北的房源。

## 人才

博士每人每月补贴5000元，硕士每人每月补贴2500元，期限3年。

新认定的国家级企业技术中心奖励200万元，省级企业技术中心奖励80万元。

## 合作

江川高新区与江川理工大学合办学院，每年培训技术工人2400名。2023年双方签订协议。

## 企业

江川高新区有外商投资企业26家，来自德国和新加坡。

云岭科技的项目引入自动售货机，5年承诺税收1亿元。远山集团的固定资产投资40亿元。

## 难题

直到2021年10月，远山集团的项目才动工，土地未到位、项目融资难、办证慢等7个难题一度使企业想撤资。

## 招商

派出驻大湾区招商小分队，2023年签约8个项目。

云岭家居项目,5年税收2亿元，年批发额近20亿元；国贸数字经济园,每年引进外资1千万美元；青禾生鲜项目,年零售额6亿元。

## 对接会

2023年对接会有216家企业参会。

## 供电

10千伏大工业用电每千瓦时0.62元。

## 污水

江北污水处理厂日处理能力3万吨。
`,
  },
  {
    text: '# 江川高新区2026年签约项目\n\n| 项目名称 | 园区 | 总投资 | 签约日期 |\n|---|---|---|---|\n| 碳纤维预制体项目 | 江北新材料园 | 6.8亿元 | 2026年4月18日 |\n| 高纯石英项目 | 临港装备园 | 3.2亿元 | 2026年3月1日 |',
  },
  {
    text: '# 江川高新区奖励办法\n\n第一条 为鼓励投资，制定本办法。\n\n第二条 投资额10亿元以上的，按4%奖励。',
  },
];

async function ask(question: string) {
  const library = await openLibrary(PARK, createStaticEmbedding());
  return (await askDesk(questionOf(question), { ...library, fusion: { same: 0.15, cross: 1.5 } })).answer;
}

describe('what is said of another of its kind is no answer', () => {
  it.each([
    ['another zone', '临港装备园的人才公寓有多少套？', '420'],
    ['another degree', '本科生每人每月补贴多少元？', '5000'],
    ['another degree in English', 'What is the monthly allowance for an undergraduate?', '5000'],
    ['another level', '市级企业技术中心奖励多少？', '200'],
    ['another voltage', '110千伏大工业用电每千瓦时多少钱？', '0.62'],
    ['another country', '外商投资企业里有几家是日本来的？', '26'],
    ['another company', '云岭科技的固定资产投资多少？', '40'],
    ['a fact of every year, of one', '2023年学院培训了多少名技术工人？', '2400'],
    ['a count of other things', '云岭科技的项目有多少台自动售货机？', '1亿'],
    ['a count of other things in a list', '江川高新区2021年引进了多少个项目？', '7个'],
    ['another region', '驻长三角招商小分队签了几个项目？', '8个'],
    ['another of several side by side', '国贸数字经济园的年零售额多少？', '6亿'],
    ['another amount in English', 'What is the annual revenue of 云岭科技?', '1亿'],
    ['a promise, of what was paid', '云岭科技目前为止实际已缴税收多少？', '1亿'],
    ['a capacity, of what is treated', '江北污水处理厂现在实际一天处理多少吨？', '3万'],
    ['an article that the rule does not have', '奖励办法第十三条规定了什么？', '4%'],
    ['a column that the row does not have', '碳纤维预制体项目的投资方是谁？', '6.8'],
    [
      'what was last time, of this year',
      'How many companies will attend the matchmaking expo this December?',
      '216',
    ],
    ['a guess', '明年江川高新区的外商投资企业能超过30家吗？', '26'],
  ])('%s', async (_, question, never) => {
    const answer = await ask(question);
    expect(answer.outcome, answer.text).toBe('declined');
    expect(answer.text).not.toContain(never);
  });
});

describe('what is said of it is answered', () => {
  it.each([
    ['the zone', '江北新材料园的人才公寓有多少套？', '420套'],
    ['the degree', '硕士每人每月补贴多少元？', '2500元'],
    ['the level', '国家级企业技术中心奖励多少？', '200万元'],
    ['the voltage', '10千伏大工业用电每千瓦时多少钱？', '0.62元'],
    ['the company', '远山集团的固定资产投资多少？', '40亿元'],
    ['the region', '驻大湾区招商小分队签了几个项目？', '8个'],
    ['the one of several side by side', '青禾生鲜的年零售额多少？', '6亿'],
    ['how large a capacity is', '江北污水处理厂的处理能力有多大？', '3万吨'],
    ['the start', 'When did work on the 远山集团 project begin?', '2021年10月'],
    ['every year', '学院每年培训多少名技术工人？', '2400名'],
    ['what is promised', '云岭科技承诺5年税收多少？', '1亿元'],
    ['the article', '奖励办法第二条规定了什么？', '4%'],
    ['the column', '碳纤维预制体项目的签约日期是哪天？', '4月18日'],
    [
      'where the asker comes from is not asked about',
      '我们从浙江过来考察，江北新材料园距高铁站多少公里？',
      '19公里',
    ],
  ])('%s', async (_, question, says) => {
    const answer = await ask(question);
    expect(answer.outcome, answer.text).toBe('answered');
    expect(answer.text).toContain(says);
  });
});
