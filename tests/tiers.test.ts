import { describe, expect, it } from 'vitest';
import { readFigures } from '../src/language/figures.ts';
import { fold } from '../src/language/fold.ts';
import { codesIn, namesOtherCode } from '../src/retrieval/question/codes.ts';
import { expectationOf } from '../src/retrieval/question/expectation.ts';
import { tierFitness, tiersIn } from '../src/retrieval/reading/tiers.ts';

describe('tiers of a rule', () => {
  it.each([
    ['5000万元以上、不满2亿元的，补助3%', 5e7, 2e8],
    ['1亿元至5亿元的，奖励2%', 1e8, 5e8],
    ['不满1亿元的，奖励1%', 0, 1e8],
    ['达到20亿元以上的，按8%给予奖励', 2e9, Number.POSITIVE_INFINITY],
    ['over RMB 100 million and below RMB 500 million', 1e8, 5e8],
  ])('reads %s', (text, from, below) => {
    expect(tiersIn(fold(text))).toEqual([{ unit: 'CNY', from, below }]);
  });

  it.each(['总投资12.5亿元', '单个企业累计不超过8000万元', '补助比例：3%；单个项目最高：500万元'])(
    'takes no sum and no cap for one: %s',
    (text) => {
      expect(tiersIn(fold(text))).toEqual([]);
    },
  );

  it('puts an amount into the tier that it reaches, and rather into the higher of two open ones', () => {
    const fitness = (amount: string, text: string) =>
      tierFitness(readFigures(amount)[0]!, tiersIn(fold(text)));
    expect(fitness('3亿元', '2亿元以上、不满10亿元的，补助5%')).toBe(1);
    expect(fitness('3亿元', '5000万元以上、不满2亿元的，补助3%')).toBe(0);
    expect(fitness('20亿元', '达到20亿元以上的')).toBe(1);
    expect(fitness('20亿元', '达到5亿元以上的')!).toBeLessThan(1);
    expect(fitness('3亿元', '总投资12.5亿元')).toBeUndefined();
  });

  it('asks for a share where points are asked for, and for a time where the hour is', () => {
    expect(expectationOf(fold('投资1亿元以上奖励几个点'))).toBe('percent');
    expect(expectationOf(fold('末班车几点'))).toBe('date');
  });
});

describe('codes', () => {
  it('are read whatever stands behind them', () => {
    expect(codesIn(fold('A1，B2和JC-11的面积，Q3的产值，110kV'))).toEqual(['a1', 'b2', 'jc-11']);
  });

  it('tell what is said of another one', () => {
    expect(namesOtherCode('厂房:b1;面积:7200平方米', ['a1'])).toBe(true);
    expect(namesOtherCode('厂房:a1;面积:5600平方米', ['a1'])).toBe(false);
    expect(namesOtherCode('标准厂房租金每月12元', ['a1'])).toBe(false);
    expect(namesOtherCode('厂房:b1;面积:7200平方米', [])).toBe(false);
  });
});
