import type { Span } from '../types.ts';

/** A character that may end a sentence; a dot and an ellipsis need a closer look. */
const CANDIDATE = /[\n\r\u2028\u2029。！？；｡．.!?;…]/g;
const ENDER = /[。！？；｡!?;]/;
const NEWLINE = /[\n\r\u2028\u2029]/;
const CLOSER = /[”’」』）)】》〉］\]｣〕]/;
const WORD = /[\p{L}\p{N}]/u;
const HAN = /\p{Script=Han}/u;
const ASCII_WORD = /[A-Za-z0-9]/;

/** Written with a dot and never at the end of a sentence. */
const ALWAYS_GOES_ON = new Set(
  `mr mrs ms dr prof st e.g i.e eg ie vs cf approx ca fig figs art arts sec para paras vol ch pp nos
   sq cu incl excl dept gov gen col rev hon jan feb mar apr jun jul aug sep sept oct nov dec`.split(/\s+/),
);
/** Written with a dot; a sentence ends there only where a new one clearly begins. */
const MAY_GO_ON = new Set('co ltd inc corp bros etc plc jr sr ext tel a.m p.m bn mn tn am pm'.split(' '));
/** Words that begin a sentence when capitalised after an abbreviation. */
const OPENING_WORD =
  /^(?:The|This|That|These|Those|It|Its|In|On|At|By|For|From|We|Our|They|Their|He|She|If|As|A|An|All|Each|When|Where|What|Who|How|There|Please|After|Before|Since|With)\b/;

/** Lengths are bounded so that a line of nothing but word characters is not scanned again and again. */
const ADDRESS = /(?:https?:\/\/|www\.|[\w.+-]{1,64}@)[\w\-.~:/?#[\]@!$&'()*+,;=%]{1,2000}/gi;
/** A straight quote is paired with those at most this many characters before it. */
const QUOTE_REACH = 200;
/** A bracketed aside is looked for no further than this many characters. */
const ASIDE_REACH = 120;

/**
 * Sentences of Chinese and Latin text, in order, as `[start, end)` in UTF-16 code units.
 *
 * The spans do not overlap and cover everything but white space. A sentence takes its end mark and the
 * closing quotes or brackets after it. A line end always ends one; numbers, figures with their units,
 * abbreviations and addresses are never split.
 */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = [];
  const addresses = findAddresses(text);
  let start = 0;
  let nextAddress = 0;
  CANDIDATE.lastIndex = 0;
  for (let found = CANDIDATE.exec(text); found; found = CANDIDATE.exec(text)) {
    const at = found.index;
    while (nextAddress < addresses.length && addresses[nextAddress]!.end <= at) nextAddress += 1;
    const address = addresses[nextAddress];
    if (address && address.start <= at) {
      CANDIDATE.lastIndex = address.end;
      continue;
    }
    const end = endOfSentence(text, start, at);
    if (end === undefined) {
      CANDIDATE.lastIndex = endOfDots(text, at);
      continue;
    }
    pushTrimmed(spans, text, start, end);
    start = end;
    CANDIDATE.lastIndex = Math.max(end, at + 1);
  }
  pushTrimmed(spans, text, start, text.length);
  return spans;
}

/** End of the sentence whose end mark stands at `at`; `undefined` if that mark ends none. */
function endOfSentence(text: string, start: number, at: number): number | undefined {
  const mark = text[at]!;
  if (NEWLINE.test(mark)) return at;
  if (mark === '…' || (mark === '.' && text[at + 1] === '.')) return endAtEllipsis(text, start, at);
  if (mark === '.' && !dotEnds(text, start, at)) return undefined;
  if (mark === '．' && isDigit(text[at - 1])) return undefined;
  if (isAsciiMarkInsideWord(text, at)) return undefined;
  if ((mark === '；' || mark === ';') && isInsideAside(text, start, at)) return undefined;
  return takeMarksAndClosers(text, start, at + 1);
}

function endAtEllipsis(text: string, start: number, at: number): number | undefined {
  const end = endOfDots(text, at);
  const next = characterAt(text, skipSpaces(text, end));
  if (ENDER.test(text[end] ?? '')) return undefined;
  // What comes after an ellipsis that only trails off inside a quotation goes on with the sentence.
  if (next === '' || isCloser(text, start, end)) return undefined;
  if (!HAN.test(next) && !/[\p{Lu}\p{N}“「『《"]/u.test(next)) return undefined;
  const insideNumbers = isDigit(text[at - 1]) && isDigit(text[end]);
  return insideNumbers ? undefined : end;
}

/** Where the run of dots and ellipses at `at` ends; at least one further. */
function endOfDots(text: string, at: number): number {
  let end = at + 1;
  if (text[at] !== '…' && text[at] !== '.') return end;
  while (text[end] === '…' || text[end] === '.') end += 1;
  return end;
}

/** Whether the single Latin dot at `at` ends a sentence. */
function dotEnds(text: string, start: number, at: number): boolean {
  const previous = text[at - 1] ?? '';
  let after = at + 1;
  while (isCloser(text, start, after)) after += 1;
  const next = characterAt(text, after);
  if (next === '') return !isEnumerator(text, start, at);
  if (!/\s/.test(next)) return HAN.test(next) && !isDigit(previous) && !isAbbreviation(text, start, at);
  if (isEnumerator(text, start, at)) return false;
  const following = skipSpaces(text, after);
  if (/\p{Ll}/u.test(characterAt(text, following)) && !NEWLINE.test(text.slice(after, following)))
    return false;
  return !isAbbreviation(text, start, at);
}

/** `1.`, `a.` or `IV.` standing alone at the beginning of a sentence. */
function isEnumerator(text: string, start: number, at: number): boolean {
  if (at - start > 12) return false;
  return /^\s*[(（]?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[IVX]{1,5})$/.test(text.slice(start, at));
}

function isAbbreviation(text: string, start: number, at: number): boolean {
  const word = /[A-Za-z]+(?:\.[A-Za-z]+)*$/.exec(text.slice(Math.max(start, at - 24), at))?.[0];
  if (!word) return false;
  const lower = word.toLowerCase();
  const rest = text.slice(skipSpaces(text, at + 1), at + 24);
  if (lower === 'no') return /^[\d０-９]/.test(rest);
  if (ALWAYS_GOES_ON.has(lower)) return true;
  // "bn", "am" and the like are abbreviations only as the unit of a figure.
  if (/^(?:bn|mn|tn|am|pm)$/.test(lower) && !isDigitBefore(text, at - word.length)) return false;
  const isInitials = /^(?:[A-Za-z]\.)*[A-Za-z]$/.test(word);
  return (isInitials || MAY_GO_ON.has(lower)) && !OPENING_WORD.test(rest);
}

function isAsciiMarkInsideWord(text: string, at: number): boolean {
  if (!/[!?;]/.test(text[at]!)) return false;
  return ASCII_WORD.test(text[at - 1] ?? '') && ASCII_WORD.test(text[at + 1] ?? '');
}

/** Whether `at` is between a bracket opened in this sentence and its closing one. */
function isInsideAside(text: string, start: number, at: number): boolean {
  const before = text.slice(Math.max(start, at - ASIDE_REACH), at);
  const opened = Math.max(before.lastIndexOf('('), before.lastIndexOf('（'));
  if (opened < 0 || /[)）]/.test(before.slice(opened))) return false;
  return /^[^\n\r(（]*[)）]/.test(text.slice(at, at + ASIDE_REACH));
}

function takeMarksAndClosers(text: string, start: number, from: number): number {
  let end = from;
  while (end < text.length) {
    if (ENDER.test(text[end]!) && !isAsciiMarkInsideWord(text, end)) end += 1;
    else if (isCloser(text, start, end)) end += 1;
    else break;
  }
  return end;
}

/** Whether the character at `at` closes a quotation or a bracket; a straight quote, by what it follows. */
function isCloser(text: string, start: number, at: number): boolean {
  const character = text[at];
  if (character === undefined) return false;
  if (CLOSER.test(character)) return true;
  if (character === "'") return !WORD.test(characterAt(text, at + 1));
  if (character !== '"') return false;
  let quotes = 0;
  const from = Math.max(start, at - QUOTE_REACH);
  for (let i = text.indexOf('"', from); i >= 0 && i < at; i = text.indexOf('"', i + 1)) quotes += 1;
  return quotes % 2 === 1;
}

function findAddresses(text: string): Span[] {
  if (!/:\/\/|www\.|@/i.test(text)) return [];
  return Array.from(text.matchAll(ADDRESS), (match) => {
    const kept = match[0].replace(/[.,;:!?)\]'"]+$/, '');
    return { start: match.index, end: match.index + kept.length };
  });
}

function pushTrimmed(spans: Span[], text: string, from: number, to: number): void {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start]!)) start += 1;
  while (end > start && /\s/.test(text[end - 1]!)) end -= 1;
  if (end > start) spans.push({ start, end });
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at]!)) at += 1;
  return at;
}

function characterAt(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? '' : String.fromCodePoint(point);
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && /[0-9０-９]/.test(character);
}

function isDigitBefore(text: string, at: number): boolean {
  return isDigit(text[at - 1]) || (text[at - 1] === ' ' && isDigit(text[at - 2]));
}
