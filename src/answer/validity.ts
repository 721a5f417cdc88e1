import { inScriptOf } from '../language/detect.ts';
import type { Day, DocumentHead, Language, Question } from '../types.ts';
import type { Citations } from './citations.ts';
import { wordingFor } from './wording.ts';

/**
 * What an answer must say of the documents it cites: until when a rule holds, or that it holds no more or
 * not yet, each as a statement with a source of its own.
 *
 * @param text the answer so far; what it says itself is not said again
 * @returns statements without their last mark, in the asker's language; none for documents without days
 */
export function validityRemarks(text: string, citations: Citations, question: Question): string[] {
  const remarks: string[] = [];
  for (const document of citations.documents()) {
    const remark = remarkOn(document, question, citations.language);
    if (remark === undefined || text.includes(remark.lastDay)) continue;
    const separator = citations.language === 'en' ? ' ' : '';
    const n = citations.citeValidity(document.id, recordOf(document, question, citations.language));
    remarks.push(`${remark.text}${separator}[${n}]`);
  }
  return remarks;
}

/** The documents' days as a remark, and the day it turns on. */
function remarkOn(
  document: DocumentHead,
  { asOf, audience }: Question,
  language: Language,
): { text: string; lastDay: string } | undefined {
  const { from, to } = document.validity;
  const wording = wordingFor(language);
  const title = titleIn(language, document.title);
  const successor = successorOf(document, audience);
  if (from !== undefined && asOf < from) {
    const day = dayIn(language, from);
    return { text: wording.notYetInForce(title, day), lastDay: day };
  }
  if (to === undefined) return undefined;
  const day = dayIn(language, to);
  if (asOf <= to) return { text: wording.inForceUntil(title, day), lastDay: day };
  if (successor === undefined) return { text: wording.expired(title, day), lastDay: day };
  const next = titleIn(language, successor);
  const text = isNever(document) ? wording.superseded(title, next) : wording.replaced(title, day, next);
  return { text, lastDay: day };
}

/** A successor whose first day nobody gives leaves its predecessor no day at all, rather than a wrong one. */
function isNever({ validity }: DocumentHead): boolean {
  return validity.to !== undefined && validity.to < (validity.from ?? '1000-01-01');
}

/** The title of the document that took its place, where the asker may know of it. */
function successorOf({ validity }: DocumentHead, audience: Question['audience']): string | undefined {
  const { replacedBy } = validity;
  return replacedBy && (audience === 'staff' || replacedBy.audience === 'public')
    ? replacedBy.title
    : undefined;
}

/** What is recorded of a document's days, as it is quoted. */
function recordOf(document: DocumentHead, { audience }: Question, language: Language): string {
  const { from, to } = document.validity;
  const successor = successorOf(document, audience);
  return wordingFor(language).validityRecord({
    title: titleIn(language, document.title),
    from: from && dayIn(language, from),
    to: to && !isNever(document) ? dayIn(language, to) : undefined,
    successor: successor && titleIn(language, successor),
  });
}

/** A title without the marks that will be put around it. */
function titleIn(language: Language, title: string): string {
  const bare = title.replace(/^《(.*)》$/, '$1');
  return language === 'en' ? bare : inScriptOf(language, bare);
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** A day as it is written: 2028年12月31日, 31 December 2028. */
function dayIn(language: Language, day: Day): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return language === 'en' ? `${date} ${MONTHS[month - 1]} ${year}` : `${year}年${month}月${date}日`;
}
