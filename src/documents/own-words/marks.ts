import { type DateParts, readDates } from '../../language/dates.ts';
import { fold, HAN } from '../../language/fold.ts';
import { findNumbers } from './number.ts';

/**
 * A sentence ready for reading: folded, and each date and each name of a document in it one character, so that
 * grammars can be written about them. Chinese ones are without spaces.
 */
export interface Marked {
  text: string;
  language: 'zh' | 'en';
  dates: readonly DateParts[];
  /** Document numbers in canonical form, or titles as they are written where no number is given. */
  names: readonly string[];
}

/** Stand for any date and for any name, in patterns over {@link Marked.text}. */
export const DATE = '[\\ue000-\\uefff]';
export const NAME = '[\\uf000-\\uf8ff]';
const FIRST_DATE = 0xe000;
const FIRST_NAME = 0xf000;

const TITLE = /《(?:[^《》]|《[^《》]{0,80}》){1,120}》/g;
const ENGLISH_TITLE = /“[^“”]{2,150}”|"[^"]{2,150}"|《[^《》]{2,150}》/g;
/** Belongs to the title it stands behind. */
const EDITION =
  /^\s?[（(](?:[试試暂暫]行|修[订訂][稿版]?|\d{4}\s?年?(?:版|修[订訂][版稿]?)?|(?:[试試]行|修[订訂]).{0,6})[)）]/u;

export function markSentence(sentence: string): Marked {
  const text = sentence.replace(/[\ue000-\uf8ff]/g, ' ');
  const language = HAN.test(text.replace(ENGLISH_TITLE, '').replace(NUMBERS_IN_HAN, '')) ? 'zh' : 'en';
  const found = namesOf(text, language);
  let marked = '';
  let at = 0;
  for (const [index, { start, end }] of found.entries()) {
    marked += text.slice(at, start) + String.fromCharCode(FIRST_NAME + index);
    at = end;
  }
  const dated = markDates(fold(marked + text.slice(at)));
  return {
    text: language === 'zh' ? dated.text.replace(/\s/g, '') : dated.text.replace(/\s+/g, ' '),
    language,
    dates: dated.dates,
    names: found.map(({ name }) => name),
  };
}

/** A number with Chinese characters does not make an English sentence Chinese. */
const NUMBERS_IN_HAN = /\p{Script=Han}+\s?[〔［[【（(]\d{4}[〕］\]】）)]\s?\d+\s?[号號]/gu;

interface FoundName {
  start: number;
  end: number;
  name: string;
}

/** Titles, each with the number that stands behind it, and numbers without a title. */
function namesOf(text: string, language: Marked['language']): FoundName[] {
  const numbers = findNumbers(text);
  const titles = [...text.matchAll(language === 'zh' ? TITLE : ENGLISH_TITLE)].map((match) =>
    withNumber(text, { start: match.index, end: match.index + match[0].length }, numbers),
  );
  const alone = numbers.filter(
    ({ start }) => !titles.some((title) => title.start <= start && start < title.end),
  );
  return [...titles, ...alone.map(({ start, end, number }) => ({ start, end, name: number }))].sort(
    (a, b) => a.start - b.start,
  );
}

function withNumber(
  text: string,
  { start, end }: { start: number; end: number },
  numbers: ReturnType<typeof findNumbers>,
): FoundName {
  const edition = EDITION.exec(text.slice(end))?.[0] ?? '';
  const title = { start, end: end + edition.length, name: text.slice(start + 1, end - 1).trim() };
  const behind = numbers.find((number) => number.start >= title.end);
  if (!behind || !/^\s?[（(〔[［【]?\s?$/.test(text.slice(title.end, behind.start))) return title;
  const isBracketed = behind.start > title.end && /\S/.test(text.slice(title.end, behind.start));
  const rest = isBracketed
    ? (/^[^（()）。；]{0,40}[)）〕\]］】]/.exec(text.slice(behind.end))?.[0] ?? '')
    : '';
  return { start, end: behind.end + rest.length, name: behind.number };
}

function markDates(folded: string): { text: string; dates: DateParts[] } {
  const taken: ReturnType<typeof readDates> = [];
  for (const found of readDates(folded)) {
    if (!taken.some(({ start, end }) => found.start < end && start < found.end)) taken.push(found);
  }
  taken.sort((a, b) => a.start - b.start);
  let text = '';
  let at = 0;
  for (const [index, { start, end }] of taken.entries()) {
    text += folded.slice(at, start) + String.fromCharCode(FIRST_DATE + index);
    at = end;
  }
  return { text: text + folded.slice(at), dates: taken.map(({ date }) => date) };
}

/** The date that a character of {@link Marked.text} stands for. */
export function dateAt({ dates }: Marked, character: string): DateParts {
  return dates[character.charCodeAt(0) - FIRST_DATE] ?? {};
}

/** The names that a stretch of {@link Marked.text} holds. */
export function namesIn({ names }: Pick<Marked, 'names'>, stretch: string): string[] {
  return [...stretch].flatMap((character) => names[character.charCodeAt(0) - FIRST_NAME] ?? []);
}
