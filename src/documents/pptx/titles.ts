import { isTrueHeading, joinWrapped } from '../lines.ts';
import { type Element, numberOf, within } from '../office/xml.ts';
import { isFigure } from './cards.ts';
import type { Box } from './order.ts';
import type { Shape } from './shapes.ts';
import type { Paragraph } from './text.ts';

/** A text shape with its words. */
export interface TextShape {
  shape: Shape;
  paragraphs: readonly Paragraph[];
}

/** The title of a slide: the shape it stands in, and what kind of heading it makes. */
export interface SlideTitle {
  shape: Shape;
  text: string;
  level: number;
}

const LONGEST_TITLE = 40;
/** In hundredths of a point; what a text box has where nothing else is said. */
const USUAL_SIZE = 1800;
/** 规划面积68平方公里 is what the slide says, and 2025年招商成果 what it is about. */
const COUNTS = /\d\s*(?:[亿億万萬%％亩畝元家个個户戶人吨噸公平米年倍项項条條天]|km|m2)/i;
const YEAR = /(?:19|20)\d\d年?/g;
/** A line so many times larger than all others is the title wherever it stands, as on the page before a part. */
const OUTSTANDING = 1.5;

/**
 * The title of a slide: what stands in its place for one, or else, because many decks are made of text boxes
 * only, the short line in the largest letters apart from figures, if it stands out or in the upper third. The first slide's title
 * is that of the presentation (level 1) where the slide has a subtitle or is laid out as a title page.
 */
export function titleOf(
  texts: readonly TextShape[],
  slide: { size: Box; isFirst: boolean },
): SlideTitle | undefined {
  const marked = texts.find(({ shape }) => /^(?:title|ctrTitle)$/.test(shape.placeholder ?? ''));
  if (marked) {
    const isTitlePage =
      marked.shape.placeholder === 'ctrTitle' || texts.some(({ shape }) => shape.placeholder === 'subTitle');
    return titled(marked, slide.isFirst && isTitlePage ? 1 : 2);
  }
  const largest = largestText(texts.filter(({ paragraphs }) => !paragraphs.every(isFigure)));
  if (!largest || !readsAsTitle(largest.text)) return undefined;
  const { box } = largest.text.shape;
  const standsHigh = box !== undefined && box.top < slide.size.bottom / 3;
  if (!slide.isFirst && !standsHigh && !largest.standsOut) return undefined;
  return titled(largest.text, slide.isFirst ? 1 : 2);
}

function titled({ shape, paragraphs }: TextShape, level: number): SlideTitle | undefined {
  const text = joinWrapped(paragraphs.map((paragraph) => paragraph.text).join('\n'));
  return isTrueHeading(text) ? { shape, text, level } : undefined;
}

/** The shape whose letters are larger than those of all others, or else as large and above all others. */
function largestText(texts: readonly TextShape[]): { text: TextShape; standsOut: boolean } | undefined {
  const sized = texts.map((text) => ({ text, size: sizeOf(text.shape.element), box: text.shape.box }));
  const [first, ...others] = sized.toSorted(
    (one, other) => other.size - one.size || (one.box?.top ?? 0) - (other.box?.top ?? 0),
  );
  const rivals = others.filter(({ size }) => size === first?.size);
  const standsAbove = rivals.every(({ box }) => box && first?.box && box.top >= first.box.bottom);
  if (!first || !standsAbove) return undefined;
  return { text: first.text, standsOut: others.every(({ size }) => first.size >= OUTSTANDING * size) };
}

function sizeOf(element: Element): number {
  const sizes = [...within(element, 'a:r')].map(
    (run) => numberOf([...within(run, 'a:rPr')][0], 'sz') ?? USUAL_SIZE,
  );
  return sizes.reduce((largest, size) => Math.max(largest, size), 0);
}

function readsAsTitle({ paragraphs }: TextShape): boolean {
  const text = paragraphs.map((paragraph) => paragraph.text).join('');
  // "电话：0700-1234567" gives a fact; it does not announce one.
  if (/^[^：:]{1,10}[：:]\s*\S/.test(text) || COUNTS.test(text.replace(YEAR, ''))) return false;
  if (paragraphs.length > 2 || paragraphs.some(({ isItem }) => isItem)) return false;
  return text.length <= LONGEST_TITLE && /\p{L}/u.test(text) && !/[。；！？]|[，、：,:]$/.test(text);
}
