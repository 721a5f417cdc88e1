import { describe, expect, it } from 'vitest';
import { ask, openLibrary, questionOf } from './support/library.ts';

const PARK = `# 江川经济技术开发区

2023年江川经开区引进项目52个，总投资额222.8亿元。实际使用外资4478万美元。

设备投资按8%给予补助，最高500万元。

## 江川储能项目

2023年6月30日，江川储能项目二期签约，投资100亿元。江川储能项目一期投资17亿元，2019年签约。
`;

async function outcomeOf(text: string, history: string[] = []) {
  const { answer } = await ask(questionOf(text, { history }), await openLibrary([{ text: PARK }]));
  return answer;
}

describe('the right figure of something else is no answer', () => {
  it.each([
    ['another year', '江川经开区2022年引进了多少个项目？'],
    ['a year that no document speaks of, of an undated fact', '江川经开区2031年设备投资补助的比例是多少？'],
    ['another city', '长沙经开区2023年引进了多少个项目？'],
    ['a zone that the documents do not know', '松木经开区2023年引进了多少个项目？'],
    ['a third phase', '江川储能项目三期投资多少钱？'],
    ['another phase in English', 'How much was invested in phase three of the 储能项目?'],
    ['what the documents never speak of', '江川经开区厂房租金多少钱？'],
  ])('%s', async (_, text) => {
    expect(await outcomeOf(text)).toMatchObject({ outcome: 'declined' });
  });

  it('the year of the question before, where a follow-up names none', async () => {
    expect(await outcomeOf('那总投资额是多少？', ['江川经开区2022年引进了多少个项目？'])).toMatchObject({
      outcome: 'declined',
    });
  });
});

describe('what the documents do say is answered', () => {
  it.each([
    ['the year asked for', '江川经开区2023年引进了多少个项目？', '52个'],
    ['a share that is given without the word for it', '设备投资补助的比例是多少？', '8%'],
    ['the phase asked for', '江川储能项目二期投资多少钱？', '100亿元'],
  ])('%s', async (_, text, figure) => {
    const answer = await outcomeOf(text);
    expect(answer.outcome).toBe('answered');
    expect(answer.text).toContain(figure);
  });

  it('a follow-up, in the year of the question before', async () => {
    const answer = await outcomeOf('那总投资额是多少？', ['江川经开区2023年引进了多少个项目？']);
    expect(answer).toMatchObject({ outcome: 'answered' });
    expect(answer.text).toContain('222.8亿元');
  });
});
