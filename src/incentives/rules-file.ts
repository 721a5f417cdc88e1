import { parseYaml } from '../documents/pack-yaml.ts';
import type { Condition, Exclusive, IncentiveRule, Incentives, Limit, Step } from '../incentive-types.ts';
import type { Currency } from '../register-types.ts';
import type { Passage } from '../types.ts';
import {
  basisNamed,
  rulesSchema,
  type WrittenConditions,
  type WrittenExclusive,
  type WrittenRule,
  type WrittenRules,
  type WrittenStep,
} from './rules-schema.ts';

/** The name of the file in a pack's folder that rules are written in. */
export const RULES_FILE = 'incentives.yaml';

/**
 * What `incentives.yaml` says, from its text.
 * @throws AppError `misconfigured` with the line of a mistake
 */
export function parseRules(source: string): WrittenRules {
  return parseYaml(source, RULES_FILE, rulesSchema);
}

/**
 * The rules written for a document, each with the passage that holds its quote; those without one are in `unfounded`
 * and do not count, for what no passage says is no rule.
 */
export function rulesOf(
  written: WrittenRules,
  { id, path, passages }: { id: string; path: string; passages: readonly Passage[] },
): Incentives & { unfounded: string[] } {
  const unfounded: string[] = [];
  const founded = <Written extends { document: string; quote: string }, Made>(
    all: readonly Written[],
    make: (one: Written, passage: Passage) => Made,
  ): Made[] =>
    all
      .filter(({ document }) => document === path)
      .flatMap((one) => {
        const passage = passages.find(({ text }) => squeezed(text).includes(squeezed(one.quote)));
        if (!passage) unfounded.push(one.quote);
        return passage ? [make(one, passage)] : [];
      });
  return {
    rules: founded(written.rules, (one, passage) => toRule(one, { document: id, passage })),
    exclusives: founded(written.exclusive, (one, passage) => toExclusive(one, { document: id, passage })),
    unfounded,
  };
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}

interface Place {
  document: string;
  passage: Passage;
}

function toRule(written: WrittenRule, { document, passage }: Place): IncentiveRule {
  const { id, name, tiered_by, marginal, most, most_a_year, most_units, conditions, from, to } = written;
  const article = written.article ?? passage.locator.article;
  return {
    id,
    document,
    passage: passage.id,
    ...(article && { article }),
    name,
    currency: currencyOf(written),
    ...(tiered_by && { tieredBy: tiered_by }),
    isMarginal: marginal,
    steps: written.steps.map(toStep),
    ...(most && { cap: { cents: most.cents, currency: most.currency } }),
    ...(most_a_year && { yearlyCap: { cents: most_a_year.cents, currency: most_a_year.currency } }),
    ...(most_units && { most: { of: most_units.of, value: boundOf(most_units.value) } }),
    conditions: conditions ? toConditions(conditions) : [],
    ...(from && { from }),
    ...(to && { to }),
  };
}

/** That of its first amount; a rule that is all shares counts yuan. */
function currencyOf({ steps, most, most_a_year }: WrittenRule): Currency {
  const [first] = [most, most_a_year, ...steps.flatMap((one) => [one.fixed, one.each, one.most])].filter(
    (one) => one !== undefined,
  );
  return first?.currency ?? 'CNY';
}

function boundOf(amount: NonNullable<WrittenStep['from']>): number {
  return amount.kind === 'money' ? amount.cents : amount.thousandths;
}

function toStep({ from, above, to, below, years, most, ...rewarded }: WrittenStep): Step {
  const lower = limitOf(from, above);
  const upper = limitOf(to, below);
  return {
    ...(lower && { from: lower }),
    ...(upper && { to: upper }),
    ...(years && { years: { from: years[0], ...(years[1] !== null && { to: years[1] }) } }),
    reward: toReward(rewarded),
    ...(most && { cap: { cents: most.cents, currency: most.currency } }),
  };
}

function limitOf(including: WrittenStep['from'], excluding: WrittenStep['from']): Limit | undefined {
  if (including) return { value: boundOf(including), includes: true };
  return excluding && { value: boundOf(excluding), includes: false };
}

function toReward({
  share,
  each,
  times,
  fixed,
  of,
}: Pick<WrittenStep, 'share' | 'each' | 'times' | 'fixed' | 'of'>) {
  if (share) return { kind: 'share' as const, of: of!, millionths: share.millionths };
  if (each) return { kind: 'each' as const, of: of!, price: each.price, times: times ?? 1 };
  return { kind: 'fixed' as const, cents: fixed!.cents };
}

function toConditions(written: WrittenConditions): Condition[] {
  const { least = {}, industry, not_industry, zone, signed, started, equipment_share, told = [] } = written;
  const bounds = Object.entries(least).flatMap(([name, amount]) => (amount ? [{ name, amount }] : []));
  return [
    ...bounds.map(({ name, amount }) => ({
      kind: 'least' as const,
      basis: basisNamed(name),
      limit: { value: boundOf(amount), includes: true },
    })),
    ...(industry ? [{ kind: 'industry' as const, among: industry }] : []),
    ...(not_industry ? [{ kind: 'not-industry' as const, among: not_industry }] : []),
    ...(zone ? [{ kind: 'zone' as const, among: zone }] : []),
    ...(signed ? [{ kind: 'signed' as const, ...signed }] : []),
    ...(started ? [{ kind: 'started' as const, ...started }] : []),
    ...(equipment_share ? [equipmentShare(equipment_share.millionths)] : []),
    ...told.map((text) => ({ kind: 'told' as const, text })),
  ];
}

function equipmentShare(millionths: number): Condition {
  return { kind: 'share', part: 'equipmentInvestment', whole: 'fixedInvestment', millionths, includes: true };
}

function toExclusive(
  { article, articles, same_matter }: WrittenExclusive,
  { document, passage }: Place,
): Exclusive {
  const own = article ?? passage.locator.article;
  return {
    document,
    passage: passage.id,
    ...(own && { article: own }),
    articles,
    sameMatter: same_matter,
  };
}
