import { describe, expect, it } from 'vitest';
import { createStaticEmbedding } from '../src/semantics/static-embedding.ts';
import { ask as askDesk, openLibrary, questionOf } from './support/library.ts';

const PARK = [
  {
    text: '# 江川高新区厂房\n\n江川高新区2010年升级为国家级高新区，规划面积86.5平方公里，已建成区域31.2平方公里。\n\n厂房：B1；园区：新材料园；面积：7200平方米；月租金：10.5元/平方米\n\n厂房：B2；园区：新材料园；面积：5600平方米；月租金：12元/平方米',
  },
];

async function ask(question: string) {
  const library = await openLibrary(PARK, createStaticEmbedding());
  return (await askDesk(questionOf(question), { ...library, fusion: { same: 0.15, cross: 1.5 } })).answer;
}

describe('a question of two parts of which the documents hold one', () => {
  it.each([
    ['B1厂房的面积是多少，是哪一年建成的？', '7200', '没有提到', '2010'],
    ['What is the area of building B1, and in which year was it built?', '7,?200', 'do not say', '2010'],
  ])(
    'is answered for that one, and says that the other is not there: %s',
    async (question, says, lacks, never) => {
      const { outcome, text } = await ask(question);
      expect(outcome, text).toBe('answered');
      expect(text).toMatch(new RegExp(says));
      expect(text).toContain(lacks);
      expect(text).not.toContain(never);
    },
  );

  it('is answered for both where both are there', async () => {
    const { text } = await ask('B1厂房的面积是多少，月租金是多少？');
    expect(text).toContain('7200');
    expect(text).toContain('10.5');
    expect(text).not.toContain('没有提到');
  });

  it('is answered for both where both ask for a day', async () => {
    const text =
      '# 远山项目\n\n2023年1月6日，远山项目签约落户江川经开区。\n\n项目有土地和环评两个难题。\n\n2024年2月20日，远山项目提前3个月开工。\n';
    const { answer } = await askDesk(
      questionOf('远山项目哪天签约、哪天开工？'),
      await openLibrary([{ text }]),
    );
    expect(answer.text).toContain('2023年1月6日');
    expect(answer.text).toContain('2024年2月20日');
  });
});
