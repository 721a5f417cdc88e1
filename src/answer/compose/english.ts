import { type Figure, readFigures } from '../../language/figures.ts';

const CURRENCY: Partial<Record<Figure['unit'], string>> = { CNY: 'RMB ', USD: 'US$', HKD: 'HK$', EUR: '€' };
const SCALES: [number, string][] = [
  [1e12, ' trillion'],
  [1e9, ' billion'],
  [1e6, ' million'],
];

/**
 * Amounts of a Chinese text as an English reader writes them, each with its own wording beside it:
 * `RMB 22.28 billion (222.8亿元)`. Only conversions that lose no digit are given.
 */
export function amountsInEnglish(text: string): string[] {
  const found = readFigures(text).flatMap((figure) => {
    const english = amountInEnglish(figure);
    return english && /\p{Script=Han}/u.test(figure.raw) ? [`${english} (${figure.raw})`] : [];
  });
  return [...new Set(found)];
}

/** An amount of money in English, exact to its last digit; `undefined` for anything else. */
export function amountInEnglish(figure: Figure): string | undefined {
  const currency = CURRENCY[figure.unit];
  if (currency === undefined || figure.value < 1e4) return undefined;
  const scale = SCALES.find(([from]) => figure.value >= from);
  // Twelve digits are more than any budget gives and fewer than binary fractions blur.
  const number = scale
    ? Number((figure.value / scale[0]).toPrecision(12)).toString()
    : figure.value.toLocaleString('en-US');
  return `${currency}${number}${scale?.[1] ?? ''}`;
}
