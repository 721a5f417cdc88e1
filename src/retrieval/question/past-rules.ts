import { canonicalNumber } from '../../language/document-numbers.ts';
import { fold } from '../../language/fold.ts';
import type { DocumentRecord, KnowledgeStore } from '../../store/knowledge-store.ts';
import type { Audience, Question, Validity } from '../../types.ts';
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
 * Documents out of force on the day that a question asks for: by document number, by title, by what
 * no rule in force is for, as "the old policy", or by a year in which they were the rule.
 */
export async function pastRules(
  question: Question,
  query: Query,
  { store, audiences }: Held,
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
  const ofSubject = lapsed.filter(({ title }) => namesSubject(folded, title));
  if (ofSubject.length > 0 && !(await isSubjectInForce(ofSubject, { store, audiences })))
    return { documents: ofSubject, named: true };
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

/** What a rule says in its title that it is for: 先进制造业 of 关于促进先进制造业高质量发展的若干政策. */
const SUBJECT =
  /(?:促进|支持|鼓励|加快|推动|推进|扶持|培育)(\p{Script=Han}{2,12}?)(?:产业)?(?:高质量|健康|创新|集聚|加快|持续|快速)?(?:发展|建设|壮大)/u;
/** What every rule is for. */
const ANY_SUBJECT = /^(?:产业|企业|工业|经济|投资|产业投资|招商引资|项目|园区|民营经济|实体经济)$/;

function subjectOf(title: string): string | undefined {
  const subject = SUBJECT.exec(fold(title))?.[1];
  return subject === undefined || ANY_SUBJECT.test(subject) ? undefined : subject;
}

function namesSubject(folded: string, title: string): boolean {
  const subject = subjectOf(title);
  return subject !== undefined && folded.includes(subject);
}

/** Two versions of one rule often share their title, which then names the one in force. */
async function isTitleInForce(lapsed: readonly DocumentRecord[], held: Held): Promise<boolean> {
  const titles = new Set(lapsed.map(({ title }) => bare(title)));
  return (await othersThan(lapsed, held)).some(({ title }) => titles.has(bare(title)));
}

/** A rule in force, or any other document, that is for the same says what holds now. */
async function isSubjectInForce(lapsed: readonly DocumentRecord[], held: Held): Promise<boolean> {
  const subjects = lapsed.flatMap(({ title }) => subjectOf(title) ?? []);
  return (await othersThan(lapsed, held)).some(({ title }) =>
    subjects.some((subject) => fold(title).includes(subject)),
  );
}

interface Held {
  store: KnowledgeStore;
  audiences: readonly Audience[];
}

async function othersThan(
  lapsed: readonly DocumentRecord[],
  { store, audiences }: Held,
): Promise<DocumentRecord[]> {
  const ids = new Set(lapsed.map(({ id }) => id));
  return (await store.documents()).filter(
    ({ id, source }) => !ids.has(id) && audiences.includes(source.audience),
  );
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
