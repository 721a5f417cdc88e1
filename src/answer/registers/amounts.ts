import { inScriptOf } from '../../language/detect.ts';
import type {
  Currency,
  FieldName,
  FieldValue,
  MoneyValue,
  PricedBy,
  RegisterName,
  Total,
} from '../../register-types.ts';
import type { Language } from '../../types.ts';
import { amountInEnglish } from '../compose/english.ts';

/** Square metres of a mu: 2000/3, by the definition of the unit. */
const MU = 2000 / 3;

const CHINESE_CURRENCY: Record<Currency, string> = { CNY: '元', USD: '美元', HKD: '港元', EUR: '欧元' };

/** How a figure is written: in which language, and to how many decimals of the scale it is written in. */
interface Writing {
  language: Language;
  /** All digits where absent. */
  decimals?: number;
}

/**
 * An amount of money as the asker reads it: `222.8亿元`, `RMB 22.28 billion (222.8亿元)`; a price with what it is
 * counted by: `32万元/亩`, `12.5元/平方米·月`.
 */
export function writeMoney(money: Money, { language, decimals }: Writing): string {
  const { value, currency, per } = perUsualUnit(money);
  const chinese = `${scaled(value, decimals)}${CHINESE_CURRENCY[currency]}${per ? `/${per.chinese}` : ''}`;
  if (language !== 'en') return inScriptOf(language, chinese);
  const figure = { value: toScale(value, decimals), unit: currency, raw: '', start: 0, end: 0 };
  const english = amountInEnglish(figure);
  const by = per ? ` per ${per.english}` : '';
  return english
    ? `${english}${by} (${chinese})`
    : `${plain(value, decimals)} ${ENGLISH_CURRENCY[currency]}${by}`;
}

type Money = Pick<MoneyValue, 'value' | 'currency' | 'per'>;

const ENGLISH_CURRENCY: Record<Currency, string> = {
  CNY: 'yuan',
  USD: 'US dollars',
  HKD: 'HK dollars',
  EUR: 'euros',
};

const USUAL_UNITS: Record<PricedBy, { chinese: string; english: string }> = {
  m2: { chinese: '亩', english: 'mu' },
  m2·month: { chinese: '平方米·月', english: 'square metre a month' },
  t: { chinese: '吨', english: 'ton' },
  m3: { chinese: '立方米', english: 'cubic metre' },
  kWh: { chinese: '千瓦时', english: 'kWh' },
  kVA·month: { chinese: '千伏安·月', english: 'kVA a month' },
  month: { chinese: '月', english: 'month' },
  year: { chinese: '年', english: 'year' },
};

/** Land is priced by the mu in China, and by nothing else. */
function perUsualUnit({ value, currency, per }: Money) {
  return { value: per === 'm2' ? value * MU : value, currency, per: per && USUAL_UNITS[per] };
}

function scaleOf(value: number): [number, string] {
  const size = Math.abs(value);
  if (size >= 1e8) return [1e8, '亿'];
  return size >= 1e4 ? [1e4, '万'] : [1, ''];
}

/** `222.8亿`, `3000万`, `80`: in the largest scale that the value reaches. */
function scaled(value: number, decimals: number | undefined): string {
  const [scale, name] = scaleOf(value);
  return `${plain(value / scale, decimals)}${name}`;
}

/** Rounded to decimals of its scale. */
function toScale(value: number, decimals: number | undefined): number {
  const [scale] = scaleOf(value);
  return decimals === undefined ? value : Number((value / scale).toFixed(decimals)) * scale;
}

/** Without exponents, and without the noise of binary fractions: no ledger gives twelve digits. */
function plain(value: number, decimals = 12): string {
  return Number(value.toPrecision(12)).toLocaleString('en-US', {
    useGrouping: false,
    maximumFractionDigits: decimals,
  });
}

/** A quantity of a field in the unit in which the trade gives it: land in mu, halls in square metres. */
export function writeQuantity(
  value: number,
  { field, register, ...writing }: Writing & { field: FieldName; register: RegisterName },
): string {
  const isLand = field === 'area' && register === 'plots';
  const [chinese, english] = isLand ? ['亩', ' mu'] : (QUANTITY_UNITS[field] ?? ['', '']);
  // Land is known in square metres to their ten-thousandths, of which a mu has many.
  const number = plain(isLand ? Number((value / MU).toPrecision(8)) : value, writing.decimals);
  return `${number}${writing.language === 'en' ? english : inScriptOf(writing.language, chinese)}`;
}

const QUANTITY_UNITS: Partial<Record<FieldName, [string, string]>> = {
  area: ['平方米', ' m²'],
  floorHeight: ['米', ' m'],
  floorLoad: ['公斤/平方米', ' kg/m²'],
};

/**
 * A value of a row as its document writes it, in the asker's script; an amount or quantity in English, and
 * land that is given in another unit with its mu. A bare number, whose unit stands in its heading, has that beside it.
 */
export function writeValue(
  value: FieldValue,
  { field, register, language }: { field: FieldName; register: RegisterName; language: Language },
): string {
  const isBare = /^\s*\d[\d.,，]*\s*$/.test(value.raw.normalize('NFKC'));
  if (isBare && value.type === 'money') return writeMoney(value, { language });
  if (isBare && value.type === 'quantity') return writeQuantity(value.value, { field, register, language });
  if (
    value.type === 'quantity' &&
    register === 'plots' &&
    field === 'area' &&
    !/[亩畝]|\bmu\b/i.test(value.raw)
  ) {
    const land = writeQuantity(value.value, { field, register, language });
    return language === 'en' ? `${value.raw} (${land})` : `${inScriptOf(language, value.raw)}（${land}）`;
  }
  if (value.type === 'money' && language === 'en' && !value.isAbout) return writeMoney(value, { language });
  if (value.type === 'quantity' && language === 'en' && /^[\d.,，\s]+[\p{Script=Han}/㎡]+$/u.test(value.raw))
    return writeQuantity(value.value, { field, register, language });
  return inScriptOf(language, value.raw);
}

/** The value of a total, without what it is a total of. */
export function writeTotal(
  { measure, value, currency, per }: Total,
  { register, language }: { register: RegisterName; language: Language },
): string {
  if (measure.kind === 'count') return plain(value);
  if (measure.kind === 'elapsed') return plain(value, 1);
  const writing = { language, ...(measure.kind === 'average' && { decimals: 2 }) };
  if (currency) return writeMoney({ value, currency, per }, writing);
  return writeQuantity(value, { field: measure.field, register, ...writing });
}
