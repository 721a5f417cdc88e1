import type { Basis, Given, Situation } from '../../incentive-types.ts';
import { type Quantity, readQuantities } from '../../language/quantities.ts';
import type { Currency } from '../../register-types.ts';
import { measureOf, priceOf } from '../measure.ts';
import { type Named, namedIn } from './words.ts';

/** What a message gives of figures. */
export interface GivenFigures {
  figures: Partial<Record<Basis, Given>>;
  rent?: number;
  /** Bases taken for what was only called an investment. */
  taken: Basis[];
  /** An amount or area without a word of what it is, as one that was asked for is given. */
  bare?: Quantity;
}

const AWARD_BEHIND =
  /^(?:的(?:一次性)?(?:奖励|补贴|补助|奖补)|(?:一次性)?(?:奖励|补贴|补助|奖补)(?!多少|几|有|能|是|怎|吗))|^ ?(?:award|subsid|grant|bonus|reward)/;
const MONTHS = 12;

/**
 * The figures of a plan in a folded message: each by the word beside it, of its own clause. Bounds (5000万元以上) are
 * no figures of a plan, and an amount that is itself a reward is none either.
 */
export function figuresIn(folded: string, before: Situation | undefined): GivenFigures {
  const given: GivenFigures = { figures: {}, taken: [] };
  const quantities = readQuantities(folded).filter(isOfPlan);
  let currency: Currency = 'CNY';
  for (const [at, quantity] of quantities.entries()) {
    const left = quantities[at - 1]?.end ?? 0;
    const right = quantities[at + 1]?.start ?? folded.length;
    const between = [folded.slice(left, quantity.start), folded.slice(quantity.end, right)] as const;
    if (AWARD_BEHIND.test(between[1])) continue;
    if (CURRENCIES.has(quantity.unit)) currency = quantity.unit as Currency;
    const named = peopleBehind(between[1]) ?? putInto(between[1]) ?? nameOf(between);
    addFigure(given, { quantity, named, between, currency, folded, before });
  }
  return given;
}

const CURRENCIES: ReadonlySet<string> = new Set<Currency>(['CNY', 'USD', 'HKD', 'EUR']);
const UNITS: ReadonlySet<string> = new Set([...CURRENCIES, '', 'm2', 'count', 'kWh']);

function isOfPlan({ unit, bound, upper, value }: Quantity): boolean {
  return UNITS.has(unit) && bound !== 'at-least' && bound !== 'up-to' && !upper && value > 0;
}

/** The word that says what a figure is: the last before it in its clause, else the first behind. */
function nameOf([before, after]: readonly [string, string]): Named | undefined {
  const clause = before.split(/[,;。?!:]|\. /).at(-1)!;
  const behind = after.split(/[,;。?!]|\. /)[0]!;
  return namedIn(clause).at(-1)?.named ?? namedIn(behind)[0]?.named;
}

/** 10名硕士, 5 PhDs: people are named right behind their number. */
function peopleBehind(after: string): Named | undefined {
  const [first] = namedIn(after);
  return first && first.start <= 2 && PEOPLE.has(first.named) ? first.named : undefined;
}

/** 200 million in fixed assets and 50 million in equipment: in English it stands behind. */
function putInto(after: string): Named | undefined {
  const into = /^ ?(?:(?:yuan|rmb|cny|usd|us dollars) )?(?:in|on|for) (?:the |new )?/.exec(after)?.[0];
  const first = into === undefined ? undefined : namedIn(after.slice(into.length))[0];
  return first?.start === 0 && first.named !== 'area' && first.named !== 'investment'
    ? first.named
    : undefined;
}

const PEOPLE: ReadonlySet<Named> = new Set<Named>(['doctors', 'masters', 'bachelors']);

interface Placed {
  quantity: Quantity;
  named: Named | undefined;
  between: readonly [string, string];
  currency: Currency;
  folded: string;
  before: Situation | undefined;
}

function addFigure(given: GivenFigures, placed: Placed): void {
  const { quantity, named, folded } = placed;
  if (quantity.unit === 'm2') {
    const basis = areaOf(folded, named);
    given.figures[basis] = { thousandths: Math.round(quantity.value * 1000) };
  } else if (quantity.unit === 'kWh')
    given.figures.electricity = { thousandths: Math.round(quantity.value * 1000) };
  else if (named === 'doctors' || named === 'masters' || named === 'bachelors') {
    if (quantity.unit === 'count' || (quantity.unit === '' && quantity.value < 1e4))
      given.figures[named] = { thousandths: Math.round(quantity.value * 1000) };
  } else addMoney(given, placed);
}

/** 3.2亿 is an amount of money without its unit. */
const LARGE = 1e4;

function addMoney(given: GivenFigures, { quantity, named, between, currency, folded, before }: Placed): void {
  const isMoney = CURRENCIES.has(quantity.unit);
  if (!isMoney && (quantity.unit !== '' || quantity.value < LARGE)) return;
  if (isMoney && quantity.rates.has('m2')) {
    if (!quantity.rates.has('day')) given.rent = priceOf(quantity);
    return;
  }
  const measure = measureOf({ ...quantity, unit: isMoney ? quantity.unit : currency });
  if (measure?.kind !== 'money') return;
  const amount = { cents: measure.cents, currency: measure.currency };
  if (named === 'rent') {
    const isMonthly = quantity.rates.has('month') || /月租|monthly/.test(between.join(' '));
    given.figures.rentPaid = { ...amount, cents: isMonthly ? amount.cents * MONTHS : amount.cents };
  } else if (named === 'investment') {
    const basis = investmentOf(folded, before);
    given.figures[basis] = amount;
    if (basis === 'fixedInvestment' && !/固投|固定资产|fixed/.test(folded)) given.taken.push(basis);
  } else if (named === undefined || named === 'talent' || named === 'area') given.bare ??= quantity;
  else given.figures[named as Basis] = amount;
}

/** An investment is that in fixed assets, unless another one was named. */
function investmentOf(folded: string, before: Situation | undefined): Basis {
  const named = namedIn(folded).map((word) => word.named);
  if (named.includes('fixedInvestment')) return 'fixedInvestment';
  if (named.includes('totalInvestment')) return 'totalInvestment';
  return before?.about.includes('totalInvestment') ? 'totalInvestment' : 'fixedInvestment';
}

function areaOf(folded: string, named: Named | undefined): Basis {
  if (named === 'fitOutCost' || /装修|fit-?out/.test(folded)) return 'fitOutArea';
  if (/办公|写字楼|office/.test(folded)) return 'officeArea';
  if (/购|买|自建|\bbuy|\bpurchas|\bbuild/.test(folded) && !/租|rent|lease/.test(folded)) return 'floorArea';
  return 'rentArea';
}
