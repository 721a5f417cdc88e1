import { readFigures } from '../../language/figures.ts';
import { fold } from '../../language/fold.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import type { Evidence } from '../../types.ts';
import type { Chosen } from '../compose/select.ts';
import type { Statement } from './statements.ts';

/**
 * Years of the question where the passage and what stands around it speak of others only; where they speak
 * of none, those written in the question that no passage at all speaks of; and where what would be said is a fact
 * of every year or of another one.
 */
export function missingYears(
  retrieval: Retrieval,
  { evidence }: Chosen,
  statements: readonly Statement[],
): number[] {
  const { query } = retrieval;
  const asked = query.years.length > 0 ? query.years : query.impliedYears;
  if (asked.length === 0) return isOfPast(retrieval, statements) ? [yearOf(retrieval)] : [];
  const spoken = yearsSpokenOf(evidence);
  if (spoken.size > 0 && !asked.some((year) => spoken.has(year))) return asked;
  if (query.years.length > 0 && isOfOtherTime(retrieval, statements)) return query.years;
  return spoken.size === 0 ? asked.filter((year) => isUnheardOf(year, retrieval)) : [];
}

function isUnheardOf(year: number, { units, rarity }: Retrieval): boolean {
  const written = units.filter(({ label }) => label === String(year));
  const isKnown = (terms: readonly number[]) => terms.every(rarity.knows);
  return (
    written.length > 0 &&
    !written.some(({ alternatives }) => alternatives.some(({ terms }) => isKnown(terms)))
  );
}

function yearsSpokenOf({ passage, around }: Evidence): Set<number> {
  return yearsIn(`${passage.text}\n${around}`);
}

function yearsIn(text: string): Set<number> {
  const years = readFigures(text).flatMap(({ date }) => (date?.year ? [date.year] : []));
  const bare = [...fold(text).matchAll(/(?<!\d)(?:19|20)\d\d(?!\d)/g)].map(([year]) => Number(year));
  return new Set([...years, ...bare]);
}

const EVERY_YEAR = /每年|年均|\b(?:every|each) year\b|\bannually\b|\ba year\b/;
/** A rule holds in each of its years: 每年最高60万元 answers what is paid in one of them. */
const RULE = /最高|不超过|补[贴助]|奖|减|免|租|\bup to\b|\bcaps?\b|subsid|reward|grant|\brent/;
/** What was counted at the end of one year or since one is said of no other. */
const COUNTED = ['count', 'people'];

/** Whether a question counts what happened in a year, and the statements count what does every year. */
function isOfOtherTime({ query }: Retrieval, statements: readonly Statement[]): boolean {
  if (!query.expectations.some((expectation) => COUNTED.includes(expectation))) return false;
  const texts = statements.map(({ text }) => text);
  const isOther = (text: string) => {
    const years = yearsIn(text);
    if (query.years.some((year) => years.has(year))) return false;
    return years.size > 0 || (EVERY_YEAR.test(text) && !RULE.test(text));
  };
  return texts.length > 0 && texts.every(isOther);
}

/** Counts what is about to be, this year. */
const ABOUT_TO_BE =
  /\bhow many\b.*\bwill\b.*\bthis\b|今年.{0,12}(?:将|会有|预计)[^,，。]*(?:多少|几)|本届[^,，。]*(?:多少|几)/;

/** Whether a question counts what is about to be this year, and the statements what was in earlier ones. */
function isOfPast(retrieval: Retrieval, statements: readonly Statement[]): boolean {
  const isEarlier = (text: string) => {
    const years = [...yearsIn(text)];
    return years.length > 0 && Math.max(...years) < yearOf(retrieval);
  };
  return ABOUT_TO_BE.test(fold(retrieval.query.text)) && statements.every(({ text }) => isEarlier(text));
}

function yearOf({ question }: Retrieval): number {
  return Number(question.asOf.slice(0, 4));
}

/** Asks for what has been done by now. */
const BY_NOW =
  /至今|迄今|到目前|截至目前|目前为止|实际(?:已|上|一?[天日年月]|产量|处理)|已经?(?:完成|缴|交|纳|投|到位|建)|\bso far\b|\bto date\b|\balready\b|\bactually\b|\bup to now\b/;
const PLANNED =
  /承诺|对赌|计划|规划|拟|预计|力争|目标|设计|产能|处理能力|日处理|\bcapacity\b|\bcommit(?:s|ted|ment)?\b|\bplan(?:s|ned)?\b|\bexpected\b|\btargets?\b|\bwill\b|\bdesigned\b/;
const DONE = /已|完成|实际|累计|截至|\bso far\b|\bhas been\b|\bactual|\bcumulative|\breached\b|\bcompleted\b/;

/** What a question asks to have been done by now, where the statements tell what is planned or promised. */
export function missingDeeds({ query }: Retrieval, statements: readonly Statement[]): boolean {
  if (query.expectations.some((kind) => kind === 'date' || kind === 'duration')) return false;
  const isPlan = ({ text }: Statement) => PLANNED.test(text) && !DONE.test(text);
  return BY_NOW.test(fold(query.text)) && statements.every(isPlan);
}

const TO_COME = /明年|后年|来年|未来|今后|往后|下半年|\bnext year\b|\bin (?:the )?future\b|\bcoming years\b/;
const GUESS =
  /[会能][^,，。?？]{0,20}(?:超过|超越|突破|达到|[涨跌降升])|怎么看|预测|\bwill\b.*\b(?:exceed|rise|fall|grow|drop|increase|decrease|reach)|\bdo you (?:think|expect|believe)\b|\bforecast\b/;

/** Whether a question wants a guess at what is to come, of which the statements give no plan for that time. */
export function wantsForecast({ query }: Retrieval, statements: readonly Statement[]): boolean {
  const asked = fold(query.text);
  const isPlan = ({ text }: Statement) => PLANNED.test(text) && TO_COME.test(text);
  return TO_COME.test(asked) && GUESS.test(asked) && !statements.some(isPlan);
}
