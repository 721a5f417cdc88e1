import { canonicalNumber } from '../../language/document-numbers.ts';
import type { Span } from '../../types.ts';

const DIGIT = '[\\d０-９]';
const OPEN = '[〔［\\[【（(﹝〖〈<]';
const CLOSE = '[〕］\\]】）)﹞〗〉>]';
const ORDER = '[Nn][Oo][.．]?';
/** `江经开〔2026〕3号`: who issued it, the year, the running number. */
const WITH_YEAR = `([\\p{Script=Han}]{1,20})\\s?${OPEN}\\s?${DIGIT}{4}\\s?年?\\s?${CLOSE}\\s?第?\\s?${DIGIT}{1,5}\\s?[号號](?![楼樓线線门門])`;
/** `JJK [2026] No. 3`. */
const IN_LATIN = `([A-Z][A-Za-z.\\-]{0,19}(?: [A-Z][A-Za-z]{0,12}){0,3})\\s?${OPEN}\\s?(\\d{4})\\s?${CLOSE}\\s?(?:${ORDER}\\s?)?(\\d{1,5})(?!\\d)(?:\\s?[号號])?`;
/** `江川市人民政府令第12号`, `江川经开区管委会公告2026年第3号`. */
const OF_ORDER = `([\\p{Script=Han}]{2,25}?(?:令|公告|通告))\\s?(?:${DIGIT}{4}\\s?年\\s?)?第\\s?${DIGIT}{1,5}\\s?[号號]`;

const NUMBER = new RegExp(`${WITH_YEAR}|${OF_ORDER}|${IN_LATIN}`, 'gu');
/** What stands before the issuer's short name where a number is cited in a sentence. */
const BEFORE_ISSUER =
  /^.*(?:\b[Nn][Oo][.．]?\s|原|的|废止|廢止|替代|取代|同[时時]|根[据據]|依[据據]|按照|文[号號]|印[发發]|[发發]布|停止[执執]行|文件)(?=.{2})/u;
const JOINS = /^(?:以及|和|及|[与與]|、)(?=.{2})/u;

/** A document number in a text, in its canonical form. */
export interface FoundNumber extends Span {
  number: string;
}

/** Document numbers of a text, in order. */
export function findNumbers(text: string): FoundNumber[] {
  if (!/[号號]|[Nn][Oo]|\d\s?[\])］〕]/.test(text)) return [];
  return [...text.matchAll(NUMBER)].map((match) => {
    const [whole, withYear, ofOrder, inLatin, year, count] = match;
    const issuer = (withYear ?? ofOrder ?? inLatin)!;
    const kept = issuerIn(issuer, text.slice(0, match.index));
    const start = match.index + issuer.length - kept.length;
    const end = match.index + whole.length;
    const number = inLatin ? `${kept}〔${year}〕${count}号` : canonicalNumber(text.slice(start, end));
    return { start, end, number };
  });
}

/** The issuer without the words of a sentence that stand before it. */
function issuerIn(run: string, before: string): string {
  const bare = run.replace(BEFORE_ISSUER, '');
  const follows = bare !== run || /[\ue000-\uf8ff号號件）)》、]\s?$/.test(before);
  return follows ? bare.replace(JOINS, '') : bare;
}

/** Words before a number that cite another document. */
const CITES =
  /根[据據]|依[据據]|按照|遵照|落[实實]|[贯貫][彻徹]|[转轉][发發]|[参參]照|[废廢]止|附件|附[：:]|相[关關]|原文|[参參][见見考]|see |under |pursuant|accord|replac|repeal|supersed/iu;
const LABEL =
  /^[\s【[]*(?:文\s*号|文\s*號|[发發]文[字文]?[号號]|文件[编編]?[号號]|[编編]\s*[号號]|document (?:no|number)|no)[\]】]?\s*[.．]?\s*[：:\s；;]\s*/iu;
const LONGEST_LINE = 120;

/** A title, or an issuer's letterhead, that a document's own number stands behind. */
const TITLE_BEFORE =
  /(?:^|通知|政策|[办辦]法|[规規]定|措施|意[见見]|方案|[细細][则則]|公告|[条條]例|[)）]|(?:policy|measures|notice))\s*[（(]$/iu;
const LETTERHEAD = /^(?:[\p{Script=Han}\s]{0,40}(?:文件|委[员員][会會]|政府|[办辦]公室|局|[厅廳]))?\s*$/u;

/**
 * The number that a line gives the document itself: a line that is one, begins or ends with one, or has it
 * behind a label. None of a line that cites another document, is a sentence, or names two.
 *
 * @param isFirst whether the line opens the document, where a title has its own number behind it
 */
export function ownNumberOf(
  line: string,
  isFirst: boolean,
): { number: string; isLabelled: boolean } | undefined {
  for (const field of line.split(/[；;|｜\t]/)) {
    const label = LABEL.exec(field)?.[0];
    const found = label === undefined ? undefined : findNumbers(field)[0];
    if (found && found.start === label!.length) return { number: found.number, isLabelled: true };
  }
  const found = findNumbers(line);
  if (found.length !== 1 || line.length > LONGEST_LINE || /[。！？；;]/.test(line) || CITES.test(line))
    return undefined;
  const { start, end, number } = found[0]!;
  const before = line.slice(0, start);
  const after = line.slice(end).trim();
  const isBracketed = /[（(]\s*$/.test(before) && /^[）)]$/.test(after);
  const isTitled = isBracketed && (TITLE_BEFORE.test(before) || (isFirst && /》\s*[（(]$/.test(before)));
  const isAlone = after === '' && LETTERHEAD.test(before);
  const opensLine = before.trim() === '' && /^\s*(?:[签簽][发發]人|\s)/.test(line.slice(end));
  return isTitled || isAlone || opensLine ? { number, isLabelled: false } : undefined;
}
