import { describe, expect, it } from 'vitest';
import { type SpokenSide, verdictOf } from '../src/answer/verdict.ts';
import { fold } from '../src/language/fold.ts';
import { directionOf, setsSideBySide, sidesOf } from '../src/retrieval/follow-up/comparison.ts';
import { questionsOfSide } from '../src/retrieval/follow-up/side-questions.ts';
import { severalSidesOf } from '../src/retrieval/question/several-sides.ts';
import { ask, openLibrary, questionOf } from './support/library.ts';

describe('the sides of a comparison', () => {
  it.each([
    ['云岭和远山的租金哪个贵？', ['云岭', '远山']],
    ['二楼厂房租金云岭与远山各多少？', ['云岭', '远山']],
    ['電價雲嶺貴還是遠山貴？', ['云岭', '远山']],
    ['云岭项目比远山项目多投了多少？', ['云岭项目', '远山项目']],
    ['2024年和2025年签约总投资各是多少，涨了多少？', ['2024年', '2025年']],
    ['云岭一期和二期哪个投资大？', ['云岭一期', '云岭二期']],
    ['Which of Yunling and Yuanshan signed more projects?', ['yunling', 'yuanshan']],
    ['Did the autumn fair or the spring forum sign more deals?', ['autumn fair', 'spring forum']],
    ['Is rent in Yunling higher than in Yuanshan?', ['yunling', 'yuanshan']],
    ['How do the rewards differ between the 2023 and 2026 policies?', ['2023 policies', '2026 policies']],
    ['How does phase I of Yunling compare with phase II?', ['yunling phase i', 'yunling phase ii']],
  ])('are what is set side by side: %s', (asked, sides) => {
    expect(setsSideBySide(fold(asked)) || /哪|各/.test(fold(asked))).toBe(true);
    expect(sidesOf(fold(asked))).toEqual(sides);
  });

  it.each(['2024年合同投资额多少？', '参与对接会的企业有多少？', '涉及多少个项目？', '投资补助比例是多少？'])(
    'are not the halves of a word: %s',
    (asked) => expect(setsSideBySide(fold(asked))).toBe(false),
  );

  it.each([
    ['云岭和远山哪块地大？', '云岭面积多少?'],
    ['云岭项目和远山项目，哪个投得多？', '云岭项目,投资多少?'],
    ['云岭和远山2025年产值谁大，各多少？', '云岭2025年产值多少'],
    ['云岭和远山哪个先签约？', '云岭什么时候签约?'],
    ['云岭和远山谁的项目多？', '云岭多少个项目?'],
    ['Which is closer to the station, Yunling or Yuanshan?', 'how far is yunling to the station'],
    ['Which was cheaper, Yunling or Yuanshan?', 'what is the price of yunling?'],
    [
      'Which had the higher output in 2025, Yunling or Yuanshan?',
      'how much is the output in 2025 of yunling?',
    ],
  ])('are each asked how much: %s', (asked, question) => {
    const folded = fold(asked);
    const sides = sidesOf(folded);
    expect(questionsOfSide(folded, sides[0]!, sides)[0]).toBe(question);
  });
});

describe('three sides or more', () => {
  it.each([
    ['云岭、远山、青禾，哪个投资最大？', ['云岭', '远山', '青禾'], '远山,投资多少?'],
    ['云岭、远山和青禾的租金分别是多少？', ['云岭', '远山', '青禾'], '远山的租金是多少?'],
    ['雲嶺、遠山、青禾三場活動加起來簽了多少個項目？', ['云岭', '远山', '青禾'], '远山签了多少个项目?'],
    ['云岭和远山一共签了多少个项目？', ['云岭', '远山'], '远山签了多少个项目?'],
  ])('are each asked alone: %s', (asked, sides, question) => {
    const folded = fold(asked);
    expect(severalSidesOf(folded)).toEqual(sides);
    expect(questionsOfSide(folded, '远山', sides)[0]).toBe(question);
  });

  it('are read in English', () => {
    expect(severalSidesOf('which signed more, yunling, yuanshan or the qinghe fair?')).toEqual([
      'yunling',
      'yuanshan',
      'qinghe fair',
    ]);
  });

  it.each(['引进了新能源、互联网和智能制造企业', '云岭和远山的租金哪个贵？', '云岭一共有几个项目？'])(
    'are not read into other questions: %s',
    (asked) => expect(severalSidesOf(fold(asked))).toEqual([]),
  );

  it('are each told, with the greatest of them, and none where one figure is of another unit', async () => {
    const text = `# 江川活动\n\n云岭论坛签约项目20个，总投资额352亿元。\n\n远山大会签约项目32个，总投资额328亿元。\n\n青禾周签约项目31个，总投资额275亿元。\n`;
    const library = await openLibrary([{ text }]);
    const { answer } = await ask(questionOf('云岭论坛、远山大会、青禾周，哪场签约金额最大？'), library);
    for (const figure of ['352亿元', '328亿元', '275亿元']) expect(answer.text).toContain(figure);
    expect(answer.text).toContain('最大的是云岭论坛');
    const sum = await ask(questionOf('远山大会和青禾周一共签了多少个项目？'), library);
    for (const figure of ['32个', '31个']) expect(sum.answer.text).toContain(figure);
    expect(sum.answer.text).not.toContain('20个');
  });
});

describe('which of two it is', () => {
  const side = (subject: string, said: string, kind: SpokenSide['expectations'][number]): SpokenSide => ({
    subject,
    said,
    expectations: [kind],
    isOfOther: (clause) => clause.includes(subject === '云岭' ? '远山' : '云岭'),
  });
  const verdict = (asked: string, one: SpokenSide, other: SpokenSide) =>
    verdictOf([one, other], directionOf(fold(asked))!, 'zh-Hans');

  it('is told by the asker’s own word', () => {
    const [dear, cheap] = [
      side('云岭', '租金15元/平方米[1]', 'money'),
      side('远山', '租金1200元[2]', 'money'),
    ];
    expect(verdict('云岭和远山哪个贵？', dear, cheap)).toBe('更贵的是远山');
    expect(verdict('云岭和远山哪个便宜？', dear, cheap)).toBe('更便宜的是云岭');
    const [early, late] = [
      side('云岭', '2025年9月开工[1]', 'date'),
      side('远山', '2025年12月开工[1]', 'date'),
    ];
    expect(verdict('云岭和远山谁先开工？', early, late)).toBe('更早的是云岭');
  });

  it('is that they are alike where the amounts are, in whatever unit', () => {
    const [one, other] = [side('云岭', '投资100亿元', 'money'), side('远山', 'RMB 10 billion', 'money')];
    expect(verdict('云岭和远山投资一样吗？', one, other)).toBe('两者相同');
  });

  it('is not told of figures in other units, of other things, or of the whole of both', () => {
    const yuan = side('云岭', '投资5亿元', 'money');
    expect(verdict('谁投得多？', yuan, side('远山', '投资1800万美元', 'money'))).toBeUndefined();
    const firms = side('云岭', '引进企业7家', 'count');
    expect(verdict('谁引进得多？', firms, side('远山', '实施项目10个', 'count'))).toBeUndefined();
    const row = side('远山', '云岭198元/吨，远山未供应', 'money');
    expect(verdict('哪个便宜？', side('云岭', '云岭198元/吨', 'money'), row)).toBeUndefined();
  });

  it('takes of several figures those that the same words stand before', () => {
    const one = side('云岭', '规划面积28.5平方公里，已开发13.2平方公里', 'area');
    const other = side('远山', '已开发17.5平方公里，规划面积18.3平方公里', 'area');
    expect(verdict('哪个大？', one, other)).toBe('更大的是云岭');
    expect(
      verdict('哪个大？', one, side('远山', '批准用地9平方公里，其他3平方公里', 'area')),
    ).toBeUndefined();
  });

  it('takes the whole before what is a part of it', () => {
    const one = side('云岭', '引进项目52个，其中2亿元以上项目25个', 'count');
    expect(verdict('哪个多？', one, side('远山', '引进项目60个，其中2亿元以上项目9个', 'count'))).toBe(
      '更多的是远山',
    );
  });
});
