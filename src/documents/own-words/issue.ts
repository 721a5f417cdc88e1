import { readDates } from '../../language/dates.ts';
import { fold } from '../../language/fold.ts';
import type { CleanText, Day, Span } from '../../types.ts';
import { dayOf } from './days.ts';

/** A line of the clean text. */
export interface Line extends Span {
  text: string;
}

/** A day that stands in a line. */
export interface DatedLine {
  day: Day;
  line: Line;
}

/** How many blocks from the top, and from the bottom, may say when and under which number it was issued. */
export const HEAD = 15;
const FOOT = 12;
const LONGEST_LINE = 80;

const ISSUER =
  /(?:委员会|管委会|政府|办公室|局|厅|部|中心|办|院|处|公司|会|committee|office|bureau|government)$/;
const ISSUED = /^(?!.*[,。;《])[^\d]{0,40}印发$/;
/** Labels of the day of issue, those of the document's own date before those of its publication. */
const FIELDS = [
  '(?:成文|发文|印发|签发)(?:日期|时间)|date of (?:issue|issuance|promulgation)|issued(?: on)?',
  '(?:发布|公布|颁布|公开)(?:日期|时间)|date of publication|(?:published|promulgated)(?: on)?',
].map((labels) => new RegExp(`(?:^|[\\s;|])(?:${labels})\\s?[:;|]?\\s*$`));

/** Lines of the blocks of a document, all of them, page furniture too. */
export function linesOf({ text, blocks }: CleanText, from = 0, to = blocks.length): Line[] {
  return blocks.slice(Math.max(0, from), to).flatMap(({ start, end }) => {
    const lines: Line[] = [];
    let at = start;
    for (const line of text.slice(start, end).split('\n')) {
      lines.push({ start: at, end: at + line.length, text: line });
      at += line.length + 1;
    }
    return lines;
  });
}

/**
 * The day a document was issued: of its signature, a date alone on its line; else of the printing line
 * (`办公室 2026年1月6日印发`); else of a field at the top or the bottom (`发布日期：2026-01-05`). `undefined` where
 * there is none, or several that differ.
 */
export function findIssue(clean: CleanText): DatedLine | undefined {
  const lines = linesOf(clean).filter(
    ({ text }) => text.length <= LONGEST_LINE && /[\d〇零○一二]/.test(text),
  );
  const signatures = lines.flatMap((line) => signatureOf(line) ?? []);
  const printings = lines.flatMap((line) => printingOf(line) ?? []);
  const signed =
    onlyDay(signatures.filter(({ isSigned }) => isSigned)) ?? onlyDay(signatures) ?? onlyDay(printings);
  if (signed) return signed;
  const edges = [...linesOf(clean, 0, HEAD), ...linesOf(clean, clean.blocks.length - FOOT)];
  for (const field of FIELDS) {
    const found = onlyDay(edges.flatMap((line) => fieldOf(line, field) ?? []));
    if (found) return found;
  }
  return undefined;
}

function signatureOf(line: Line): (DatedLine & { isSigned: boolean }) | undefined {
  const folded = fold(line.text).replace(/^[\s([【]+|[\s)\]】]+$/g, '');
  const date = readDates(folded).find(({ end, date }) => end === folded.length && date.day !== undefined);
  const day = date && dayOf(date.date);
  if (!date || day === undefined) return undefined;
  const before = folded.slice(0, date.start);
  const isSigned = /[\s]$/.test(before) && ISSUER.test(before.trim()) && before.length <= 40;
  return before === '' || isSigned ? { day, line, isSigned } : undefined;
}

function printingOf(line: Line): DatedLine | undefined {
  const folded = fold(line.text).trim();
  const date = readDates(folded).find(({ date }) => date.day !== undefined);
  const day = date && dayOf(date.date);
  if (!date || day === undefined) return undefined;
  const rest = folded.slice(0, date.start) + folded.slice(date.end);
  return ISSUED.test(rest.trim()) ? { day, line } : undefined;
}

/** The day right behind a label: `发布日期：2026-01-05`; the pattern ends with the label, on folded text. */
export function fieldOf(line: Line, label: RegExp): DatedLine | undefined {
  const folded = fold(line.text);
  for (const { start, date } of readDates(folded)) {
    const day = dayOf(date);
    if (date.day !== undefined && day !== undefined && label.test(folded.slice(0, start)))
      return { day, line };
  }
  return undefined;
}

/** The first of several lines that all name one day. */
function onlyDay(found: readonly DatedLine[]): DatedLine | undefined {
  return new Set(found.map(({ day }) => day)).size === 1 ? found[0] : undefined;
}
