import { detectLanguage } from '../../language/detect.ts';
import { readFigures } from '../../language/figures.ts';
import { fold } from '../../language/fold.ts';
import type { Question } from '../../types.ts';
import { setsSideBySide, sidesOf } from '../follow-up/comparison.ts';
import { isUnspecific } from '../follow-up/content.ts';
import { completeQuestion } from '../follow-up/follow-up.ts';
import {
  attributesIn,
  type Expectation,
  expectationOf,
  expectationOfFigure,
  listSizeOf,
} from './expectation.ts';
import { OLD_RULE } from './past-rules.ts';
import { phasesIn } from './phases.ts';
import { articleAsked } from './preference.ts';
import type { Currency, Query, QueryUnit } from './query.ts';
import { interrogatives } from './question-words.ts';
import { severalSidesOf, wantsSum } from './several-sides.ts';
import { type NameSpellings, readTerms, readUnits } from './units.ts';

/** What an earlier question gives to one that leans on it: its subject, less firmly than the question's own words. */
const EARLIER_EMPHASIS = 0.7;
/** A value that the asker asserts ("is it 2019?") may be wrong; evidence need not hold it. */
const ASSERTED_EMPHASIS = 0.2;

/**
 * Reads a question into a query: completes it, finds what is asked for and what must be true of an answer.
 *
 * @param question in any of the three languages, with earlier questions
 * @param names Han spellings of its pinyin names in the documents
 */
export function understand(question: Question, names: NameSpellings = new Map()): Query {
  const completed = completeQuestion(question.text, question.history);
  const own = fold(completed.own);
  const earlier = completed.earlier === undefined ? '' : fold(completed.earlier);
  const expectations = expectationsOf(own);
  const asserts = expectations[0] === 'yes-no';
  const ownUnits = readUnits(withoutPlace(own), names);
  const labels = new Set(ownUnits.map(({ label }) => label));
  const earlierUnits = readUnits(earlier, names)
    .filter(({ label }) => !labels.has(label))
    .map((unit) => ({ ...unit, emphasis: EARLIER_EMPHASIS * unit.emphasis }));
  const ownYears = yearsOf(own, question.asOf);
  const phases = phasesIn(own);
  return {
    text: completed.earlier ? `${completed.earlier} ${completed.own}` : completed.own,
    language: detectLanguage(question.text, languageOfHistory(question.history)),
    units: [...(asserts ? ownUnits.map(doubtFigure) : ownUnits), ...earlierUnits],
    terms: readTerms(own),
    expectations:
      completed.elliptical && expectations[0] === 'thing' ? expectationsOf(earlier) : expectations,
    listSize: listSizeOf(own),
    years: asserts ? [] : ownYears,
    impliedYears: ownYears.length > 0 || phases.length > 0 ? [] : yearsOf(earlier, question.asOf),
    phases: asserts ? [] : phases,
    article: articleAsked(own) ?? articleAsked(earlier),
    sides: completed.sides ?? sidesIn(own, expectations),
    parts: partsOf(completed.own),
    subject: completed.subject,
    instead: completed.instead,
    compared: completed.compared ?? [],
    readings: completed.readings ?? [],
    unspecific: question.history.length === 0 && isUnspecific(own),
    currency: currencyAsked(own),
  };
}

/** The things that a folded question compares, or asks the sum of. */
function sidesIn(own: string, expectations: readonly Expectation[]): string[] {
  const compares = expectations.includes('comparison') || setsSideBySide(own);
  const several = compares || wantsSum(own) ? severalSidesOf(own) : [];
  return several.length > 0 || !compares ? several : sidesOf(own);
}

/** Year and number of a document; its prefix is a name that documents bear. */
const NUMBER = /[〔[(（]\s?(?:19|20)\d\d\s?年?[〕\])）]\s?第?\d{1,5}\s?号/g;
/** Read as years already. */
const RELATIVE_YEAR = /去年|前年|明年|今年|\b(?:this|last|next) year\b/g;

const ITEM = /第?\(?[一二三四五六七八九十\d]{1,3}\)?[项款目](?!目)|\([一二三四五六七八九十\d]{1,3}\)/g;

/** An item of an article, a document number and "the old policy" say where to look, which no passage says of itself. */
function withoutPlace(folded: string): string {
  const current = folded.replace(OLD_RULE, '').replace(RELATIVE_YEAR, '').replace(NUMBER, ' ');
  return articleAsked(folded) ? current.replace(ITEM, '') : current;
}

function languageOfHistory(history: readonly string[]) {
  const previous = history.at(-1);
  return previous === undefined ? undefined : detectLanguage(previous);
}

const PART =
  /[?？;；。]|(?<=(?:哪[天年月]|什么时候|何时)[^、?？]{1,8})、(?=(?:又是|是|在)?(?:哪[天年月]|什么时候|何时))|(?<=\D)[,，](?=[^,，]*(?:多[少久大高长远]|几|谁|什么|哪|何|怎|呢))|(?:[,:]| and|, and) (?=(?:(?:in|on|at|by|to|for|from|of|with) )?(?:what|when|where|who|whom|how|which)\b)/i;

/** The parts of a question that each ask something, in their own words. */
function partsOf(question: string): string[] {
  return question
    .split(PART)
    .map((part) => part.trim())
    .filter((part) => {
      const asked = fold(part).replace(/呢$/, '');
      return interrogatives(asked).length > 0 || ASKS.test(asked);
    });
}

/** One expectation for each part that asks something of its own. */
function expectationsOf(folded: string): Expectation[] {
  const asking = partsOf(folded);
  if (asking.length === 0) {
    const attributes = attributesIn(folded);
    return attributes.length > 0 ? attributes : [expectationOf(folded)];
  }
  const found = asking.map(expectationOf).flatMap((expectation) => {
    if (expectation === 'comparison') return [expectation, ...attributesIn(folded)];
    return expectation === 'yes-no'
      ? [expectation, ...readFigures(folded).map(expectationOfFigure)]
      : [expectation];
  });
  return [...new Set(found)];
}

const CURRENCIES: [RegExp, Currency][] = [
  [/美元|美金|\b(?:us )?dollars?\b|\busd\b|us\$/, 'USD'],
  [/港元|港币|\bhkd\b|hk\$/, 'HKD'],
  [/欧元|\beuros?\b|\beur\b/, 'EUR'],
];

/** The foreign money in which a folded question wants its answer. */
function currencyAsked(folded: string): Currency | undefined {
  const isAsked =
    /多少|几|折合|换算|等于|用|^\W*in\b|\bin (?:us )?(?:dollars|usd|euros|hkd)|\bhow (?:much|many)\b/.test(
      folded,
    );
  const isGiven = readFigures(folded).some(({ unit }) =>
    CURRENCIES.some(([, currency]) => currency === unit),
  );
  if (!isAsked || isGiven) return undefined;
  return CURRENCIES.find(([pattern]) => pattern.test(folded))?.[1];
}

const ASKS = /\b(?:what|when|where|who|how|which|why)\b|对比|比较/;

function doubtFigure(unit: QueryUnit): QueryUnit {
  return /^[\d.,]+(?!\p{L}*-)/u.test(unit.label) ? { ...unit, emphasis: ASSERTED_EMPHASIS } : unit;
}

/** Years a folded text speaks of, those relative to the day asked included. */
function yearsOf(folded: string, asOf: string): number[] {
  const current = Number(asOf.slice(0, 4));
  const years = new Set<number>();
  for (const figure of readFigures(folded)) {
    if (figure.date?.year) years.add(figure.date.year);
    else if (figure.unit === '' && /^(?:19|20)\d\d$/.test(figure.raw)) years.add(figure.value);
  }
  if (/今年|本年度?|\bthis year\b/.test(folded)) years.add(current);
  if (/去年|上年度?|\blast year\b/.test(folded)) years.add(current - 1);
  if (/前年/.test(folded)) years.add(current - 2);
  if (/明年|\bnext year\b/.test(folded)) years.add(current + 1);
  return [...years];
}
