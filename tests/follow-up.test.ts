import { describe, expect, it } from 'vitest';
import { completeQuestion } from '../src/retrieval/follow-up/follow-up.ts';
import { properNames } from '../src/retrieval/question/proper-names.ts';

const completed = (history: string[], asked: string) => completeQuestion(asked, history).own;

describe('a short question', () => {
  it.each([
    ['投资1亿元以上的奖励几个点？', '5亿以上呢？', '投资5亿元以上的奖励几个点?'],
    ['投资1亿元以上的奖励几个点？', '超过20亿的呢', '投资20亿元以上的奖励几个点?'],
    ['面积不足500平方米的怎么收费？', '超过500的呢？', '面积超过500平方米的怎么收费?'],
    [
      'What is the subsidy for plants above 500 mu?',
      'And for those below 500 mu?',
      'what is the subsidy for plants below 500 mu?',
    ],
    ['What do you pay for a national-level lab?', 'And a provincial-level one?', undefined],
    ['省级实验室奖多少？', '国家级呢？', '国家级实验室奖多少?'],
    ['首班车几点？', '末班呢？', '末班车几点?'],
    [
      'When is the first shuttle to the plant?',
      'And the last one?',
      'when is the last shuttle to the plant?',
    ],
    ['云岭项目什么时候签约？', '开工呢？', '云岭项目什么时候开工?'],
  ])('puts a bound, a rank, an end or a step in the place of its like: %s %s', (before, asked, whole) => {
    const own = completed([before], asked);
    if (whole === undefined) expect(own).toContain('provincial-level');
    else expect(own).toBe(whole);
  });

  it.each([
    ['云岭有多少家企业？', '远山呢？', '远山有多少家企业?'],
    ['云岭变电站有几座？', '远山呢？', '远山变电站有几座?'],
    ['普工平均工资多少？', '技工呢？', '技工平均工资多少?'],
    ['江川到海城多远？', '到云岭呢？', '江川到云岭多远?'],
    ['云岭铝材项目哪天签的？', '远山港机呢？', '远山港机项目哪天签的?'],
    ['When did the autumn fair open?', 'And the spring conference?', 'when did the spring conference open?'],
    [
      'How much was signed in the autumn month?',
      'And at the spring forum?',
      'how much was signed at the spring forum?',
    ],
    ['How far is Yunling from the port?', 'And Yuanshan?', 'how far is yuanshan from the port?'],
  ])('puts what it names in the place of who or what was asked about: %s %s', (before, asked, whole) => {
    expect(completed([before], asked)).toBe(whole);
  });

  it('keeps the year and the month that it does not say', () => {
    const { own } = completeQuestion('4月呢？', ['2023年3月签了几个项目？']);
    expect(own).toBe('2023年4月签了几个项目?');
    const { earlier } = completeQuestion('月底他去了哪里？', ['2023年11月初市长去了哪里？']);
    expect(earlier).toContain('2023年11月底');
    expect(earlier).not.toContain('月初');
  });

  it('asks for what is supplied at the same place', () => {
    expect(completed(['云岭园区的电价是多少？'], '蒸汽呢？')).toContain('云岭园区的蒸汽');
  });

  it('that names a thing and what is asked of it stands alone', () => {
    expect(completeQuestion('那远山的水价呢？', ['云岭的租金是多少？']).own).toBe('远山的水价是多少?');
  });

  it.each([
    ['换个话题，远山科技是做什么的？', '远山科技是做什么的?'],
    ['改問租金：第三年補多少？', '租金:第三年补多少?'],
    ['On a different topic: how many events were held?', 'how many events were held?'],
    ['OK. Back to the port: how many berths?', 'the port: how many berths?'],
  ])('leaves what was spoken of where the topic changes: %s', (asked, own) => {
    expect(completeQuestion(asked, ['云岭项目投资多少？'])).toEqual({ own, elliptical: false });
  });

  it('after the former or the latter is of that one', () => {
    const history = ['云岭项目和远山项目分别投资多少？'];
    expect(completed(history, '后者在哪个园区？')).toBe('远山项目在哪个园区?');
    expect(completed(history, '前者什么时候签约？')).toBe('云岭项目什么时候签约?');
  });

  it('leans where it says when without saying of what', () => {
    const { earlier } = completeQuestion('建成以后能带来什么？', ['云岭产业园落在哪里？']);
    expect(earlier).toContain('云岭产业园');
  });

  it('that only asks which is more is of the two last spoken of', () => {
    const history = ['云岭项目投资多少？', '远山项目呢？'];
    expect(completeQuestion('哪个投得多？', history).compared).toEqual([
      { subject: '云岭项目', text: '云岭项目投资多少？' },
      { subject: '远山项目', text: '远山项目投资多少?' },
    ]);
    const english = ['How much was signed in the autumn month?', 'And at the spring forum?'];
    expect(completeQuestion('Which was larger?', english).compared?.map(({ subject }) => subject)).toEqual([
      'autumn month',
      'spring forum',
    ]);
    expect(completeQuestion('哪年多？', ['2025年签了几个？', '2024年呢？']).compared).toHaveLength(2);
  });
});

describe('names in English questions', () => {
  it('are written with a capital where no sentence begins', () => {
    expect(properNames(['Tell me about Comet Hydraulics.', 'Is it in Lingang Park?'])).toEqual([
      'comet hydraulics',
      'lingang park',
    ]);
    expect(properNames(['How much is RMB 5 billion in USD?', 'When in May?', 'Hello'])).toEqual([]);
  });
});
