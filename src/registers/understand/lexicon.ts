import { HAN } from '../../language/fold.ts';
import { stem } from '../../language/tokens.ts';
import type { Meaning, Piece } from './pieces.ts';

/** Meanings by the key of their wording. */
export type Lexicon = ReadonlyMap<string, readonly Meaning[]>;

/** Words in the longest English phrase, and characters in the longest Chinese wording, that are looked up. */
const LONGEST_PHRASE = 7;
const LONGEST_WORDING = 40;

/** The key of a folded wording: Chinese as it stands without spaces, English by the stems of its words. */
export function wordKey(wording: string): string {
  if (HAN.test(wording)) return wording.replace(/\s+/g, '');
  return (wording.match(WORD) ?? []).map((word) => stem(word)).join(' ');
}

const WORD = /[a-z]+(?:(?='(?!s\b))'[a-z]+)?|\d+(?:\.\d+)?/g;

/** Every stretch of a folded text that a lexicon knows. Stretches overlap; `cover` chooses. */
export function lookUp(text: string, lexicon: Lexicon): Piece[] {
  return [...lookUpChinese(text, lexicon), ...lookUpEnglish(text, lexicon)];
}

function lookUpChinese(text: string, lexicon: Lexicon): Piece[] {
  const found: Piece[] = [];
  for (let start = 0; start < text.length; start++) {
    if (text[start] === ' ') continue;
    const longest = Math.min(text.length, start + LONGEST_WORDING);
    for (let end = start + 1; end <= longest; end++) {
      const wording = text.slice(start, end);
      if (!HAN.test(wording)) continue;
      if (isInsideWord(text, start) || isInsideWord(text, end)) continue;
      for (const meaning of lexicon.get(wording) ?? []) found.push({ ...meaning, start, end });
    }
  }
  return found;
}

/** Whether a place lies between two letters, or two digits, that are one. */
function isInsideWord(text: string, at: number): boolean {
  return at > 0 && /^(?:[a-z][a-z]|\d\d)$/.test(text.slice(at - 1, at + 1));
}

function lookUpEnglish(text: string, lexicon: Lexicon): Piece[] {
  const words = [...text.matchAll(WORD)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    stem: stem(match[0]),
  }));
  const found: Piece[] = [];
  for (const [at, { start }] of words.entries()) {
    let key = '';
    for (let to = at; to < Math.min(words.length, at + LONGEST_PHRASE); to++) {
      const { end, stem: next } = words[to]!;
      if (to > at && !/^[\s-]*$/.test(text.slice(words[to - 1]!.end, words[to]!.start))) break;
      key = to === at ? next : `${key} ${next}`;
      for (const meaning of lexicon.get(key) ?? []) found.push({ ...meaning, start, end });
    }
  }
  return found;
}
