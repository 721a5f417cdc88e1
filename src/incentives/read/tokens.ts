import { readFigures } from '../../language/figures.ts';
import type { Currency } from '../../register-types.ts';
import { type Measure, measureOf, priceOf } from '../measure.ts';

/** A stretch of folded policy text whose figures are replaced by marks such as `‹M0›`. */
export interface Marked {
  text: string;
  figures: ReadonlyMap<string, MarkedFigure>;
}

export interface MarkedFigure {
  measure: Measure;
  /** Of money: the same in ten-thousandths of its unit. */
  price?: number;
  currency?: Currency;
}

/** The form of a mark: M money, P a percentage, A an area, E kilowatt-hours. */
export const MARK = '‹[MPAE]\\d+›';

/**
 * Puts marks in the place of amounts, percentages, areas and kilowatt-hours, so that a wording is one form whatever
 * its figures. Other figures (years, months, people) stay as they are written.
 */
export function markFigures(said: string): Marked {
  // 1亿元以上(含1亿元) says its bound twice.
  const folded = said.replace(/\((不?含)(?:\d|[一二三四五六七八九十])[^()]{0,10}\)/g, '($1)');
  const figures = new Map<string, MarkedFigure>();
  let text = '';
  let done = 0;
  for (const figure of readFigures(folded)) {
    const measure = measureOf(figure) ?? priceOnly(figure);
    const kind = measure && kindOf(measure, figure.unit);
    if (!measure || !kind) continue;
    const mark = `‹${kind}${figures.size}›`;
    const price = measure.kind === 'money' ? priceOf(figure) : undefined;
    figures.set(mark, {
      measure,
      ...(price !== undefined && { price }),
      ...(measure.kind === 'money' && { currency: measure.currency }),
    });
    text += folded.slice(done, figure.start) + mark;
    done = figure.end;
  }
  return { text: text + folded.slice(done), figures };
}

type Figure = Parameters<typeof measureOf>[0];

/** A price of less than a cent, which no amount is. */
function priceOnly(figure: Figure): Measure | undefined {
  const { unit } = figure;
  const isMoney = unit === 'CNY' || unit === 'USD' || unit === 'HKD' || unit === 'EUR';
  return isMoney && priceOf(figure) !== undefined ? { kind: 'money', cents: 0, currency: unit } : undefined;
}

function kindOf(measure: Measure, unit: Figure['unit']): string | undefined {
  if (measure.kind === 'money') return 'M';
  if (measure.kind === 'percent') return 'P';
  if (unit === 'm2') return 'A';
  return unit === 'kWh' ? 'E' : undefined;
}

/** What of a marked text is not yet read. */
export class Remaining {
  readonly #marks: Set<string>;

  constructor(text: string) {
    this.#marks = new Set(text.match(new RegExp(MARK, 'g')) ?? []);
  }

  take(mark: string): void {
    this.#marks.delete(mark);
  }

  has(mark: string): boolean {
    return this.#marks.has(mark);
  }

  get isEmpty(): boolean {
    return this.#marks.size === 0;
  }
}
