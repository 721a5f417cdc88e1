import { BASES, type Basis, type Given, type Line, type Money, type Part } from '../../incentive-types.ts';
import type { Language } from '../../types.ts';
import { writeMoney } from '../registers/amounts.ts';
import { incentiveWording } from './wording.ts';

/** An amount in full: `1600万元`, `RMB 16 million (1600万元)`. */
export function writeCents({ cents, currency }: Money, language: Language): string {
  const written = { value: cents / 100, currency };
  return writeMoney(written, { language: language === 'en' ? 'en' : 'zh-Hans' });
}

/** The same within arithmetic, in one language: `RMB 16 million`. */
export function writeShort(money: Money, language: Language): string {
  return writeCents(money, language).replace(/ \([^)]*\)$/, '');
}

/** A figure that a basis has: an amount, or so many square metres, people or kilowatt-hours. */
export function writeValue(
  basis: Basis,
  value: number,
  { currency, language }: { currency: Money['currency']; language: Language },
): string {
  if (BASES[basis] === 'money') return writeShort({ cents: value, currency }, language);
  // 3000万千瓦时, as it is written in Chinese.
  const isLarge = basis === 'electricity' && language !== 'en' && value >= 1e7;
  return `${isLarge ? `${plain(value, 1e7)}万` : plain(value, 1000)}${unitOf(basis, language)}`;
}

/** A figure as an asker gave it. */
export function writeGiven(basis: Basis, given: Given, language: Language): string {
  if ('thousandths' in given) return writeValue(basis, given.thousandths, { currency: 'CNY', language });
  return writeShort(given, language);
}

export function writePercent(millionths: number): string {
  return `${plain(millionths, 10_000)}%`;
}

function unitOf(basis: Basis, language: Language): string {
  const { units } = incentiveWording(language);
  if (basis === 'electricity') return units.power;
  return basis.endsWith('Area') ? units.area : units.people;
}

/** A whole number of parts as a decimal, exact. */
export function plain(value: number, parts: number): string {
  const digits = String(parts).length - 1;
  const whole = Math.floor(value / parts);
  const rest = String(value % parts)
    .padStart(digits, '0')
    .replace(/0+$/, '');
  return rest === '' ? `${whole}` : `${whole}.${rest}`;
}

/**
 * How an amount comes about, line by line: `3.2亿元 × 5% = 1600万元`; of years, each with what they come to; then the
 * cap where one bites.
 */
export function writeWorking(
  { rule, lines, before, cents, cap, isYearly }: Part,
  language: Language,
): string {
  const wording = incentiveWording(language);
  const { currency } = rule;
  const capText = cap && wording.capped(writeCents(cap, language), cap.yearly);
  const texts = lines.map((line) => writeLine(line, { currency, language, yearlyCap: rule.yearlyCap }));
  const isOne = lines.length === 1 && !hasManyYears(lines[0]!);
  // A cap on each year stands with its line.
  const whole = capText && !(cap.yearly && lines.some(({ years }) => years)) ? [capText] : [];
  const sum =
    isOne || isYearly
      ? []
      : [wording.sum(writeCents({ cents: whole.length > 0 ? before : cents, currency }, language))];
  return [...texts, ...sum, ...whole].join(wording.comma);
}

function hasManyYears({ years }: Line): boolean {
  return years !== undefined && years.to !== years.from;
}

interface Writing {
  currency: Money['currency'];
  language: Language;
  yearlyCap?: Money;
}

function writeLine({ working, before, years }: Line, { currency, language, yearlyCap }: Writing): string {
  const wording = incentiveWording(language);
  const prefix = years ? `${wording.years(years.from, years.to)}${language === 'en' ? ': ' : ''}` : '';
  const amount = writeCents({ cents: before, currency }, language);
  const text =
    working.kind === 'fixed'
      ? wording.fixed(amount)
      : wording.equals(writeFactors(working, { currency, language }), amount);
  const area = areaCut(working);
  const cut = area === undefined ? [] : [wording.areaCut(plain(area, 1000))];
  const isCapped = years && yearlyCap && before > yearlyCap.cents;
  const capped = isCapped ? [wording.capped(writeCents(yearlyCap, language), true)] : [];
  return [`${prefix}${text}`, ...cut, ...capped].join(wording.comma);
}

/** The area that counts, where more is rented. */
function areaCut(working: Line['working']): number | undefined {
  if (working.kind === 'share' && working.rent?.rented !== undefined) return working.rent.area;
  return working.kind === 'each' && working.given !== undefined ? working.units : undefined;
}

function writeFactors(working: Exclude<Line['working'], { kind: 'fixed' }>, writing: Writing): string {
  const { language } = writing;
  const wording = incentiveWording(language);
  const part = (value: number, over: number | undefined) => {
    const said = writeValue(working.of, value, writing);
    return over ? `(${said} − ${writeValue(working.of, over, writing)})` : said;
  };
  if (working.kind === 'each') {
    const unit = unitOf(working.of, language);
    const each = writeShort({ cents: working.price / 100, currency: writing.currency }, language);
    const price = language === 'en' || unit === '' ? each : `${each}/${unit}`;
    const times = working.times > 1 ? [wording.months(working.times)] : [];
    return [part(working.units, working.over), price, ...times].join(' × ');
  }
  const percent = writePercent(working.millionths);
  if (!working.rent) return `${part(working.base, working.over)} × ${percent}`;
  const { area, price } = working.rent;
  const rent = wording.price(plain(price, 10_000), wording.units.area);
  return [`${plain(area, 1000)}${wording.units.area}`, rent, wording.months(12), percent].join(' × ');
}
