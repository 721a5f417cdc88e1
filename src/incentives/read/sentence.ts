import type { Basis, Condition, Step } from '../../incentive-types.ts';
import type { Currency } from '../../register-types.ts';
import { basisWords } from './bases.ts';
import { type Bounds, readBounds } from './bounds.ts';
import { type Caps, readCaps } from './caps.ts';
import { readShareCondition, toldIn } from './conditions.ts';
import { REWARD_VERB, readRewards } from './rewards.ts';
import { type Marked, markFigures, Remaining } from './tokens.ts';

/** What a sentence of a policy grants or limits. */
export interface Sentence {
  steps: Step[];
  tieredBy?: Basis;
  isMarginal: boolean;
  caps: Caps;
  conditions: Condition[];
  currency?: Currency;
}

/** What stands around a sentence: its heading and what came before it in its article. */
export interface Context {
  lead: string;
  basis: Basis | undefined;
}

/** What only varies what is granted: told, and never counted. */
const VARIATION = /提高到|提高至|上浮|下浮|再(?:给予|奖励|补助)|额外|另(?:行|外)?给予|追加|减半/;
/** How and when it is paid out. */
const PAYING = /拨付|兑现|分期|到账|缴(?:清|存)|发放(?:方式|时间)/;

/**
 * Reads one sentence of folded text. `undefined` where it grants something that is not read with certainty: a figure
 * is left over, a reward says not of what it is, or one is at the office's discretion.
 */
export function readSentence(sentence: string, context: Context): Sentence | undefined {
  const [lead, body] = parted(sentence);
  const found: Sentence = { steps: [], isMarginal: false, caps: { isOfAll: false }, conditions: [] };
  const around = {
    ...context,
    lead: `${context.lead}\n${lead}`,
    isGrant: REWARD_VERB.test(context.lead + sentence),
  };
  for (const segment of body.split(';')) {
    if (segment.trim() === '') continue;
    if (found.steps.length > 0 && VARIATION.test(segment)) {
      found.conditions.push({ kind: 'told', text: segment.trim() });
      continue;
    }
    if (!readSegment(markFigures(segment), found, around)) return undefined;
  }
  found.conditions.push(...toldIn(lead));
  return withCapOfAll(found);
}

/** A cap that stands behind the last of several tiers only is one of all of them. */
function withCapOfAll(found: Sentence): Sentence {
  const { steps, caps } = found;
  const last = steps.at(-1);
  const isOfAll = steps.length > 1 && last?.cap && last.from && steps.slice(0, -1).every(({ cap }) => !cap);
  if (!isOfAll) return found;
  const { cap, ...open } = last;
  return { ...found, steps: [...steps.slice(0, -1), open], caps: { ...caps, cap } };
}

/** 按下列标准给予奖励: and what follows it. */
function parted(sentence: string): [lead: string, body: string] {
  const at = sentence.indexOf(':');
  if (at < 0 || /\d/.test(sentence.slice(0, at).replace(/\d+个?月|\d+日|\d+年/g, ''))) return ['', sentence];
  return [sentence.slice(0, at), sentence.slice(at + 1)];
}

/** Adds what a segment says to what is found; `false` where it is not read with certainty. */
function readSegment(marked: Marked, found: Sentence, context: Context & { isGrant: boolean }): boolean {
  const remaining = new Remaining(marked.text);
  if (remaining.isEmpty && !/全额|免/.test(marked.text)) return true;
  if (PAYING.test(marked.text) && !/[按奖]|补(?:贴|助)/.test(marked.text)) return true;
  const carried = found.tieredBy ?? context.basis;
  const share = readShareCondition(marked, remaining);
  const bounds = readBounds(marked, remaining, carried);
  const caps = readCaps(marked, remaining, context.lead);
  const basis = bounds[0]?.basis ?? basisWords(marked.text).map(concrete).find(Boolean) ?? carried;
  const granted = readRewards(marked, remaining, {
    basis,
    isTiered: bounds.length > 0,
    lead: context.lead,
  });
  if (!granted || !remaining.isEmpty) return false;
  if (granted.length === 0) {
    mergeCaps(found, caps);
    return bounds.length === 0;
  }
  if (!context.isGrant) return false;
  return addSteps(found, { granted, bounds, caps, share, marked });
}

const concrete = ({ basis }: { basis: Basis | 'investment' }) => (basis === 'investment' ? undefined : basis);

interface Segment {
  granted: NonNullable<ReturnType<typeof readRewards>>;
  bounds: readonly Bounds[];
  caps: Caps;
  share: Condition | undefined;
  marked: Marked;
}

function addSteps(found: Sentence, { granted, bounds, caps, share, marked }: Segment): boolean {
  const [tier, ...others] = bounds;
  if (tier && tier.basis === undefined) return false;
  if (tier?.basis && found.tieredBy && found.tieredBy !== tier.basis) return false;
  if (tier?.basis) found.tieredBy = tier.basis;
  for (const { basis, from } of others) {
    if (!basis || !from || basis === tier?.basis) return false;
    found.conditions.push({ kind: 'least', basis, limit: from });
  }
  if (share) found.conditions.push(share);
  if (tier?.isPart) found.isMarginal = true;
  const isTierCap = tier !== undefined && caps.cap !== undefined && !caps.isOfAll;
  const limits = { ...(tier?.from && { from: tier.from }), ...(tier?.to && { to: tier.to }) };
  found.steps.push(
    ...granted.map((one) => ({ ...limits, ...one, ...(isTierCap && caps.cap && { cap: caps.cap }) })),
  );
  found.conditions.push(...toldIn(marked.text));
  const { cap: _, ...ofAll } = caps;
  mergeCaps(found, isTierCap ? ofAll : caps);
  const currencies = [...marked.figures.values()].flatMap(({ currency }) => currency ?? []);
  // A bound in dollars and a cap in yuan would have to be converted.
  if (new Set([...currencies, ...(found.currency ? [found.currency] : [])]).size > 1) return false;
  const [currency] = currencies;
  if (currency) found.currency = currency;
  return true;
}

function mergeCaps(found: Sentence, { cap, yearlyCap, most, isOfAll }: Caps): void {
  if (cap) found.caps.cap = cap;
  if (yearlyCap) found.caps.yearlyCap = yearlyCap;
  if (most) found.caps.most = most;
  if (isOfAll) found.caps.isOfAll = true;
}
