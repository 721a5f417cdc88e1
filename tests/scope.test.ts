import { describe, expect, it } from 'vitest';
import { ask, openLibrary, questionOf } from './support/library.ts';

const CITY = `# 江川市园区

## 青禾

2023年，青禾县委、县政府围着项目转。青禾经开区2023年共实施重点项目10个，总投资114.8亿元，全市排名第二。

## 高新区

江川高新区全员招商，2023年共引进项目52个，总投资额222.8亿元，同比增长314%，全市排名第一。

## 云溪

云溪市委、市政府2023年走访企业百余家，解决企业用工难题。

## 全市

2023年，全市新引进招商引资项目309个，总投资额1638.77亿元。全市实际使用外资4478万美元，新增外商投资企业26家。
`;

async function answerTo(text: string) {
  const { answer } = await ask(questionOf(text), await openLibrary([{ text: CITY }]));
  return answer;
}

describe('the figure of the whole city', () => {
  it.each([
    ['青禾2023年实际使用外资多少？', '4478'],
    ['青禾新增外商投资企业多少家？', '26'],
    ['雲溪2023年實際使用外資多少？', '4478'],
    ['高新区2023年实际使用外资多少？', '4478'],
    ['How much foreign capital did the High-tech Zone use in 2023?', '44.78'],
  ])('is not that of a part of it: %s', async (asked, figure) => {
    const answer = await answerTo(asked);
    expect(answer.outcome, answer.text).toBe('declined');
    expect(answer.text).not.toContain(figure);
  });

  it.each([
    ['江川2023年实际使用外资多少？', '4478'],
    ['2023年全市新引进项目多少个？', '309'],
    ['高新区2023年引进项目多少个？增长多少？', '314%'],
    ['青禾2023年实施重点项目多少个？', '10个'],
  ])('and what is said of the part itself answer for their own: %s', async (asked, figure) => {
    const answer = await answerTo(asked);
    expect(answer.outcome, answer.text).toBe('answered');
    expect(answer.text).toContain(figure);
  });
});

describe('a zone that no document knows', () => {
  it.each(['Nanshan Park', 'Fenghuang Industrial Park'])('%s is not answered of another', async (zone) => {
    const answer = await answerTo(`What was the total investment of the projects in ${zone} in 2023?`);
    expect(answer.outcome, answer.text).toBe('declined');
    expect(answer.text).toContain(zone);
  });
});
