import { describe, expect, it } from 'vitest';
import type { IncentiveRule, Limit, Step } from '../src/incentive-types.ts';
import { readIncentives } from '../src/incentives/read/read.ts';
import { type Part, passagesOf, readPolicy as read } from './support/policy-clauses.ts';

/** 5000万, of cents; 3000, of thousandths of a unit. */
const amount = (value: number, isMoney: boolean): string => {
  if (!isMoney) return `${value / 1000}`;
  const yuan = value / 100;
  if (yuan >= 1e8) return `${yuan / 1e8}亿`;
  return yuan >= 1e4 ? `${yuan / 1e4}万` : `${yuan}`;
};
const bound = (limit: Limit | undefined, brackets: string, isMoney: boolean) =>
  limit ? `${brackets[limit.includes ? 0 : 1]}${amount(limit.value, isMoney)}` : '';
const range = ({ from, to }: Step, isMoney: boolean) => {
  if (!from && !to) return '';
  const upper = to ? `${amount(to.value, isMoney)}${to.includes ? ']' : ')'}` : '';
  return `${bound(from, '[(', isMoney) || '['},${upper} `;
};
const reward = ({ reward: one }: Step) => {
  if (one.kind === 'share') return `${one.millionths / 1e4}% ${one.of}`;
  if (one.kind === 'fixed') return amount(one.cents, true);
  return `${one.price / 1e4}×${one.times} ${one.of}`;
};
const years = ({ years: all }: Step) => (all ? ` y${all.from}-${all.to ?? ''}` : '');

/** A rule in one line: `fixedInvestment: [5000万,1亿) 3% fixedInvestment ≤300万`. */
function line({ tieredBy, steps, cap, yearlyCap, most, currency, isMarginal }: IncentiveRule): string {
  const isMoney = tieredBy !== 'electricity';
  const said = steps.map(
    (step) =>
      `${range(step, isMoney)}${reward(step)}${years(step)}${step.cap ? ` ≤${amount(step.cap.cents, true)}` : ''}`,
  );
  const limits = [
    cap && `≤${amount(cap.cents, true)}`,
    yearlyCap && `≤${amount(yearlyCap.cents, true)}/y`,
    most && `${most.of}≤${most.value / 1000}`,
    isMarginal && 'marginal',
    currency !== 'CNY' && currency,
  ].filter(Boolean);
  return [`${tieredBy ? `${tieredBy}: ` : ''}${said.join('; ')}`, ...limits].join(' | ');
}
const lines = (...parts: (Part | string)[]) => read(...parts).rules.map(line);

describe('a clause in prose is read', () => {
  it.each([
    // Tiers of investment.
    [
      '固定资产投资5000万元（含）以上、不足1亿元的，按实际固定资产投资额的3%给予奖励，最高不超过300万元。',
      'fixedInvestment: [5000万,1亿) 3% fixedInvestment ≤300万',
    ],
    [
      '固定资产投资达到5亿元的项目，按实际投资额的4%给予奖励，单个项目最高奖励500万元。',
      'fixedInvestment: [5亿, 4% fixedInvestment ≤500万',
    ],
    [
      '对固定资产投资超过1亿元的项目，按其固定资产投资额的5%给予一次性奖励。',
      'fixedInvestment: (1亿, 5% fixedInvestment',
    ],
    [
      '固定资产投资1亿元以上的，按3%奖励；5亿元以上的，按5%奖励；20亿元以上的，按8%奖励。单个企业累计不超过8000万元。',
      'fixedInvestment: [1亿,5亿) 3% fixedInvestment; [5亿,20亿) 5% fixedInvestment; [20亿, 8% fixedInvestment | ≤8000万',
    ],
    [
      '项目总投资1亿元至5亿元的，按总投资的2%给予补助；总投资5亿元以上的，按总投资的3%给予补助。',
      'totalInvestment: [1亿,5亿) 2% totalInvestment; [5亿, 3% totalInvestment',
    ],
    ['固定资产投资不低于2亿元的，给予一次性奖励500万元。', 'fixedInvestment: [2亿, 500万'],
    [
      '固定资产投资1亿元以上（含1亿元）不足3亿元的，给予300万元奖励；3亿元以上（含3亿元）的，给予800万元奖励。',
      'fixedInvestment: [1亿,3亿) 300万; [3亿, 800万',
    ],
    [
      '对固定资产投资1亿元（不含）以上的工业项目，按照固定资产投资总额的6%予以补助，最高2000万元。',
      'fixedInvestment: (1亿, 6% fixedInvestment ≤2000万',
    ],
    [
      '实际完成固定资产投资1亿元以上的新建项目，按4%补助，单个项目最高2000万元。',
      'fixedInvestment: [1亿, 4% fixedInvestment ≤2000万',
    ],
    [
      '对新引进制造业项目，按下列标准给予奖励：固定资产投资5000万元以上（含）不足1亿元的，按3%给予奖励，最高250万元；固定资产投资1亿元以上（含）的，按4%给予奖励，最高1000万元。',
      'fixedInvestment: [5000万,1亿) 3% fixedInvestment ≤250万; [1亿, 4% fixedInvestment ≤1000万',
    ],
    [
      '固定资產投資5000萬元以上的，按固定資產投資額的3%給予獎勵。',
      'fixedInvestment: [5000万, 3% fixedInvestment',
    ],
    [
      '固定资产投资５０００万元以上的，按固定资产投资额的３％给予奖励。',
      'fixedInvestment: [5000万, 3% fixedInvestment',
    ],
    [
      '固定资产投资五千万元以上的，按固定资产投资额的3%给予奖励。',
      'fixedInvestment: [5000万, 3% fixedInvestment',
    ],
    [
      '固定资产投资1亿元（含）至5亿元的，给予投资额3%的奖励；5亿元（含）以上的，给予投资额5%的奖励，单个项目最高不超过3000万元。',
      'fixedInvestment: [1亿,5亿) 3% fixedInvestment; [5亿, 5% fixedInvestment | ≤3000万',
    ],
    // The part above a bound.
    ['固定资产投资超过1亿元的部分，按5%给予奖励。', 'fixedInvestment: (1亿, 5% fixedInvestment | marginal'],
    // Equipment.
    ['按设备投资额的8%给予补助，单个企业最高1000万元。', '8% equipmentInvestment | ≤1000万'],
    ['企业购置生产设备的，按设备投资额的12%给予补贴，最高1500万元。', '12% equipmentInvestment | ≤1500万'],
    [
      '设备投资2000万元以上的技改项目，按设备购置额的10%给予补助，单个项目不超过500万元。',
      'equipmentInvestment: [2000万, 10% equipmentInvestment ≤500万',
    ],
    [
      '固定资产投资5000万元以上的项目，按设备投资额的8%给予补助，最高800万元。',
      'fixedInvestment: [5000万, 8% equipmentInvestment ≤800万',
    ],
    // Premises.
    [
      '租用标准厂房的，前三年每平方米每月补贴5元，面积不超过3000平方米。',
      '5×12 rentArea y1-3 | rentArea≤3000',
    ],
    [
      '租用园区标准厂房的企业，第一年、第二年按实缴租金的100%补贴，第三年按50%补贴。补贴面积最高5000平方米，单个企业每年最高80万元。',
      '100% rentPaid y1-2; 50% rentPaid y3-3 | ≤80万/y | rentArea≤5000',
    ],
    [
      '租用园区标准厂房的，前两年租金全额补贴，第三年补贴50%，补贴面积不超过1万平方米。',
      '100% rentPaid y1-2; 50% rentPaid y3-3 | rentArea≤10000',
    ],
    ['租用标准厂房的，按每平方米每月6元给予补贴，补贴期限不超过36个月。', '6×36 rentArea'],
    ['租用办公用房的，按每平方米每月30元给予补贴，期限不超过36个月。', '30×36 officeArea'],
    ['对购买标准厂房的企业，按每平方米200元给予一次性补助，最高300万元。', '200×1 floorArea | ≤300万'],
    ['自行装修洁净车间的，按每平方米300元给予补贴，最高300万元。', '300×1 fitOutArea | ≤300万'],
    ['租用标准厂房的，连续三年按实缴租金的50%给予补贴，每年不超过50万元。', '50% rentPaid y1-3 | ≤50万/y'],
    // People.
    [
      '企业新引进的博士每人一次性补贴20万元，硕士每人一次性补贴5万元，单个企业最高200万元。',
      '200000×1 doctors; 50000×1 masters | ≤200万',
    ],
    [
      '企业引进的博士，每人每月发放生活补贴3000元；硕士每人每月1200元；补贴期限为36个月。',
      '3000×36 doctors; 1200×36 masters',
    ],
    ['引进的博士每人每月生活补贴2000元，期限24个月。', '2000×24 doctors'],
    // Costs of each year.
    [
      '年物流费用500万元以上的企业，投产后两年内每年按物流费用的20%补贴，每年最高150万元。',
      'logisticsCost: [500万, 20% logisticsCost y1-2 | ≤150万/y',
    ],
    ['按年度研发投入的10%给予补助，每年最高100万元。', '10% researchSpending y1- | ≤100万/y'],
    [
      '年用电量超过1000万千瓦时的企业，按每千瓦时0.03元给予补贴，每年最高200万元，补贴期限不超过三年。',
      'electricity: (10000000, 0.03×1 electricity y1-3 | ≤200万/y',
    ],
    [
      '年用电量5000万千瓦时以上的企业，每千瓦时补助0.025元，每年最高100万元。',
      'electricity: [50000000, 0.025×1 electricity y1- | ≤100万/y',
    ],
    [
      '对企业贷款利息，按实际支付利息的50%给予贴息，每年最高100万元，期限不超过两年。',
      '50% interestPaid y1-2 | ≤100万/y',
    ],
    ['对物流费用按照20%予以补贴，年度最高50万元，补贴期3年。', '20% logisticsCost y1-3 | ≤50万/y'],
    ['按装修费用的30%给予一次性补助，最高50万元。', '30% fitOutCost | ≤50万'],
    // Foreign capital.
    [
      '实际到位外资300万美元以上的项目，按实际到位外资的1%奖励，单个项目最高20万美元。',
      'foreignCapital: [300万, 1% foreignCapital ≤20万 | USD',
    ],
  ])('%s', (clause, expected) => {
    expect(lines(clause)).toEqual([expected]);
  });

  it('over several items and paragraphs of one article', () => {
    expect(
      lines(
        '对新引进的项目，按以下标准给予奖励：',
        { text: '（一）固定资产投资5000万元以上、不足1亿元的，按3%奖励；', article: '第三条（一）' },
        { text: '（二）固定资产投资1亿元以上的，按4%奖励。', article: '第三条（二）' },
      ),
    ).toEqual(['fixedInvestment: [5000万,1亿) 3% fixedInvestment; [1亿, 4% fixedInvestment']);
  });
});

describe('a table of tiers is read', () => {
  const row = (text: string): Part => ({
    text,
    kind: 'table-row',
    heading: '第四条 设备投资补贴',
    article: '第四条',
  });

  it.each([
    [
      [
        '设备投资额：2000万元以上（含）、不足5000万元；补贴比例：8%；最高金额：300万元',
        '设备投资额：5000万元以上（含）；补贴比例：10%；最高金额：1500万元',
      ],
      'equipmentInvestment: [2000万,5000万) 8% equipmentInvestment ≤300万; [5000万, 10% equipmentInvestment ≤1500万',
    ],
    [
      [
        '档次：一档；投资额：2000万元—5000万元；奖励比例：3%；上限：100万元',
        '档次：二档；投资额：5000万元以上；奖励比例：5%；上限：300万元',
      ],
      'equipmentInvestment: [2000万,5000万) 3% equipmentInvestment ≤100万; [5000万, 5% equipmentInvestment ≤300万',
    ],
    [
      [
        '固定资产投资：1亿元以上、不满2亿元；一次性奖励：200万元',
        '固定资产投资：2亿元以上；一次性奖励：500万元',
      ],
      'fixedInvestment: [1亿,2亿) 200万; [2亿, 500万',
    ],
  ])('%s', (rows, expected) => {
    expect(lines(...rows.map(row))).toEqual([expected]);
  });

  it('only where every row is one', () => {
    const rows = ['设备投资额：2000万元以上；补贴比例：8%', '设备投资额：5000万元以上；补贴比例：一事一议'];
    expect(lines(...rows.map(row))).toEqual([]);
  });
});

describe('what is not certain is no rule', () => {
  it.each([
    '首次认定为国家高新技术企业的，一次性奖励30万元；重新认定的，奖励10万元。',
    '按不超过设备投资额的8%给予补助。',
    '对重大项目，给予最高500万元奖励。',
    '补助分两次拨付：投产后拨付60%，投产满一年并通过核验后拨付40%。',
    '土地出让价款可以分期缴纳，首期缴纳比例不低于50%。',
    '固定资产投资1亿元以上的项目，优先保障用地。',
    '对特别重大的项目，采取一事一议的方式给予支持。',
    '全年工业投资增长8%，奖励企业20家。',
    '按企业当年地方财政贡献的50%给予奖励。',
    '设立规模10亿元的产业引导基金。',
    '企业研发投入占营业收入比例达到3%以上的，按研发投入的5%给予补助，最高200万元。',
    '项目固定资产投资强度达到300万元/亩以上的，按每亩2万元给予奖励。',
    '对年营业收入首次突破1亿元、5亿元的企业，分别给予20万元、50万元奖励。',
    '对引进的博士、硕士，分别给予每人每月3000元、1500元生活补贴。',
    '按新增设备投资的10%给予补助，其中数字化设备按15%给予补助，最高500万元。',
    '对进口设备和国产设备分别按设备投资额的8%和5%给予补助。',
    '实际到资500万美元以上的外商投资项目，按到资额的2%奖励，单个项目最高1000万元人民币。',
  ])('%s', (clause) => {
    expect(lines(clause)).toEqual([]);
  });

  it('nor is anything of a draft', () => {
    const passages = passagesOf([{ text: '按设备投资额的8%给予补助。' }]);
    expect(readIncentives({ id: 'd', title: '若干措施（征求意见稿）', passages }).rules).toEqual([]);
  });
});
