import type { Basis, Money } from '../../incentive-types.ts';
import { areaBasis } from './bounds.ts';
import type { Marked, Remaining } from './tokens.ts';

/** What limits a grant. */
export interface Caps {
  cap?: Money;
  yearlyCap?: Money;
  /** Units that count at most. */
  most?: { of: Basis; value: number };
  /** 单个企业, 累计: of all tiers together and not of the one it stands with. */
  isOfAll: boolean;
}

const CAP =
  /([^,;‹]*)(?:最高|不超过|不得超过|不高于|上限|封顶|限额|累计)[^,;‹]{0,12}(‹M\d+›)(\/年|每年)?|([^,;‹]*)(‹M\d+›)(\/年)?(?:封顶|为限|为上限)/g;
const AREA = /面积[^,;‹]{0,12}(‹A\d+›)|(?:最高|不超过|最多)[^,;‹]{0,4}(‹A\d+›)/g;
const YEARLY = /每年|年度|全年|当年|每个?自然年|\/年/;

/** The caps of a marked segment; the marks that they take are taken from `remaining`. */
export function readCaps({ text, figures }: Marked, remaining: Remaining, lead: string): Caps {
  const caps: Caps = { isOfAll: false };
  for (const match of text.matchAll(CAP)) {
    const mark = (match[2] ?? match[5])!;
    const { measure } = figures.get(mark)!;
    if (!remaining.has(mark) || measure.kind !== 'money') continue;
    remaining.take(mark);
    const money = { cents: measure.cents, currency: measure.currency };
    if (YEARLY.test(match[0])) caps.yearlyCap = money;
    else caps.cap = money;
    if (/累计|合计|全部/.test(match[0])) caps.isOfAll = true;
  }
  for (const match of text.matchAll(AREA)) {
    const mark = (match[1] ?? match[2])!;
    const { measure } = figures.get(mark)!;
    const of = areaBasis(text.slice(0, match.index)) ?? areaBasis(lead);
    if (!remaining.has(mark) || measure.kind !== 'quantity' || !of) continue;
    remaining.take(mark);
    caps.most = { of, value: measure.thousandths };
  }
  return caps;
}
