import type { Basis, Limit } from '../../incentive-types.ts';
import { lastBasis } from './bases.ts';
import type { Marked, Remaining } from './tokens.ts';

/** Bounds on a basis, as a tier or a condition has them. */
export interface Bounds {
  basis: Basis | undefined;
  from?: Limit;
  to?: Limit;
  /** 超过部分: what is granted is granted for the part above `from`. */
  isPart: boolean;
}

const AMOUNT = '(‹[MAE]\\d+›)';
const INCLUDED = '(?:\\(不?含(?:本数)?\\))?';
const LOWER = new RegExp(
  `(达到?|不低于|不少于|不小于|(?<!不|得)(?:超过|高于|大于)|突破|满)?(?:人民币)?${AMOUNT}(${INCLUDED}(?:及|或)?(?:以上)${INCLUDED}|${INCLUDED})`,
  'g',
);
const UPPER = new RegExp(
  `^(?:[、,]|但|且|的|\\s|并且)*(?:(不足|低于|小于|不满|不到|未达到?|少于|不超过|不高于|低于或等于)(?:人民币)?${AMOUNT}${INCLUDED}|(?:[-~—–至到]+|)(?:人民币)?${AMOUNT}${INCLUDED}(?:及)?(以下|以内)?${INCLUDED}(?:之间)?)`,
);
const BARE_UPPER = new RegExp(`(?:不足|低于|不满|未达到?)?${AMOUNT}${INCLUDED}(?:及)?以下${INCLUDED}`);
const PART = /^(?:之间)?的?部分/;
/** What stands before an amount that is a cap and no bound. */
const CAP_BEFORE =
  /(?:最高|上限|封顶|累计|限额|不超过|不得超过|奖励|补贴|补助|给予|资助|支持|扶持|按|每[^,;]{0,8})[^,;‹]{0,6}$/;

/**
 * The bounds in a marked segment, of each basis the first; the marks that they take are taken from `remaining`.
 * 以上, 达到 and 不低于 include, 超过 does not; 不足 excludes, 以下 includes.
 */
export function readBounds(
  { text, figures }: Marked,
  remaining: Remaining,
  carried: Basis | undefined,
): Bounds[] {
  const found: Bounds[] = [];
  let basis = carried;
  for (const match of text.matchAll(LOWER)) {
    const [, word = '', mark, behind = ''] = match;
    const before = text.slice(0, match.index);
    // 300万元/亩 is a bound on something else.
    const isRate = /^\/|^每/.test(text.slice(text.indexOf(mark!) + mark!.length));
    if (!remaining.has(mark!) || CAP_BEFORE.test(before) || isRate) continue;
    const rest = text.slice(match.index + match[0].length);
    const upper = UPPER.exec(rest);
    const isLower = word !== '' || behind.includes('以上');
    if (!isLower && !(upper && isRange(upper))) continue;
    basis = basisFor(mark!, before, basis);
    const from = limit(mark!, figures, !/超过|高于|大于|突破/.test(word) && !behind.includes('不含'));
    const to =
      upper && remaining.has(upper[2] ?? upper[3]!) && !isNewTier(upper, rest)
        ? upperLimit(upper, figures)
        : undefined;
    remaining.take(mark!);
    if (upper && to) remaining.take(upper[2] ?? upper[3]!);
    const after = to ? rest.slice(upper![0].length) : rest;
    found.push({ basis, from, ...(to && { to }), isPart: PART.test(after) });
  }
  if (found.length > 0) return found;
  const alone = BARE_UPPER.exec(text);
  if (!alone || !remaining.has(alone[1]!) || CAP_BEFORE.test(text.slice(0, alone.index))) return found;
  remaining.take(alone[1]!);
  const to = limit(alone[1]!, figures, !/不足|低于|不满|未达|不含/.test(alone[0]));
  basis = basisFor(alone[1]!, text.slice(0, alone.index), carried);
  return [{ basis, to, isPart: PART.test(text.slice(alone.index + alone[0].length)) }];
}

/** 5000万元至1亿元: a range without 以上. */
function isRange(upper: RegExpExecArray): boolean {
  return /[-~—–至到]/.test(upper[0]) || upper[1] !== undefined;
}

/** An amount behind a bound without anything that makes it one. */
function isNewTier(upper: RegExpExecArray, rest: string): boolean {
  const isBare = upper[1] === undefined && upper[4] === undefined && !/[-~—–至到]/.test(upper[0]);
  return isBare || /^以上/.test(rest.slice(upper[0].length));
}

function upperLimit(upper: RegExpExecArray, figures: Marked['figures']): Limit {
  const excludes =
    /^(?:不足|低于|小于|不满|不到|未达|少于)/.test(upper[1] ?? '') || upper[0].includes('不含');
  return limit(upper[2] ?? upper[3]!, figures, !excludes || upper[1] === '低于或等于');
}

function limit(mark: string, figures: Marked['figures'], includes: boolean): Limit {
  const { measure } = figures.get(mark)!;
  const value =
    measure.kind === 'money' ? measure.cents : measure.kind === 'quantity' ? measure.thousandths : 0;
  return { value, includes };
}

function basisFor(mark: string, before: string, carried: Basis | undefined): Basis | undefined {
  if (mark.startsWith('‹E')) return 'electricity';
  const named = lastBasis(before, carried);
  if (mark.startsWith('‹A')) return areaBasis(before) ?? carried;
  return named ?? carried;
}

/** What an area is of, by the words before it. */
export function areaBasis(text: string): Basis | undefined {
  if (/装修/.test(text)) return 'fitOutArea';
  if (/办公/.test(text)) return 'officeArea';
  if (/购(?:买|置)|[自新兴]建|建[设造]/.test(text)) return 'floorArea';
  return /租|厂房/.test(text) ? 'rentArea' : undefined;
}
