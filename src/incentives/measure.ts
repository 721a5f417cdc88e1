import { type Figure, readFigures } from '../language/figures.ts';
import { fold } from '../language/fold.ts';
import type { Currency } from '../register-types.ts';

/** A figure in whole numbers: cents, thousandths of a unit, millionths for shares. */
export type Measure =
  | { kind: 'money'; cents: number; currency: Currency }
  | { kind: 'quantity'; thousandths: number }
  | { kind: 'percent'; millionths: number };

const CURRENCIES: ReadonlySet<string> = new Set<Currency>(['CNY', 'USD', 'HKD', 'EUR']);
const QUANTITIES: ReadonlySet<string> = new Set(['m2', 'count', 'kWh']);

/** The one figure that a text is: 5000万元, 8%, 3000平方米, 20人; `undefined` where it is not exactly one. */
export function readMeasure(text: string): Measure | undefined {
  const figure = onlyFigure(text);
  return figure && measureOf(figure);
}

/** The price that a text is, in ten-thousandths of the unit of its currency: 0.03元 is 300. */
export function readPrice(text: string): { price: number; currency: Currency } | undefined {
  const figure = onlyFigure(text);
  if (!figure || !CURRENCIES.has(figure.unit)) return undefined;
  const price = priceOf(figure);
  return price === undefined ? undefined : { price, currency: figure.unit as Currency };
}

function onlyFigure(text: string): Figure | undefined {
  const figures = readFigures(text);
  const [figure] = figures;
  return figures.length === 1 && fold(text).trim() === fold(figure!.raw).trim() ? figure : undefined;
}

/** A figure in whole numbers; `undefined` where it is of no kind that rewards are counted in, or too large or fine. */
export function measureOf({ value, unit }: Figure): Measure | undefined {
  if (CURRENCIES.has(unit)) return whole(value * 100, (cents) => money(cents, unit as Currency));
  if (QUANTITIES.has(unit)) return whole(value * 1000, (thousandths) => ({ kind: 'quantity', thousandths }));
  if (unit === '%') return whole(value * 10_000, (millionths) => ({ kind: 'percent', millionths }));
  return undefined;
}

function money(cents: number, currency: Currency): Measure {
  return { kind: 'money', cents, currency };
}

/** A price in ten-thousandths of the unit of its currency. */
export function priceOf({ value }: Figure): number | undefined {
  return wholeNumber(value * 10_000);
}

function whole(scaled: number, make: (number: number) => Measure): Measure | undefined {
  const number = wholeNumber(scaled);
  return number === undefined ? undefined : make(number);
}

/** The whole number that a decimal was scaled to, but for the noise of binary fractions. */
function wholeNumber(scaled: number): number | undefined {
  const number = Math.round(scaled);
  const isWhole = Math.abs(scaled - number) <= 1e-9 * Math.max(1, Math.abs(scaled));
  return isWhole && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
