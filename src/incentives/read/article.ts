import type { Basis, Condition, IncentiveRule, Step } from '../../incentive-types.ts';
import { fold } from '../../language/fold.ts';
import type { Currency } from '../../register-types.ts';
import type { Passage } from '../../types.ts';
import { lastBasis } from './bases.ts';
import { readConditions } from './conditions.ts';
import { nameOfRule } from './names.ts';
import { mainArticle, sentencesOf } from './read.ts';
import { readRow } from './row.ts';
import { readSentence, type Sentence } from './sentence.ts';
import { isTiedToTax } from './tax.ts';
import { closeTiers } from './tiers.ts';
import { monthsIn, yearsIn } from './years.ts';

/** A rule in the making. */
interface Draft {
  passage: Passage;
  steps: Step[];
  tieredBy?: Basis;
  isMarginal: boolean;
  caps: Sentence['caps'];
  conditions: Condition[];
  currency?: Currency;
  /** The table that its rows are of. */
  table?: string;
}

interface Whole {
  document: string;
  title: string;
  /** What holds for all rules of the document. */
  general: readonly Condition[];
}

/** The rules of one article, from its passages in their order. */
export function readArticle(passages: readonly Passage[], whole: Whole): Omit<IncentiveRule, 'id'>[] {
  const drafts: Draft[] = [];
  const ofArticle: Condition[] = [];
  const broken = new Set<string>();
  let lead = headingOf(passages[0]!);
  for (const passage of passages) {
    if (passage.kind === 'table-row') {
      const table = `${passage.locator.sheet ?? ''}|${passage.locator.table ?? ''}`;
      if (!broken.has(table) && !addRow(passage, { drafts, lead, table })) {
        broken.add(table);
        drafts.splice(0, drafts.length, ...drafts.filter((draft) => draft.table !== table));
      }
      continue;
    }
    for (const sentence of sentencesOf(passage)) {
      if (!isTiedToTax(sentence)) {
        ofArticle.push(...readConditions(sentence, passage.id));
        addSentence(sentence, passage, { drafts, lead });
      }
      lead += `\n${sentence}`;
    }
  }
  return drafts.flatMap((draft) => toRule(draft, [...whole.general, ...ofArticle], whole) ?? []);
}

function headingOf({ locator }: Passage): string {
  return fold(locator.headingPath.at(-1) ?? '');
}

interface Making {
  drafts: Draft[];
  lead: string;
}

function addRow(passage: Passage, { drafts, lead, table }: Making & { table: string }): boolean {
  const row = readRow(fold(passage.text).replace(/。$/, ''), `${fold(passage.locator.table ?? '')}\n${lead}`);
  if (!row) return false;
  const open = drafts.find((draft) => draft.table === table);
  if (
    open &&
    (open.tieredBy !== row.tieredBy || (open.currency && row.currency && open.currency !== row.currency))
  )
    return false;
  const step = { ...row.step, passage: passage.id };
  if (open) open.steps.push(step);
  else
    drafts.push({
      ...{ passage, steps: [step], tieredBy: row.tieredBy, isMarginal: false, table },
      ...{ caps: { isOfAll: false }, conditions: [] },
      ...(row.currency && { currency: row.currency }),
    });
  return true;
}

function addSentence(sentence: string, passage: Passage, { drafts, lead }: Making): void {
  const last = drafts.at(-1);
  const basis = lastBasis(lead.split('\n')[0]!, undefined);
  const found = readSentence(sentence, { lead, basis });
  if (!found) return;
  if (found.steps.length === 0) {
    if (last) extend(last, found, sentence);
    return;
  }
  const steps = found.steps.map((step) => ({ ...lastingBy(sentence)(step), passage: passage.id }));
  const isSame =
    last?.tieredBy !== undefined &&
    last.tieredBy === found.tieredBy &&
    last.currency === found.currency &&
    !last.table;
  if (isSame) {
    last.steps.push(...steps);
    extend(last, found, sentence);
  } else drafts.push({ ...found, passage, steps });
}

/** What a later sentence limits: caps, the area that counts, for how long. */
function extend(draft: Draft, { caps, conditions, isMarginal }: Sentence, sentence: string): void {
  draft.caps = { ...draft.caps, ...caps, isOfAll: draft.caps.isOfAll || caps.isOfAll };
  draft.isMarginal ||= isMarginal;
  if (draft.steps.length > 0) draft.conditions.push(...conditions.filter(({ kind }) => kind !== 'told'));
  draft.steps = draft.steps.map(lastingBy(sentence));
}

/** Ends steps that are granted without an end, where a sentence says for how long. */
function lastingBy(sentence: string): (step: Step) => Step {
  const months = monthsIn(sentence);
  const last = yearsIn(sentence, { isYearly: false })?.to;
  return (step) => {
    if (step.years?.to !== undefined || !step.years) return step;
    if (months !== undefined && step.reward.kind === 'each' && step.reward.times === 12) {
      const { years: _, ...once } = step;
      return { ...once, reward: { ...step.reward, times: months } };
    }
    return last === undefined ? step : { ...step, years: { from: step.years.from, to: last } };
  };
}

function toRule(
  draft: Draft,
  conditions: readonly Condition[],
  whole: Whole,
): Omit<IncentiveRule, 'id'> | undefined {
  const { passage, tieredBy, isMarginal, caps, currency } = draft;
  const steps = closeTiers(draft);
  if (!steps) return undefined;
  const article = passage.locator.article ?? undefined;
  const main = draft.table ? mainArticle(article) : article;
  return {
    document: whole.document,
    passage: passage.id,
    ...(main && { article: main }),
    name: nameOfRule(passage, steps, tieredBy),
    currency: currency ?? 'CNY',
    ...(tieredBy && { tieredBy }),
    isMarginal,
    steps,
    ...(caps.cap && { cap: caps.cap }),
    ...(caps.yearlyCap && { yearlyCap: caps.yearlyCap }),
    ...(caps.most && { most: caps.most }),
    conditions: distinct([...conditions, ...draft.conditions]),
  };
}

function distinct(conditions: readonly Condition[]): Condition[] {
  return [...new Map(conditions.map((one) => [JSON.stringify(one), one])).values()];
}
