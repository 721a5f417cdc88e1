import type { Figure } from '../../language/figures.ts';
import { fold } from '../../language/fold.ts';
import type { Unit } from '../../language/measures.ts';
import { type Expectation, FIGURES, fitsFigure } from '../../retrieval/question/expectation.ts';
import type { Query } from '../../retrieval/question/query.ts';

/** What a question leaves open: a figure that fits, the name of a person, or something else. */
export type Slot = FigureSlot | { of: 'person' } | { of: 'other' };

export interface FigureSlot {
  of: 'figure';
  /** Whether a figure is of the kind asked for. */
  fits(figure: Figure): boolean;
}

// What is asked for without a question word stands last: 2022年特斯拉交付量.
const NOUNS: readonly [Expectation, RegExp][] = [
  ['date', /(?:时间|日期)[?？]?$/],
  ['people', /人数[?？]?$/],
  ['percent', /(?:率|占比|增幅|增速)[?？]?$/],
  ['quantity', /(?:量|数|额|规模|票房|收入|营收|gdp|产值|总值|市值|价格|奖金|利润)(?:是)?[?？]?$/],
];

const MONEY: readonly Unit[] = ['CNY', 'USD', 'HKD', 'EUR'];
const SHARES: readonly Unit[] = ['%', 'point'];
const NO_AMOUNT: readonly Unit[] = [...MONEY, ...SHARES, 'times', 'year', 'month', 'day', 'hour'];
/** A bare number from here on may be an amount of money. */
const LARGE = 1e4;

/** What a figure is called last tells what it is counted in: sales in pieces are no share, takings no number of days. */
const MEASURED: readonly [RegExp, (figure: Figure) => boolean][] = [
  [/(?:率|占比|增幅|增速)(?:是|为|有)?(?:多少)?[?？]?$/, ({ unit }) => SHARES.includes(unit)],
  [
    /(?:票房|营收|收入|利润|gdp|产值|总值|市值|价格|奖金|额)(?:是|为|有)?(?:多少)?[?？]?$/,
    ({ unit, value }) => MONEY.includes(unit) || (unit === '' && value >= LARGE),
  ],
  [
    /(?:量|数)(?:是|为|有)?(?:多少)?[?？]?$/,
    ({ unit, raw }) => !NO_AMOUNT.includes(unit) && !/^(?:19|20)\d\d$/.test(raw),
  ],
];

const PERSON =
  /谁|哪位|导演|编剧|主演|冠军|得主|教练|总监|\bceo\b|执行官|作者|负责人|主席|总统|首相|部长|歌手|演员|选手|主持|火炬手|旗手|\bwho\b/;

/** What answers a question. */
export function slotOf({ text, expectations }: Query): Slot {
  const folded = fold(text).trim();
  const asked = expectations.filter((expectation) => FIGURES.includes(expectation));
  const named = NOUNS.find(([, pattern]) => pattern.test(folded))?.[0];
  const kinds = asked.length > 0 || named === undefined ? asked : [named];
  if (kinds.length > 0) {
    const isMeasured = MEASURED.find(([pattern]) => pattern.test(folded))?.[1];
    const fits = (figure: Figure) =>
      kinds.some((kind) => fitsFigure(kind, figure)) && (isMeasured?.(figure) ?? true);
    return { of: 'figure', fits };
  }
  return PERSON.test(folded) ? { of: 'person' } : { of: 'other' };
}
