import { isTrueHeading, joinWrapped } from './lines.ts';
import { type Element, numberOf, within } from './office-xml.ts';
import type { Box } from './pptx-order.ts';
import type { Shape } from './pptx-shapes.ts';
import type { Paragraph } from './pptx-text.ts';

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

/**
 * The title of a slide: what stands in its place for one, or else, because many decks are made of text boxes
 * only, the short line in the largest letters, if it stands in the upper third. The first slide's title
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
  const largest = largestText(texts);
  if (!largest || !readsAsTitle(largest)) return undefined;
  const { box } = largest.shape;
  const standsHigh = box !== undefined && box.top < slide.size.bottom / 3;
  return slide.isFirst || standsHigh ? titled(largest, slide.isFirst ? 1 : 2) : undefined;
}

function titled({ shape, paragraphs }: TextShape, level: number): SlideTitle | undefined {
  const text = joinWrapped(paragraphs.map((paragraph) => paragraph.text).join('\n'));
  return isTrueHeading(text) ? { shape, text, level } : undefined;
}

/** The shape whose letters are larger than those of all others, or else as large and above all others. */
function largestText(texts: readonly TextShape[]): TextShape | undefined {
  const sized = texts.map((text) => ({ text, size: sizeOf(text.shape.element), box: text.shape.box }));
  const most = sized.reduce((largest, { size }) => Math.max(largest, size), 0);
  const [first, ...others] = sized
    .filter(({ size }) => size === most)
    .toSorted((one, other) => (one.box?.top ?? 0) - (other.box?.top ?? 0));
  const standsAbove = others.every(({ box }) => box && first?.box && box.top >= first.box.bottom);
  return standsAbove ? first?.text : undefined;
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
  if (/^[^：:]{1,10}[：:]\s*\S/.test(text)) return false;
  if (paragraphs.length > 2 || paragraphs.some(({ isItem }) => isItem)) return false;
  return text.length <= LONGEST_TITLE && /\p{L}/u.test(text) && !/[。；！？]|[，、：,:]$/.test(text);
}
