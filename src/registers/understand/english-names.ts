import { spellStretches } from '../../language/spelling.ts';
import { glossary } from '../../retrieval/glossary/glossary.ts';
import { wordKey } from './lexicon.ts';

/** English wordings that are kept for one Chinese name. */
const MOST = 120;
/** Characters of the longest part of a name that is looked up. */
const LONGEST_PART = 10;

let english: Map<string, string[]> | undefined;

/** The stemmed English phrases of a Chinese wording of the trade. */
export function englishOf(wording: string): readonly string[] {
  english ??= reversed();
  return english.get(wording) ?? [];
}

function reversed(): Map<string, string[]> {
  const reverse = new Map<string, string[]>();
  for (const [phrase, wordings] of glossary().byEnglish)
    for (const wording of wordings) reverse.set(wording, [...(reverse.get(wording) ?? []), phrase]);
  return reverse;
}

/**
 * How a Chinese name may stand in an English question, as keys of a lexicon: the parts that the trade has words for
 * in those, the others spelt in letters. 上海推介会 is `shanghai roadshow`, 松河园 `songh park`.
 */
export function englishNames(name: string): string[] {
  if (!/^\p{Script=Han}+$/u.test(name)) return [];
  const whole = englishOf(name);
  const parts = partsOf(name);
  if (parts.length === 0) return [...whole];
  const combined = parts.reduce<string[]>(
    (phrases, part) =>
      phrases.flatMap((phrase) => part.map((next) => `${phrase} ${next}`.trim())).slice(0, MOST),
    [''],
  );
  return [...new Set([...whole, ...combined])];
}

/** The name in letters, in one word, as a key of a lexicon. */
export function spelt(name: string): string {
  return wordKey(
    spellStretches(name)
      .flatMap(({ syllables }) => syllables)
      .join(''),
  );
}

/** The parts of a name, longest first from the left, each with its English; a part without is spelt. */
function partsOf(name: string): string[][] {
  const parts: string[][] = [];
  let unknown = '';
  const settle = () => {
    if (unknown !== '') parts.push([spelt(unknown)]);
    unknown = '';
  };
  for (let at = 0; at < name.length; ) {
    const length = knownLength(name, at);
    if (length === 0) unknown += name[at++];
    else {
      settle();
      parts.push([...englishOf(name.slice(at, at + length))]);
      at += length;
    }
  }
  settle();
  return parts;
}

function knownLength(name: string, at: number): number {
  for (let length = Math.min(LONGEST_PART, name.length - at); length >= 2; length--)
    if (englishOf(name.slice(at, at + length)).length > 0) return length;
  return 0;
}
