/** Characters of symbol fonts, which stand in a text as numbers of a font and not as Unicode. */

const WINGDINGS: Readonly<Record<number, string>> = {
  82: '☑',
  108: '●',
  109: '○',
  110: '■',
  111: '□',
  112: '□',
  113: '□',
  117: '◆',
  118: '❖',
  163: '□',
  167: '▪',
  168: '□',
  216: '➢',
  223: '←',
  224: '→',
  232: '→',
  251: '✗',
  252: '✓',
  253: '☒',
  254: '☑',
};
const WINGDINGS_2: Readonly<Record<number, string>> = {
  79: '✗',
  80: '✓',
  81: '☒',
  82: '☑',
  83: '☒',
  84: '☒',
  163: '□',
};
const SYMBOL: Readonly<Record<number, string>> = {
  37: '%',
  68: 'Δ',
  83: 'Σ',
  97: 'α',
  98: 'β',
  109: 'μ',
  112: 'π',
  163: '≤',
  165: '∞',
  174: '→',
  176: '°',
  177: '±',
  179: '≥',
  180: '×',
  183: '•',
  184: '÷',
  185: '≠',
  187: '≈',
  215: '·',
};
const FONTS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  wingdings: WINGDINGS,
  'wingdings 2': WINGDINGS_2,
  symbol: SYMBOL,
};
/** Where symbol fonts have their characters in Unicode's private area. */
const PRIVATE = /[\uf020-\uf0ff]/g;

/**
 * The character of `w:sym`.
 *
 * @param code hexadecimal, as the file gives it
 * @returns `undefined` for a sign that has no counterpart here
 */
export function symbolOf(font: string, code: string): string | undefined {
  const number = Number.parseInt(code, 16);
  const signs = FONTS[font.toLowerCase()];
  if (signs) return signs[number & 0xff];
  return number > 0 && number <= 0xffff && !isPrivate(number) ? String.fromCharCode(number) : undefined;
}

/** Text with the characters that a symbol font lent it replaced; boxes to tick are the most frequent. */
export function withoutPrivate(text: string): string {
  return text.replace(PRIVATE, (sign) => WINGDINGS[sign.charCodeAt(0) & 0xff] ?? '');
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Raised digits as characters of their own, so that 500万元 with a raised 1 does not read 500万元1. */
export function raised(text: string): string {
  return text.replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]!);
}

function isPrivate(code: number): boolean {
  return code >= 0xe000 && code <= 0xf8ff;
}
