import { chineseNumber } from '../language/numerals.ts';
import type { Block } from '../types.ts';

/**
 * Where a block stands among the articles of a rule. A value of its own for each block: {@link nextPlace}
 * makes the place of one block from the place of the block before it.
 */
export interface ArticlePlace {
  /** `第十二条`, as it is written but without spaces. */
  article?: string;
  /** The number of the last article seen, which goes on from chapter to chapter. */
  number: number;
  /** The numbers below the article, or below a numbered heading, the highest level first. */
  items: readonly Item[];
  /** Level of the numbered heading right above; `undefined` where that heading has no number. */
  above?: number;
}

interface Item {
  level: number;
  /** `（二）`, `3`, `（3）`. */
  mark: string;
  /** Whether a paragraph without a number that follows still belongs to it. */
  isOpen: boolean;
}

/** Before the first block of a document. */
export const NO_PLACE: ArticlePlace = { number: 0, items: [] };

const NUMERAL = '[一二三四五六七八九十百〇零]{1,6}';
const NUMBER = `(${NUMERAL}|\\d{1,3})`;
const ARTICLE = new RegExp(`^第\\s?${NUMBER}\\s?[条條](?:之[一二三四五六七八九十]{1,3})?`);
/** What parts the number of an article from its text; without it, only the next number in turn is one. */
const PARTED = new RegExp(`^(?:[\\s:：【〔]|$|[（(](?!(?:${NUMERAL}|\\d{1,2})[）)]))`);
/** `第五条规定的奖励` speaks of an article and begins none. */
const SPOKEN_OF =
  /^(?:[规規]定|所|第|[、，。；,.;~～—–-]|和|及|[与與]|至|到|的|或|款|[项項]|以(?:外|上|下|及)|之外|中的|明[确確])/;
/** How a first article opens that has nothing between its number and its text; 第一条生产线 is none. */
const FIRST_WORDS = /^(?:[为為]|根[据據]|依[据據]|按照|本|目的|[总總][则則]|[适適]用)/;
const DIVISION = new RegExp(`^第\\s?${NUMBER}\\s?[章節节編编篇](?=\\s|$)`);
/** What stands behind the last article and is none of it: attachments and the day of issue. */
const BEHIND_ARTICLES =
  /^附(?:件|表|[录錄]|[：:])|^(?:\d{4}|[一二三四五六七八九〇零○]{4})\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日$/;

/** The customary numbering of Chinese official documents below chapters: `一、`, `（一）`, `1.`, `（1）`, `①`. */
const NUMBERINGS: readonly [RegExp, number][] = [
  [new RegExp(`^${NUMERAL}、`), 3],
  [new RegExp(`^[（(]\\s?(${NUMERAL})\\s?[）)](?![、和及或至项項])`), 4],
  [/^(\d{1,2})(?:、|[.．](?!\d))/, 5],
  [/^[（(]\s?(\d{1,2})\s?[）)](?![、和及或至项項])/, 6],
  [/^([\u2460-\u2473])/, 7],
];
const HIGHEST_ITEM = 4;
const PLAIN_NUMBER = 5;

/** The place of a block, from the place of the block before it. Tables and captions stand where they stand. */
export function nextPlace(before: ArticlePlace, kind: Block['kind'], text: string): ArticlePlace {
  if (kind === 'table-row' || kind === 'caption' || kind === 'boilerplate') return before;
  const article = articleOf(text, before.number);
  if (article) return { ...article, items: [] };
  const item = itemOf(text);
  if (item && isItemHere(item, before)) return withItem(before, item);
  if (kind === 'heading')
    return { number: before.number, items: [], above: NUMBERINGS.find(([mark]) => mark.test(text))?.[1] };
  if (DIVISION.test(text) || BEHIND_ARTICLES.test(text)) return { number: before.number, items: [] };
  if (kind === 'list-item') return before;
  return { ...before, items: before.items.slice(0, 1 + before.items.findLastIndex(({ isOpen }) => isOpen)) };
}

/**
 * The place of a part of a block whose text begins further on: an item that is written within the paragraph
 * of its article. Of deeper numbers it cannot be known to which item they belong.
 */
export function placeWithin(block: ArticlePlace, text: string): ArticlePlace {
  const item = itemOf(text);
  if (block.article === undefined || block.items.length > 0 || item?.level !== HIGHEST_ITEM) return block;
  return withItem(block, item);
}

/** The label of a place as it is cited: `第十二条（二）3`, `（二）` below a numbered heading, or none. */
export function articleLabel({ article, items }: ArticlePlace): string | undefined {
  if (article === undefined && items.length === 0) return undefined;
  return items.reduce((label, { mark, level }) => {
    // A bare number behind another one, or alone, would not be seen to be one.
    const isBare = level === PLAIN_NUMBER && !/[）)]$/.test(label);
    return label + (isBare ? `第${mark}项` : mark);
  }, article ?? '');
}

/**
 * A label in the words that people cite it by, for search: `第十二条（二）3` is also `第12条` and
 * `第十二条第二项第3目`.
 */
export function citedForms(label: string): string {
  const [article = ''] = ARTICLE.exec(label) ?? [];
  const rest = label.slice(article.length).replaceAll('第', '').replaceAll('项', '');
  const marks = rest.match(/[（(][^）)]+[）)]|\d+|[\u2460-\u2473]/g) ?? [];
  const names = ['项', '目', '点', '点'];
  const spelled = marks.map((mark, at) => `第${mark.replace(/[（()）]/g, '')}${names[at] ?? ''}`).join('');
  const number = /[\d一二三四五六七八九十百〇零]+/.exec(article)?.[0];
  const inDigits = number !== undefined && !/\d/.test(number) ? `第${chineseNumber(number)}条` : '';
  return [...new Set([label, inDigits, article + spelled])].filter((form) => form !== '').join(' ');
}

function articleOf(text: string, last: number): { article: string; number: number } | undefined {
  const match = ARTICLE.exec(text);
  if (!match) return undefined;
  const number = /\d/.test(match[1]!) ? Number(match[1]) : chineseNumber(match[1]!);
  const rest = text.slice(match[0].length);
  const isInTurn = number === last + 1 && (last > 0 || FIRST_WORDS.test(rest)) && !SPOKEN_OF.test(rest);
  if (!PARTED.test(rest) && !isInTurn) return undefined;
  return { article: match[0].replace(/\s/g, ''), number };
}

function itemOf(text: string): Item | undefined {
  for (const [numbering, level] of NUMBERINGS) {
    const number = numbering.exec(text)?.[1];
    if (number === undefined || level < HIGHEST_ITEM) continue;
    const mark = level === 4 || level === 6 ? `（${number}）` : number;
    return { level, mark, isOpen: !/[。！？.!?][”’」』）)]*$/.test(text) };
  }
  return undefined;
}

/** Below an article every number is an item; elsewhere only the one that the numbering above asks for next. */
function isItemHere({ level }: Item, { article, items, above }: ArticlePlace): boolean {
  if (article !== undefined || above === level - 1) return true;
  return items.length > 0 && level >= items[0]!.level;
}

function withItem(place: ArticlePlace, item: Item): ArticlePlace {
  return { ...place, items: [...place.items.filter(({ level }) => level < item.level), item] };
}
