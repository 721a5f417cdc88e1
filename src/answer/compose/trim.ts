import { splitClauses } from '../../language/clauses.ts';
import { type Figure, readFigures } from '../../language/figures.ts';
import { fold } from '../../language/fold.ts';
import { held, type WeighedUnit } from '../../retrieval/candidates/coverage.ts';
import { type Expectation, fitsFigure } from '../../retrieval/question/expectation.ts';
import { enumerated } from '../../retrieval/reading/fitness.ts';
import { termsOf } from '../../retrieval/reading/passage-analysis.ts';
import { enumerationIn, type MemberQuery, membersAsked, sideBySide } from './enumeration.ts';
import { cellsAsked, isRow } from './row.ts';

/** A sentence up to this many characters is given whole. */
const SHORT_SENTENCE = 60;
/** What is kept of a longer one may reach this before clauses that add nothing are left out of its middle. */
const LONG_ANSWER = 120;
/** A clause with a figure right behind the answer belongs to it ("32 projects, 32.8 billion") up to this length in all. */
const WITH_FIGURE = 90;
/** A figure behind such a clause is an estimate or a plan, and is never given without it. */
const STILL_TO_COME =
  /预计|預計|预期|預期|力争|力爭|争取|爭取|有望|[拟擬](?!合)|计划|計劃|规划|規劃|目标|目標|\b(?:estimated|expected|planned|projected|proposed|targets?|aims?)\b/i;
/** Less of the question's weight than this is chance. */
const GAIN = 0.04;

/** A list is given whole up to this many characters, since one member short is a wrong answer. */
const LONGEST_LIST = 280;

/** Members between the same marks that make a list; more of them may stand behind other marks. */
const LEAST_LIST = 2;

interface Clause {
  text: string;
  keep: boolean;
  figures: Figure[];
}

/**
 * The part of a sentence that answers: its beginning, which names the subject, and each clause that holds
 * something of the question that none before it held, or the kind of thing asked for.
 *
 * @returns the clauses in their own words and order, without the sentence's last mark
 */
export function trimSentence(sentence: string, units: readonly WeighedUnit[], query: MemberQuery): string {
  const { expectations } = query;
  const whole = stripEnd(sentence);
  const length = /\p{Script=Han}/u.test(whole) ? 1 : 2.5;
  const cells = cellsAsked(whole, units, query);
  if (cells !== undefined) return cells;
  // The cells of a row are no members of a list.
  const list = isRow(whole) ? undefined : enumerationIn(whole);
  const members = list && membersAsked(list, units, query);
  if (members !== undefined) return members;
  const ofSeveral = isRow(whole) || list ? undefined : oneOfSeveral(whole, units, query);
  if (ofSeveral !== undefined) return ofSeveral;
  const isList =
    (expectations.includes('list') && (list !== undefined || enumerated(fold(whole)) >= LEAST_LIST)) ||
    (expectations.includes('reason') && list !== undefined);
  // The columns of a row name each other's values.
  const most = isList || isRow(whole) ? LONGEST_LIST : SHORT_SENTENCE;
  if (whole.length <= most * length) return whole;
  const clauses = markClauses(splitClauses(whole), units, expectations);
  const first = clauses.findIndex(({ keep }) => keep);
  if (first === -1) return whole;
  let last = clauses.findLastIndex(({ keep }) => keep);
  const next = clauses[last + 1];
  if (next && next.figures.length > 0 && textOf(clauses.slice(0, last + 2)).length <= WITH_FIGURE * length)
    last++;
  const stretch = clauses.slice(0, last + 1);
  if (textOf(stretch).length <= LONG_ANSWER * length) return tidy(textOf(stretch));
  const needed = ({ keep, text }: Clause, at: number) =>
    keep || at === 0 || at === last || STILL_TO_COME.test(text);
  return tidy(textOf(stretch.filter(needed)));
}

/** Of figures side by side, that which is asked for, with what they are all of and what holds for all. */
function oneOfSeveral(whole: string, units: readonly WeighedUnit[], query: MemberQuery): string | undefined {
  const asked = query.expectations.filter((expectation) => SIDE_BY_SIDE.includes(expectation));
  const isOne = (part: string) => asked.some((expectation) => answers(expectation, part, readFigures(part)));
  const several = asked.length > 0 ? sideBySide(whole, isOne) : undefined;
  // What the first says of itself goes for the others in English; in Chinese they need a subject before them.
  if (!several || (several.lead === '' && /\p{Script=Han}/u.test(whole))) return undefined;
  const [first, ...others] = several.members.map(termsOf);
  const holds = (terms: ReadonlySet<number>, unit: WeighedUnit) => held(unit, terms) >= 0.5;
  const numerals = units.filter(
    (unit) => NUMERAL.test(unit.label) && [first!, ...others].some((terms) => holds(terms, unit)),
  );
  // What goes for all of them stands in the first alone, and tells nothing.
  const words = units.filter((unit) => !holds(first!, unit) && others.some((terms) => holds(terms, unit)));
  const members = membersAsked(several, numerals.length > 0 ? numerals : words, query);
  return members === undefined ? undefined : `${members}${several.rest}`;
}

/** 第三年 and 2025 tell one of several from the others, whatever else of the question each of them holds. */
const NUMERAL = /[\d一二三四五六七八九十]/;

/** Amounts and numbers side by side are mostly of one thing; shares are each of another. */
const SIDE_BY_SIDE: readonly Expectation[] = ['percent'];

function markClauses(
  texts: readonly string[],
  units: readonly WeighedUnit[],
  expectations: readonly Expectation[],
): Clause[] {
  const best = new Map<WeighedUnit, number>();
  const wanted = new Set(expectations);
  const clauses = texts.map((text) => {
    const terms = termsOf(text);
    let gain = 0;
    for (const unit of units) {
      const share = held(unit, terms);
      const before = best.get(unit) ?? 0;
      if (share > before) {
        gain += unit.weight * (share - before);
        best.set(unit, share);
      }
    }
    const figures = readFigures(text);
    const satisfied =
      gain > 0 ? [...wanted].filter((expectation) => answers(expectation, text, figures)) : [];
    for (const expectation of satisfied) wanted.delete(expectation);
    return { text, keep: gain > GAIN || satisfied.length > 0, figures };
  });
  // What is asked for may stand in a clause that repeats nothing of the question: 投资额369.68亿元.
  for (const expectation of wanted) {
    const clause = clauses.find(({ text, figures }) => answers(expectation, text, figures));
    if (clause) clause.keep = true;
  }
  return clauses;
}

function answers(expectation: Expectation, text: string, figures: readonly Figure[]): boolean {
  if (expectation === 'list') return enumerated(text) >= 2;
  return figures.some((figure) => fitsFigure(expectation, figure));
}

function textOf(clauses: readonly Clause[]): string {
  return clauses.map(({ text }) => text).join('');
}

function tidy(text: string): string {
  return stripEnd(text.trim());
}

/** Without the mark that ends it; an ellipsis in the middle of a quotation stays. */
export function stripEnd(sentence: string): string {
  return sentence.trim().replace(/[。；;，,、.!！…\s]+$/u, '');
}
