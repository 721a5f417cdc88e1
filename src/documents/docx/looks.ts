import { LONGEST_HEADING } from '../headings.ts';
import { givesFigure, isTrueHeading } from '../lines.ts';
import type { Element } from '../office/xml.ts';
import { isCentred, outlineLevelOf, type Style } from './styles.ts';
import type { Line } from './text.ts';

/** How a paragraph looks, as far as it tells what it is where no style does. */
export interface Look {
  isTitle: boolean;
  isCaption: boolean;
  isCentred: boolean;
  isBold: boolean;
  /** In half points. */
  size: number;
}

interface Paragraph {
  properties: Element | undefined;
  style: Style | undefined;
  line: Line;
}

/** Above this, outline levels say "body text". */
const LOWEST_OUTLINE_LEVEL = 9;

/** The outline level, 1 to 9, of a paragraph that its style or itself calls a heading and that reads like one. */
export function levelOf(text: string, { properties, style }: Paragraph): number | undefined {
  const level = outlineLevelOf(properties) ?? levelOfStyle(style);
  if (level === undefined || level > LOWEST_OUTLINE_LEVEL) return undefined;
  return isTrueHeading(text) && !isProse(text) ? level : undefined;
}

function levelOfStyle(style: Style | undefined): number | undefined {
  if (style?.outlineLevel !== undefined) return style.outlineLevel;
  const byName = /^(?:heading|标题|標題)\s*([1-9])$/.exec(style?.name ?? '')?.[1];
  return byName === undefined ? undefined : Number(byName);
}

/** An article is often set in the style of a heading though it is the text itself, which must stay quotable. */
function isProse(text: string): boolean {
  if (/[。；;]$/.test(text)) return true;
  return text.length > LONGEST_HEADING && (/^第[^条條]{1,6}[条條]/.test(text) || givesFigure(text));
}

export function lookOfParagraph({ properties, style, line }: Paragraph): Look {
  return {
    isTitle: /^(?:title|标题|標題)$/.test(style?.name ?? ''),
    isCaption: /^(?:caption|题注|題注)$/.test(style?.name ?? ''),
    isCentred: isCentred(properties) ?? style?.isCentred ?? false,
    isBold: line.isBold,
    size: line.size,
  };
}
