import type { Currency } from './register-types.ts';
import type { Audience, Day } from './types.ts';

/**
 * The nouns of incentives: what a policy grants, for whom and how much, the figures of an asker, and what comes of
 * both. Plain data, as in `types.ts`. Every number here is a whole one, so that nothing is ever rounded twice.
 */

/** What rewards are counted by, and what of it a figure is: money, square metres, people, kilowatt-hours. */
export const BASES = {
  fixedInvestment: 'money',
  equipmentInvestment: 'money',
  totalInvestment: 'money',
  foreignCapital: 'money',
  /** Of a year. */
  rentPaid: 'money',
  logisticsCost: 'money',
  researchSpending: 'money',
  wages: 'money',
  revenue: 'money',
  officeRentPaid: 'money',
  fitOutCost: 'money',
  interestPaid: 'money',
  rentArea: 'quantity',
  officeArea: 'quantity',
  /** Of a hall that is bought or built. */
  floorArea: 'quantity',
  fitOutArea: 'quantity',
  /** Kilowatt-hours of a year. */
  electricity: 'quantity',
  doctors: 'quantity',
  masters: 'quantity',
  bachelors: 'quantity',
  employees: 'quantity',
} as const satisfies Record<string, 'money' | 'quantity'>;
export type Basis = keyof typeof BASES;

/** An amount of money in hundredths of the currency's unit (分, cents). */
export interface Money {
  cents: number;
  currency: Currency;
}

/** A bound on a basis: cents of the rule's currency, or thousandths of a square metre, person or kilowatt-hour. */
export interface Limit {
  value: number;
  /** 以上 and 及以下 include, 超过 and 不足 do not. */
  includes: boolean;
}

/** What is granted for what. */
export type Reward =
  /** A share of a basis, in millionths: 3% is 30,000. */
  | { kind: 'share'; of: Basis; millionths: number }
  | { kind: 'fixed'; cents: number }
  /** So much for each unit of a basis, in ten-thousandths of the currency's unit, this many times (months). */
  | { kind: 'each'; of: Basis; price: number; times: number };

/** A reward within bounds of what tiers go by, or in some years. Steps without bounds of their own all count. */
export interface Step {
  from?: Limit;
  to?: Limit;
  /** The years in which it is granted anew, the first being 1; open at the end where none is said. */
  years?: { from: number; to?: number };
  reward: Reward;
  /** At most this much: of this step, each year where it has years. */
  cap?: Money;
  /** The passage that says it, where that is not its rule's. */
  passage?: string;
}

export type Condition =
  | { kind: 'least'; basis: Basis; limit: Limit }
  /** At least this share of one basis is in the other, in millionths. */
  | { kind: 'share'; part: Basis; whole: Basis; millionths: number; includes: boolean }
  /** `passage` says it, where that is not the rule's. */
  | { kind: 'industry' | 'not-industry'; among: readonly string[]; passage?: string }
  | { kind: 'zone'; among: readonly string[] }
  | { kind: 'signed' | 'started'; from?: Day; to?: Day }
  /** What only the office can tell, in the policy's words: it is told beside the amount. */
  | { kind: 'told'; text: string };

/** One thing that a policy grants. */
export interface IncentiveRule {
  /** Unique within its document. */
  id: string;
  document: string;
  /** The passage that says it. */
  passage: string;
  /** As it is cited: 第三条. */
  article?: string;
  name: string;
  /** What the currency of its amounts and bounds is. */
  currency: Currency;
  /** What the bounds of its steps are of. */
  tieredBy?: Basis;
  /** Each tier on its own part (超过部分), not the whole amount by the tier reached. */
  isMarginal: boolean;
  steps: readonly Step[];
  /** No more than this for a project or enterprise, all years together, or each year. */
  cap?: Money;
  yearlyCap?: Money;
  /** Units that count at most: 面积不超过3000平方米. */
  most?: { of: Basis; value: number };
  conditions: readonly Condition[];
  /** Its own days, where they are narrower than those of its document. */
  from?: Day;
  to?: Day;
}

/** Rules of which only the highest counts. */
export interface Exclusive {
  document: string;
  passage: string;
  article?: string;
  /** The articles named; none where all of the document are meant. */
  articles: readonly string[];
  /** 同一事项: only rules that are counted by the same basis. */
  sameMatter: boolean;
}

/** What of a document can be calculated. */
export interface Incentives {
  rules: readonly IncentiveRule[];
  exclusives: readonly Exclusive[];
}

/** A rule as it is stored, with the days and the audience of its document. */
export interface StoredRule extends IncentiveRule {
  title: string;
  audience: Audience;
}

/** A figure that an asker gives. */
export type Given = { cents: number; currency: Currency } | { thousandths: number };

/** What an asker says of a plan, in one message or several. */
export interface Situation {
  figures: Readonly<Partial<Record<Basis, Given>>>;
  /** Rent for a square metre and month, in ten-thousandths of a yuan. */
  rent?: number;
  industry?: string;
  /** The edition of a policy that is named: 2024 of 2024版. */
  edition?: string;
  zone?: string;
  signed?: Day;
  started?: Day;
  /** What is asked about; all that may apply where nothing is named. */
  about: readonly Basis[];
  /** The year of the reward that is asked about: 第一年. */
  year?: number;
  /** Whether it is only asked if anything is for them: 房地产项目能享受政策吗. */
  asksWhether?: boolean;
  /** Said without naming what it is, and taken for this: 我们投3.2亿. */
  taken: readonly Basis[];
}

/** How an amount comes about: what is multiplied with what. */
export type Working =
  | { kind: 'share'; of: Basis; base: number; millionths: number; over?: number; rent?: RentWorking }
  | { kind: 'fixed' }
  /** `given`: the units there are, where fewer count. */
  | { kind: 'each'; of: Basis; units: number; given?: number; price: number; times: number; over?: number };

/** Rent of a year: square metres (thousandths) × rent (ten-thousandths of a yuan) × 12. */
export interface RentWorking {
  area: number;
  price: number;
  /** What the area was cut to, where more was rented than counts. */
  rented?: number;
}

/** One step of a rule that applies. */
export interface Line {
  passage?: string;
  years?: { from: number; to?: number };
  working: Working;
  /** Before and after the cap. */
  before: number;
  cents: number;
}

/** A rule that applies, with its arithmetic. Amounts in cents of the rule's currency. */
export interface Part {
  rule: StoredRule;
  lines: readonly Line[];
  /** What the lines come to, before a cap and after it; of years, all of them. */
  before: number;
  cents: number;
  /** The cap that bites. */
  cap?: Money & { yearly: boolean };
  /** Granted each year with no end said: `cents` is of one year. */
  isYearly: boolean;
  /** Conditions that only the office can tell, or whose figure is not given. */
  provided: readonly Condition[];
}

/** Why a rule does not apply. */
export type Unmet =
  /** `short`: so much is missing of the basis, in its units; `over`: it is above what the rule is for. */
  | { because: 'short'; basis: Basis; needs: Limit; has: number; short: number }
  | { because: 'over'; basis: Basis; most: Limit; has: number }
  | { because: 'condition'; condition: Condition }
  | { because: 'currency'; basis: Basis; counts: Currency; given: Currency }
  | { because: 'expired' | 'not-yet'; day: Day };

/** What a situation comes to by rules, on a day. */
export interface Estimate {
  asOf: Day;
  situation: Situation;
  /** Rules that apply and are counted. */
  parts: readonly Part[];
  /** Rules that apply, but not beside a higher one. */
  excluded: readonly { part: Part; instead: StoredRule; by: Exclusive }[];
  unmet: readonly { rule: StoredRule; why: Unmet }[];
  /** Rules that depend on what is not known. */
  unknown: readonly { rule: StoredRule; needs: Basis | 'industry' }[];
  /** The sum of the parts, where they are of one currency and all are known. */
  total?: Money;
  /** What decides most and is not known. */
  asks?: Basis | 'industry';
}
