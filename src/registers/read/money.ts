import { boundAt } from '../../language/bounds.ts';
import { readFigures } from '../../language/figures.ts';
import { fold } from '../../language/fold.ts';
import { CHINESE_SCALES } from '../../language/numerals.ts';
import type { Currency, MoneyValue, PricedBy } from '../../register-types.ts';
import { precise, SQUARE_METRES_OF_MU } from './precise.ts';

const CURRENCIES: ReadonlySet<string> = new Set<Currency>(['CNY', 'USD', 'HKD', 'EUR']);

const AREA = '(?:平方米|平米|平方|平|sq\\.? ?m|sqm|square met(?:er|re))';
const MONTH = '(?:个?月|months?|mth)';
const BY = '(?: ?(?:[/·.*]|每|per|an?) ?)';
// What a price is by, behind its currency; and what one such unit is in the base unit.
const PER: [RegExp, PricedBy, number][] = [
  [new RegExp(`^${BY}\\(?${AREA}${BY}${MONTH}\\)?$`), 'm2·month', 1],
  [new RegExp(`^${BY}\\(?${MONTH}${BY}${AREA}\\)?$`), 'm2·month', 1],
  [new RegExp(`^${BY}\\(?${AREA}${BY}(?:年|years?|annum)\\)?$`), 'm2·month', 12],
  [new RegExp(`^${BY}\\(?(?:年|years?)${BY}${AREA}\\)?$`), 'm2·month', 12],
  [new RegExp(`^${BY}${AREA}$`), 'm2', 1],
  [new RegExp(`^${BY}(?:亩|mu)$`), 'm2', SQUARE_METRES_OF_MU],
  [new RegExp(`^${BY}(?:公顷|ha|hectare)$`), 'm2', 1e4],
  [new RegExp(`^${BY}(?:吨|t|tons?|tonnes?)$`), 't', 1],
  [new RegExp(`^${BY}(?:立方米|立方|方|cubic met(?:er|re)|标方)$`), 'm3', 1],
  [new RegExp(`^${BY}(?:千瓦时|千瓦·时|千瓦小时|度电?|kwh|kw·h)$`), 'kWh', 1],
  [new RegExp(`^${BY}(?:千伏安|kva)${BY}${MONTH}$`), 'kVA·month', 1],
  [new RegExp(`^${BY}${MONTH}$`), 'month', 1],
  [new RegExp(`^${BY}(?:年|years?|annum)$`), 'year', 1],
];

/** Numerals as on cheques. */
const FORMAL: Record<string, string> = {
  ...{ 壹: '一', 贰: '二', 叁: '三', 肆: '四', 伍: '五', 陆: '六', 柒: '七', 捌: '八', 玖: '九', 拾: '十' },
  ...{ 佰: '百', 仟: '千', 圆: '元' },
};
const AROUND =
  /^(?:人民币|约|大约|约为|大概|近|将近|接近|逾|超|超过|突破|高达|达|预计|计划|总投资|投资|不低于|不少于|至少|~|about|around|approx(?:imately)?\.?|roughly|nearly|almost|over|more than|at least|some|circa|ca\.?|an? |[ :：])*$/;
const BEHIND =
  /^(?:人民币|左右|上下|以上|多|余|整|\+|or so|or more|\((?:人民币|rmb|cny|含.{1,6}|不含.{1,6}|约)\)| )*$/;

/**
 * The amount or price of a cell, with the unit of its heading where it says none itself: 12.5亿元, 约3亿, 28万元/亩,
 * RMB 120 million, 15元/㎡·月. A text gives the reason why it is none.
 *
 * @param unit of the column, as its heading gives it
 */
export function readMoney(cell: string, unit: string | undefined): MoneyValue | string {
  const plain = unit === undefined || !/[/·每]|per/i.test(unit) ? PLAIN.exec(cell) : null;
  if (plain) return readPlain(cell, plain);
  const own = parse(cell, normal(cell));
  if (typeof own !== 'string' && own.currency) {
    const isBare = !own.isScaled && own.value < LEAST_UNSCALED && BEHIND.test(own.behind);
    if (isBare && unit !== undefined && SCALED.test(fold(unit))) return 'contradicts the unit of its heading';
    return finish(cell, { ...own, currency: own.currency }, unit);
  }
  if (unit === undefined) return typeof own === 'string' ? own : inYuan(cell, own);
  const whole = parse(cell, normal(withUnit(cell, unit, typeof own !== 'string' && own.isScaled)));
  if (typeof whole === 'string') return typeof own === 'string' ? own : whole;
  return whole.currency ? finish(cell, { ...whole, currency: whole.currency }, undefined) : NO_UNIT;
}

/** As nearly all cells of a ledger are. */
const PLAIN = /^(\d+(?:\.\d+)?)([万亿])(元|美元)$/;

function readPlain(cell: string, [, digits, scale, currency]: RegExpExecArray): MoneyValue {
  const value = precise(Number(digits) * CHINESE_SCALES[scale!]!);
  return { type: 'money', value, currency: currency === '元' ? 'CNY' : 'USD', isAbout: false, raw: cell };
}

/** $3 under a heading in 亿元 is not three dollars. */
const LEAST_UNSCALED = 1e4;
const SCALED = /[万亿]|million|billion|thousand|\b(?:mn|bn)\b/;

const NO_UNIT = 'has no unit of money, in the cell or in its heading';

interface Parsed {
  value: number;
  currency?: Currency;
  /** What follows the currency: /亩. */
  behind: string;
  isAbout: boolean;
  /** Whether 万 or 亿 is in the cell itself. */
  isScaled: boolean;
}

function normal(text: string): string {
  return (
    fold(text)
      .trim()
      .replace(/[壹贰叁肆伍陆柒捌玖拾佰仟圆]/g, (numeral) => FORMAL[numeral]!)
      .replace(/(?<=\d)\s+(?=[\p{Script=Han}])|(?<=\p{Script=Han})\s+(?=\d)/gu, '')
      .replace(/，(?=\d{3})/g, ',')
      // Else the digit is a figure of its own.
      .replace(/(?<![a-z])n?m([23])(?!\d)/g, (_, power) => (power === '2' ? '平方米' : '立方米'))
      .replace(/(?<=[万亿])(?=人民币|rmb|cny)/g, '元')
      .replace(/元(?:人民币|rmb|cny)/g, '元')
  );
}

/** One figure with words that go with it; a text says what else stands there. */
function parse(cell: string, text: string): Parsed | string {
  const figures = readFigures(text).filter(({ unit }) => unit !== 'date');
  const figure = figures[0];
  if (!figure) return 'is no amount of money';
  if (figures.length > 1 || /\d\s*[-–—~～至到]\s*\d/.test(text)) return 'is more than one amount';
  const before = text.slice(0, figure.start).trimStart();
  const after = text.slice(figure.end);
  if (/[-−负]\s*$/.test(before) || /^\(.*\)$/.test(cell.trim())) return 'is below nothing';
  if (!AROUND.test(before)) return 'is no amount of money';
  const isMoney = CURRENCIES.has(figure.unit);
  if (!isMoney && figure.unit !== '') return 'is no amount of money';
  const bound = boundAt(before, after, figure);
  if (bound === 'up-to' || bound === 'before') return 'is only a limit';
  return {
    value: figure.value,
    ...(isMoney && { currency: figure.unit as Currency }),
    behind: after,
    isAbout: bound !== 'exactly' || /[~逾余多]|约|超/.test(before + after),
    isScaled: SCALED.test(figure.raw),
  };
}

/** 5.2亿 says no currency, and in a Chinese text is of yuan; a number without even that may be of anything. */
function inYuan(cell: string, parsed: Parsed): MoneyValue | string {
  return parsed.isScaled && /[万亿萬億]/.test(cell)
    ? finish(cell, { ...parsed, currency: 'CNY' }, undefined)
    : NO_UNIT;
}

function finish(
  cell: string,
  { value, currency, behind, isAbout }: Parsed & { currency: Currency },
  unit: string | undefined,
): MoneyValue | string {
  const price = behind.trim();
  const money = { type: 'money' as const, currency, isAbout, raw: cell };
  if (BEHIND.test(behind)) {
    // 28万元 under 出让底价（万元/亩） is by the mu all the same.
    const by = unit === undefined ? undefined : perOf(/[/·每](.+)$|per .+$/.exec(fold(unit))?.[0] ?? '');
    return by
      ? { ...money, value: precise(value / by.factor), per: by.per }
      : { ...money, value: precise(value) };
  }
  const by = perOf(price.replace(/(?:左右|以上|\(含税\)|起)$/, '').trim());
  return by
    ? { ...money, value: precise(value / by.factor), per: by.per }
    : 'is no amount or price that is known';
}

function perOf(text: string): { per: PricedBy; factor: number } | undefined {
  const found = PER.find(([form]) => form.test(text));
  return found && { per: found[1], factor: found[2] };
}

/** The cell's number with the unit of its heading; of a number with a scale of its own only the currency is taken. */
function withUnit(cell: string, unit: string, isScaled: boolean): string {
  const number = /\d[\d,，.]*(?:\s*[万亿萬億千百]+)?|[一二两三四五六七八九十百千万亿零〇]+/.exec(
    cell.normalize('NFKC'),
  );
  if (!number) return cell;
  const text = cell.normalize('NFKC');
  const prefixed = /^(rmb|cny|usd|us\$|hk\$|hkd|eur|[$¥€])\s*(.*)$/i.exec(unit.normalize('NFKC').trim());
  const scale = prefixed?.[2] ?? unit;
  const kept = isScaled
    ? scale.replace(/^[千百十]?[万亿萬億]/, '').replace(/^(?:thousand|million|billion|mn|bn)\s*/i, '')
    : scale;
  const behind = /^[a-z]/i.test(kept) ? ` ${kept}` : kept;
  const at = number.index + number[0].trimEnd().length;
  const before = prefixed ? `${prefixed[1]} ` : '';
  return text.slice(0, number.index) + before + text.slice(number.index, at) + behind + text.slice(at);
}
