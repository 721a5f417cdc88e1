import type { Basis, Step } from '../../incentive-types.ts';
import type { Passage } from '../../types.ts';

const NUMBER =
  /^\s*(?:第[^条條]{1,6}[条條]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．])\s*/;
/** A chapter has several rules. */
const DIVISION = /^第[^章节節]{1,4}[章节節]|附[件表]/;
const GRANT = /奖励|奖补|补助|补贴|减免|资助|扶持|支持|奖|补/;

/** What a rule is called: its article's heading, where that names a grant, else by what it is counted by. */
export function nameOfRule(
  { locator }: Passage,
  steps: readonly Step[],
  tieredBy: Basis | undefined,
): string {
  const heading = (locator.headingPath.at(-1) ?? '').replace(NUMBER, '').trim();
  if (
    GRANT.test(heading) &&
    !DIVISION.test(heading) &&
    heading.length <= 20 &&
    locator.headingPath.length > 1
  )
    return heading;
  const of = steps.flatMap(({ reward }) => (reward.kind === 'fixed' ? [] : [reward.of]))[0] ?? tieredBy;
  return of ? NAMES[of] : heading;
}

const NAMES: Record<Basis, string> = {
  fixedInvestment: '固定资产投资奖励',
  equipmentInvestment: '设备投资补贴',
  totalInvestment: '投资奖励',
  foreignCapital: '外资奖励',
  rentPaid: '厂房租金补贴',
  officeRentPaid: '办公用房租金补贴',
  logisticsCost: '物流补贴',
  researchSpending: '研发投入补贴',
  wages: '薪酬补贴',
  revenue: '产值奖励',
  fitOutCost: '装修补贴',
  interestPaid: '贷款贴息',
  rentArea: '厂房租金补贴',
  officeArea: '办公用房租金补贴',
  floorArea: '购建厂房补贴',
  fitOutArea: '装修补贴',
  electricity: '用电补贴',
  doctors: '人才补贴',
  masters: '人才补贴',
  bachelors: '人才补贴',
  employees: '用工补贴',
};
