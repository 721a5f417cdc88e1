import type { Condition, Exclusive, Incentives } from '../../incentive-types.ts';
import { fold } from '../../language/fold.ts';
import type { Passage } from '../../types.ts';
import { readArticle } from './article.ts';
import { readConditions } from './conditions.ts';
import { readExclusive } from './exclusive.ts';
import { REWARD_VERB } from './rewards.ts';
import { isTiedToTax } from './tax.ts';

/** What was read of a policy, and what staff should know of it, one sentence each. */
export interface ReadIncentives extends Incentives {
  warnings: string[];
}

export interface PolicyDocument {
  id: string;
  title: string;
  passages: readonly Passage[];
}

/** A draft, a plan and a report grant nothing. */
const NO_POLICY = /征求意见|草案|送审稿|讨论稿|规划|解读|问答|新闻|总结|报告/;
const SCOPE = /适用(?:于|对象|范围)?|本(?:政策|办法|措施|规定|意见)所称/;

/**
 * The rules that a policy's passages say in the usual wordings, numbered articles and tables of tiers, each with the
 * passage that says it. What is not read with certainty is no rule; its passages answer all the same. Rewards tied to
 * tax paid are never rules.
 */
export function readIncentives(document: PolicyDocument): ReadIncentives {
  const steps = stepsOfReading(document);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** The same in short steps, so that whoever reads a long document can do something else between them. */
export function* stepsOfReading(document: PolicyDocument): Generator<void, ReadIncentives> {
  const { id, title, passages } = document;
  if (NO_POLICY.test(title)) return { rules: [], exclusives: [], warnings: [] };
  const articles = Map.groupBy(passages, articleKey);
  const general: Condition[] = [];
  const exclusives: Exclusive[] = [];
  const warnings: string[] = [];
  let read = 0;
  for (const own of articles.values()) {
    for (const passage of own) {
      if (++read % PASSAGES_A_STEP === 0) yield;
      for (const sentence of sentencesOf(passage)) {
        const article = passage.locator.article;
        if (isScope(passage)) general.push(...readConditions(sentence, passage.id));
        const exclusive = readExclusive(sentence, mainArticle(article));
        if (exclusive)
          exclusives.push({ document: id, passage: passage.id, ...(article && { article }), ...exclusive });
        if (isTiedToTax(sentence)) warnings.push(taxWarning(passage, sentence));
      }
    }
  }
  const rules: ReturnType<typeof readArticle> = [];
  for (const own of [...articles.values()].filter(grants)) {
    rules.push(...readArticle(own, { document: id, title, general }));
    yield;
  }
  return { rules: rules.map((rule, at) => ({ ...rule, id: `${at + 1}` })), exclusives, warnings };
}

/** Whether an article speaks of a reward at all; most of a long document does not. */
function grants(own: readonly Passage[]): boolean {
  const isOf = ({ text, locator }: Passage) =>
    [text, locator.table ?? '', ...locator.headingPath].some((words) => REWARD_VERB.test(fold(words)));
  return own.length <= LONGEST_ARTICLE && own.some(isOf);
}

/** Passages belong together only so far; a text without headings that goes on for longer is no rule. */
const LONGEST_ARTICLE = 200;
const PASSAGES_A_STEP = 50;
/** A sentence that grants something is shorter, and what is longer takes long to read. */
const LONGEST_SENTENCE = 500;

/** Passages of one article belong together, else those below one heading. */
function articleKey({ locator }: Passage): string {
  return mainArticle(locator.article) ?? locator.headingPath.join('\n');
}

/** 第五条 of 第五条（二）. */
export function mainArticle(article: string | undefined): string | undefined {
  return article === undefined
    ? undefined
    : (/^第[^条條]+[条條](?:之[一二三四五六七八九十]+)?/.exec(article)?.[0] ?? undefined);
}

/** The sentences of a passage, folded, without the number that it begins with. */
export function sentencesOf({ text, locator }: Passage): string[] {
  const folded = fold(text).trim();
  const own = fold(mainArticle(locator.article) ?? '');
  const numbered = own !== '' && folded.startsWith(own) ? folded.slice(own.length) : folded;
  return numbered
    .replace(ITEM_NUMBER, '')
    .split(/[。\n]/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '' && sentence.length <= LONGEST_SENTENCE);
}

const ITEM_NUMBER = /^\s*(?:\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十]+、|\d+(?:[、]|\.(?!\d)))\s*/;

function isScope({ locator, text }: Passage): boolean {
  const heading = locator.headingPath.at(-1) ?? '';
  return /适用/.test(heading) || (SCOPE.test(text) && /^(?:第[^条]{1,6}条)?\s*(?:本|适用)/.test(text));
}

function taxWarning({ locator }: Passage, sentence: string): string {
  const place = locator.article ?? locator.headingPath.at(-1) ?? '';
  const said = sentence.length > 40 ? `${sentence.slice(0, 40)}…` : sentence;
  return `${place} ties a reward to tax paid, which the Fair Competition Review Regulation (公平竞争审查条例, in force since 2024-08-01) forbids; it is never calculated: “${said}”`.trim();
}
