import { createRequire } from 'node:module';

type Converter = (text: string) => string;
type ConverterFactory = { Converter(options: { from: string; to: string }): Converter };

const load = createRequire(import.meta.url);
let toSimplified: Converter | undefined;
let toTraditional: Converter | undefined;

/** Traditional to Simplified Chinese, by phrase, for showing. Text without Han characters is returned as it is. */
export function simplify(text: string): string {
  if (!HAN.test(text)) return text;
  toSimplified ??= (load('opencc-js/t2cn') as ConverterFactory).Converter({ from: 't', to: 'cn' });
  return toSimplified(text).replaceAll('堿', '碱');
}

/** The dictionary's phrase 中签 (a drawn lot) reaches across words: 集中签约. */
const LOT_FOR_SIGNING = /籤(?=[約訂署字名合])/g;

/** Simplified to Traditional Chinese as written in Taiwan and Hong Kong business, by phrase, for showing. */
export function traditionalize(text: string): string {
  if (!HAN.test(text)) return text;
  toTraditional ??= (load('opencc-js/cn2t') as ConverterFactory).Converter({ from: 'cn', to: 'tw' });
  return toTraditional(text).replace(LOT_FOR_SIGNING, '簽');
}

export const HAN = /\p{Script=Han}/u;

/**
 * One form for matching, the same for documents and questions: compatibility forms unified (NFKC),
 * Traditional to Simplified character by character, lower case. Character by character loses nothing
 * against phrases for search (112 of 431,455 characters differ, 0 ranks; reference measurements).
 */
export function fold(text: string): string {
  let folded = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isPair = code >= 0xd800 && code <= 0xdbff && at + 1 < text.length;
    if (isPair) {
      const character = String.fromCodePoint(text.codePointAt(at)!);
      folded += foldCharacter(character);
      at += character.length - 1;
    } else folded += byCode[code] ??= foldCharacter(text[at]!);
  }
  return folded;
}

/** What each UTF-16 code unit that is a character by itself is folded to, as far as it was looked up. */
const byCode: (string | undefined)[] = new Array(0x10000);

/**
 * `fold` with the way back: `origin[i]` is the offset in `text` of what became code unit `i`,
 * and `origin[folded.length]` is `text.length`.
 */
export function foldWithOrigin(text: string): { folded: string; origin: Uint32Array } {
  let folded = '';
  const origin: number[] = [];
  let offset = 0;
  for (const character of text) {
    const piece = foldCharacter(character);
    for (let i = 0; i < piece.length; i++) origin.push(offset);
    folded += piece;
    offset += character.length;
  }
  origin.push(text.length);
  return { folded, origin: Uint32Array.from(origin) };
}

const cache = new Map<string, string>();

function foldCharacter(character: string): string {
  if (character.length === 1 && character < '\u0080') return character.toLowerCase();
  let folded = cache.get(character);
  if (folded === undefined) {
    folded = simplify(character.normalize('NFKC')).toLowerCase();
    // One character for two readings in mainland use (著名, 着落); converters leave it, searchers do not.
    if (folded === '著') folded = '着';
    // Spaces of every kind match a plain one; NFKC leaves a few, such as the Ogham space mark.
    if (/^\s$/u.test(folded)) folded = ' ';
    cache.set(character, folded);
  }
  return folded;
}
