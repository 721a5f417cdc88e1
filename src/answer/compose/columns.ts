import { readFigures } from '../../language/figures.ts';
import { fold } from '../../language/fold.ts';
import { countTerms } from '../../language/terms.ts';
import { held, type WeighedUnit } from '../../retrieval/candidates/coverage.ts';
import { termsOf } from '../../retrieval/reading/passage-analysis.ts';

/** One cell of a row under its heading. */
export interface Column {
  header: string;
  value: string;
}

/** A column is asked for where its heading holds this share of what the question asks of the row. */
const ASKED = 0.2;
/** A word stands in a text that holds this share of it, by its own characters or by a synonym. */
const WHOLE = 0.45;

/** A column that only counts the rows, or files them. */
const ORDINAL = /^(?:序号?|编号|号|no\.?|#|item)$/i;

/** Whether a column only numbers its rows, which answers nothing. */
export function numbersRows({ header }: Column): boolean {
  return /^(?:序号?|序號|no\.?|#)$/i.test(header);
}

/** The first name stands for its row unless another one holds so much more of the question. */
const CLEARLY = 1.5;

/**
 * The cell that says whose row it is: that which holds most of the question, of those that are names; the first of
 * them where none holds any.
 */
export function keyOf(cells: readonly Column[], words: readonly WeighedUnit[]): Column | undefined {
  const names = cells.filter(({ value }, at) => at === 0 || readFigures(value).length === 0);
  const [first] = names.filter(({ header }) => !ORDINAL.test(header));
  const best = [...names].sort((a, b) => weightOf(b.value, words) - weightOf(a.value, words))[0];
  return best && first && weightOf(best.value, words) > CLEARLY * weightOf(first.value, words) ? best : first;
}

/**
 * The columns whose heading says what is asked for, without those that another heading outdoes, and those whose cell
 * says so itself beside its figure: 状态：剩余9600平方米.
 */
export function columnsNamed(columns: readonly Column[], units: readonly WeighedUnit[]): Column[] {
  const least = ASKED * units.reduce((sum, { weight }) => sum + weight, 0);
  return columns.filter(
    (column) =>
      (weightOf(column.header, units) > least && !isOutdone(column, columns, units)) ||
      (isFigureNamed(column) && weightOf(column.value, units) > least),
  );
}

/** More than this tells of conditions, not of its figure. */
const SHORT = 24;

function isFigureNamed({ value }: Column): boolean {
  return value.length <= SHORT && readFigures(value).length > 0;
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

/**
 * What a text holds of a question by whole words: 投资额 holds nothing of 投资方. A text that the question holds
 * altogether is a short form of its word: 末班 of 末班车.
 */
export function weightOf(text: string, units: readonly WeighedUnit[]): number {
  const terms = termsOf(text);
  const shares = units.map((unit) => ({ unit, word: wordOf(unit), share: held(unit, terms) }));
  const isShortForm = isWithin(text, units);
  const broken = new Set(shares.flatMap(({ word, share }) => (share < WHOLE ? (word ?? []) : [])));
  return shares.reduce((sum, { unit, word, share }) => {
    if (isShortForm || (word !== undefined && !broken.has(word))) return sum + unit.weight * share;
    // What the segmenter cut apart may be a word all the same.
    return word === undefined && share === 1 ? sum + ACROSS_WORDS * unit.weight : sum;
  }, 0);
}

const ACROSS_WORDS = 0.5;

/** The term of the trade that a unit is part of, by its other wordings, or else its word. */
function wordOf({ alternatives, word }: WeighedUnit): string | undefined {
  const wordings = alternatives.flatMap(({ wording }) => wording ?? []);
  return wordings.length > 0 ? wordings.join('|') : word;
}

function isWithin(text: string, units: readonly WeighedUnit[]): boolean {
  const pairs = [...countTerms(fold(text)).bigrams.keys()];
  const asked = new Set(units.flatMap(({ alternatives }) => alternatives[0]!.terms));
  return pairs.length > 0 && pairs.every((pair) => asked.has(pair));
}
