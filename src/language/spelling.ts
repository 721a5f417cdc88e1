import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);
type Pinyin = (text: string, options: { toneType: 'none'; type: 'array'; v: boolean }) => string[];
let spell: Pinyin | undefined;

/** A stretch of Han characters with its syllables, one a character, without tones. */
export interface SpeltStretch {
  text: string;
  syllables: string[];
}

/** The Han stretches of a text as they are spelt. The dictionary loads on first use. */
export function spellStretches(text: string): SpeltStretch[] {
  spell ??= (load('pinyin-pro') as { pinyin: Pinyin }).pinyin;
  const options = { toneType: 'none', type: 'array', v: true } as const;
  return (text.match(/\p{Script=Han}+/gu) ?? []).map((stretch) => ({
    text: stretch,
    syllables: spell!(stretch, options),
  }));
}

/** How many edits of its length a foreign name may be away from its spelling: Heimann and haiman. */
const FOREIGN = 0.3;
const FOREIGN_LETTERS = 6;

/** The Han wordings in the stretches that a word spells: hengyang → 衡阳; a foreign name, nearly: heimann → 海曼. */
export function wordingsSpelt(word: string, stretches: readonly SpeltStretch[]): string[] {
  const found = new Set<string>();
  const longest = word.length + 2;
  for (const { text, syllables } of stretches)
    for (let from = 0; from < syllables.length - 1; from++) {
      let spelling = syllables[from]!;
      for (let to = from + 1; to < syllables.length && to < from + 5; to++) {
        spelling += syllables[to]!;
        if (spelling.length > longest) break;
        if (spelling === word || isForeign(word, spelling)) found.add(text.slice(from, to + 1));
      }
    }
  return [...found];
}

function isForeign(word: string, spelling: string): boolean {
  if (word.length < FOREIGN_LETTERS || word[0] !== spelling[0]) return false;
  if (Math.abs(word.length - spelling.length) > FOREIGN * word.length) return false;
  return distance(word, spelling) <= FOREIGN * word.length;
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
