import type { PageElement } from '../page.ts';

/** Red, green and blue from 0 to 255. */
export type Color = readonly [number, number, number];

const NAMED: Readonly<Record<string, Color>> = {
  white: [255, 255, 255],
  black: [0, 0, 0],
  red: [255, 0, 0],
  yellow: [255, 255, 0],
  blue: [0, 0, 255],
  green: [0, 128, 0],
  gray: [128, 128, 128],
  silver: [192, 192, 192],
};
/** Colours that differ by less than this over all three channels look the same. */
const LEAST_CONTRAST = 30;

/** The declarations of an element's own style, by property in lower case. */
export function styleOf(element: PageElement): ReadonlyMap<string, string> {
  const style = element.getAttribute('style') ?? '';
  const declarations = style.split(';').map((declaration) => declaration.split(/:(.*)/s));
  return new Map(
    declarations.map(([name = '', value = '']) => [name.trim().toLowerCase(), value.trim().toLowerCase()]),
  );
}

/** A colour as CSS and old HTML write it; `undefined` for what is none, `transparent` for what shows nothing. */
export function readColor(written: string): Color | 'transparent' | undefined {
  const text = written
    .replace(/!\s*important/, '')
    .trim()
    .toLowerCase();
  if (text === 'transparent') return text;
  if (Object.hasOwn(NAMED, text)) return NAMED[text];
  const hex = /^#([\da-f]{3,8})$/.exec(text)?.[1];
  if (hex) return readHex(hex);
  const [red, green, blue, alpha] = [...(/^rgba?\(([^)]*)\)$/.exec(text)?.[1] ?? '').matchAll(/[\d.]+/g)].map(
    Number,
  );
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  return alpha === 0 ? 'transparent' : [red, green, blue];
}

function readHex(digits: string): Color | 'transparent' | undefined {
  const long = digits.length < 6 ? digits.replace(/./g, '$&$&') : digits;
  if (long.length !== 6 && long.length !== 8) return undefined;
  if (long.slice(6) === '00') return 'transparent';
  const channel = (at: number) => Number.parseInt(long.slice(at, at + 2), 16);
  return [channel(0), channel(2), channel(4)];
}

/** Whether text of the one colour cannot be seen on the other. */
export function lookAlike(one: Color, other: Color): boolean {
  return one.reduce((sum, value, channel) => sum + Math.abs(value - other[channel]!), 0) < LEAST_CONTRAST;
}

/** The colour behind an element; `unknown` where a picture or a style sheet may give it. */
export type Ground = Color | 'unknown';

const PAPER: Color = [255, 255, 255];

/**
 * The colours behind elements, by the styles and attributes on them and around them.
 *
 * @param hasSheets whether the page has style sheets, which are not read
 * @returns a function that keeps what it has found out, because elements nest as deep as they like
 */
export function groundsOf(hasSheets: boolean): (element: PageElement) => Ground {
  const known = new Map<PageElement, Ground>();
  return (element) => {
    const path: PageElement[] = [];
    let ground: Ground | undefined;
    for (
      let around: PageElement | null = element;
      around && ground === undefined;
      around = around.parentElement
    ) {
      ground = known.get(around) ?? ownGround(around, hasSheets);
      path.push(around);
    }
    for (const around of path) known.set(around, ground ?? PAPER);
    return ground ?? PAPER;
  };
}

function ownGround(element: PageElement, hasSheets: boolean): Ground | undefined {
  const style = styleOf(element);
  const written =
    style.get('background-color') ?? style.get('background') ?? element.getAttribute('bgcolor') ?? '';
  if (/url\(|gradient/.test(written)) return 'unknown';
  const color = [written, ...written.split(/\s+/)].map(readColor).find((found) => found !== undefined);
  if (color !== undefined && color !== 'transparent') return color;
  const isPage = element.localName === 'body' || element.localName === 'html';
  const isStyled = (element.getAttribute('class') ?? element.getAttribute('id')) !== null;
  return hasSheets && isStyled && !isPage ? 'unknown' : undefined;
}
