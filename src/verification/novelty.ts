import { glossary } from '../retrieval/glossary/glossary.ts';
import type { Held } from './held.ts';
import { plainness } from './plain-words.ts';

/** Two Han characters in a row that neither the evidence nor plain speech has are someone's name, or something new. */
const TELLING = 2;

/** Stretches of a statement's Chinese that the evidence does not have in any wording. Offsets in the words. */
export function novelStretches(
  words: string,
  held: readonly Held[],
): { start: number; end: number; said: string }[] {
  const all = held.map((item) => item.words).join('\n');
  if (!isChinese(all)) return [];
  const known = plainness(words);
  for (let at = 1; at < words.length; at++)
    if (all.includes(words.slice(at - 1, at + 1))) known[at - 1] = known[at] = 2;
  coverSynonyms(words, all, known);
  for (const { index, 0: counted } of words.matchAll(COUNTED)) known.fill(3, index, index + counted.length);
  // A character that is plain by itself is part of a name where what stands beside it is new.
  const grades = known
    .map((grade, at) => (/\p{Script=Han}/u.test(words[at]!) ? Math.min(grade, 3) : 3))
    .join('');
  return [...grades.matchAll(/[01]*0[01]*/g)]
    .filter(([stretch]) => stretch.length >= TELLING)
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      said: words.slice(match.index, match.index + match[0].length),
    }));
}

/** 一座, 两期: how many, which is looked at by itself. */
const COUNTED = /[一二两三四五六七八九十\d][座栋期家个项条间处台套层批次位名份块片]/g;

const isChinese = (text: string) => (text.match(/\p{Script=Han}/gu)?.length ?? 0) > text.length / 4;

function coverSynonyms(words: string, all: string, known: number[]): void {
  const { siblings, longestWording } = glossary();
  for (let at = 0; at < words.length; at++)
    for (let length = Math.min(longestWording, words.length - at); length >= 2; length--) {
      const wording = words.slice(at, at + length);
      if (siblings.get(wording)?.some((other) => all.includes(other)))
        for (let i = at; i < at + length; i++) known[i] = 2;
    }
}
