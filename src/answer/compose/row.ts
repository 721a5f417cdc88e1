import { readFigures, sameFigure } from '../../language/figures.ts';
import { fold } from '../../language/fold.ts';
import { held, type WeighedUnit } from '../../retrieval/candidates/coverage.ts';
import { codesIn } from '../../retrieval/question/codes.ts';
import { type Expectation, FIGURES, fitsFigure } from '../../retrieval/question/expectation.ts';
import type { Query } from '../../retrieval/question/query.ts';
import { CLOCK } from '../../retrieval/reading/fitness.ts';
import { termsOf } from '../../retrieval/reading/passage-analysis.ts';
import { type Column, columnsNamed, keyOf, numbersRows, weightOf } from './columns.ts';

/** A row of a table, as its reader writes it: 列名：值；列名：值. A value may hold a semicolon, but no colon. */
const ROW =
  /^[^：；]{1,40}：[^：]+(?:；[^：；]{1,60}：[^：]+){2,}$|^[^:;]{1,40}: [^:]+(?:; [^:;]{1,60}: [^:]+){2,}$/;
const MOST_COLUMNS = 4;

/** What is more than a number, a date or an amount: 2023衡商大会, A1, and not 2021年10月. */
const NAME = /[\p{L}][^\d\s]*[\p{L}]|^[A-Za-z]/u;

/** Whether a text is a row of a table. */
export function isRow(text: string): boolean {
  return ROW.test(text);
}

/**
 * What a row of a table says of what is asked: whose row it is, and the columns asked for.
 *
 * @returns words of the row with its columns named, or `undefined` for text that is no row, or of which all is asked
 */
export function cellsAsked(
  text: string,
  units: readonly WeighedUnit[],
  { expectations, text: question }: Pick<Query, 'expectations' | 'text'>,
): string | undefined {
  if (!isRow(text)) return undefined;
  const cells = cellsOf(text);
  const words = units.filter(({ field }) => field === 'bigram');
  const key = keyOf(cells, words);
  if (!key || !NAME.test(key.value)) return undefined;
  const columns = cells.filter((cell) => cell !== key && !numbersRows(cell));
  // A word is asked for; a single character of whose row it is stands in many headings.
  const ofKey = termsOf(key.value);
  const asking = words.filter((unit) => held(unit, ofKey) < 0.5);
  const named = columnsNamed(columns, asking);
  const open = expectations.includes('yes-no')
    ? columns
    : columns.filter(({ value }) => !isGiven(value, question));
  const fitting = expectations.flatMap((expectation) => columnsFor(expectation, open, named, asking));
  const asked = columns.filter((column) => fitting.includes(column) || named.includes(column));
  if (asked.length === 0 || asked.length > MOST_COLUMNS) return undefined;
  if (/\p{Script=Han}/u.test(asked[0]!.header))
    return `${key.value}：${asked.map(({ header, value }) => `${header}${joint(header)}${value}`).join('，')}`;
  return `${key.value}: ${asked.map(({ header, value }) => `${header} ${value}`).join('; ')}`;
}

/** Whether a cell only says what the question says itself: the 5亿元以上 of which the reward is asked. */
function isGiven(value: string, question: string): boolean {
  const figures = readFigures(value);
  const asked = readFigures(fold(question));
  return figures.length > 0 && figures.every((figure) => asked.some((other) => sameFigure(figure, other)));
}

function cellsOf(text: string): Column[] {
  return text.split(text.includes('：') ? /；(?=[^：；]{1,60}：)/ : /;\s?(?=[^:;]{1,60}: )/).map((cell) => {
    const at = cell.search(/[：:]/);
    return { header: cell.slice(0, at).trim(), value: cell.slice(at + 1).trim() };
  });
}

/**
 * The columns of the kind asked for whose heading and cell hold most of what is asked; several where no word tells
 * which is meant, none where one of those named is of that kind.
 */
function columnsFor(
  expectation: Expectation,
  columns: readonly Column[],
  named: readonly Column[],
  units: readonly WeighedUnit[],
): Column[] {
  const fitting = columns.filter((column) => fits(expectation, column));
  if (fitting.some((column) => named.includes(column))) return [];
  const weights = fitting.map((column) => weightOfColumn(column, units));
  return fitting.filter((_, at) => weights[at] === Math.max(...weights));
}

/** Whether a cell is of the kind asked for: a figure of that kind, the time of a day, who it is, where it is. */
function fits(expectation: Expectation, { header, value }: Column): boolean {
  if (expectation === 'person') return WHO.test(value);
  if (expectation === 'place') return WHERE.test(header);
  if (!FIGURES.includes(expectation)) return false;
  if (expectation === 'date' && CLOCK.test(fold(value))) return true;
  return (
    codesIn(fold(value)).length === 0 && readFigures(value).some((figure) => fitsFigure(expectation, figure))
  );
}

const WHO =
  /(?:公司|集团|集團|局|委员会|委員會|管委会|管委會|办公室|辦公室|中心|协会|協會|\b(?:Ltd|Co|Inc|Group|Bureau|Company)\.?)$/;
const WHERE =
  /园区|園區|片区|片區|地[点點址]|位置|所在|落户|落戶|会场|會場|场地|場地|\b(?:place|venue|location|zone|park|address)\b/i;

/** A heading says what its column holds; so does a cell: 进展：2025年12月投产. */
function weightOfColumn({ header, value }: Column, units: readonly WeighedUnit[]): number {
  return weightOf(header, units) + weightOf(value, units);
}

/** 总投资222.8亿元 reads by itself; a heading that ends in a bracket or a figure needs its colon. */
function joint(header: string): string {
  return /[\p{Script=Han}]$/u.test(header) ? '' : '：';
}
