import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Basis, Situation, StoredRule } from '../src/incentive-types.ts';
import { calculate } from '../src/incentives/calculate.ts';
import { parseRules, rulesOf } from '../src/incentives/rules-file.ts';
import type { Passage } from '../src/types.ts';

const PASSAGES = [
  '固定资产投资奖励',
  '设备投资补贴',
  '厂房租金',
  '人才补贴',
  '物流',
  '外资',
  '厂房补贴',
  '不重复享受',
].map(
  (text, at): Passage => ({
    ...{
      id: `p${at}`,
      document: 'policy.md',
      version: 'v',
      ordinal: at,
      kind: 'paragraph',
      start: 0,
      end: 1,
    },
    text,
    locator: { headingPath: [] },
  }),
);

const WRITTEN = parseRules(`
rules:
  - id: fixed
    document: policy.md
    article: 第三条
    quote: 固定资产投资奖励
    name: 固定资产投资奖励
    tiered_by: fixed_investment
    steps:
      - { from: 5000万元, below: 1亿元, share: 3%, of: fixed_investment, most: 250万元 }
      - { from: 1亿元, below: 3亿元, share: 4%, of: fixed_investment, most: 1000万元 }
      - { above: 3亿元, share: 5%, of: fixed_investment, most: 3000万元 }
  - id: equipment
    document: policy.md
    article: 第四条
    quote: 设备投资补贴
    name: 设备投资补贴
    steps: [{ share: 8%, of: equipment_investment }]
    most: 1000万元
    conditions: { industry: [新材料, 电子信息], not_industry: [食品加工], equipment_share: 20% }
  - id: rent
    document: policy.md
    article: 第五条
    quote: 厂房租金
    name: 厂房租金补贴
    steps:
      - { years: [1, 2], share: 100%, of: rent_paid }
      - { years: [3, 3], share: 50%, of: rent_paid }
    most_a_year: 80万元
    most_units: { of: rent_area, value: 5000平方米 }
  - id: talent
    document: policy.md
    quote: 人才补贴
    name: 人才补贴
    steps: [{ each: 20万元, of: doctors }, { each: 5万元, of: masters }]
    most: 200万元
  - id: foreign
    document: policy.md
    quote: 外资
    name: 外资奖励
    tiered_by: foreign_capital
    steps: [{ from: 300万美元, share: 1%, of: foreign_capital }]
    most: 20万美元
  - id: area
    document: policy.md
    quote: 厂房补贴
    name: 标准厂房补贴
    steps: [{ years: [1, 3], each: 5元, times: 12, of: floor_area }]
    most_units: { of: floor_area, value: 3000平方米 }
exclusive:
  - { document: policy.md, article: 第十条, quote: 不重复享受, articles: [第三条, 第四条] }
`);
const READ = rulesOf(WRITTEN, { id: 'policy.md', path: 'policy.md', passages: PASSAGES });
const AS_OF = '2026-06-30';
const stored = (changes: Partial<StoredRule> = {}): StoredRule[] =>
  READ.rules.map((rule) => ({ ...rule, title: '若干政策', audience: 'public', ...changes }));

const yuan = (wan: number) => ({ cents: Math.round(wan * 1e6), currency: 'CNY' as const });
const units = (number: number) => ({ thousandths: number * 1000 });
const situation = (figures: Situation['figures'], more: Partial<Situation> = {}): Situation => ({
  ...{ figures, about: Object.keys(figures) as Basis[], taken: [] },
  ...more,
});
const estimate = (given: Situation, rules = stored(), asOf = AS_OF) =>
  calculate(given, { rules, exclusives: READ.exclusives }, asOf);
/** 万元, or 万美元, of the rule that applies. */
const wan = (given: Situation) => estimate(given).parts.map(({ cents }) => cents / 1e6);

describe('the amount of a rule', () => {
  it.each([
    [4999, []],
    [5000, [150]],
    [9900, [250]],
    [10000, [400]],
    [26000, [1000]],
    [29999, [1000]],
    [60000, [3000]],
    [32000, [1600]],
  ])('takes the tier of %d万元, by the whole amount', (investment, amounts) => {
    expect(wan(situation({ fixedInvestment: yuan(investment) }))).toEqual(amounts);
  });

  it('leaves out a bound that a tier excludes, and says what is missing for one', () => {
    expect(wan(situation({ fixedInvestment: yuan(30000) }))).toEqual([]);
    expect(estimate(situation({ fixedInvestment: yuan(4800) })).unmet).toMatchObject([
      { rule: { id: 'fixed' }, why: { because: 'short', basis: 'fixedInvestment', short: 200e6 } },
    ]);
  });

  it('names the cap that bites, with the amount before it', () => {
    const [part] = estimate(situation({ equipmentInvestment: yuan(20000) }, { industry: '新材料' })).parts;
    expect(part).toMatchObject({ before: 1600e6, cents: 1000e6, cap: { cents: 1000e6, yearly: false } });
  });

  it('counts rent by area, price and months, cut to the area and the yearly cap', () => {
    const rented = (area: number, rent: number, year?: number) =>
      estimate(
        situation(
          { rentArea: units(area) },
          { about: ['rentPaid'], rent: rent * 1e4, ...(year && { year }) },
        ),
      ).parts[0]!;
    expect(rented(3000, 15, 1).cents).toBe(54e6);
    expect(rented(3000, 15).cents).toBe(135e6);
    expect(rented(6400, 20, 1)).toMatchObject({ before: 120e6, cents: 80e6, cap: { yearly: true } });
    expect(rented(8000, 12, 1).cents).toBe(72e6);
  });

  it('adds what is granted side by side under one cap', () => {
    expect(wan(situation({ doctors: units(5), masters: units(12) }))).toEqual([160]);
    expect(wan(situation({ doctors: units(10), masters: units(4) }))).toEqual([200]);
    expect(wan(situation({ masters: units(2) }))).toEqual([10]);
  });

  it('counts an amount a month for no more than the area that counts', () => {
    expect(wan(situation({ floorArea: units(4000) }))).toEqual([54]);
  });
});

describe('what may not stack', () => {
  const both = { fixedInvestment: yuan(32000), equipmentInvestment: yuan(8000) };

  it('is counted by the highest, and the other is named with it', () => {
    const { parts, excluded, total } = estimate(situation(both, { industry: '新材料' }));
    expect(parts.map(({ rule }) => rule.id)).toEqual(['fixed']);
    expect(excluded).toMatchObject([
      { part: { rule: { id: 'equipment' }, cents: 640e6 }, instead: { id: 'fixed' } },
    ]);
    expect(total).toEqual({ cents: 1600e6, currency: 'CNY' });
  });

  it('leaves what stacks beside it in the total', () => {
    const { total } = estimate(situation({ ...both, masters: units(10) }, { industry: '新材料' }));
    expect(total?.cents).toBe(1650e6);
  });
});

describe('conditions', () => {
  const asks = (more: Partial<Situation>, equipment = 8000) =>
    estimate(
      situation(
        { equipmentInvestment: yuan(equipment), fixedInvestment: yuan(32000) },
        { about: ['equipmentInvestment'], ...more },
      ),
    );

  it('exclude an industry that is named, and ask for the one that is not', () => {
    expect(asks({ industry: '食品加工' }).unmet).toMatchObject([{ why: { because: 'condition' } }]);
    expect(asks({}).asks).toBe('industry');
    expect(asks({ industry: '新材料产业' }).asks).toBeUndefined();
  });

  it('hold the share of equipment, at its bound and below it', () => {
    expect(asks({ industry: '电子信息' }, 6400).parts).toHaveLength(1);
    expect(asks({ industry: '电子信息' }, 6399).unmet).toMatchObject([
      { why: { condition: { kind: 'share' } } },
    ]);
  });

  it('exclude by the day a rule that is over or not yet in force', () => {
    const on = (from: string, to: string) =>
      estimate(situation({ masters: units(1) }), stored({ from, to })).unmet.map(({ why }) => why);
    expect(on('2024-01-01', '2025-12-31')).toEqual([{ because: 'expired', day: '2025-12-31' }]);
    expect(on('2026-07-01', '2028-12-31')).toEqual([{ because: 'not-yet', day: '2026-07-01' }]);
    expect(on('2026-06-30', '2026-06-30')).toEqual([]);
  });

  it('never count one currency by a rule of another', () => {
    expect(estimate(situation({ fixedInvestment: { cents: 50e8, currency: 'USD' } })).unmet).toMatchObject([
      { why: { because: 'currency', counts: 'CNY', given: 'USD' } },
    ]);
    const { parts, total } = estimate(
      situation({ foreignCapital: { cents: 15e8, currency: 'USD' }, masters: units(1) }),
    );
    expect(parts.map(({ cents, rule }) => [cents, rule.currency])).toEqual([
      [5e6, 'CNY'],
      [15e6, 'USD'],
    ]);
    expect(total).toBeUndefined();
  });
});

describe('the figure asked for', () => {
  it('is what decides of what is asked about, or of a plan', () => {
    expect(estimate(situation({}, { about: ['equipmentInvestment'] })).asks).toBe('equipmentInvestment');
    expect(estimate(situation({}, { about: [] })).asks).toBe('fixedInvestment');
    expect(estimate(situation({}, { about: ['rentPaid'], rent: 15e4 })).asks).toBe('rentArea');
  });
});

describe('any amount', () => {
  const capOf: Record<string, number> = { fixed: 3000e6, equipment: 1000e6, talent: 200e6 };
  const cents = fc.integer({ min: 0, max: 2e11 });
  const investment = (amount: number) => ({ cents: amount, currency: 'CNY' as const });

  it('is never above its cap and a whole number of cents', () => {
    fc.assert(
      fc.property(cents, cents, fc.nat(40), (fixed, equipment, doctors) => {
        const figures = {
          fixedInvestment: investment(fixed),
          equipmentInvestment: investment(equipment),
          doctors: units(doctors),
        };
        const { parts, excluded } = estimate(situation(figures, { industry: '新材料' }));
        for (const { rule, cents } of [...parts, ...excluded.map(({ part }) => part)]) {
          expect(Number.isSafeInteger(cents)).toBe(true);
          expect(cents).toBeLessThanOrEqual(capOf[rule.id]!);
        }
      }),
    );
  });

  it('is not less for more investment, as long as tiers and caps rise', () => {
    const amount = (fixed: number) => wan(situation({ fixedInvestment: investment(fixed) }))[0] ?? 0;
    fc.assert(
      fc.property(cents, cents, (one, other) => {
        // Exactly 3亿元 is in no tier of this policy.
        fc.pre(one !== 3e10 && other !== 3e10);
        expect(amount(Math.max(one, other))).toBeGreaterThanOrEqual(amount(Math.min(one, other)));
      }),
    );
  });
});

describe('incentives.yaml', () => {
  it('names the line of a mistake', () => {
    expect(() =>
      parseRules(
        'rules:\n  - id: a\n    document: b\n    quote: c\n    name: d\n    steps: [{ share: lots, of: wages }]',
      ),
    ).toThrow(/incentives\.yaml line 6: .*percentage/);
  });

  it('leaves out a rule that no passage says', () => {
    const read = rulesOf(WRITTEN, { id: 'policy.md', path: 'policy.md', passages: PASSAGES.slice(1) });
    expect(read.rules.map(({ id }) => id)).not.toContain('fixed');
    expect(read.unfounded).toEqual(['固定资产投资奖励']);
  });
});
