import type { Basis } from '../../incentive-types.ts';
import type { Language } from '../../types.ts';

/** How estimates are worded; Traditional Chinese is the Simplified wording in the other script. */
const CHINESE = {
  separator: '；',
  comma: '，',
  list: (items: readonly string[]) => items.join('、'),
  bases: {
    fixedInvestment: '固定资产投资',
    equipmentInvestment: '设备投资',
    totalInvestment: '总投资',
    foreignCapital: '到位外资',
    rentPaid: '年租金',
    officeRentPaid: '办公用房年租金',
    logisticsCost: '年物流费用',
    researchSpending: '年研发投入',
    wages: '年工资总额',
    revenue: '年营业收入',
    fitOutCost: '装修费用',
    interestPaid: '年贷款利息',
    rentArea: '租用厂房面积',
    officeArea: '租用办公面积',
    floorArea: '购建厂房面积',
    fitOutArea: '装修面积',
    electricity: '年用电量',
    doctors: '博士',
    masters: '硕士',
    bachelors: '本科',
    employees: '员工',
  } satisfies Record<Basis, string>,
  units: { area: '平方米', people: '人', power: '千瓦时' },
  name: (name: string, _english: string) => name,
  article: (name: string, article: string) => `${name}（${article}）`,
  figure: (basis: string, amount: string) => `${basis}${amount}`,
  rent: (price: string) => `月租${price}元/平方米`,
  understood: (figures: string, day: string) => `${figures}，按${day}有效的政策估算：`,
  taken: () => '您说的投资额按固定资产投资计',
  price: (price: string, unit: string) => `${price}元/${unit}`,
  months: (count: number) => `${count}个月`,
  equals: (working: string, amount: string) => `${working} = ${amount}`,
  fixed: (amount: string) => `一次性${amount}`,
  years: (from: number, to: number | undefined) =>
    to === undefined ? '每年' : from === to ? `第${from}年` : `第${from}至${to}年每年`,
  capped: (cap: string, yearly: boolean) => `超过${yearly ? '每年' : ''}上限，按最高${cap}计`,
  areaCut: (area: string) => `面积最多计${area}平方米`,
  sum: (amount: string) => `共${amount}`,
  total: (amount: string) => `合计${amount}`,
  excluded: (what: string, instead: string, marks: string) =>
    `未计入：${what}，与${instead}不能同时享受，就高计算${marks}`,
  short: (basis: string, has: string, needs: string, includes: boolean, short: string) =>
    includes
      ? `不符合：${basis}${has}，未达到${needs}，还差${short}`
      : `不符合：${basis}${has}，须超过${needs}，还差${short}以上`,
  over: (basis: string, has: string, most: string) => `不符合：${basis}${has}，高于${most}，不在该条范围内`,
  notAmong: (industry: string, among: string) => `不符合：${industry}不属于${among}，不能享受`,
  leftOut: (industry: string) => `不符合：该条不适用于${industry}`,
  condition: () => '不符合该条规定的条件',
  shareUnmet: (part: string, whole: string, share: string) => `不符合：${part}占${whole}的比例须达到${share}`,
  currency: (basis: string, counts: string) => `该条按${counts}计算${basis}，不代为折算，请提供${counts}金额`,
  currencies: { CNY: '人民币', USD: '美元', HKD: '港元', EUR: '欧元' },
  expired: (title: string, day: string) => `《${title}》有效期至${day}，已不再适用`,
  notYet: (title: string, day: string) => `《${title}》自${day}起施行，目前尚未生效`,
  provided: (conditions: string) => `须符合：${conditions}`,
  isIndustry: (among: string) => `属于${among}产业`,
  share: (part: string, whole: string, share: string) => `${part}占${whole}不低于${share}`,
  ask: (basis: string) => `要算出金额，请告诉我${basis}是多少`,
  askIndustry: () => '请告诉我项目属于哪个产业，才能确定是否适用',
  concerned: (rules: string) => `有关的是${rules}`,
  estimate: () => '以上是按公开政策的估算，不是承诺，是否符合条件和最终金额由主管部门审核确定',
  computed: (working: string) => `计算：${working}`,
  sentence: (text: string) => `${text}。`,
};

const ENGLISH: typeof CHINESE = {
  separator: '; ',
  comma: ', ',
  list: (items) => items.join(', '),
  bases: {
    fixedInvestment: 'fixed-asset investment',
    equipmentInvestment: 'equipment investment',
    totalInvestment: 'total investment',
    foreignCapital: 'foreign capital paid in',
    rentPaid: 'rent a year',
    officeRentPaid: 'office rent a year',
    logisticsCost: 'logistics costs a year',
    researchSpending: 'R&D spending a year',
    wages: 'payroll a year',
    revenue: 'revenue a year',
    fitOutCost: 'fit-out costs',
    interestPaid: 'loan interest a year',
    rentArea: 'factory area rented',
    officeArea: 'office area rented',
    floorArea: 'factory area bought or built',
    fitOutArea: 'area fitted out',
    electricity: 'electricity a year',
    doctors: 'PhDs',
    masters: "master's graduates",
    bachelors: "bachelor's graduates",
    employees: 'employees',
  },
  units: { area: ' m²', people: '', power: ' kWh' },
  name: (name, english) => `${english} (${name})`,
  article: (name, article) => `${name}, ${article}`,
  figure: (basis, amount) => `${basis} ${amount}`,
  rent: (price) => `rent ${price} yuan/m² a month`,
  understood: (figures, day) => `${figures}; estimated by the policies in force on ${day}:`,
  taken: () => 'your investment is taken as investment in fixed assets',
  price: (price, unit) => `${price} yuan${unit === '' ? '' : `/${unit.trim()}`}`,
  months: (count) => `${count} months`,
  equals: (working, amount) => `${working} = ${amount}`,
  fixed: (amount) => `${amount} once`,
  years: (from, to) =>
    to === undefined ? 'each year' : from === to ? `year ${from}` : `each of years ${from} to ${to}`,
  capped: (cap, yearly) => `above the ${yearly ? 'yearly ' : ''}cap, so ${cap} at most`,
  areaCut: (area) => `counted for ${area} m² at most`,
  sum: (amount) => `${amount} in all`,
  total: (amount) => `Total: ${amount}`,
  excluded: (what, instead, marks) =>
    `Not counted: ${what}; it may not be combined with ${instead}, and the higher one counts ${marks}`,
  short: (basis, has, needs, includes, short) =>
    includes
      ? `not met: ${basis} of ${has} is below ${needs}, ${short} short`
      : `not met: ${basis} of ${has} must be above ${needs}, more than ${short} short`,
  over: (basis, has, most) => `not met: ${basis} of ${has} is above ${most}, which it does not cover`,
  notAmong: (industry, among) => `not met: ${industry} is not among ${among}`,
  leftOut: (industry) => `not met: it does not apply to ${industry}`,
  condition: () => 'a condition of it is not met',
  shareUnmet: (part, whole, share) => `not met: ${part} must be ${share} of ${whole}`,
  currency: (basis, counts) =>
    `it counts ${basis} in ${counts}, and no conversion is made here; please give the amount in ${counts}`,
  currencies: { CNY: 'RMB', USD: 'US dollars', HKD: 'Hong Kong dollars', EUR: 'euros' },
  expired: (title, day) => `“${title}” was valid until ${day} and no longer applies`,
  notYet: (title, day) => `“${title}” takes effect on ${day} and is not in force yet`,
  provided: (conditions) => `Provided that: ${conditions}`,
  isIndustry: (among) => `it belongs to ${among}`,
  share: (part, whole, share) => `${part} is at least ${share} of ${whole}`,
  ask: (basis) => `To work out the amount, please tell me: how much is the ${basis}?`,
  askIndustry: () => 'please tell me which industry the project is in, since that decides whether it applies',
  concerned: (rules) => `It depends on ${rules}`,
  estimate: () =>
    'This is an estimate from the published policy, not a commitment; the office in charge decides on eligibility and the amount',
  computed: (working) => `Calculation: ${working}`,
  sentence: (text) => (/[?.]$/.test(text) ? text : `${text}.`),
};

export type IncentiveWording = typeof CHINESE;

/** The wording of estimates in a language; what it gives in Traditional Chinese is still to be brought in its script. */
export function incentiveWording(language: Language): IncentiveWording {
  return language === 'en' ? ENGLISH : CHINESE;
}
