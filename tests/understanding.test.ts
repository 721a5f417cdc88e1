import { describe, expect, it } from 'vitest';
import { readFigures } from '../src/language/figures.ts';
import { fold } from '../src/language/fold.ts';
import { held } from '../src/retrieval/candidates/coverage.ts';
import { completeQuestion } from '../src/retrieval/follow-up/follow-up.ts';
import { expectationOf, fitsFigure, listSizeOf } from '../src/retrieval/question/expectation.ts';
import { phasesIn } from '../src/retrieval/question/phases.ts';
import type { QueryUnit } from '../src/retrieval/question/query.ts';
import { understand } from '../src/retrieval/question/understand.ts';
import { pinyinCandidates } from '../src/retrieval/question/units.ts';
import { termsOf } from '../src/retrieval/reading/passage-analysis.ts';
import { questionOf } from './support/library.ts';

const read = (text: string, history: string[] = [], names?: Map<string, string[]>) =>
  understand(questionOf(text, { history, asOf: '2026-03-01' }), names);
const labels = (units: readonly QueryUnit[]) => units.map(({ label }) => label);
const unitOf = (label: string, ...given: Parameters<typeof read>) => {
  const unit = read(...given).units.find((item) => item.label === label);
  if (!unit) throw new Error(`No unit ${label} among ${labels(read(...given).units).join(' ')}.`);
  return unit;
};
const holds = (unit: QueryUnit, text: string) => held(unit, termsOf(text));

describe('the units of a question', () => {
  it('are its characters and pairs, without the words that only ask', () => {
    const units = labels(read('请问园区引进了多少个项目呢？').units);
    expect(units).toEqual(expect.arrayContaining(['园区', '引进', '项目', '园', '目']));
    for (const asking of ['请问', '多少', '少个', '呢', '了', '请']) expect(units).not.toContain(asking);
  });

  it('are the same in both scripts and full width', () => {
    const simplified = read('2023年产业园区总投资额是多少？').units;
    expect(read('２０２３年產業園區總投資額是多少？').units).toEqual(simplified);
  });

  it('do not pair characters across a question word or a mark', () => {
    const units = labels(read('园区，厂房在哪里租金').units);
    expect(units).not.toContain('区厂');
    expect(units).not.toContain('在租');
  });

  it('know what is asked for from what it is asked about', () => {
    const asked = read('江川经济技术开发区引进了多少个项目？').units;
    expect(asked.find(({ label }) => label === '项目')?.focus).toBe(true);
    expect(asked.find(({ label }) => label === '江川')?.focus).toBe(false);
    const english = read('How many projects did the zone sign?').units;
    expect(english.filter(({ focus }) => focus).map(({ label }) => label)).toEqual(['projects']);
  });

  it('find an English phrase of the trade in Chinese documents', () => {
    expect(holds(unitOf('rent subsidy', 'Is there a rent subsidy?'), '厂房租金补贴办法')).toBeGreaterThan(
      0.9,
    );
    expect(holds(unitOf('phase two', 'When was phase two signed?'), '二期项目签约')).toBe(1);
    expect(holds(unitOf('projects', 'How many projects?'), '项目52个')).toBe(1);
    expect(holds(unitOf('projects', 'How many projects?'), '52 projects')).toBe(1);
    expect(holds(unitOf('projects', 'How many projects?'), '税收优惠')).toBe(0);
  });

  it('find a synonym, for less than the asker’s own word', () => {
    const unit = unitOf('开工', '什么时候开工？');
    expect(holds(unit, '项目开工')).toBe(1);
    const synonym = holds(unit, '项目动工');
    expect(synonym).toBeGreaterThan(0);
    expect(synonym).toBeLessThan(1);
  });

  it('find a name in pinyin as the documents spell it', () => {
    const names = new Map([['qinghe', ['青禾']]]);
    const question = 'How many projects did Qinghe sign?';
    expect(holds(unitOf('qinghe', question, [], names), '青禾经开区')).toBe(1);
    expect(holds(unitOf('qinghe', question), '青禾经开区')).toBe(0);
    expect(holds(unitOf('qinghe', question), 'Qinghe zone')).toBe(1);
  });

  it('find an amount however it is written', () => {
    const english = unitOf('rmb 10 billion', 'projects above RMB 10 billion');
    for (const written of ['投资100亿元', '百亿项目']) expect(holds(english, written)).toBe(1);
    expect(holds(unitOf('两个亿', '两个亿的税收'), '税收2亿元')).toBe(1);
    expect(holds(unitOf('百亿', '有哪几个百亿级项目？'), '投资100亿元')).toBe(1);
  });

  it('doubt a year that the asker only supposes', () => {
    expect(unitOf('2019', '先导稀材是不是2019年签约的？').emphasis).toBeLessThan(1);
    expect(unitOf('2019', '先导稀材2019年投资多少？').emphasis).toBe(1);
  });

  it('are none of an empty question', () => {
    for (const text of ['', '？？？', '  ']) expect(read(text).units).toEqual([]);
  });
});

describe('names in pinyin', () => {
  it('are looked for among words of four letters and more that are no grammar', () => {
    const candidates = pinyinCandidates('what about leiyang and the hengyang zone, leiyang');
    expect(candidates).toEqual(expect.arrayContaining(['leiyang', 'hengyang']));
    expect(candidates.filter((word) => word === 'leiyang')).toHaveLength(1);
    for (const word of ['what', 'about', 'the', 'and']) expect(candidates).not.toContain(word);
  });
});

describe('what is expected of an answer', () => {
  it.each([
    ['引进了多少个项目？', 'count'],
    ['總投資是多少？', 'money'],
    ['实际使用外资多少美元？', 'money'],
    ['多少人参加？', 'people'],
    ['同比增长多少？', 'percent'],
    ['什么时候开工？', 'date'],
    ['哪一天召开？', 'date'],
    ['多久能办结？', 'duration'],
    ['厂房面积有多大？', 'area'],
    ['谁主持了会议？', 'person'],
    ['园区在哪里？', 'place'],
    ['有哪些优惠政策？', 'list'],
    ['为什么提前开工？', 'reason'],
    ['怎么申请补贴？', 'manner'],
    ['这里提供厂房吗？', 'yes-no'],
    ['甲园区和乙园区哪个投资更多？', 'comparison'],
    ['How many projects were signed?', 'count'],
    ['How much was invested?', 'money'],
    ['When did construction start?', 'date'],
    ['How long does approval take?', 'duration'],
    ['Where is the park located?', 'place'],
    ['Who chaired the meeting?', 'person'],
    ['Why was it early?', 'reason'],
    ['Which zone has more projects?', 'comparison'],
    ['园区概况', 'thing'],
  ] as const)('of "%s" is %s', (question, expectation) => {
    expect(expectationOf(fold(question))).toBe(expectation);
  });

  it('is one thing for each part of the question', () => {
    expect(read('二期投资多少？什么时候签约？').expectations).toEqual(['money', 'date']);
    expect(read('How many projects were signed, and when did they start?').expectations).toEqual([
      'count',
      'date',
    ]);
  });

  it('is what the attributes of a comparison are', () => {
    const { expectations, sides } = read('甲园区和乙园区的总投资对比一下');
    expect(expectations).toEqual(['comparison', 'money']);
    expect(sides).toEqual(['甲园区', '乙园区']);
    expect(read('甲园区的总投资是多少？').sides).toEqual([]);
  });

  it('is a figure of its kind and no other', () => {
    const fits = (text: string) =>
      (['money', 'count', 'people', 'percent', 'date', 'duration', 'area'] as const).filter((expectation) =>
        fitsFigure(expectation, readFigures(text)[0]!),
      );
    expect(fits('222.8亿元')).toEqual(['money']);
    expect(fits('52个')).toEqual(['count']);
    expect(fits('1105人')).toEqual(['people']);
    expect(fits('166.5%')).toEqual(['percent']);
    expect(fits('2023年6月30日')).toEqual(['date']);
    expect(fits('15个工作日')).toEqual(['duration']);
    expect(fits('11.5万平方米')).toEqual(['area']);
  });

  it('is so many things where the question says how many', () => {
    expect(listSizeOf(fold('哪6個企業？'))).toBe(6);
    expect(listSizeOf('哪七个难题')).toBe(7);
    expect(listSizeOf('which three companies')).toBe(3);
    expect(listSizeOf('有哪些企业')).toBeUndefined();
  });
});

describe('years and phases', () => {
  it.each([
    ['2023年引进了多少项目？', [2023]],
    ['2023引进了多少项目？', [2023]],
    ['今年引进了多少项目？', [2026]],
    ['去年引進了多少項目？', [2025]],
    ['前年的税收是多少？', [2024]],
    ['明年有什么活动？', [2027]],
    ['How many projects were signed last year?', [2025]],
    ['How many projects were signed in 2023?', [2023]],
    ['引进了多少项目？', []],
    ['5年对赌税收是多少？', []],
  ])('of "%s" are those on 1 March 2026: %j', (question, years) => {
    expect(read(question).years).toEqual(years);
  });

  it.each([
    ['二期投资多少', [2]],
    ['第三期投资多少', [3]],
    ['phase ii', [2]],
    ['the second phase', [2]],
    ['二期和三期', [2, 3]],
    ['工期多长', []],
    ['一期间', []],
  ])('of "%s": phases %j', (folded, phases) => {
    expect(phasesIn(folded)).toEqual(phases);
  });
});

describe('a question after others', () => {
  const FIRST = '江川经开区招商主题月办了多少场活动？';

  it('takes its subject from them, less firmly than its own words', () => {
    const { units, text, expectations } = read('那走访了多少湘商？', [FIRST]);
    const emphasis = (label: string) => units.find((unit) => unit.label === label)?.emphasis;
    expect(emphasis('湘商')).toBe(1);
    expect(emphasis('主题')).toBeLessThan(1);
    expect(emphasis('主题')).toBeGreaterThan(0);
    expect(text).toBe('江川经开区招商主题月办了活动? 那走访了多少湘商？');
    expect(expectations).toEqual(['count']);
  });

  it('also takes what is asked for, where it says nothing of its own', () => {
    const query = read('二期呢？', ['先导稀材一期投资多少？']);
    expect(query.expectations).toEqual(['money']);
    expect(query.phases).toEqual([2]);
  });

  it.each([
    ['高新区呢？', ['2023年全市引进了多少个项目？'], '2023年高新区引进了多少个项目?'],
    ['那2022年呢？', ['2023年全市引进了多少个项目？'], '2022年全市引进了多少个项目?'],
    ['那一期呢？', ['先导稀材项目二期什么时候签约？'], '先导稀材项目一期什么时候签约?'],
    ['云岭集团呢？', ['远山科技2024年在江川投资多少？'], '云岭集团在江川投资多少?'],
    [
      'What about Jiangchuan?',
      ['How many projects did the high-tech zone sign?'],
      'how many projects did jiangchuan sign?',
    ],
    [
      'And phase one?',
      ['When was phase II of the Yuanshan project signed?'],
      'when was phase one of the yuanshan project signed?',
    ],
  ])('puts what it names in the place of its like: %s', (asked, history, whole) => {
    expect(completeQuestion(asked, history).own).toBe(whole);
  });

  it.each([
    ['和衡东比呢？', ['2023年高新区引进了多少个项目？'], ['高新区', '衡东']],
    ['那总投资呢？和别处没关系', ['2023年高新区引进了多少个项目？', '和衡东相比呢？'], []],
    [
      'How does that compare with Jiangchuan?',
      ['How many projects did the high-tech zone sign?'],
      ['high-tech zone', 'jiangchuan'],
    ],
  ])('sets what was spoken of beside what it names: %s', (asked, history, sides) => {
    expect(read(asked, history).sides).toEqual(sides);
  });

  it('may mean either of two things that were set side by side', () => {
    const history = ['2023年高新区和云岭经开区哪个项目多？'];
    expect(read('它的总投资是多少？', history).readings.map(({ text }) => text)).toEqual([
      '2023年高新区的总投资是多少?',
      '2023年云岭经开区的总投资是多少?',
    ]);
    expect(read('它们的总投资是多少？', history).readings).toEqual([]);
  });

  it('says in which money the answer is wanted', () => {
    expect(read('用美元是多少？', ['远山科技投资多少？']).currency).toBe('USD');
    expect(read('In dollars?', ['How much did Yuanshan invest?']).currency).toBe('USD');
    expect(read('投资1千万美元的项目有多少个？').currency).toBeUndefined();
  });

  it('keeps its subject over ten turns, and leaves it where another is named', () => {
    const turns = [
      '2023年全市引进了多少个项目？',
      '总投资呢？',
      '高新区呢？',
      '和衡东比呢？',
      '远山稀材项目二期投资多少？',
      '哪天签约的？',
      '那一期呢？',
      '用美元是多少？',
      '换个话题，企业家日是哪一天？',
      '招商小分队签了几个项目？',
      '多少人？',
    ];
    const read = turns.map((turn, at) => completeQuestion(turn, turns.slice(0, at)));
    expect(read[6]!.own).toBe('远山稀材项目一期? 哪天签约的?');
    expect(read[8]!.earlier).toBeUndefined();
    expect(read[10]!.earlier).toBe('招商小分队签了项目?');
  });

  it('goes back over several that lean on each other', () => {
    const completed = completeQuestion('那二期呢？', ['先导稀材什么时候签约？', '它投资多少？']);
    expect(completed.earlier).toBe('先导稀材签约? 它投资多少?');
  });

  it('stands alone where it names its subject', () => {
    const asked = '厂房租金补贴的申报流程是什么？';
    expect(completeQuestion(asked, [FIRST])).toEqual({ own: asked, elliptical: false });
    expect(read(asked, [FIRST]).units).toEqual(read(asked).units);
  });

  it('is in the language of those before it where its characters do not tell', () => {
    expect(read('二期呢？', ['先導稀材總投資多少？']).language).toBe('zh-Hant');
    expect(read('二期呢？', ['先导稀材总投资多少？']).language).toBe('zh-Hans');
    expect(read('What about phase II?', ['先導稀材總投資多少？']).language).toBe('en');
  });
});
