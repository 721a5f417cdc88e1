import { describe, expect, it } from 'vitest';
import { Citations } from '../src/answer/citations.ts';
import { composeExtract } from '../src/answer/compose/compose.ts';
import { trimSentence } from '../src/answer/compose/trim.ts';
import { retrieve } from '../src/retrieval/retrieve.ts';
import { openLibrary, questionOf } from './support/library.ts';

async function compose(question: string, text: string) {
  const retrieval = await retrieve(questionOf(question), await openLibrary([{ text }]));
  return composeExtract(retrieval, new Citations(retrieval.query.language)) ?? '';
}

async function trim(question: string, sentence: string) {
  const { units, query } = await retrieve(questionOf(question), await openLibrary([{ text: sentence }]));
  return trimSentence(sentence, units, query);
}

describe('a list that is asked for', () => {
  it('is given whole where some members stand behind commas', async () => {
    const sentence =
      '青禾项目走访之后办成的事：拆迁红线内7户、红线外15户，搬迁东面的高压杆线，征收东面山地并修护坡，在南面建挡土墙，修通进厂的道路，解决员工住宿。';
    expect(await trim('青禾项目走访后办成了哪几件事？', sentence)).toBe(sentence.slice(0, -1));
  });

  it('is given whole in Traditional characters where its last member is joined on', async () => {
    const said = await compose(
      '招商月的活動包括哪些？',
      '# 招商月\n\n招商月的活动包括首店经济发展论坛暨主题招商大会、核技术应用产业高质量发展大会，以及全市招商引资工作再动员大会暨项目集中签约仪式。',
    );
    expect(said).toContain('再動員大會');
  });

  it('is its items with what opens them, where the opening answers best', async () => {
    const said = await compose(
      '世界500强设区域总部的一次性奖励各是多少？',
      '# 奖励办法\n\n世界500强企业在园区设立区域总部的，给予一次性奖励：\n\n（一）综合总部1200万元；\n\n（二）研发总部800万元；\n\n（三）销售总部500万元。',
    );
    expect(said).toMatch(/1200万元[\s\S]*800万元[\s\S]*500万元/);
  });
});

describe('of shares side by side', () => {
  const RULE =
    '租用园区标准厂房的企业，第一年和第二年按实缴租金的80%补助，第三年按50%补助，每家企业每年最高60万元。';

  it('only the one asked for is given, with what it is of and what holds for all', async () => {
    expect(await trim('租金第三年补几成？', RULE)).toBe(
      '租用园区标准厂房的企业，第三年按50%补助，每家企业每年最高60万元',
    );
  });

  it('all are given where nothing tells which is asked for', async () => {
    expect(await trim('租用标准厂房按租金的百分之几补助？', RULE)).toBe(RULE.slice(0, -1));
  });

  it('only the one asked for is given in English', async () => {
    const said = await trim(
      'What share of output came from biopharmaceuticals?',
      'Advanced materials accounted for 43.5% of output, intelligent equipment for 29.7% and biopharmaceuticals for 12.1%.',
    );
    expect(said).toContain('12.1%');
    expect(said).not.toContain('29.7%');
  });
});

describe('a step', () => {
  it('is said with the sentence behind it, where it only has its name', async () => {
    const said = await compose(
      '企业怎么注册登记？',
      '# 办事流程\n\n第一步 项目洽谈。提交项目计划书。\n\n第二步 注册登记。在政务大厅二楼窗口办理，免费刻制公章。',
    );
    expect(said).toContain('政务大厅');
  });
});

describe('a row', () => {
  it('gives the column asked for and not the one whose heading differs in the very word', async () => {
    const said = await compose(
      '6代面板的万级洁净改造补助多少？',
      '# 补助\n\n| 面板世代 | 洁净改造补助千级 | 洁净改造补助万级 |\n|---|---|---|\n| 6代面板 | 880元/平方米 | 540元/平方米 |\n| 5代面板 | 620元/平方米 | 400元/平方米 |',
    );
    expect(said).toContain('540元');
    expect(said).not.toContain('880元');
  });
});

describe('a reason', () => {
  it('is given alone where a sentence says it, in English', async () => {
    const said = await compose(
      'Why did Qinghe nearly withdraw from Jiangchuan?',
      '# Qinghe\n\nQinghe signed a project of RMB 1.7 billion in Jiangchuan in 2019.\n\nDifficulties made the company nearly withdraw: land acquisition, slow formalities, and financing.',
    );
    expect(said).toContain('land acquisition');
    expect(said).toContain('financing');
  });
});
