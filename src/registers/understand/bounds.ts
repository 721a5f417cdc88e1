import { type Figure, readFigures } from '../../language/figures.ts';
import type { Currency, PricedBy } from '../../register-types.ts';
import { precise, SQUARE_METRES_OF_MU } from '../read/precise.ts';
import type { Bound, BoundOp, PieceOf } from './pieces.ts';

type BoundPiece = PieceOf<'bound'>;
/** A figure of a question as a row may have it, before it is known on which side of it a row must stand. */
type Amount = Pick<BoundPiece, 'of' | 'currency' | 'per'> & {
  value: number;
  said: Bound['said'];
  start: number;
  end: number;
};

const CURRENCY = '(?:rmb|cny|us\\$|usd|hk\\$|[$¥€])? ?$';
// What stands before an amount; the more telling first: 不超过 holds 超过.
const BEFORE: [RegExp, BoundOp][] = [
  [/(?:不超过|不高于|不多于|不大于|至多|最多|小于等于|不超)(?:人民币)?$/, 'at-most'],
  [
    /(?:不低于|不少于|不小于|不下于|至少|最少|大于等于|起码|不低于或等于)(?:要|有|为)?(?:人民币)?$/,
    'at-least',
  ],
  [/(?:超过|大于|高于|多于|超|逾|突破|(?<![不通])过)(?:了)?(?:人民币)?$/, 'more-than'],
  [/(?:低于|少于|小于|不足|不到|不满|未满|未达到?)(?:人民币)?$/, 'less-than'],
  [
    new RegExp(
      `\\b(?:at most|no more than|not more than|up to|not over|not above|no larger than|not exceeding|maximum of|no higher than) ${CURRENCY}`,
    ),
    'at-most',
  ],
  [
    new RegExp(
      `\\b(?:at least|no less than|not less than|a minimum of|minimum of|no smaller than|not below|no lower than|not under) ${CURRENCY}`,
    ),
    'at-least',
  ],
  [
    new RegExp(
      `\\b(?:over|more than|above|exceeding|exceeds?|greater than|larger than|bigger than|higher than|in excess of|upwards? of) ${CURRENCY}`,
    ),
    'more-than',
  ],
  [
    new RegExp(`\\b(?:under|below|less than|smaller than|lower than|fewer than|cheaper than) ${CURRENCY}`),
    'less-than',
  ],
];
const AFTER: [RegExp, BoundOp][] = [
  [
    /^ ?(?:人民币)?(?:\(?(?:及|含|或)?\)?以上|级及?(?:以上)?|起(?!来|步区)|\(含\)以上|打底|起步)(?:\(含\))?(?:的)?/,
    'at-least',
  ],
  [/^ ?(?:人民币)?(?:\(?(?:及|含|或)?\)?以下|以内|之内|封顶)(?:\(含\))?(?:的)?/, 'at-most'],
  [
    /^ ?(?:or more|or above|or over|or higher|or larger|or bigger|and above|and over|and more|and up|upwards?|\+|plus\b)/,
    'at-least',
  ],
  [/^ ?(?:or less|or below|or under|or lower|or smaller|and below|and under)/, 'at-most'],
];
/** 1亿元以下(含1亿元), 5亿元以上(不含): whether the end itself is meant. */
const ASIDE = /^ ?\((不)?包?含(?:本数|[\d.]+ ?[万亿]*元?)?\)/;
const STRICT: Record<BoundOp, BoundOp> = {
  'at-least': 'more-than',
  'at-most': 'less-than',
  'more-than': 'more-than',
  'less-than': 'less-than',
};
const BETWEEN = /^ ?(?:到|至|-|~|—|–|and|to|与|和) ?(?:rmb|cny|us\$|usd|[$¥€])? ?$/;
const OPENING = /(?:\bbetween|\bfrom|介于|在)? ?(?:rmb|cny|us\$|usd|[$¥€])? ?$/;
const CLOSING = /^(?:之间)?(?:的)?/;

/** Every bound on money, area, height or load of a folded question: 2亿以上, 1到5亿, at least 50 mu. */
export function readBounds(text: string): BoundPiece[] {
  const amounts = amountsIn(text);
  return amounts.flatMap((amount, at) => {
    const range = rangeFrom(text, amount, amounts[at + 1]) ?? [];
    return [...sidesOf(text, amount), ...range];
  });
}

function sidesOf(text: string, { value, said, start, end, ...of }: Amount): BoundPiece[] {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const behind = AFTER.map(([pattern, op]) => ({ match: pattern.exec(after), op })).find(
    ({ match }) => match,
  );
  const ahead = BEFORE.map(([pattern, op]) => ({ match: pattern.exec(before), op })).find(
    ({ match }) => match,
  );
  const found: BoundPiece[] = [];
  const piece = (op: BoundOp, from: number, to: number) =>
    found.push({ kind: 'bound', ...of, bounds: [{ op, value, said }], start: from, end: to });
  if (ahead && !behind) piece(ahead.op, ahead.match!.index, end);
  if (behind && !ahead) {
    const to = end + behind.match![0].length;
    const aside = ASIDE.exec(text.slice(to));
    piece(aside?.[1] ? STRICT[behind.op] : behind.op, start, to + (aside?.[0].length ?? 0));
  }
  return found;
}

/** 1到5亿元 and between 1 and 5: both ends are included. */
function rangeFrom(text: string, low: Amount, high: Amount | undefined): BoundPiece[] | undefined {
  if (!high || !BETWEEN.test(text.slice(low.end, high.start))) return undefined;
  if (low.of !== high.of || low.currency !== high.currency || low.value >= high.value) return undefined;
  const opening = OPENING.exec(text.slice(0, low.start))!;
  const closing = CLOSING.exec(text.slice(high.end))!;
  const bounds: Bound[] = [
    { op: 'at-least', value: low.value, said: low.said },
    { op: 'at-most', value: high.value, said: high.said },
  ];
  const { value: _value, said: _said, ...of } = high;
  return [{ kind: 'bound', ...of, bounds, start: opening.index, end: high.end + closing[0].length }];
}

const CURRENCIES: ReadonlySet<string> = new Set<Currency>(['CNY', 'USD', 'HKD', 'EUR']);
/** A number with a scale of money and no unit is of yuan: 2亿以上, over 200 million. */
const SCALED = /[万亿]|million|billion|thousand|\b(?:mn|bn)\b/;
/** Square metres of the units of land; a mu is a fifteenth of a hectare. */
const AREA: Partial<Record<string, number>> = { m2: 1, mu: SQUARE_METRES_OF_MU, ha: 1e4, km2: 1e6 };
const KILOGRAMS = /^ ?(?:kg|公斤|千克|kilograms?|kilos?)/;
/** What an amount is by: a square metre of floor, a mu of land, a month. */
const PER_AREA =
  /^ ?(?:\/|每|一|per |a |an )? ?(m2|平方米|平米|平|sqm|square met(?:er|re)|亩|mu|公顷|hectare|ha)(?![a-z])/;
const PER_MONTH = /^ ?(?:[/·*]|每|一|per |a )? ?(?:个?月|month)/;
const PER_LOAD = /^ ?(?:\/|每|per |a )? ?(?:m2|平方米|平米|平|sqm|square met(?:er|re)s?)(?![a-z])/;

function amountsIn(text: string): Amount[] {
  const figures = readFigures(text);
  return figures.flatMap((figure, at) => amountOf(text, inUnitOf(text, figure, figures[at + 1])) ?? []);
}

/** The lower end of 1到5亿元 and of between 100 and 200 mu is said in the unit of the upper one. */
function inUnitOf(text: string, low: Figure, high: Figure | undefined): Figure {
  if (!high || low.unit !== '' || !BETWEEN.test(text.slice(low.end, high.start))) return low;
  const isScaled = SCALED.test(low.raw) || !SCALED.test(high.raw);
  const said = Number(/\d[\d,.]*/.exec(high.raw)?.[0].replaceAll(',', ''));
  // Some ends are read in the scale of the other already.
  const scale = isScaled || low.value * 100 > high.value || !(said > 0) ? 1 : high.value / said;
  const value = low.value * scale;
  return { ...low, value, unit: high.unit === '' && SCALED.test(high.raw) ? 'CNY' : high.unit };
}

function amountOf(text: string, figure: Figure): Amount | undefined {
  const { start, end, raw, unit } = figure;
  const value = precise(figure.value);
  const after = text.slice(end);
  const kilograms = unit === '' ? KILOGRAMS.exec(after) : null;
  if (kilograms || unit === 't') {
    const behind = end + (kilograms?.[0].length ?? 0);
    const per = PER_LOAD.exec(text.slice(behind));
    const said = kilograms ? { value, unit: 'kg' } : { value, unit: 't' };
    return {
      of: 'load',
      value: kilograms ? value : value * 1000,
      said,
      start,
      end: behind + (per?.[0].length ?? 0),
    };
  }
  if (unit === 'm') return { of: 'height', value, said: { value, unit }, start, end };
  const square = AREA[unit];
  if (square !== undefined)
    return { of: 'area', value: precise(value * square), said: { value, unit }, start, end };
  const currency = currencyOf(unit, raw);
  return (
    currency &&
    priced(
      { of: 'money', currency, value, said: { value, unit: currency }, start, end },
      text.slice(0, start),
      after,
    )
  );
}

function currencyOf(unit: string, raw: string): Currency | undefined {
  if (CURRENCIES.has(unit)) return unit as Currency;
  return unit === '' && SCALED.test(raw) ? 'CNY' : undefined;
}

/** 每亩30万元以下, 每平方米每月不超过15元: what it is by stands first. */
const PER_AREA_AHEAD =
  /每(平方米|平米|平|亩|公顷)(?:每?月)?(?:价格|租金|地价|不?超过|不?高于|不?低于|至多|最多|至少|在)*$/;

/** An amount a square metre or a mu, as registers have it: a square metre, perhaps a month. */
function priced(amount: Amount, before: string, after: string): Amount {
  const ahead = PER_AREA_AHEAD.exec(before);
  const area = ahead ?? PER_AREA.exec(after);
  if (!area) return amount;
  const month = ahead ? /月/.exec(ahead[0]) : PER_MONTH.exec(after.slice(area[0].length));
  const unit = /^(?:亩|mu)$/.test(area[1]!) ? 'mu' : /^(?:公顷|ha|hectare)$/.test(area[1]!) ? 'ha' : 'm2';
  const per: PricedBy = month ? 'm2·month' : 'm2';
  const end = ahead ? amount.end : amount.end + area[0].length + (month?.[0].length ?? 0);
  const said = { value: amount.value, unit: `${amount.said.unit}/${unit}${month ? '·month' : ''}` };
  return { ...amount, per, value: precise(unitPrice(amount.value, unit)), said, end };
}

function unitPrice(value: number, unit: 'mu' | 'ha' | 'm2'): number {
  if (unit === 'mu') return value / SQUARE_METRES_OF_MU;
  return unit === 'ha' ? value / 1e4 : value;
}
