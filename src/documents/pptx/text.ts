import { formatNumber } from '../docx/number-formats.ts';
import { attributeOf, childOf, childrenOf, type Element, nameOf, numberOf, within } from '../office/xml.ts';

/** A paragraph of a text shape or a cell. */
export interface Paragraph {
  /** With the author's line ends, and with its number where it has one: `1. 营业执照`. */
  text: string;
  /** Whether a bullet or a number stands before it. */
  isItem: boolean;
}

/** What is told of the text that was left out. */
export interface LeftOut {
  /** Stretches of struck-out text. */
  struckOut: number;
}

/** Where paragraphs inherit their bullets from: lists of styles by level, nearest first. */
export type ListStyles = readonly (Element | undefined)[];

/** The format of a list's numbers as Word calls it, by the beginning of PowerPoint's name for it. */
const NUMBER_FORMATS: readonly [string, string][] = [
  ['alphaLc', 'lowerLetter'],
  ['alphaUc', 'upperLetter'],
  ['romanLc', 'lowerRoman'],
  ['romanUc', 'upperRoman'],
  ['circleNum', 'decimalEnclosedCircle'],
  ['ea1', 'chineseCounting'],
];
/** Fields whose text changes with the day and the place: it is not what the author says. */
const CHANGING_FIELD = /^(?:slidenum|datetime)/i;

/**
 * The paragraphs of a text body that are not empty.
 *
 * @param body `p:txBody` or `a:txBody`
 * @param styles the lists of styles that the body inherits
 */
export function paragraphsOf(body: Element, styles: ListStyles, leftOut: LeftOut): Paragraph[] {
  const inherited = [childOf(body, 'a:lstStyle'), ...styles];
  const numbers = new Numbers();
  const paragraphs: Paragraph[] = [];
  for (const element of childrenOf(body)) {
    if (nameOf(element) !== 'a:p') continue;
    const text = textOf(element, leftOut).trim();
    if (text === '') continue;
    const properties = childOf(element, 'a:pPr');
    const level = numberOf(properties, 'lvl') ?? 0;
    const bullet = bulletOf([
      properties,
      ...inherited.map((style) => childOf(style, `a:lvl${level + 1}pPr`)),
    ]);
    const number = numbers.next(level, bullet);
    paragraphs.push({ text: number + text, isItem: bullet !== undefined });
  }
  return paragraphs;
}

/** The nearest word on the bullet: the element that gives it, or `undefined` where there is none. */
function bulletOf(properties: readonly (Element | undefined)[]): Element | undefined {
  for (const one of properties) {
    const bullet =
      one && childrenOf(one).find((child) => /^a:bu(?:None|Char|AutoNum|Blip)$/.test(nameOf(child)));
    if (bullet) return nameOf(bullet) === 'a:buNone' ? undefined : bullet;
  }
  return undefined;
}

/** Counts the numbered paragraphs of one text body, level by level. */
class Numbers {
  readonly #counts: number[] = [];

  /** What stands before the paragraph: its number with the signs around it, or nothing. */
  next(level: number, bullet: Element | undefined): string {
    const isNumbered = bullet !== undefined && nameOf(bullet) === 'a:buAutoNum';
    this.#counts.length = Math.min(this.#counts.length, isNumbered ? level + 1 : level);
    if (!isNumbered) return '';
    const start = numberOf(bullet, 'startAt') ?? 1;
    const number = (this.#counts[level] ?? start - 1) + 1;
    this.#counts[level] = number;
    return marked(number, attributeOf(bullet, 'type') ?? '');
  }
}

function marked(number: number, type: string): string {
  const format = NUMBER_FORMATS.find(([beginning]) => type.startsWith(beginning))?.[1] ?? 'decimal';
  const digits = formatNumber(number, format);
  if (type.endsWith('ParenBoth')) return `（${digits}）`;
  if (type.endsWith('ParenR')) return `${digits}) `;
  if (type.endsWith('Period')) return format === 'chineseCounting' ? `${digits}、` : `${digits}. `;
  return format === 'decimalEnclosedCircle' ? digits : `${digits} `;
}

/** The words of a paragraph in one line for each line end of its author. */
function textOf(paragraph: Element, leftOut: LeftOut): string {
  let text = '';
  for (const child of childrenOf(paragraph)) {
    const name = nameOf(child);
    if (name === 'a:br') text += '\n';
    else if (name === 'a:r') text += runText(child, leftOut);
    else if (name === 'a:fld' && !CHANGING_FIELD.test(attributeOf(child, 'type') ?? ''))
      text += wordsOf(child);
    // A formula, in a newer form for those who know it.
    else if (name === 'a14:m' || name === 'mc:AlternateContent')
      text += [...within(child, 'm:t')].map(plain).join('');
  }
  return text;
}

function runText(run: Element, leftOut: LeftOut): string {
  const text = wordsOf(run);
  const strike = attributeOf(childOf(run, 'a:rPr'), 'strike') ?? 'noStrike';
  if (strike === 'noStrike' || text.trim() === '') return text;
  leftOut.struckOut += 1;
  return '';
}

function wordsOf(run: Element): string {
  return plain(childOf(run, 'a:t')).replaceAll('\v', '\n');
}

function plain(element: Element | undefined): string {
  return element?.textContent ?? '';
}
