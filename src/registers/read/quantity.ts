import { fold } from '../../language/fold.ts';
import type { QuantityValue } from '../../register-types.ts';
import { precise, SQUARE_METRES_OF_MU } from './precise.ts';

/** What a quantity field is counted in: square metres, metres, kilograms a square metre, or a bare number. */
export type Dimension = 'area' | 'height' | 'load' | 'ratio';

/** Of kilonewtons, by standard gravity. */
const KILOGRAMS_OF_KN = 1000 / 9.80665;
const SQUARE_METRE = '(?:m[2²]|平方米|平米|平方|平|sq\\.? ?m|sqm|square met(?:er|re)s?)';
const BY_SQUARE_METRE = ` ?(?:/|每|per) ?${SQUARE_METRE}`;
const UNITS: Record<Dimension, [RegExp, number][]> = {
  area: [
    [new RegExp(`^${SQUARE_METRE}$`), 1],
    [/^(?:亩|mu)$/, SQUARE_METRES_OF_MU],
    [/^(?:公顷|ha|hectares?)$/, 1e4],
    [/^(?:平方公里|平方千米|km[2²]|sq\.? ?km|square kilomet(?:er|re)s?)$/, 1e6],
    [/^(?:sq\.? ?ft|square (?:foot|feet))$/, 0.09290304],
  ],
  height: [
    [/^(?:米|m|公尺|met(?:er|re)s?)$/, 1],
    [/^(?:厘米|cm)$/, 0.01],
    [/^(?:毫米|mm)$/, 0.001],
  ],
  load: [
    [new RegExp(`^(?:吨|t|tons?|tonnes?)${BY_SQUARE_METRE}$`), 1000],
    [new RegExp(`^(?:公斤|千克|kg)${BY_SQUARE_METRE}$`), 1],
    [new RegExp(`^(?:千牛|kn)${BY_SQUARE_METRE}$`), KILOGRAMS_OF_KN],
    [/^kpa$/, KILOGRAMS_OF_KN],
  ],
  ratio: [[/^$/, 1]],
};
const NUMBER = '(-?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|-?\\d+(?:\\.\\d+)?)';
const WHOLE = new RegExp(
  `^(?:约|大约|近|逾|不低于|不小于|不少于|至少|[≥>=~]|about|approx\\.?|at least|min\\.?)*\\s*${NUMBER}\\s*(万|千)?\\s*([^\\d]*?)\\s*(?:左右|以上|及以上|起|or more)?$`,
);
const RANGE = new RegExp(`^${NUMBER}\\s*(?:[-–—~～至到]|to)\\s*${NUMBER}$`);

/**
 * An area in square metres, a height in metres, a load in kilograms a square metre, or a ratio, whose lower end counts
 * where it is a range. A text gives the reason why a cell is none.
 *
 * @param unit of the column, as its heading gives it
 */
export function readQuantity(
  cell: string,
  unit: string | undefined,
  dimension: Dimension,
): QuantityValue | string {
  const text = fold(cell)
    .trim()
    .replace(/(?<=k?m)2/g, '²');
  const range = dimension === 'ratio' ? RANGE.exec(text) : null;
  const [, digits, scale, own] = range ? [undefined, range[1], undefined, ''] : (WHOLE.exec(text) ?? []);
  if (digits === undefined) return 'is no single number';
  const named = dimension === 'ratio' ? '' : own || fold(unit ?? '').trim();
  if (named === '' && dimension !== 'ratio') return 'has no unit, in the cell or in its heading';
  const [, scaled, bare] = /^(万|千)?(.*)$/.exec(named)!;
  const factor = UNITS[dimension].find(([form]) => form.test(bare!))?.[1];
  if (factor === undefined) return `is in a unit that does not fit`;
  const value = Number(digits.replaceAll(',', '')) * times(scale) * times(scaled) * factor;
  if (value < 0) return 'is below nothing';
  return { type: 'quantity', value: precise(value), raw: cell };
}

function times(scale: string | undefined): number {
  return scale === '万' ? 1e4 : scale === '千' ? 1e3 : 1;
}
