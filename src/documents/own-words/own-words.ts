import { fold } from '../../language/fold.ts';
import type { CleanText, Day, OwnWords, Span } from '../../types.ts';
import { readChinese } from './chinese.ts';
import { dayAfter, lastDayOf } from './days.ts';
import { readEnglish } from './english.ts';
import { type DatedLine, fieldOf, findIssue, HEAD, type Line, linesOf } from './issue.ts';
import { markSentence } from './marks.ts';
import { ownNumberOf } from './number.ts';
import { type PlacedSentence, placedSentences, speaksOfItself } from './standing.ts';
import type { End, Start, Statement } from './statement.ts';
import { tellsOfOthers } from './telling.ts';

/**
 * What a document says of itself, in Chinese of either script or English: its number, from when to when it is
 * in force, and what it replaces. Only its own sentences count (本政策自…起施行, This policy takes effect …), and
 * the head and the signature; news, answers and explanations tell of other documents and give nothing.
 * What is not in the calendar, contradicts itself or ends before it starts is left out.
 */
export function readOwnWords(clean: CleanText): OwnWords {
  if (tellsOfOthers(clean)) return { repeals: [], spans: [] };
  const number = numberOf(clean);
  const said = statementsOf(clean, ownNamesOf(clean, number?.number));
  const start = startOf(said, clean);
  const end = endOf(said, clean, start?.day);
  const repealing = said.filter(({ repeals }) => repeals.length > 0);
  return {
    ...(number && { documentNumber: number.number }),
    ...(start && { effectiveFrom: start.day }),
    ...(end && { effectiveTo: end.day }),
    repeals: [...new Set(repealing.flatMap(({ repeals }) => repeals))],
    spans: inOrder([
      ...(number ? [number.line] : []),
      ...(start?.from ?? []),
      ...(end?.from ?? []),
      ...repealing.map(({ sentence }) => sentence),
    ]),
  };
}

/** A statement with the sentence that makes it. */
interface Said extends Statement {
  sentence: PlacedSentence;
}

/** A day with the sentences and lines that it is read from. */
interface ReadDay {
  day: Day;
  from: Span[];
}

/** The number behind a label, else the only one that stands in the head by itself. */
function numberOf(clean: CleanText): { number: string; line: Line } | undefined {
  const found = linesOf(clean, 0, HEAD).flatMap((line, index) => {
    const own = ownNumberOf(line.text, index === 0);
    return own ? [{ ...own, line }] : [];
  });
  const labelled = found.filter(({ isLabelled }) => isLabelled);
  const candidates = labelled.length > 0 ? labelled : found;
  return new Set(candidates.map(({ number }) => number)).size === 1 ? candidates[0] : undefined;
}

/** Number and title of the document, and the title of what it brings in: 关于印发《…》的通知. */
function ownNamesOf({ title = '' }: CleanText, number: string | undefined): string[] {
  const issued = /印[发發][《〈](.+)[》〉]的通知/.exec(title)?.[1];
  return [title, issued, number].flatMap((name) => (name ? [fold(name).replace(/[\s《》]/g, '')] : []));
}

function statementsOf(clean: CleanText, ownNames: readonly string[]): Said[] {
  const isRule = speaksOfItself(clean);
  const statements: Said[] = [];
  let wasOwn = false;
  for (const sentence of placedSentences(clean)) {
    const marked = markSentence(sentence.text);
    const mayLackSubject = (isRule && sentence.opensClosing) || (sentence.follows && wasOwn);
    const read = marked.language === 'zh' ? readChinese : readEnglish;
    const statement = read(marked, { mayLackSubject, isNamed: sentence.isUnderTerm, ownNames });
    wasOwn = statement.isOwn;
    if (statement.isOwn) statements.push({ ...statement, sentence });
  }
  return statements;
}

/** The first day: one that is named, else that of the issue with what is added to it. */
function startOf(said: readonly Said[], clean: CleanText): ReadDay | undefined {
  const named = said.flatMap(({ start, sentence }) =>
    start && 'day' in start ? [{ day: start.day, from: [sentence] }] : [],
  );
  const labelled = labelledDays(clean, /^[\s【[]*(?:生效|施行|实施|执行)(?:日期|时间)[\]】]?\s?[:;|]?\s*$/);
  if (named.length + labelled.length > 0) return onlyDay([...named, ...labelled]);
  const relative = said.filter(({ start }) => start && !('day' in start));
  const issue = relative.length > 0 ? findIssue(clean) : undefined;
  return (
    issue && onlyDay(relative.flatMap(({ start, sentence }) => fromIssue(start!, sentence, issue) ?? []))
  );
}

function fromIssue(start: Start, sentence: Span, { day: issued, line }: DatedLine): ReadDay | undefined {
  const added = 'day' in start ? undefined : start.afterIssue;
  const day = added ? dayAfter(issued, added) : issued;
  return day === undefined ? undefined : { day, from: [sentence, line] };
}

/** The last day: one that is named, else the end of the term that is. One before the first day is a mistake. */
function endOf(said: readonly Said[], clean: CleanText, start: Day | undefined): ReadDay | undefined {
  const ends = said.flatMap(({ end, sentence }) => (end ? [{ end, sentence }] : []));
  const named = ends.flatMap(({ end, sentence }) =>
    'day' in end ? [{ day: end.day, from: [sentence] }] : [],
  );
  const labelled = labelledDays(clean, /^[\s【[]*(?:失效|废止|终止)(?:日期|时间)[\]】]?\s?[:;|]?\s*$/);
  const days = [...named, ...labelled];
  const last = onlyDay(
    days.length > 0 ? days : ends.flatMap(({ end, sentence }) => afterTerm(end, sentence, start)),
  );
  return last && start !== undefined && last.day < start ? undefined : last;
}

function afterTerm(end: End, sentence: Span, start: Day | undefined): ReadDay[] {
  if (!('term' in end) || start === undefined) return [];
  const day = lastDayOf(start, end.term);
  return day === undefined ? [] : [{ day, from: [sentence] }];
}

function labelledDays(clean: CleanText, label: RegExp): ReadDay[] {
  return linesOf(clean, 0, HEAD).flatMap((line) => {
    const found = fieldOf(line, label);
    return found ? [{ day: found.day, from: [found.line] }] : [];
  });
}

/** What all say alike; where they differ the document does not say. */
function onlyDay(days: readonly ReadDay[]): ReadDay | undefined {
  const [first] = days;
  if (!first || days.some(({ day }) => day !== first.day)) return undefined;
  return { day: first.day, from: days.flatMap(({ from }) => from) };
}

function inOrder(spans: readonly Span[]): Span[] {
  const unique = new Map(spans.map(({ start, end }) => [start, { start, end }]));
  return [...unique.values()].sort((a, b) => a.start - b.start);
}
