import { describe, expect, it } from 'vitest';
import { createStaticEmbedding } from '../src/semantics/static-embedding.ts';
import { ask as askDesk, openLibrary, questionOf } from './support/library.ts';

const PARK = [
  {
    text: '# 江川经开区2023年情况\n\n## 项目\n\n2023年江川经开区引进项目52个，总投资额222.8亿元。\n\n远山科技项目二期投资100亿元，2023年6月30日签约。\n\n云岭家居项目5年税收为1亿元，零售额60亿元。\n\n## 厂房\n\n厂房：B1；园区：智造园；面积：7200平方米；月租金：10.5元/平方米\n\n厂房：A3；园区：智造园；面积：5600平方米；月租金：12元/平方米\n',
  },
];
/** The answer of the park's documents, searched as the product searches them. */
async function ask(question: string) {
  const library = await openLibrary(PARK, createStaticEmbedding());
  return (await askDesk(questionOf(question), { ...library, fusion: { same: 0.15, cross: 1.5 } })).answer;
}

describe('what is asked for by name and not spoken of', () => {
  it.each([
    ['2022年江川经开区引进了多少个项目？', ['没有2022年', '2023年的，见《'], '52'],
    ['How many projects did the Jiangchuan zone bring in in 2021?', ['no data for 2021', 'of 2023 《'], '52'],
    ['遠山科技項目三期投資多少錢？', ['“三期”', '二期的，見《'], '100'],
  ])('is declined with what the documents cover, and without its figure: %s', async (asked, says, never) => {
    const answer = await ask(asked);
    expect(answer.outcome).toBe('declined');
    for (const text of says) expect(answer.text).toContain(text);
    expect(answer.text).not.toContain(never);
    expect(answer.citations).toHaveLength(1);
  });

  it.each([
    ['B2厂房的月租金是多少？', '10.5'],
    ['What is the rent of plant B2?', '10.5'],
    ['云岭家居项目的营业收入是多少？', '60亿'],
    ['雲嶺家居項目的總投資是多少？', '60億'],
    ['远山科技项目二期什么时候投产？', '6月30日'],
  ])('is not answered with what is near: %s', async (asked, never) => {
    const answer = await ask(asked);
    expect(answer.outcome, answer.text).toBe('declined');
    expect(answer.text).not.toContain(never);
  });

  it.each([
    ['B1厂房的月租金是多少？', '10.5元'],
    ['远山科技项目二期什么时候签约？', '6月30日'],
    ['云岭家居项目5年税收多少？', '1亿元'],
  ])('is answered where it is there: %s', async (asked, says) => {
    const answer = await ask(asked);
    expect(answer.outcome, answer.text).toBe('answered');
    expect(answer.text).toContain(says);
  });
});
