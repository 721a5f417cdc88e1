import { canonicalNumber } from '../language/document-numbers.ts';
import { fold } from '../language/fold.ts';
import type { DocumentRecord, KnowledgeStore } from '../store/knowledge-store.ts';
import type { Audience, Question, Validity } from '../types.ts';
import { isRuleIn } from './preference.ts';
import type { Query } from './query.ts';

/** Rules that a question asks for although they are not in force. */
export interface PastRules {
  documents: DocumentRecord[];
  /** Whether they are asked for by name, so that what is in force now is not what is wanted. */
  named: boolean;
}

const RULE = '(?:政策|办法|规定|措施|意见|方案|细则|条款|标准|版)';
/** Words that ask for a rule because it is no longer in force; the word for a rule comes after them. */
export const OLD_RULE = new RegExp(
  `[旧老原](?=的?${RULE})|(?:原来|原先|以前|之前|此前|过去|上一?版|失效|废止|到期)的?(?=\\p{Script=Han}{0,8}${RULE})|\\b(?:old|former|previous|earlier|expired|repealed)\\b`,
  'u',
);

/**
 * Documents out of force on the day that a question asks for: by document number, by title, as "the old
 * policy", or by a year in which they were the rule.
 */
export async function pastRules(
  question: Question,
  query: Query,
  { store, audiences }: { store: KnowledgeStore; audiences: readonly Audience[] },
): Promise<PastRules> {
  const folded = fold(query.text);
  const years = query.years.length > 0 ? query.years : query.impliedYears;
  const lapsed = await store.outOfForce(question.asOf, audiences);
  if (lapsed.length === 0) return NONE;
  const numbered = lapsed.filter((record) => isNumbered(record, folded));
  if (numbered.length > 0) return { documents: numbered, named: true };
  const titled = lapsed.filter(({ title }) => bare(folded).includes(bare(title)));
  if (titled.length > 0 && !(await isTitleInForce(titled, { store, audiences })))
    return { documents: titled, named: true };
  const inYears = lapsed.filter(({ validity }) => years.some((year) => isRuleIn(validity, year)));
  if (inYears.length > 0) return { documents: inYears, named: false };
  return OLD_RULE.test(folded) ? { documents: lapsed.filter(isOver(question.asOf)), named: true } : NONE;
}

const NONE: PastRules = { documents: [], named: false };

function isNumbered({ source, ownWords }: DocumentRecord, folded: string): boolean {
  const number = source.documentNumber ?? ownWords.documentNumber;
  return number !== undefined && canonicalNumber(folded).includes(canonicalNumber(number));
}

function bare(title: string): string {
  return fold(title).replace(/[《》\s]/g, '');
}

/** Two versions of one rule often share their title, which then names the one in force. */
async function isTitleInForce(
  lapsed: readonly DocumentRecord[],
  { store, audiences }: { store: KnowledgeStore; audiences: readonly Audience[] },
): Promise<boolean> {
  const titles = new Set(lapsed.map(({ title }) => bare(title)));
  const ids = new Set(lapsed.map(({ id }) => id));
  const others = (await store.documents()).filter(
    ({ id, source }) => !ids.has(id) && audiences.includes(source.audience),
  );
  return others.some(({ title }) => titles.has(bare(title)));
}

function isOver(day: string): (record: DocumentRecord) => boolean {
  return ({ validity }) => validity.to !== undefined && validity.to < day;
}

/** Longest life that is spelled out year by year. */
const MOST_YEARS = 20;

/**
 * The years in which a document is or was the rule, as words: they stand around its passages, which hardly
 * ever name the year they are asked for by. Open ends reach to the day asked about.
 */
export function yearsOfRule({ from, to }: Validity, asOf: string): string | undefined {
  if (from === undefined && to === undefined) return undefined;
  const last = Number((to ?? asOf).slice(0, 4));
  const first = Math.max(Number((from ?? to ?? asOf).slice(0, 4)), last - MOST_YEARS);
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => `${first + at}年`);
  return years.join(' ');
}
