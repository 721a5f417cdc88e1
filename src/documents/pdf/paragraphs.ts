import { isListItem, joinWrapped, numberedLevel } from '../lines.ts';
import type { TextLine } from './layout.ts';
import { isWorded } from './prose.ts';

/** Lines that are one paragraph, across columns and pages, and how they are set. */
export interface Paragraph {
  text: string;
  /** Where it begins. */
  page: number;
  lines: number;
  /** Of its first line, in points. */
  size: number;
  isBold: boolean;
  /** Whether wide gaps part one of its lines, as they part the cells of a table. */
  isParted: boolean;
}

/** Lines of one paragraph have one size, but for this share of it. */
const SAME_SIZE = 0.08;
/** A wider step than this share of the usual one parts paragraphs. */
const WIDER_STEP = 1.35;
/** In ems. */
const INDENT = 1;
const DEEPEST_HANG = 5;
/** Between words of one line that is no row of cells, in ems. */
const PARTING_GAP = 3.5;
/** A word that would still have fitted into the line above did not wrap; what typesetting needs besides, in ems. */
const SLACK = 1.1;
const LATIN_WIDTH = 0.55;
/** In points. */
const SAME_EDGE = 0.3;
/** Text set narrower than its column fills this share of it at least; labels of one length do not. */
const NARROWEST_TEXT = 0.6;
/** Ends of sentences, with the quotation marks and brackets after them. */
const SENTENCE_END = /[。！？!?；;：:.][”’」』）)"']*$/;
/** `总则 ........ 3`: a line of a table of contents. */
const CONTENTS = /(?:\.{4,}|…{2,}|·{4,}|(?:[.·] ){4,})\s*[\divxIVX]{1,5}$/;
/** Nothing stands at a line end beside Chinese, whatever is on the other side. */
const BESIDE_CHINESE =
  /(?<=[\p{Script=Han}\u3000-\u303f\uff01-\uff60])\n|\n(?=[\p{Script=Han}\u3000-\u303f\uff01-\uff60])/gu;
const HYPHENATED = /(?<=\p{Ll})[-\u00ad\u2010]\n(?=\p{Ll})/gu;

/** Whether `next` goes on with the paragraph that ends with `lines`. */
export function goesOn(lines: readonly TextLine[], next: TextLine, bodySize: number): boolean {
  const last = lines.at(-1)!;
  if (Math.abs(last.size - next.size) > SAME_SIZE * last.size || isOtherFace(last, next)) return false;
  if (isContentsLine(last.text) || isContentsLine(next.text)) return false;
  return last.column === next.column ? goesOnBelow(lines, next, bodySize) : goesOnElsewhere(lines, next);
}

/** Puts lines together that are one paragraph: wrapping and hyphenation undone. */
export function paragraphOf(lines: readonly TextLine[]): Paragraph {
  const wrapped = lines.map(({ text }) => text.trim()).join('\n');
  const [first] = lines;
  return {
    text: joinWrapped(wrapped.replace(HYPHENATED, '').replace(BESIDE_CHINESE, '')),
    page: first!.page,
    lines: lines.length,
    size: first!.size,
    isBold: lines.every(({ isBold }) => isBold),
    isParted: lines.some(isParted),
  };
}

function isParted({ runs, size }: TextLine): boolean {
  return runs.some((run, at) => at > 0 && run.x0 - runs[at - 1]!.x1 > PARTING_GAP * size);
}

export function isContentsLine(text: string): boolean {
  return CONTENTS.test(text);
}

/** A line wholly in bold stands apart from lines that begin or end otherwise. */
function isOtherFace(last: TextLine, next: TextLine): boolean {
  return (last.isBold || next.isBold) && last.runs.at(-1)!.isBold !== next.runs[0]!.isBold;
}

function goesOnBelow(lines: readonly TextLine[], next: TextLine, bodySize: number): boolean {
  const last = lines.at(-1)!;
  const { size, column } = last;
  const step = next.y - last.y;
  const isDisplayed = size > (1 + SAME_SIZE) * bodySize;
  // A title is broken where it reads well, not where the line is full.
  if (isDisplayed && isCentred(last) && isCentred(next)) return step < 2 * size;
  if (step > WIDER_STEP * Math.max(column.leading, 1) * size) return false;
  if (!isFull(last, next) && !isJustified(lines, next)) return false;
  const hang = (offsetOf(next) - offsetOf(last)) / size;
  if (lines.length > 1) {
    if (Math.abs(offsetOf(next) - offsetOf(lines[1]!)) > INDENT * size) return false;
  } else if (!startsLeft(last)) {
    if (Math.abs(hang) > INDENT) return false;
  } else if (hang > INDENT) {
    if (!opensItem(last.text) || hang > DEEPEST_HANG) return false;
  } else if (Math.abs(hang) < INDENT / 2 && offsetOf(last) > INDENT * size && SENTENCE_END.test(last.text)) {
    // Both are the first, indented line of a paragraph.
    return false;
  }
  return !opensItem(next.text) || !SENTENCE_END.test(last.text);
}

/** Whether a paragraph goes on in the next column or on the next page. */
function goesOnElsewhere(lines: readonly TextLine[], next: TextLine): boolean {
  const last = lines.at(-1)!;
  if (!startsLeft(last) || !isFull(last, next)) return false;
  const isIndented = next.x0 > next.column.left + INDENT * next.size;
  if (isIndented) return false;
  if (!SENTENCE_END.test(last.text)) return true;
  // Where paragraphs are indented, a line that is not goes on with one.
  const [first] = lines;
  const wasIndented = first!.x0 > first!.column.left + INDENT * first!.size;
  return wasIndented && !opensItem(next.text);
}

/** How far from the left edge of its column a line begins. */
function offsetOf({ x0, column }: TextLine): number {
  return x0 - column.left;
}

/** Whether a line begins where lines of its column do, the first ones of paragraphs too. */
function startsLeft({ x0, column, size }: TextLine): boolean {
  return x0 < column.left + DEEPEST_HANG * size;
}

function opensItem(text: string): boolean {
  return isListItem(text) || numberedLevel(text) !== undefined;
}

/** Whether the first word of the next line had no room left in this one. */
function isFull({ column, x1, size }: TextLine, next: TextLine): boolean {
  const [word = ''] =
    /^(?:\p{Script=Han}|[^\s\p{Script=Han}]+)[，。、；：！？）》”’】〉]*/u.exec(next.text) ?? [];
  const width = [...word].reduce((ems, character) => ems + (character < '\u2000' ? LATIN_WIDTH : 1), 0);
  return column.right - x1 < (width + SLACK) * size;
}

/** Whether two lines end at one edge, that of a text which is narrower than its column. */
function isJustified(lines: readonly TextLine[], next: TextLine): boolean {
  const last = lines.at(-1)!;
  const edge = lines.at(-2)?.x1 ?? next.x1;
  const { left, right } = last.column;
  return (
    Math.abs(last.x1 - edge) < SAME_EDGE &&
    isWorded(last.text) &&
    last.x1 - last.x0 > NARROWEST_TEXT * (right - left)
  );
}

function isCentred({ x0, x1, column, size }: TextLine): boolean {
  return Math.abs(x0 - column.left - (column.right - x1)) < 2 * size;
}

/** Parts lines into paragraphs. */
export function paragraphsOf(lines: readonly TextLine[], bodySize: number): Paragraph[] {
  const paragraphs: TextLine[][] = [];
  for (const line of lines) {
    const last = paragraphs.at(-1);
    if (last && goesOn(last, line, bodySize)) last.push(line);
    else paragraphs.push([line]);
  }
  return paragraphs.map(paragraphOf);
}
