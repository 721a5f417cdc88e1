import { fold } from '../../language/fold.ts';
import { chineseNumber } from '../../language/numerals.ts';
import type { DocumentRecord } from '../../store/knowledge-store.ts';
import type { Passage, Validity } from '../../types.ts';

/** What a question says of where its answer stands, beside what it is about. */
export interface Preference {
  /** Ids of documents that it names. */
  documents: ReadonlySet<string>;
  /** Years that it speaks of. */
  years: readonly number[];
  article?: ArticleAsked;
}

/** An article of a rule, and an item of it: 3 and 2 for 第三条第（二）项. */
export interface ArticleAsked {
  article: number;
  item?: number;
}

const NUMERAL = '[一二三四五六七八九十百零〇\\d]{1,5}';
const ARTICLE = new RegExp(
  `第(${NUMERAL})[条條](?:\\s*(?:的|中)?\\s*(?:第\\s*)?[(（]?(${NUMERAL})[)）]?\\s*[项項款目]|[(（](${NUMERAL})[)）])?`,
);
const LABEL = new RegExp(`第(${NUMERAL})[条條](?:之[^（(]*)?(?:[（(](${NUMERAL})[）)])?`);

/** The article that a folded question asks for; `undefined` for one that names none. */
export function articleAsked(folded: string): ArticleAsked | undefined {
  const match = ARTICLE.exec(folded);
  if (!match) return undefined;
  const item = match[2] ?? match[3];
  return { article: numberOf(match[1]!), ...(item !== undefined && { item: numberOf(item) }) };
}

function numberOf(numeral: string): number {
  return /^\d+$/.test(numeral) ? Number(numeral) : (chineseNumber(numeral) ?? 0);
}

/** How far a passage goes before others, or behind if negative, on the scale of a sentence's score. */
export function preferenceFor(passage: Passage, document: DocumentRecord, preference: Preference): number {
  const { documents, years } = preference;
  return (
    (documents.has(document.id) ? NAMED : 0) +
    PLACED * placed(passage, preference) -
    (years.length > 0 && isOfOtherYears(passage, document, years) ? OTHER_YEARS : 0)
  );
}

const NAMED = 0.5;
const PLACED = 1;
const OTHER_YEARS = 0.5;
/** An item answers less than its whole article where that is asked for. */
const ITEM_OF_ARTICLE = 0.8;

/** Whether a passage is the article asked for (1) or an item of it; 0 for any other. */
export function placed({ locator }: Passage, { article: asked }: Preference): number {
  if (!asked) return 0;
  const label = LABEL.exec(locator.article ?? locator.headingPath.at(-1) ?? '');
  if (!label || numberOf(label[1]!) !== asked.article) return 0;
  const item = label[2] === undefined ? undefined : numberOf(label[2]);
  if (asked.item === item) return 1;
  return asked.item === undefined ? ITEM_OF_ARTICLE : 0;
}

/** Whether a document was the rule in none of the years and its passage names none of them either. */
function isOfOtherYears(
  passage: Passage,
  { title, validity }: DocumentRecord,
  years: readonly number[],
): boolean {
  if (validity.from === undefined && validity.to === undefined) return false;
  if (years.some((year) => isRuleIn(validity, year))) return false;
  const text = fold([title, ...passage.locator.headingPath, passage.text].join('\n'));
  return !years.some((year) => text.includes(String(year)));
}

/** Whether a document was or is the rule on some day of a year; open ends reach for ever. */
export function isRuleIn({ from, to }: Validity, year: number): boolean {
  return (
    (from === undefined || Number(from.slice(0, 4)) <= year) &&
    (to === undefined || Number(to.slice(0, 4)) >= year)
  );
}
