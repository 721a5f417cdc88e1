import { inScriptOf } from '../../language/detect.ts';
import type { Day, DocumentHead, Language, Question } from '../../types.ts';
import type { Citations } from '../citations.ts';
import { wordingFor } from '../wording.ts';
import { commitmentRemarks } from './commitments.ts';

/**
 * What an answer must say of the documents it cites: until when a rule holds, and how few days that is, or
 * that it holds no more or not yet, each as a statement with a source of its own; and which are drafts or plans.
 *
 * @param text the answer so far; what it says itself is not said again
 * @returns statements without their last mark, in the asker's language; none for documents without days
 */
export function validityRemarks(text: string, citations: Citations, question: Question): string[] {
  const remarks: string[] = [];
  for (const document of citations.documents()) {
    const remark = remarkOn(document, question, citations.language);
    if (remark === undefined || (!remark.isSoon && text.includes(remark.lastDay))) continue;
    const separator = citations.language === 'en' ? ' ' : '';
    const n = citations.citeValidity(document.id, recordOf(document, question, citations.language));
    remarks.push(`${remark.text}${separator}[${n}]`);
  }
  return [...remarks, ...commitmentRemarks(citations)];
}

/** The documents' days as a remark, and the day it turns on. */
function remarkOn(
  document: DocumentHead,
  question: Question,
  language: Language,
): { text: string; lastDay: string; isSoon?: boolean } | undefined {
  const { asOf } = question;
  const { from, to } = document.validity;
  const wording = wordingFor(language);
  const title = nameOf(document, language);
  const successor = successorOf(document, question, language);
  if (from !== undefined && asOf < from) {
    const day = dayIn(language, from);
    return { text: wording.notYetInForce(title, day), lastDay: day };
  }
  if (to === undefined) return undefined;
  const day = dayIn(language, to);
  const left = daysLeft(document, asOf);
  if (left !== undefined) return { text: wording.lastDays(title, day, left), lastDay: day, isSoon: true };
  if (asOf <= to) return { text: wording.inForceUntil(title, day), lastDay: day };
  if (successor === undefined) return { text: wording.expired(title, day), lastDay: day };
  const text = isNever(document)
    ? wording.superseded(title, successor)
    : wording.replaced(title, day, successor);
  return { text, lastDay: day };
}

/** A rule that ends within so many days is about to end for whoever has yet to apply. */
const SOON = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Days from one to the last on which a document is the rule, where they are few. */
function daysLeft({ validity: { from, to } }: DocumentHead, asOf: Day): number | undefined {
  if (to === undefined || asOf > to || (from !== undefined && asOf < from)) return undefined;
  const left = Math.round((Date.parse(to) - Date.parse(asOf)) / DAY_MS);
  return left <= SOON ? left : undefined;
}

/** A successor whose first day nobody gives leaves its predecessor no day at all, rather than a wrong one. */
function isNever({ validity }: DocumentHead): boolean {
  return validity.to !== undefined && validity.to < (validity.from ?? '1000-01-01');
}

/** What took the document's place, where that is so on the day and the asker may know of it. */
function successorOf(
  { validity }: DocumentHead,
  { asOf, audience }: Question,
  language: Language,
): string | undefined {
  const { to, replacedBy } = validity;
  const isOver = to !== undefined && to < asOf;
  const mayKnow = audience === 'staff' || replacedBy?.audience === 'public';
  return replacedBy && isOver && mayKnow ? inQuotes(replacedBy, language) : undefined;
}

/** Title and number: versions of one rule often share their title. */
function nameOf({ title, source, ownWords }: DocumentHead, language: Language): string {
  return inQuotes({ title, number: source.documentNumber ?? ownWords.documentNumber }, language);
}

function inQuotes({ title, number }: { title: string; number?: string }, language: Language): string {
  const bare = title.replace(/^《(.*)》$/, '$1');
  if (language === 'en') return `“${bare}”${number === undefined ? '' : ` (${number})`}`;
  return inScriptOf(language, `《${bare}》${number === undefined ? '' : `（${number}）`}`);
}

/** What is recorded of a document's days, as it is quoted. */
function recordOf(document: DocumentHead, question: Question, language: Language): string {
  const { from, to } = document.validity;
  const left = daysLeft(document, question.asOf);
  return wordingFor(language).validityRecord({
    title: nameOf(document, language),
    from: from && dayIn(language, from),
    to: to && !isNever(document) ? dayIn(language, to) : undefined,
    left: !left ? undefined : { days: left, on: dayIn(language, question.asOf) },
    successor: successorOf(document, question, language),
  });
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** A day as it is written: 2028年12月31日, 31 December 2028. */
function dayIn(language: Language, day: Day): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return language === 'en' ? `${date} ${MONTHS[month - 1]} ${year}` : `${year}年${month}月${date}日`;
}
