import type { Basis, Reward, Step } from '../../incentive-types.ts';
import { lastBasis, YEARLY } from './bases.ts';
import { areaBasis } from './bounds.ts';
import type { Marked, Remaining } from './tokens.ts';
import { monthsIn, type Years, yearsIn } from './years.ts';

/** What a segment grants: rewards with the years they are granted in. */
export type Granted = Pick<Step, 'reward' | 'years'>;

/** What is known of a segment before its rewards are read. */
export interface Around {
  /** What its bounds are of, else what was counted by before it. */
  basis: Basis | undefined;
  /** Whether its amounts go by bounds, so that a fixed one is a tier's. */
  isTiered: boolean;
  /** The heading and the words that lead to the segment. */
  lead: string;
}

export const REWARD_VERB = /奖励|奖补|补助|补贴|补偿|资助|扶持|贴息|支持|减免|免(?:收|除|缴)?[^,;]{0,4}租金/;
/** What an office may grant, at its discretion, is no amount. */
const AT_MOST = /(?:不超过|最高|至多|不高于|上限)[^,;‹]{0,12}$/;
/** What must be reached is a condition and no share that is granted. */
const REACHED_BEFORE = /(?:占|达到?|不低于|不少于|高于|超过|增长|增幅|同比|提高)[^,;‹]{0,10}$/;
const REACHED_BEHIND = /^(?:\(不?含\))?(?:及)?以[上下]/;
const UNIT = '(平方米|平米|人|名|位|千瓦时|度电?)';
const EACH = new RegExp(
  `每${UNIT}(?:每?(月|年))?(?:(?!最高|不超过)[^,;‹]){0,14}(‹M\\d+›)|每(月|年)每${UNIT}[^,;‹]{0,10}(‹M\\d+›)|(‹M\\d+›)(?:/|每)${UNIT}(?:[·/.]|每)?(月|年)?`,
  'g',
);
const SHARE = /‹P\d+›/g;
const FIXED =
  /(?:奖励|补助|补贴|资助|扶持|给予)(?:(?!最高|不超过)[^,;‹]){0,10}(‹M\d+›)|(‹M\d+›)的?(?:一次性)?[^,;‹]{0,6}(?:奖励|补助|补贴|资助|扶持)/g;
const FULL_RENT =
  /租金(?:给予)?全额(?:补贴|补助|减免)|全额(?:补贴|补助|减免)[^,;]{0,4}租金|免(?:收|除|缴)?[^,;]{0,4}租金|租金全免/g;

/**
 * The rewards of a marked segment, in order; the marks that they take are taken from `remaining`. `undefined` where
 * one is at the office's discretion or says not what it is of.
 */
export function readRewards(marked: Marked, remaining: Remaining, around: Around): Granted[] | undefined {
  const found = [
    ...sharesOf(marked, remaining, around),
    ...eachOf(marked, remaining, around),
    ...(around.isTiered ? fixedOf(marked, remaining) : []),
    ...fullRentOf(marked),
  ].sort((a, b) => a.at - b.at);
  const granted: Granted[] = [];
  let done = 0;
  let basis = around.basis;
  for (const { at, end, reward } of found) {
    if (reward === undefined) return undefined;
    const text = marked.text.slice(done, end) + (marked.text.slice(end).match(/^[^,;‹]*/)?.[0] ?? '');
    const made = finish(reward, { text, whole: marked.text, at, basis });
    if (!made) return undefined;
    granted.push(made);
    if (made.reward.kind !== 'fixed') basis = made.reward.of;
    done = end;
  }
  return granted;
}

/** A reward as it was found; of what it is may be known by what came before it. */
interface Raw {
  at: number;
  end: number;
  reward: Unsettled | undefined;
}
type Unsettled =
  | { kind: 'share'; of: Basis | 'as before'; millionths: number }
  | { kind: 'each'; of: Basis | 'as before'; price: number; by?: 'month' | 'year' }
  | { kind: 'fixed'; cents: number };

function sharesOf({ text, figures }: Marked, remaining: Remaining, { basis }: Around): Raw[] {
  return [...text.matchAll(SHARE)].flatMap((match): Raw[] => {
    const [mark] = match;
    const place = { at: match.index, end: match.index + mark.length };
    const before = text.slice(0, match.index);
    const clause = before.slice(before.lastIndexOf(',') + 1);
    const { measure } = figures.get(mark)!;
    if (!remaining.has(mark) || measure.kind !== 'percent') return [];
    remaining.take(mark);
    const isReached = REACHED_BEFORE.test(clause) || REACHED_BEHIND.test(text.slice(place.end));
    if (isReached || AT_MOST.test(clause) || !/[按以给补奖为]|比例|标准/.test(clause))
      return [{ ...place, reward: undefined }];
    const of = lastBasis(clause, basis) ?? 'as before';
    return [{ ...place, reward: { kind: 'share', of, millionths: measure.millionths } }];
  });
}

function eachOf({ text, figures }: Marked, remaining: Remaining, { lead }: Around): Raw[] {
  return [...text.matchAll(EACH)].flatMap((match): Raw[] => {
    const [whole, unit1, period1, mark1, period2, unit2, mark2, mark3, unit3, period3] = match;
    const mark = (mark1 ?? mark2 ?? mark3)!;
    const price = figures.get(mark)?.price;
    if (!remaining.has(mark)) return [];
    remaining.take(mark);
    const place = { at: match.index, end: match.index + whole.length };
    const of = basisOfUnit((unit1 ?? unit2 ?? unit3)!, text.slice(0, place.end), lead);
    if (price === undefined || of === undefined) return [{ ...place, reward: undefined }];
    const behind = /^\/(月|年)/.exec(text.slice(place.end))?.[1];
    const period = period1 ?? period2 ?? period3 ?? behind;
    const by = period && { by: period === '月' ? ('month' as const) : ('year' as const) };
    return [{ ...place, reward: { kind: 'each', of, price, ...by } }];
  });
}

function basisOfUnit(unit: string, before: string, lead: string): Basis | undefined {
  if (/千瓦时|度/.test(unit)) return 'electricity';
  if (/平/.test(unit)) return areaBasis(before) ?? areaBasis(lead);
  const people =
    [...before.matchAll(/博士|硕士|本科/g)].at(-1)?.[0] ?? [...lead.matchAll(/博士|硕士|本科/g)].at(-1)?.[0];
  if (people === '博士') return 'doctors';
  return people === '硕士' ? 'masters' : people === '本科' ? 'bachelors' : undefined;
}

function fixedOf({ text, figures }: Marked, remaining: Remaining): Raw[] {
  return [...text.matchAll(FIXED)].flatMap((match): Raw[] => {
    const mark = (match[1] ?? match[2])!;
    const { measure } = figures.get(mark)!;
    const at = text.indexOf(mark);
    // 每亩2万元 is an amount for each of something that is not known.
    const isEach = /每[^,;‹]{0,4}$/.test(text.slice(0, at)) || /^[/每]/.test(text.slice(at + mark.length));
    if (!remaining.has(mark) || measure.kind !== 'money' || isEach) return [];
    remaining.take(mark);
    const place = { at: match.index, end: match.index + match[0].length };
    return [{ ...place, reward: { kind: 'fixed', cents: measure.cents } }];
  });
}

function fullRentOf({ text }: Marked): Raw[] {
  const of = /办公/.test(text) ? 'officeRentPaid' : 'rentPaid';
  return [...text.matchAll(FULL_RENT)].map((match) => ({
    at: match.index,
    end: match.index + match[0].length,
    reward: { kind: 'share' as const, of, millionths: 1_000_000 },
  }));
}

interface Place {
  /** From the reward before to the end of this one's clause. */
  text: string;
  whole: string;
  at: number;
  basis: Basis | undefined;
}

const MONTHS_OF_YEAR = 12;

/** A reward with its basis and the years it is granted in. */
function finish(raw: Unsettled, { text, whole, basis }: Place): Granted | undefined {
  if (raw.kind === 'fixed') return withYears(raw, yearsIn(text, { isYearly: false }));
  const of = raw.of === 'as before' ? basis : raw.of;
  if (of === undefined) return undefined;
  const isYearly = (YEARLY.has(of) || /每年/.test(text)) && !/一次性/.test(text);
  const years = yearsIn(text, { isYearly }) ?? (isYearly ? { from: 1 } : undefined);
  if (raw.kind === 'share') return withYears({ ...raw, of }, years);
  const { price, by } = raw;
  const reward = { kind: 'each' as const, of, price, times: 1 };
  if (by !== 'month') return withYears(reward, years ?? (by && { from: 1 }));
  const months = monthsIn(whole);
  if (months !== undefined && !years) return { reward: { ...reward, times: months } };
  return withYears(
    { ...reward, times: MONTHS_OF_YEAR },
    years ?? yearsIn(whole, { isYearly: true }) ?? { from: 1 },
  );
}

function withYears(reward: Reward, years: Years | undefined): Granted {
  return { reward, ...(years && { years }) };
}
