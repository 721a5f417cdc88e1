import { chineseNumber } from '../../language/numerals.ts';
import { dayOf, type Term } from './days.ts';
import { DATE, dateAt, type Marked } from './marks.ts';
import type { End, Start } from './statement.ts';

/** What a clause says of the days of its document. */
export interface Predicates {
  start?: Start;
  end?: End;
  /** A beginning that is none until something is said to begin: `自2026年1月1日起`. */
  pending?: Start;
  /** Whether it says that the document is the rule, or for how long: 施行, 有效期. */
  isNamed: boolean;
}

const VERB =
  '(?:正式|全面|统一|开始|同步)*(?:(?:施行|实施|执行|生效|试行|启用|实行|适用)(?!的|标准)|有效(?!期|时间))';
const UNTIL = '(?:截至|截止到|截止至|截止|至|到)';
const RANGE = '(?:至|到|-+|—+|–+|~+|―+)';
const ENDS = '(?:为止|止|终止|结束|届满|期满|(?:自动|自行)?(?:失效|废止))';
const LABEL =
  '(?:政策|文件)?的?(?:有效期限|有效期|有效时间|(?:执行|实施|施行|试行|适用|政策)(?:有效)?(?:期限|期间|期|时间|时限)|期限|时效)(?:暂定|暂|定|均|统一)?(?:为|是|:|即)?';
const DAY_LABEL = '(?:生效|施行|实施|执行|启用)(?:日期|时间)(?:为|是|:)?';
const NUMERAL = '(\\d{1,3}|[一二两三四五六七八九十]{1,3}|半)';
const COUNT = `${NUMERAL}个?(周年|整年|年|月|日|天)`;
const TERM = `${COUNT}(?![以之]?[内上下前后]|左右|多|半)`;
/** 2028年底, 2028年12月底. */
const LATE = '(?:年?[底末])?';
const ISSUE =
  '(?:文件|本[^,。自起]{1,8}?)?(?:印发|发布|公布|颁布|下发|发文|签发|颁发|发出|公告|成文|出台)(?:之日|日期|当日|之时|日)?';

interface Reading extends Predicates {
  marked: Marked;
}

/** Takes in a match; `false` where it does not fit what was read before. */
type Step = [RegExp, (reading: Reading, match: RegExpExecArray) => boolean];

const step = (source: string, take: Step[1]): Step => [new RegExp(source, 'y'), take];

const STEPS: readonly Step[] = [
  step(`${DAY_LABEL}(?=${DATE}(?!${RANGE}))(${DATE})`, (reading, [, day]) => startsOn(reading, day!)),
  step(LABEL, name),
  step(
    `(自|从)?(${DATE})(起|开始)?(?:计算|起算)?${RANGE}(${DATE})${LATE}(${ENDS}|(?:期间)?${VERB})?`,
    takeRange,
  ),
  step(`(自|从)?(20\\d\\d)(起)?${RANGE}(${DATE})${LATE}(${ENDS}|(?:期间)?${VERB})?`, takeYears),
  step(
    `(?:自|从|于|定于)?(${DATE})(?:零时|0时|00:00)?(?:正式)?(?:起|开始)?${VERB}`,
    (reading, [, day]) => name(reading) && startsOn(reading, day!),
  ),
  step(`(?:自|从)?(${DATE})起(?:计算|起算|算)?`, (reading, [, day]) => mayStartOn(reading, day!)),
  step(
    `(?:自|从|于)?(?:${ISSUE}|即日)(?:的?(次日))?[起后]?(?:满?${COUNT}(?:[之以]?后)?)?(?:起)?(?:即日?|开始)?${VERB}`,
    takeIssue,
  ),
  step(`(?:自|从)${ISSUE}起(?:计算|起算|算)?`, (reading) => {
    reading.pending = {};
    return true;
  }),
  step(`(?:于|在)?(${DATE})${ENDS}`, (reading, [, day]) => endsOn(reading, day!)),
  step(
    `(?:${VERB})?${UNTIL}(${DATE})${LATE}(?:${ENDS})?`,
    (reading, [, day]) => name(reading) && endsOn(reading, day!),
  ),
  step(`(?:为期|暂定|暂为|共|均)*(?:${VERB})?(?:期)?(?:为)?${TERM}`, takeTerm),
  step(`${COUNT}[之以]?内有效`, (reading, match) => name(reading) && takeTerm(reading, match)),
  step('长期有效', name),
  step('(?:,|并|且|暂|均|共|整|一直|日期|即)', () => true),
  step(VERB, name),
];

/**
 * Reads a clause about days from its first to its last character; `undefined` where a part of it is
 * not understood: who says half of something says something else.
 *
 * @param isNamed whether the clause before was about how long the document holds
 */
export function readPredicates(marked: Marked, clause: string, isNamed: boolean): Predicates | undefined {
  const reading: Reading = { marked, isNamed };
  let at = 0;
  while (at < clause.length) {
    const end = takeStep(reading, clause, at);
    if (end === undefined) return undefined;
    at = end;
  }
  if (at === 0) return undefined;
  const { start, end, pending } = reading;
  const first = start ?? (reading.isNamed ? pending : undefined);
  return {
    isNamed: reading.isNamed,
    ...(first && { start: first }),
    ...(end && { end }),
    ...(pending && { pending }),
  };
}

function takeStep(reading: Reading, clause: string, at: number): number | undefined {
  for (const [pattern, take] of STEPS) {
    pattern.lastIndex = at;
    const match = pattern.exec(clause);
    if (match && match[0] !== '' && take(reading, match)) return at + match[0].length;
  }
  return undefined;
}

function name(reading: Reading): boolean {
  reading.isNamed = true;
  return true;
}

/** A day that is not in the calendar says nothing, but is understood. */
function startsOn(reading: Reading, character: string): boolean {
  const day = dayOf(dateAt(reading.marked, character), 'first');
  if (day !== undefined) reading.start = { day };
  return true;
}

function mayStartOn(reading: Reading, character: string): boolean {
  const day = dayOf(dateAt(reading.marked, character), 'first');
  if (day !== undefined) reading.pending = { day };
  return true;
}

function endsOn(reading: Reading, character: string, year?: number): boolean {
  const day = dayOf({ year, ...dateAt(reading.marked, character) }, 'last');
  if (day !== undefined) reading.end = { day };
  return true;
}

function startsAtIssue(reading: Reading, afterIssue: Term | undefined): boolean {
  reading.start = { ...(afterIssue && { afterIssue }) };
  return true;
}

function takeRange(reading: Reading, [, from, first, begins, last, ends]: RegExpExecArray): boolean {
  if (!(reading.isNamed || from || begins || ends)) return false;
  startsOn(reading, first!);
  return name(reading) && endsOn(reading, last!, dateAt(reading.marked, first!).year);
}

function takeYears(reading: Reading, [, from, year, begins, last, ends]: RegExpExecArray): boolean {
  if (!(reading.isNamed || from || begins || ends)) return false;
  reading.start = { day: `${year}-01-01` };
  return name(reading) && endsOn(reading, last!);
}

function takeIssue(reading: Reading, [, nextDay, count, unit]: RegExpExecArray): boolean {
  name(reading);
  if (nextDay !== undefined) return startsAtIssue(reading, { count: 1, unit: 'day' });
  return startsAtIssue(reading, count === undefined ? undefined : termOf(count, unit!));
}

function takeTerm(reading: Reading, match: RegExpExecArray): boolean {
  const [whole, count, unit] = match;
  if (!reading.isNamed && /^[\d一二两三四五六七八九十半]/.test(whole)) return false;
  reading.end = { term: termOf(count!, unit!) };
  return name(reading);
}

function termOf(numeral: string, unit: string): Term {
  const name = unit.includes('年') ? 'year' : unit === '月' ? 'month' : 'day';
  if (numeral === '半') return { count: name === 'year' ? 6 : 15, unit: name === 'year' ? 'month' : 'day' };
  return { count: /\d/.test(numeral) ? Number(numeral) : chineseNumber(numeral), unit: name };
}
