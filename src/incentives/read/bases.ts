import type { Basis } from '../../incentive-types.ts';

/** How policies call what they count by, on folded text; 投资额 alone is whatever investment was named before. */
const BASIS_WORDS: readonly (readonly [RegExp, Basis | 'investment'])[] = [
  [
    /(?:生产性?|关键|新购置?|进口|新增)?设备(?:及软件|、软件)?(?:购置)?(?:的)?(?:投资|投入|购置|采购)(?:总?额|费用?|款|金额|价款)?|购(?:置|买)(?:的)?(?:生产性?|全?新|关键)*设备(?:的?(?:金额|款|费用|价款))?|设备款|设备(?:总)?价款/g,
    'equipmentInvestment',
  ],
  [/固定资产(?:实际)?(?:总)?投(?:资|入)(?:总?额)?|固投/g, 'fixedInvestment'],
  [
    /(?:实际)?(?:到位|利用|使用|到账)(?:的)?外(?:商投)?资(?:金额|资金|额)?|外资(?:实际)?(?:到位|到资|到账)(?:金额|资金|额)?|实际到资|到资额|实缴外资|外资/g,
    'foreignCapital',
  ],
  [/(?:计划|项目)?总投资(?:额)?/g, 'totalInvestment'],
  [/物流(?:运输)?(?:费用?|成本|支出)(?:总?额)?|运输费用?|物流运费/g, 'logisticsCost'],
  [/(?:年|实缴|实付)?办公(?:用房|场地|场所|楼)?(?:的)?租金/g, 'officeRentPaid'],
  [/(?:厂房|实缴|实际缴纳的?|实际支付的?|年)*租金|租赁费用?|房租/g, 'rentPaid'],
  [/研发(?:投入|费用|经费|支出)(?:总?额)?/g, 'researchSpending'],
  [/工资(?:薪金)?(?:总额)?|薪酬(?:总额)?|年薪|薪资/g, 'wages'],
  [/(?:贷款)?利息(?:支出)?/g, 'interestPaid'],
  [/装修(?:改造)?(?:费用?|投入|支出|投资额?)/g, 'fitOutCost'],
  [/(?:年)?(?:主营业务|营业|销售)收入|(?:工业)?总?产值|销售额|营收/g, 'revenue'],
  [/用电量?/g, 'electricity'],
  [
    /(?:项目|实际|完成|当年)*投资(?:总?额|金额)|投资(?=‹M)|投资(?=达|在|为|不|超)|投资的?(?=‹P)/g,
    'investment',
  ],
];

/** A word of a basis, and where it ends. */
export interface BasisWord {
  basis: Basis | 'investment';
  start: number;
  end: number;
}

/** The words of bases in a marked text, in order; of those that overlap the longest. */
export function basisWords(text: string): BasisWord[] {
  const found = BASIS_WORDS.flatMap(([words, basis]) =>
    [...text.matchAll(words)].map((match) => ({
      basis,
      start: match.index,
      end: match.index + match[0].length,
    })),
  );
  return found
    .filter(
      (one) =>
        !found.some(
          (other) =>
            other !== one &&
            other.start < one.end &&
            one.start < other.end &&
            other.end - other.start > one.end - one.start,
        ),
    )
    .sort((a, b) => a.start - b.start);
}

/** The last basis named in a text; 投资额 stands for the investment that was named before. */
export function lastBasis(text: string, before: Basis | undefined): Basis | undefined {
  const word = basisWords(text).at(-1);
  if (word?.basis !== 'investment') return word?.basis;
  return before && INVESTMENTS.has(before) ? before : undefined;
}

const INVESTMENTS: ReadonlySet<Basis> = new Set([
  'fixedInvestment',
  'equipmentInvestment',
  'totalInvestment',
]);

/** Bases of which a figure is one year's. */
export const YEARLY: ReadonlySet<Basis> = new Set<Basis>([
  ...(['rentPaid', 'officeRentPaid', 'logisticsCost', 'researchSpending', 'wages', 'revenue'] as const),
  ...(['interestPaid', 'electricity'] as const),
]);
