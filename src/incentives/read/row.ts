import type { Basis, Step } from '../../incentive-types.ts';
import type { Currency } from '../../register-types.ts';
import { lastBasis } from './bases.ts';
import { readBounds } from './bounds.ts';
import { type Marked, markFigures, Remaining } from './tokens.ts';

/** What a row of a table of tiers says. */
export interface TierRow {
  step: Step;
  tieredBy: Basis;
  currency?: Currency;
}

const IGNORED = /^(?:序号|档次|档位|等级|级别|类型|编号|备注|说明|兑现|政策|条款|依据)/;
const CAP = /最高|上限|封顶|限额|不超过/;
const GRANT = /奖|补|比例|标准|扶持|资助|支持/;
const WHOLE = /^‹P\d+›$/;
const SHARE = /^(?:按)?(?:[^‹]{0,12}的)?‹P\d+›(?:的?比例)?(?:给予)?(?:奖励|补助|补贴)?$/;
const AMOUNT = /^(?:一次性)?(?:奖励|补助|补贴|给予)?‹M\d+›$/;

/**
 * One row of a table of tiers, from the folded text of its passage: `投资额:5000万元以上、不足1亿元;奖励比例:3%;上限:
 * 300万元`. `undefined` where a cell says something else than a tier, what it grants, and a cap.
 *
 * @param lead the headings above the table, and the paragraph that leads to it
 */
export function readRow(row: string, lead: string): TierRow | undefined {
  const found: Partial<Pick<Step, 'from' | 'to' | 'cap' | 'reward'>> & { tieredBy?: Basis } = {};
  const currencies = new Set<Currency>();
  for (const cell of row.split(';')) {
    const at = cell.indexOf(':');
    if (at < 0) return undefined;
    const [heading, value] = [cell.slice(0, at).trim(), cell.slice(at + 1).trim()];
    if (IGNORED.test(heading)) continue;
    const marked = markFigures(value);
    for (const { currency } of marked.figures.values()) if (currency) currencies.add(currency);
    if (!readCell(heading, marked, found, lead)) return undefined;
  }
  const { tieredBy, reward, ...limits } = found;
  if (!tieredBy || !reward || currencies.size > 1) return undefined;
  const [currency] = currencies;
  return {
    tieredBy,
    step: { ...limits, reward: reward.kind === 'share' ? { ...reward } : reward },
    ...(currency && { currency }),
  };
}

type Found = Partial<Pick<Step, 'from' | 'to' | 'cap' | 'reward'>> & { tieredBy?: Basis };

function readCell(heading: string, marked: Marked, found: Found, lead: string): boolean {
  const { text, figures } = marked;
  const compact = text.replace(/\s/g, '');
  const measure = [...figures.values()][0]?.measure;
  if (CAP.test(heading)) {
    if (measure?.kind !== 'money' || !AMOUNT.test(compact)) return false;
    found.cap = { cents: measure.cents, currency: measure.currency };
    return true;
  }
  if (measure?.kind === 'percent' && (WHOLE.test(compact) || SHARE.test(compact))) {
    const of = lastBasis(compact, found.tieredBy) ?? lastBasis(heading, found.tieredBy) ?? found.tieredBy;
    if (!of || !GRANT.test(heading + compact)) return false;
    found.reward = { kind: 'share', of, millionths: measure.millionths };
    return true;
  }
  if (measure?.kind === 'money' && AMOUNT.test(compact) && GRANT.test(heading)) {
    found.reward = { kind: 'fixed', cents: measure.cents };
    return true;
  }
  return readTier(heading, marked, found, lead);
}

function readTier(heading: string, { text, figures }: Marked, found: Found, lead: string): boolean {
  if (found.tieredBy || figures.size === 0) return false;
  const remaining = new Remaining(text);
  const carried = lastBasis(heading, lastBasis(lead, undefined)) ?? lastBasis(lead, undefined);
  const [bounds, ...others] = readBounds({ text: `${heading} ${text}`, figures }, remaining, carried);
  if (!bounds?.basis || others.length > 0 || !remaining.isEmpty) return false;
  found.tieredBy = bounds.basis;
  if (bounds.from) found.from = bounds.from;
  if (bounds.to) found.to = bounds.to;
  return true;
}
