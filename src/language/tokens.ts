import { stemmer } from 'stemmer';
import { fold } from './fold.ts';
import { baseOf } from './irregular-words.ts';

/** What a token of the text is: one Han character of the basic plane, or a rarer one, a word or a number. */
export interface Token {
  text: string;
  han: boolean;
}

/** A letter or two with a number are one name: plant A1, plot B-07, Q3. */
export const CODE = String.raw`[a-z]{1,2}-?\d{1,4}(?!\d|[.,]\d|[%a-z])`;

const TOKEN = new RegExp(
  String.raw`\p{Script=Han}|${CODE}|[a-z]+(?:['’][a-z]+)?|\d+(?:,\d{3})*(?:\.\d+)?|(?:(?!\p{Script=Han})[\p{L}\p{N}])+`,
  'gu',
);

/** Tokens of folded text in order; words are stemmed (Porter), thousands separators dropped. */
export function tokenize(folded: string): Token[] {
  const tokens: Token[] = [];
  for (const [text] of folded.matchAll(TOKEN)) {
    if (text.length === 1 && HAN_CHARACTER.test(text)) tokens.push({ text, han: true });
    else if (text < ':') tokens.push({ text: text.replaceAll(',', ''), han: false });
    else tokens.push({ text: stem(text), han: false });
  }
  return tokens;
}

const HAN_CHARACTER = /^\p{Script=Han}$/u;
const stems = new Map<string, string>();

/** Porter stem of a lower-case English word, irregular forms by their base; short words and other alphabets stay. */
export function stem(word: string): string {
  let stemmed = stems.get(word);
  if (stemmed === undefined) {
    if (!/^[a-z]+$/.test(word)) return word;
    const base = baseOf(word);
    stemmed = base.length <= 3 ? base : stemmer(base);
    stems.set(word, stemmed);
  }
  return stemmed;
}

/**
 * Term ids of tokens. A Han character of the basic plane is its code, a pair is both codes side by
 * side, so neither can collide; a word is a 30-bit hash with the two top bits set, where no pair falls.
 */
export function unigramId(token: Token): number {
  return token.han ? token.text.charCodeAt(0) : wordId(token.text);
}

/** The id of two Han characters side by side. */
export function bigramId(first: Token, second: Token): number {
  return pairId(first.text.charCodeAt(0), second.text.charCodeAt(0));
}

/** The id of a pair of Han characters of the basic plane, by their codes. */
export function pairId(first: number, second: number): number {
  return ((first << 16) | second) >>> 0;
}

// FNV-1a, 32 bits, of the UTF-16 code units.
function wordId(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) {
    hash ^= word.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash | 0xc0000000) >>> 0;
}

/** Ids of `termSequence` below this are Han characters, by their code; two such side by side are a pair. */
export const FIRST_WORD = 0x10000;

/**
 * Ids of a text's characters and words in their order, as `unigramId` gives them one by one for the folded
 * text, many times faster: Han characters, most of a Chinese text, are looked up in a table.
 */
export function termSequence(text: string): Uint32Array {
  if (room.length < text.length * LONGEST_FOLD) room = new Uint32Array(2 * text.length * LONGEST_FOLD);
  let length = 0;
  let stretch = 0;
  const takeStretch = (end: number) => {
    for (const id of wordsIn(text.slice(stretch, end))) room[length++] = id;
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const folded = FOLDED[code]! || foldHan(code);
    if (folded === NOT_HAN) continue;
    if (stretch < at) takeStretch(at);
    room[length++] = folded;
    stretch = at + 1;
  }
  if (stretch < text.length) takeStretch(text.length);
  return room.slice(0, length);
}

/** No character is folded to more characters than this (Unicode: NFKC expands by 18 at most). */
const LONGEST_FOLD = 18;
let room = new Uint32Array(0);

/** By UTF-16 code unit: what a Han character is folded to, `NOT_HAN`, or 0 for what was not looked up yet. */
const FOLDED = new Uint16Array(0x10000);
const NOT_HAN = 1;

// The blocks that hold nothing but Han characters; the few others go the way of words.
const isHan = (code: number) => (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf);

function foldHan(code: number): number {
  const folded = isHan(code) ? fold(String.fromCharCode(code)) : '';
  const target = folded.length === 1 && isHan(folded.charCodeAt(0)) ? folded.charCodeAt(0) : NOT_HAN;
  FOLDED[code] = target;
  return target;
}

/** Punctuation, numbers and words between Han characters, which recur. */
const stretches = new Map<string, readonly number[]>();
const KEPT_STRETCHES = 20_000;

function wordsIn(stretch: string): readonly number[] {
  let words = stretches.get(stretch);
  if (!words) {
    words = tokenize(fold(stretch)).map(unigramId);
    if (stretches.size >= KEPT_STRETCHES) stretches.clear();
    stretches.set(stretch, words);
  }
  return words;
}
