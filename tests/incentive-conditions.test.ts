import { describe, expect, it } from 'vitest';
import { type Part, readPolicy as read } from './support/policy-clauses.ts';

describe('conditions', () => {
  const conditions = (...parts: (Part | string)[]) => read(...parts).rules[0]!.conditions;

  it('name the industries of an article, and those it is not for', () => {
    expect(
      conditions(
        '对属于新材料、新能源产业的项目，按设备投资额的8%给予补贴。食品加工和生物医药项目不适用本条。',
      ),
    ).toEqual([
      { kind: 'industry', among: ['新材料', '新能源'], passage: 'p0' },
      { kind: 'not-industry', among: ['食品加工', '生物医药'], passage: 'p0' },
    ]);
  });

  it('of the whole document hold for each rule', () => {
    const scope = {
      text: '本政策适用于2026年1月1日以后签订投资协议的制造业企业。房地产、商贸零售项目不适用。',
      article: '第一条',
      heading: '第一条 适用对象',
    };
    expect(conditions(scope, '按设备投资额的8%给予补贴。')).toEqual([
      { kind: 'signed', from: '2026-01-01' },
      { kind: 'not-industry', among: ['房地产', '商贸零售'], passage: 'p0' },
    ]);
  });

  it('are no words that say how many tiers there are', () => {
    const tiers = '奖补分两档：第一档，固定资产投资5000万元（含）至1亿元（不含）的，按3%给予奖补。';
    expect(conditions(tiers)).toEqual([]);
  });

  it('hold a share of equipment and what else is said of whom it is for', () => {
    expect(conditions('设备投资占固定资产投资比例不低于40%的，按设备投资额的8%给予补贴。')).toContainEqual({
      kind: 'share',
      part: 'equipmentInvestment',
      whole: 'fixedInvestment',
      millionths: 400_000,
      includes: true,
    });
    expect(conditions('自开工之日起24个月内竣工的，按固定资产投资额的3%给予奖励。')).toEqual([
      { kind: 'told', text: '自开工之日起24个月内竣工' },
    ]);
  });
});

describe('what may not stack', () => {
  it.each([
    ['第三条和第四条不得同时享受，按就高不重复的原则执行。', ['第三条', '第四条'], false],
    ['第三、四条政策不重复享受。', ['第三条', '第四条'], false],
    ['第十条至第十二条按就高不重复原则执行。', ['第十条', '第十一条', '第十二条'], false],
    ['同一项目同时符合本政策多项条款的，按从高不重复原则执行。', [], false],
    ['同一事项符合本办法多个奖励条款的，择优享受，不重复奖励。', [], true],
    ['本条各款不得重复享受。', ['第九条'], false],
  ])('%s', (text, articles, sameMatter) => {
    const { exclusives } = read({ text, article: '第九条' });
    expect(exclusives).toMatchObject([{ articles, sameMatter }]);
  });

  it.each([
    '与上级同类政策不重复享受。',
    '本政策与园区其他政策有重复的，按照从高不重复的原则执行。',
    '其他各条可以叠加享受。',
  ])('is not said by %s', (text) => {
    expect(read(text).exclusives).toEqual([]);
  });
});

describe('a reward tied to tax paid', () => {
  it.each([
    '按其当年缴纳税收形成的地方财政贡献的50%给予奖励。',
    '年纳税额达到1000万元的，给予一次性奖励50万元。',
    '前三年按地方留成部分的80%予以返还。',
    '对企业缴纳的增值税地方留存部分，先征后返。',
    '根据企业对地方经济贡献给予奖励。',
  ])('is told to staff and never a rule: %s', (text) => {
    const { rules, warnings } = read(text);
    expect(rules).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('第三条')]);
  });

  it.each([
    '企业应当依法纳税。',
    '不得给予特定经营者税收返还。',
    '对亩均税收达到35万元以上的项目，优先保障用地指标。',
    '按设备投资额的8%给予补助。',
  ])('is not seen in %s', (text) => {
    expect(read(text).warnings).toEqual([]);
  });
});
