import type { Basis, Condition, Situation, Unmet } from '../incentive-types.ts';
import type { Currency } from '../register-types.ts';
import { figureOf, reaches } from './given.ts';
import { isOfIndustry } from './industry.ts';

/** `provided`: the amount holds only if the condition does, which the situation does not say. */
export type Checked =
  | { kind: 'met' }
  | { kind: 'provided' }
  | { kind: 'unmet'; why: Unmet }
  | { kind: 'unknown'; needs: Basis };

/** Whether a situation meets a condition. `unknown`: a figure must be given before anything can be said. */
export function checkCondition(condition: Condition, situation: Situation, currency: Currency): Checked {
  switch (condition.kind) {
    case 'least':
      return checkLeast(condition, situation, currency);
    case 'share':
      return checkShare(condition, situation, currency);
    case 'industry':
    case 'not-industry':
      return checkIndustry(condition, situation);
    case 'zone':
      return checkZone(condition, situation);
    case 'signed':
    case 'started':
      return checkDay(condition, situation);
    case 'told':
      return { kind: 'provided' };
  }
}

type Of<Kind extends Condition['kind']> = Extract<Condition, { kind: Kind }>;
type OfIndustry = Extract<Condition, { kind: 'industry' | 'not-industry' }>;

function checkLeast({ basis, limit }: Of<'least'>, situation: Situation, currency: Currency): Checked {
  const found = figureOf(basis, situation, currency);
  if (found.kind === 'unknown') return { kind: 'unknown', needs: basis };
  if (found.kind === 'currency')
    return { kind: 'unmet', why: { because: 'currency', basis, counts: currency, given: found.given } };
  if (reaches(found.value, limit)) return { kind: 'met' };
  const short = limit.value - found.value;
  return { kind: 'unmet', why: { because: 'short', basis, needs: limit, has: found.value, short } };
}

function checkShare(condition: Of<'share'>, situation: Situation, currency: Currency): Checked {
  const part = figureOf(condition.part, situation, currency);
  const whole = figureOf(condition.whole, situation, currency);
  if (part.kind !== 'known' || whole.kind !== 'known') return { kind: 'provided' };
  const [has, needs] = [BigInt(part.value) * 1_000_000n, BigInt(whole.value) * BigInt(condition.millionths)];
  if (condition.includes ? has >= needs : has > needs) return { kind: 'met' };
  return unmet(condition);
}

function checkIndustry(condition: OfIndustry, { industry }: Situation): Checked {
  // What a rule is not for goes without saying until an industry is named; what it is for does not.
  if (industry === undefined) return { kind: condition.kind === 'industry' ? 'provided' : 'met' };
  const isAmong = condition.among.some((one) => isOfIndustry(industry, one));
  return isAmong === (condition.kind === 'industry') ? { kind: 'met' } : unmet(condition);
}

function checkZone(condition: Of<'zone'>, { zone }: Situation): Checked {
  if (zone === undefined) return { kind: 'provided' };
  const isAmong = condition.among.some((one) => one.includes(zone) || zone.includes(one));
  return isAmong ? { kind: 'met' } : unmet(condition);
}

function checkDay(condition: Of<'signed' | 'started'>, situation: Situation): Checked {
  const day = situation[condition.kind];
  if (day === undefined) return { kind: 'provided' };
  const isWithin = (!condition.from || day >= condition.from) && (!condition.to || day <= condition.to);
  return isWithin ? { kind: 'met' } : unmet(condition);
}

function unmet(condition: Condition): Checked {
  return { kind: 'unmet', why: { because: 'condition', condition } };
}

/** How policies call the people that grants are counted by. */
const PEOPLE: Partial<Record<Basis, RegExp>> = {
  doctors: /博士|ph\.?d|doctor/i,
  masters: /硕士|研究生|master/i,
  bachelors: /本科|学士|bachelor/i,
};

/** Whether a condition bears on what was counted: 引进全职硕士 is none of the grant for doctors in the same article. */
export function bearsOn(condition: Condition, counted: ReadonlySet<Basis>): boolean {
  if (condition.kind !== 'told') return true;
  const named = (Object.keys(PEOPLE) as Basis[]).filter((basis) => PEOPLE[basis]!.test(condition.text));
  return named.length === 0 || named.some((basis) => counted.has(basis));
}
