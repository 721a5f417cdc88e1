import { describe, expect, it } from 'vitest';
import { type SpokenSide, verdictOf } from '../src/answer/verdict.ts';
import { fold } from '../src/language/fold.ts';
import { directionOf, setsSideBySide, sidesOf } from '../src/retrieval/comparison.ts';
import { questionsOfSide } from '../src/retrieval/side-questions.ts';

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
    const [side, other] = sidesOf(folded) as [string, string];
    expect(questionsOfSide(folded, { side, other })[0]).toBe(question);
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
