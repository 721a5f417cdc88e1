import { fold } from '../../language/fold.ts';
import type { Unit } from './units.ts';

/** What a number in a table measures, as far as its unit or the name of its column tells. */
type Quantity = 'money' | 'area' | 'share' | 'count' | 'time' | 'other';

// On folded text.
const UNITS: readonly [RegExp, Quantity][] = [
  [/%|‰|百分点|percent|per cent/, 'share'],
  [/元|人民币|美金|港币|rmb|cny|usd|hkd|eur|dollar|yuan|[$€¥]/, 'money'],
  [/亩|平方|平米|公顷|m2|\bha\b|hectare|\bmu\b|sq/, 'area'],
  [/[年月周天日]$|小时|分钟|year|month|week|day|hour|minute/, 'time'],
  [/[个家户人名位项条次场台套件座栋宗]$|people|persons|employees|companies|enterprises|projects/, 'count'],
];

/** What the name of a column says its numbers are; the first that fits. `never`: no quantity at all. */
const NAMES: readonly [RegExp, Quantity | 'never'][] = [
  [
    /序号|编号|代码|编码|电话|手机|邮编|邮箱|传真|号$|^年[份度]$|日期|时间|批次|[排位]名|名次|\b(?:no|code|phone|date|year|rank)\b/,
    'never',
  ],
  [/率$|率[(（]|比例|比重|占比|增长|增幅|增速|同比|环比|强度|指数|系数|倍数|growth|\brate|share/, 'share'],
  [/数量?$|职工|员工|人员$|层$|number of|employees/, 'count'],
  [/(?:面积|占地|用地)$|\barea\b/, 'area'],
  [/期限|年限|工期|周期|时限|duration/, 'time'],
  [/[重产]量$|产能|吨位|能耗|用[电水气]量?$|功率|容量|电压|[长宽高]度|容积率|capacity/, 'other'],
  [
    /额|投?资|金|价|费|税|收入|利润|产值|成本|支出|预算|债|款|总值|增加值|营收|奖|补|gdp|investment|revenue|price|cost|tax|amount/,
    'money',
  ],
];
const PERIOD = /\d{4}\s?年|^\d{4}$|\d{1,2}\s?月|季度|半年|[本上]年|累计|[合总小]计|total/;

/**
 * Whether a unit given for a whole table or a whole row also holds for a number in the column called `name`:
 * 万元 holds for 投资额 and for 2023年, but not for 用地面积, 企业数 or 增速, and not for a year in an unnamed one.
 */
export function holdsIn(name: string, number: string, { before, after }: Unit): boolean {
  const folded = fold(name);
  const quantity = kindOf(NAMES, folded);
  if (quantity !== undefined && !(PERIOD.test(folded) && quantity === 'never'))
    return quantity === (kindOf(UNITS, fold(before + after).trim()) ?? 'other');
  return PERIOD.test(folded) || !/^(?:19|20)\d{2}$/.test(number);
}

/** Whether the label of a row says that its numbers are of another kind than `unit`: 企业数, 增速. */
export function isOfOtherKind(label: string, { before, after }: Unit): boolean {
  const folded = fold(label);
  if (!/(?:[率数]|数量|比[例重]|占比|增长|增[速幅]|面积)$/.test(folded)) return false;
  return kindOf(NAMES, folded) !== (kindOf(UNITS, fold(before + after).trim()) ?? 'other');
}

function kindOf<Kind>(table: readonly [RegExp, Kind][], folded: string): Kind | undefined {
  return table.find(([words]) => words.test(folded))?.[1];
}
