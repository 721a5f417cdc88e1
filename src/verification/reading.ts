import { inDigits } from '../language/number-words.ts';
import { type Quantity, readQuantities } from '../language/quantities.ts';
import { rewrite, type TracedText, traced } from '../language/traced-text.ts';
import { type Concept, conceptsIn } from './concepts.ts';
import { CODES, DOCUMENT_NUMBERS } from './numbers.ts';
import { plainPlaces } from './plain-words.ts';
import { type Time, timeOf } from './times.ts';

/** A clause, or the part of one that has a figure of its own. */
export interface Segment {
  start: number;
  end: number;
  text: string;
  /** Which sentence of the text it is part of. */
  sentence: number;
  quantities: Quantity[];
  concepts: Concept[];
  /** The time it speaks of: its own, else that of what stands before it in its sentence. */
  time: Time;
  /** Whether `time` is its own. */
  ownTime: boolean;
  /** Whether it names what it speaks of, so that nothing is carried into it. */
  hasSubject: boolean;
}

/** A text as clauses with their figures. Offsets are those of `folded.text`. */
export interface Reading {
  folded: TracedText;
  /** `folded.text` with document numbers and codes blanked. */
  plain: string;
  segments: Segment[];
  /** A row of a table, `键：值；键：值`: nothing is carried from one field to the next. */
  isRow: boolean;
}

export function read(text: string): Reading {
  const folded = withPhases(inDigits(withNumberedPlaces(traced(text))));
  const plain = folded.text.replace(DOCUMENT_NUMBERS, blank).replace(CODES, blank);
  const quantities = readQuantities(plain);
  const isRow =
    (plain.match(/[^:;。\n]{1,12}:[^;。\n]{1,60}(?:;|。|$)/g)?.length ?? 0) >= 2 && plain.includes(';');
  const segments: Segment[] = [];
  let sentence = 0;
  for (const { start, end, endsSentence } of clausesOf(plain)) {
    const inside = quantities.filter((quantity) => quantity.start >= start && quantity.end <= end);
    for (const part of partsOf(plain, start, end, inside)) {
      const previous = segments.at(-1);
      const before = !isRow && previous?.sentence === sentence ? previous : undefined;
      segments.push(segmentOf(folded.text, part, sentence, before));
    }
    if (endsSentence) sentence++;
  }
  return { folded, plain, segments, isRow };
}

const blank = (match: string) => ' '.repeat(match.length);

/** Phase two as 二期, which no figure is read from. */
function withPhases(text: TracedText): TracedText {
  return rewrite(text, /\bphase (1|2|3|4|i{1,3}|iv)\b(?!,?\d)/g, ([, phase]) => {
    const place = ['1', '2', '3', '4'].indexOf(phase!);
    return `${'一二三四'[place >= 0 ? place : ['i', 'ii', 'iii', 'iv'].indexOf(phase!)]}期`;
  });
}

/** Building 3 and Article 6 as 3号 and 第6条: numbers, not counts. */
function withNumberedPlaces(text: TracedText): TracedText {
  const numbered = rewrite(
    text,
    /(?<=\bat )(\d{1,4}) (?=(?:[a-z]+ ){1,3}(?:road|street|avenue|lane)\b)/g,
    ([, number]) => `${number}号 `,
  );
  return rewrite(
    numbered,
    /\b(building|block|room|article|floor|no\.?) (\d{1,4})(?![\d,.]*\d)/g,
    ([, kind, number]) => (kind === 'article' ? `第${number}条` : `${kind} ${number}号`),
  );
}

const CLAUSE_END = /[。!?\n]|\.(?=\s|$)|[;,:](?!\d)|(?<=\D)[;,:](?=\d)|[;,](?=\d{4}年)/g;

function* clausesOf(text: string) {
  let start = 0;
  for (const match of text.matchAll(CLAUSE_END)) {
    const end = match.index + 1;
    // A label belongs to its value.
    if (match[0] === ':' && match.index - start <= 16) continue;
    yield { start, end, endsSentence: /[。!?\n.]/.test(match[0]) };
    start = end;
  }
  if (start < text.length) yield { start, end: text.length, endsSentence: true };
}

const JOINT = /、|[和与及](?!其)|\band\b|\bwith\b|\bwhile\b|\bbut\b|\bof which\b|\bto let and\b/g;

/** A clause in parts where each side of a conjunction has a figure of its own. */
function partsOf(text: string, start: number, end: number, quantities: readonly Quantity[]) {
  const parts: { start: number; end: number; quantities: Quantity[] }[] = [];
  let from = start;
  const amounts = quantities.filter(({ unit }) => unit !== 'number');
  for (const match of text.slice(start, end).matchAll(JOINT)) {
    const at = start + match.index;
    const isInside = quantities.some((quantity) => quantity.start < at && at < quantity.end);
    const left = amounts.some((quantity) => quantity.start >= from && quantity.end <= at);
    const right = amounts.some((quantity) => quantity.start >= at);
    if (isInside || !left || !right) continue;
    parts.push({ start: from, end: at, quantities: [] });
    from = at;
  }
  parts.push({ start: from, end, quantities: [] });
  for (const part of parts)
    part.quantities = quantities.filter(
      (quantity) => quantity.start >= part.start && quantity.end <= part.end,
    );
  return parts;
}

function segmentOf(
  text: string,
  { start, end, quantities }: { start: number; end: number; quantities: Quantity[] },
  sentence: number,
  before: Segment | undefined,
): Segment {
  const words = text.slice(start, end);
  const own = timeOf(words, quantities);
  return {
    start,
    end,
    text: words,
    sentence,
    quantities,
    concepts: conceptsIn(words),
    time: own ?? before?.time ?? {},
    ownTime: own !== undefined,
    hasSubject: namesSubject(blankQuantities(words, start, quantities)),
  };
}

export function blankQuantities(words: string, start: number, quantities: readonly Quantity[]): string {
  let blanked = words;
  for (const quantity of quantities)
    blanked =
      blanked.slice(0, quantity.start - start) +
      ' '.repeat(quantity.end - quantity.start) +
      blanked.slice(quantity.end - start);
  return blanked;
}

/** Whether two Han characters in a row are of no plain word before the figure. */
function namesSubject(words: string): boolean {
  const plain = plainPlaces(words);
  for (let at = 1; at < words.length; at++)
    if (!plain[at] && !plain[at - 1] && /^\p{Script=Han}{2}$/u.test(words.slice(at - 1, at + 1))) return true;
  return false;
}
