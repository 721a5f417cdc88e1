import { describe, expect, it } from 'vitest';
import type { Given } from '../src/incentive-types.ts';
import { readSituation } from '../src/incentives/ask/situation.ts';

/** 万 of the currency, or units. */
const size = (given: Given) =>
  'cents' in given ? `${given.cents / 1e6}万${given.currency}` : given.thousandths / 1000;
function read(question: string, ...history: string[]) {
  const situation = readSituation(question, history);
  if (!situation) return undefined;
  const { figures, rent, industry, year } = situation;
  return {
    ...Object.fromEntries(Object.entries(figures).map(([basis, given]) => [basis, size(given)])),
    ...(rent !== undefined && { rent: rent / 1e4 }),
    ...(industry && { industry }),
    ...(year && { year }),
  };
}

describe('the figures of an asker', () => {
  it.each([
    [
      '我们投3.2亿，其中设备8000万，能拿多少奖励',
      { fixedInvestment: '32000万CNY', equipmentInvestment: '8000万CNY' },
    ],
    [
      '我們投資3.2億，其中設備8000萬，能拿多少獎勵？',
      { fixedInvestment: '32000万CNY', equipmentInvestment: '8000万CNY' },
    ],
    [
      'we invest 320 million yuan, 80 million of it equipment: what do we get?',
      { fixedInvestment: '32000万CNY', equipmentInvestment: '8000万CNY' },
    ],
    [
      '食品加工项目买3000万元设备，能享受补贴吗？',
      { equipmentInvestment: '3000万CNY', industry: '食品加工' },
    ],
    [
      '固定资产投资3亿，其中设备6000万，两项能一起拿吗，最多拿多少？',
      { fixedInvestment: '30000万CNY', equipmentInvestment: '6000万CNY' },
    ],
    [
      'We invest RMB 300 million in fixed assets and 60 million in equipment, can we get both?',
      { fixedInvestment: '30000万CNY', equipmentInvestment: '6000万CNY' },
    ],
    ['总投资5亿，能有多少补助', { totalInvestment: '50000万CNY' }],
    ['租3000平米厂房有补贴吗，能补多少', { rentArea: 3000 }],
    ['租3000㎡厂房，租金15元/㎡·月，第一年补贴多少', { rentArea: 3000, rent: 15, year: 1 }],
    ['我们租办公楼500平方米能补多少？', { officeArea: 500 }],
    ['引进5名博士、12名硕士，人才补贴多少', { doctors: 5, masters: 12 }],
    ['How much subsidy for 5 PhDs and 12 master’s graduates we would hire?', { doctors: 5, masters: 12 }],
    ['一年物流费800万，能补多少？', { logisticsCost: '800万CNY' }],
    ['外资到位1500万美元奖励多少', { foreignCapital: '1500万USD' }],
    [
      'We put US$50 million into fixed assets. What incentive would we get?',
      { fixedInvestment: '5000万USD' },
    ],
  ])('are read from %s', (question, expected) => {
    expect(read(question)).toEqual(expected);
  });

  it.each([
    [
      ['我们做新能源的，能拿多少固定资产投资奖励？', '6.5亿'],
      { fixedInvestment: '65000万CNY', industry: '新能源' },
    ],
    [
      ['我们是新材料企业，能拿多少设备补贴？', '8000万'],
      { equipmentInvestment: '8000万CNY', industry: '新材料' },
    ],
    [
      [
        'How much fixed-asset investment award can a manufacturer get?',
        'The investment in fixed assets would be 250 million yuan.',
      ],
      { fixedInvestment: '25000万CNY' },
    ],
    [['租3000平米厂房能补多少', '每平米15元'], { rentArea: 3000, rent: 15 }],
    [
      ['我们投3.2亿能拿多少奖励', '其中设备8000万', '新材料'],
      { fixedInvestment: '32000万CNY', equipmentInvestment: '8000万CNY', industry: '新材料' },
    ],
    [['固投1亿元奖励多少', '那2亿元呢', '固投3亿元奖励多少'], { fixedInvestment: '30000万CNY' }],
  ])('go on over %s', (turns, expected) => {
    expect(read(turns.at(-1)!, ...turns.slice(0, -1))).toEqual(expected);
  });
});

describe('what is asked of the policy itself stays with the passages', () => {
  it.each([
    '固定资产投资奖励的标准是什么？',
    '固定资产投资5亿元以上的项目奖励比例是多少？',
    '设备补贴怎么申请？',
    '固投奖励最高多少？',
    '我们投3个亿，固投补助按几个点给，封顶多少？',
    '博士补贴多少钱',
    '2023年奖励了多少家企业？',
    '2025年签约的2亿元以上项目有多少个？',
    '高新区投资5亿元的项目有哪些？',
    '申请补贴需要哪些材料？',
    '500万元的奖励什么时候拨付？',
    'What is the minimum investment for the equipment subsidy?',
    'How do we apply for the rent subsidy?',
    'How many projects over 200 million yuan were signed in 2023?',
    '你好',
  ])('%s', (question) => {
    expect(read(question)).toBeUndefined();
  });

  it('also after an estimate was asked for', () => {
    expect(read('补贴怎么申请？', '我们投3.2亿能拿多少奖励')).toBeUndefined();
    expect(read('园区有几条地铁？', '我们投3.2亿能拿多少奖励')).toBeUndefined();
  });
});
