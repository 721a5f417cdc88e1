import type { Basis, Estimate, Exclusive, Money, Part, StoredRule } from '../incentive-types.ts';
import { waitsForIndustry } from './industry.ts';

/**
 * Of rules that may not stack the highest is counted, and the others are told with it. Amounts of two currencies
 * are never set against each other: they all stay, and have no total.
 */
export function resolveStacking(
  parts: readonly Part[],
  exclusives: readonly Exclusive[],
): { counted: Part[]; excluded: Estimate['excluded'] } {
  const excluded: { part: Part; instead: StoredRule; by: Exclusive }[] = [];
  let counted = [...parts];
  for (const by of exclusives) {
    for (const rivals of rivalsIn(counted, by)) {
      const [highest, ...others] = [...rivals].sort((a, b) => b.cents - a.cents);
      excluded.push(...others.map((part) => ({ part, instead: highest!.rule, by })));
      counted = counted.filter((part) => !others.includes(part));
    }
  }
  return { counted, excluded };
}

/** Groups of parts of which only one counts. */
function rivalsIn(parts: readonly Part[], { document, articles, sameMatter }: Exclusive): Part[][] {
  const own = parts.filter(
    ({ rule }) =>
      rule.document === document &&
      (articles.length === 0 || (rule.article !== undefined && articles.includes(articleOf(rule.article)))),
  );
  const groups = Map.groupBy(own, ({ rule }) => (sameMatter ? matterOf(rule) : '') + rule.currency);
  return [...groups.values()].filter((group) => group.length > 1);
}

/** 第三条 of 第三条（一）. */
function articleOf(article: string): string {
  return /^第[^条]+条(?:之[一二三四五六七八九十]+)?/.exec(article)?.[0] ?? article;
}

/**
 * What several rules come to together: of one document, each for another matter or said to stack. Rules of two
 * documents, or two for the same matter, may not stack although nothing here says so.
 */
export function totalOf(parts: readonly Part[]): Money | undefined {
  const [first, ...others] = parts;
  if (!first) return undefined;
  const { document, currency } = first.rule;
  const matters = new Set(parts.map(({ rule }) => matterOf(rule)));
  if (others.some(({ rule }) => rule.document !== document || rule.currency !== currency)) return undefined;
  if (matters.size < parts.length || parts.some(isOpen)) return undefined;
  return { cents: parts.reduce((sum, { cents }) => sum + cents, 0), currency };
}

/** Granted year after year without an end, or only if the asker's industry is one that was not named. */
function isOpen({ isYearly, provided }: Part): boolean {
  return isYearly || provided.some(waitsForIndustry);
}

const MATTERS: Partial<Record<Basis, string>> = {
  fixedInvestment: 'investment',
  equipmentInvestment: 'investment',
  totalInvestment: 'investment',
  rentPaid: 'premises',
  rentArea: 'premises',
  floorArea: 'premises',
  fitOutCost: 'premises',
  fitOutArea: 'premises',
  officeArea: 'premises',
  officeRentPaid: 'premises',
  doctors: 'people',
  masters: 'people',
  bachelors: 'people',
  employees: 'people',
  wages: 'people',
};

/** What a rule rewards, by what it is counted by. */
function matterOf({ steps, tieredBy, id }: StoredRule): string {
  const of = steps.flatMap(({ reward }) => (reward.kind === 'fixed' ? [] : [reward.of]))[0] ?? tieredBy;
  return of === undefined ? id : (MATTERS[of] ?? of);
}
