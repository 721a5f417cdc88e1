import { inScriptOf } from '../../language/detect.ts';
import type { FieldName } from '../../register-types.ts';
import type { Language } from '../../types.ts';
import type { Bound, BoundOp, PeriodLabel, Stage } from './pieces.ts';

/** What filters say of themselves, in the language and script of the asker. */
export interface Labels {
  value(name: string, said: string): string;
  period(stage: Stage | undefined, label: PeriodLabel): string;
  reached(stage: Stage, isReached: boolean): string;
  bound(field: FieldName, bound: Bound): string;
  available(): string;
  funded(): string;
}

export function labelsIn(language: Language): Labels {
  if (language === 'en') return ENGLISH;
  const written = (text: string) => inScriptOf(language, text);
  return {
    value: (name) => written(name),
    period: (stage, { zh }) => written(`${zh}${stage ? STAGE[stage].zh : ''}`),
    reached: (stage, isReached) => written(`${isReached ? '已' : '未'}${STAGE[stage].zh}`),
    bound: (field, bound) => written(chineseBound(field, bound)),
    available: () => '可供',
    funded: () => written('有外资'),
  };
}

const ENGLISH: Labels = {
  value: (_, said) => said,
  period: (stage, { en }) => (stage ? `${STAGE[stage].past} ${en}` : en.replace(/^in /, '')),
  reached: (stage, isReached) => (isReached ? STAGE[stage].en : `not yet ${STAGE[stage].en}`),
  bound: englishBound,
  available: () => 'available',
  funded: () => 'with foreign capital',
};

const STAGE: Record<Stage, { zh: string; en: string; past: string }> = {
  signed: { zh: '签约', en: 'signed', past: 'signed' },
  started: { zh: '开工', en: 'under construction', past: 'started' },
  operating: { zh: '投产', en: 'in operation', past: 'put into operation' },
};

/** Fields whose bounds say of what they are; an amount goes without saying. */
const FIELD: Partial<Record<FieldName, { zh: string; en: string }>> = {
  foreignCapital: { zh: '外资', en: 'foreign capital of ' },
  area: { zh: '面积', en: 'area of ' },
  price: { zh: '价格', en: 'price of ' },
  rent: { zh: '租金', en: 'rent of ' },
  floorHeight: { zh: '层高', en: 'floor height of ' },
  floorLoad: { zh: '承重', en: 'floor load of ' },
  plotRatio: { zh: '容积率', en: 'plot ratio of ' },
};

const CHINESE_OPS: Record<BoundOp, (amount: string) => string> = {
  'at-least': (amount) => `${amount}及以上`,
  'more-than': (amount) => `超过${amount}`,
  'at-most': (amount) => `${amount}及以下`,
  'less-than': (amount) => `低于${amount}`,
};
const ENGLISH_OPS: Record<BoundOp, (amount: string) => string> = {
  'at-least': (amount) => `${amount} and above`,
  'more-than': (amount) => `more than ${amount}`,
  'at-most': (amount) => `${amount} and below`,
  'less-than': (amount) => `less than ${amount}`,
};

function chineseBound(field: FieldName, { op, said }: Bound): string {
  return `${FIELD[field]?.zh ?? ''}${CHINESE_OPS[op](chineseAmount(said))}`;
}

function englishBound(field: FieldName, { op, said }: Bound): string {
  return `${FIELD[field]?.en ?? ''}${ENGLISH_OPS[op](englishAmount(said))}`;
}

const CHINESE_UNITS: Record<string, string> = {
  CNY: '元',
  USD: '美元',
  HKD: '港元',
  EUR: '欧元',
  mu: '亩',
  ha: '公顷',
  m2: '平方米',
  km2: '平方公里',
  m: '米',
  kg: '公斤/平方米',
  t: '吨/平方米',
  month: '月',
};
const ENGLISH_UNITS: Record<string, string> = {
  CNY: 'RMB ',
  USD: 'USD ',
  HKD: 'HKD ',
  EUR: 'EUR ',
  mu: 'mu',
  ha: 'ha',
  m2: 'm²',
  km2: 'km²',
  m: 'm',
  kg: 'kg/m²',
  t: 't/m²',
  month: 'month',
};

const isMoney = (unit: string) => unit.length === 3 && unit === unit.toUpperCase();
const plain = (value: number) => String(Math.round(value * 1e4) / 1e4);

function chineseAmount({ value, unit }: Bound['said']): string {
  const [base, ...per] = unit.split(/[/·]/);
  const by = per.map((name) => `/${CHINESE_UNITS[name] ?? name}`).join('');
  const scale = !isMoney(base!) || value < 1e4 ? '' : value < 1e8 ? '万' : '亿';
  const scaled = value / (scale === '万' ? 1e4 : scale === '亿' ? 1e8 : 1);
  return `${plain(scaled)}${scale}${CHINESE_UNITS[base!] ?? base}${by}`;
}

function englishAmount({ value, unit }: Bound['said']): string {
  const [base, ...per] = unit.split(/[/·]/);
  const by = per.map((name) => `/${ENGLISH_UNITS[name] ?? name}`).join('');
  if (!isMoney(base!)) return `${plain(value)} ${ENGLISH_UNITS[base!] ?? base}`.trim();
  const [scaled, scale] =
    value >= 1e9 ? [value / 1e9, ' billion'] : value >= 1e6 ? [value / 1e6, ' million'] : [value, ''];
  return `${ENGLISH_UNITS[base!]}${scale === '' ? scaled.toLocaleString('en') : plain(scaled)}${scale}${by}`;
}
