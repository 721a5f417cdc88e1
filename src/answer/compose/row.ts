import { readFigures } from '../../language/figures.ts';
import { held, type WeighedUnit } from '../../retrieval/coverage.ts';
import { type Expectation, FIGURES, fitsFigure } from '../../retrieval/expectation.ts';
import { termsOf } from '../../retrieval/passage-analysis.ts';

/** A row of a table, as its reader writes it: 列名：值；列名：值. */
const ROW =
  /^[^：；]{1,40}：[^；]+(?:；[^：；]{1,60}：[^；]+){2,}$|^[^:;]{1,40}: [^;]+(?:; [^:;]{1,60}: [^;]+){2,}$/;
/** A column is asked for where its heading holds this share of what the question asks of the row. */
const ASKED = 0.2;
const MOST_COLUMNS = 4;
/** A column that only counts the rows. */
const ORDINAL = /^(?:序号?|编号|号|no\.?|#|item)$/i;

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
  expectations: readonly Expectation[],
): string | undefined {
  if (!isRow(text)) return undefined;
  const isChinese = text.includes('：');
  const cells = text.split(isChinese ? '；' : /;\s?/).map((cell) => {
    const at = cell.search(/[：:]/);
    return { header: cell.slice(0, at).trim(), value: cell.slice(at + 1).trim() };
  });
  const [key, ...columns] = cells.slice(ORDINAL.test(cells[0]!.header) ? 1 : 0);
  if (!key || !NAME.test(key.value)) return undefined;
  // A word is asked for; a single character of whose row it is stands in many headings.
  const ofKey = termsOf(key.value);
  const asking = units.filter((unit) => unit.field === 'bigram' && held(unit, ofKey) < 0.5);
  const total = asking.reduce((sum, { weight }) => sum + weight, 0);
  const fitting = expectations.flatMap((expectation) => columnFor(expectation, columns, asking) ?? []);
  const named = columns.filter(({ header }) => weightOf(header, asking) > ASKED * total);
  const asked = columns.filter(
    (column) => fitting.includes(column) || (named.includes(column) && !isOutdone(column, columns, asking)),
  );
  if (asked.length === 0 || asked.length > MOST_COLUMNS || isGuess(expectations, columns, asking))
    return undefined;
  if (/\p{Script=Han}/u.test(asked[0]!.header))
    return `${key.value}：${asked.map(({ header, value }) => `${header}${joint(header)}${value}`).join('，')}`;
  return `${key.value}: ${asked.map(({ header, value }) => `${header} ${value}`).join('; ')}`;
}

interface Column {
  header: string;
  value: string;
}

/** The column with a figure of the kind asked for whose heading holds most of what is asked. */
function columnFor(
  expectation: Expectation,
  columns: readonly Column[],
  units: readonly WeighedUnit[],
): Column | undefined {
  if (!FIGURES.includes(expectation)) return undefined;
  const fitting = columns.filter(({ value }) =>
    readFigures(value).some((figure) => fitsFigure(expectation, figure)),
  );
  return fitting.sort((a, b) => weightOfColumn(b, units) - weightOfColumn(a, units))[0];
}

/** Whether several columns hold a figure of a kind asked for and no word of the question tells which is meant. */
function isGuess(
  expectations: readonly Expectation[],
  columns: readonly Column[],
  units: readonly WeighedUnit[],
): boolean {
  return expectations.some((expectation) => {
    const fitting = columns.filter(
      ({ value }) =>
        FIGURES.includes(expectation) && readFigures(value).some((figure) => fitsFigure(expectation, figure)),
    );
    return fitting.length > 1 && fitting.every((column) => weightOfColumn(column, units) === 0);
  });
}

/** A heading says what its column holds; so does a cell: 进展：2025年12月投产. */
function weightOfColumn({ header, value }: Column, units: readonly WeighedUnit[]): number {
  return weightOf(`${header} ${value}`, units);
}

/** Whether another heading holds all that this one holds of the question, and more: 千级 beside 万级 where that is asked for. */
function isOutdone({ header }: Column, columns: readonly Column[], units: readonly WeighedUnit[]): boolean {
  const own = termsOf(header);
  return columns.some((other) => {
    const terms = termsOf(other.header);
    const holdsAll = units.every((unit) => held(unit, terms) >= held(unit, own));
    return holdsAll && weightOf(other.header, units) > weightOf(header, units);
  });
}

function weightOf(header: string, units: readonly WeighedUnit[]): number {
  const terms = termsOf(header);
  return units.reduce((sum, unit) => sum + unit.weight * held(unit, terms), 0);
}

/** 总投资222.8亿元 reads by itself; a heading that ends in a bracket or a figure needs its colon. */
function joint(header: string): string {
  return /[\p{Script=Han}]$/u.test(header) ? '' : '：';
}
