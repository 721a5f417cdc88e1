import { isElement, isText, nodesWithin, type Page, type PageElement, type PageNode } from '../page.ts';
import { type Color, type Ground, groundsOf, lookAlike, readColor, styleOf } from './colors.ts';

/** What may be hidden by its own mark-up. */
const MAY_HIDE = '[hidden], [aria-hidden="true"], [style], font[color]';
/** What is hidden and has more than this share of a page's text is what a script would show. */
const MOST_HIDDEN = 1 / 2;
/** In pixels: what is moved away so far is not on the page any more. */
const FAR_AWAY = -500;
/** In pixels: smaller letters are not seen. */
const SMALLEST_LETTERS = 2;
const PIXELS: Readonly<Record<string, number>> = { px: 1, pt: 4 / 3, em: 16, rem: 16, '%': 0.16 };

/** The declarations of an element's own style, by property. */
type Style = ReadonlyMap<string, string>;

/**
 * Takes the text off a page that its reader does not see: not displayed, without size or ink, in the colour
 * of its background, outside the page.
 *
 * @returns what was taken, and what was kept although it is hidden, a sentence each for the report
 */
export function removeHidden(page: Page): string[] {
  const hasSheets = page.querySelector('style, link[rel="stylesheet"], link[rel="Stylesheet"]') !== null;
  const groundOf = groundsOf(hasSheets);
  const extents = extentsOf(page.body);
  const most = extents.get(page.body)!.length * MOST_HIDDEN;
  const warnings = new Set<string>();
  let count = 0;
  let hiddenUntil = 0;
  for (const element of [...page.body.querySelectorAll(MAY_HIDE)]) {
    const extent = extents.get(element);
    if (!extent || extent.length === 0 || extent.start < hiddenUntil) continue;
    const style = styleOf(element);
    const undisplayed = isUndisplayed(element, style);
    if (undisplayed && extent.length > most) {
      for (const name of ['style', 'hidden', 'aria-hidden']) element.removeAttribute(name);
      warnings.add('Most of the text is shown by a script only; it was read.');
      continue;
    }
    const isWhole = undisplayed || isAway(style);
    if (isWhole) hiddenUntil = extent.end;
    const texts = isWhole ? textsWithin(element) : lostTexts(element, style, { hasSheets, groundOf });
    if (!texts.some(({ textContent }) => /[\p{L}\p{N}]/u.test(textContent ?? ''))) continue;
    for (const text of texts) text.remove();
    count += 1;
  }
  if (count > 0) warnings.add(`${count} pieces of hidden text were left out.`);
  return [...warnings];
}

/** Where an element begins and ends among all nodes of the page, and how much text is in it. */
interface Extent {
  start: number;
  end: number;
  length: number;
}

function extentsOf(body: PageElement): Map<PageElement, Extent> {
  const whole: Extent = { start: 0, end: Number.POSITIVE_INFINITY, length: 0 };
  const extents = new Map([[body, whole]]);
  const open = [whole];
  let at = 0;
  let length = 0;
  const close = (extent: Extent) => {
    extent.end = at;
    extent.length = length - extent.length;
  };
  for (const { node, depth } of nodesWithin(body)) {
    at += 1;
    while (open.length > depth) close(open.pop()!);
    if (isText(node)) length += (node.textContent ?? '').replace(/\s+/g, '').length;
    if (!isElement(node)) continue;
    const extent: Extent = { start: at, end: at, length };
    extents.set(node, extent);
    open.push(extent);
  }
  at += 1;
  while (open.length > 0) close(open.pop()!);
  return extents;
}

/** The texts of an element that are there but cannot be read: without ink, in the colour of what is behind, tiny. */
function lostTexts(
  element: PageElement,
  style: Style,
  { hasSheets, groundOf }: { hasSheets: boolean; groundOf: (element: PageElement) => Ground },
): PageNode[] {
  const color = style.get('color') ?? element.getAttribute('color');
  const ink = color ? readColor(color) : undefined;
  if (ink === 'transparent' || (ink && isLost(ink, groundOf(element))))
    return textsWithin(element, (inner) => !mayChange(inner, 'color', hasSheets));
  const size = lengthIn(style.get('font-size'));
  if (size !== undefined && size < SMALLEST_LETTERS)
    return textsWithin(element, (inner) => !mayChange(inner, 'font-size', hasSheets));
  return [];
}

function isLost(ink: Color, ground: Ground): boolean {
  return ground !== 'unknown' && lookAlike(ink, ground);
}

function textsWithin(element: PageElement, enters?: (inner: PageElement) => boolean): PageNode[] {
  return [...nodesWithin(element, enters)].flatMap(({ node }) => (isText(node) ? node : []));
}

/** What gives an element inside its own colour or size, in its style or, in old HTML, as an attribute. */
const OWN_LOOKS = {
  color: ['color', 'background', 'background-color', 'bgcolor'],
  'font-size': ['font-size', 'size'],
};

/** Whether an element inside may look different, by its own mark-up or by a style sheet. */
function mayChange(inner: PageElement, looks: keyof typeof OWN_LOOKS, hasSheets: boolean): boolean {
  const style = styleOf(inner);
  if (OWN_LOOKS[looks].some((name) => style.has(name) || inner.getAttribute(name) !== null)) return true;
  return hasSheets && inner.getAttribute('class') !== null;
}

function isUndisplayed(element: PageElement, style: Style): boolean {
  return (
    element.getAttribute('hidden') !== null ||
    element.getAttribute('aria-hidden') === 'true' ||
    /^none/.test(style.get('display') ?? '') ||
    /^(?:hidden|collapse)/.test(style.get('visibility') ?? '') ||
    /^(?:0|0?\.0+)(?:\s|%|!|$)/.test(style.get('opacity') ?? '')
  );
}

/** Whether an element is moved out of the page, or has no room to show anything. */
function isAway(style: Style): boolean {
  const isFar = (property: string) => (lengthIn(style.get(property)) ?? 0) <= FAR_AWAY;
  if (['text-indent', 'margin-left', 'margin-top'].some(isFar)) return true;
  if (/absolute|fixed/.test(style.get('position') ?? '')) {
    if (['left', 'top', 'right', 'bottom'].some(isFar)) return true;
    if (/rect\(\s{0,9}[01](?:px)?[\s,]{1,9}[01]/.test(style.get('clip') ?? '')) return true;
  }
  const isNothing = (property: string) => lengthIn(style.get(property)) === 0;
  const overflow = style.get('overflow') ?? '';
  return /hidden|clip/.test(overflow) && ['width', 'height', 'max-width', 'max-height'].some(isNothing);
}

/** A length of CSS in pixels; 0 needs no unit. */
function lengthIn(written = ''): number | undefined {
  const found = /^(-?(?:\d{1,6}(?:\.\d{1,6})?|\.\d{1,6}))(px|pt|em|rem|%)?(?![\w.])/.exec(written);
  return found ? Number(found[1]) * PIXELS[found[2] ?? 'px']! : undefined;
}
