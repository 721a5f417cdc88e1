import type { Figure } from '../../language/figures.ts';
import type { RelatedWord } from '../../retrieval/reading/related-evidence.ts';
import { personNames, rareWords } from './names.ts';
import type { FigureSlot, Slot } from './slots.ts';
import type { Window } from './windows.ts';

/** What windows say in common beside the question itself: several reports of one thing agree on the answer. */
export interface Agreement {
  /** Support of the best candidate of the kind asked for: a figure, a name, or any rare word. */
  candidate: number;
  /** Mean support of the eight words most of all in common, each by its rarity. */
  words: number;
  /** Support of the name or rare word most in common, reports that repeat each other counted as well. */
  name: number;
}

/** A window supports what stands in it by how much more than this of the question it says. */
const LEAST_COVERAGE = 0.4;

/** How much a window counts as a witness, 0 to 1. */
export function testimony({ coverage }: Window): number {
  return Math.max(0, coverage - LEAST_COVERAGE) / (1 - LEAST_COVERAGE);
}

/**
 * What windows agree on. A candidate's support is the testimony of the windows that hold it, added up.
 *
 * @param folded the question, of whose own words none is a candidate
 */
export function agreementOf(windows: readonly Window[], slot: Slot, folded: string): Agreement {
  const distinct = withoutRepeats(windows);
  const rare = supports(distinct, ({ words }) => rareWords(words, folded));
  const names = supports(distinct, ({ words }) => personNames(words, folded));
  const all = supports(windows, ({ words }) => [...rareWords(words, folded), ...personNames(words, folded)]);
  return {
    candidate: candidateSupport({ distinct, slot, folded, rare, names }),
    words: commonWords(distinct, folded),
    name: most(all),
  };
}

function candidateSupport(options: {
  distinct: readonly Window[];
  slot: Slot;
  folded: string;
  rare: ReadonlyMap<string, number>;
  names: ReadonlyMap<string, number>;
}): number {
  const { distinct, slot, folded, rare, names } = options;
  if (slot.of === 'person') return most(names);
  if (slot.of === 'other') return most(rare);
  return most(supports(distinct, (window) => figuresIn(window, slot, folded).map(keyOf)));
}

/** Figures in a window that fit and that the question does not give itself. */
export function figuresIn(window: Window, slot: FigureSlot, folded: string): Figure[] {
  return window.sentences
    .flatMap(({ figures }) => figures)
    .filter((figure) => !folded.includes(figure.raw) && slot.fits(figure));
}

/** The same for figures that mean the same: to three digits, and days with and without their year. */
export function keyOf({ unit, value, date }: Figure): string {
  if (unit !== 'date') return `${unit} ${value.toPrecision(3)}`;
  return date?.month && date.day ? `${date.month}-${date.day}` : JSON.stringify(date);
}

/** Words counted among those in common, by how rare they are; the others fill sentences. */
const COUNTED = { from: 8.5, pairFrom: 6.5, least: 6, most: 14, range: 8 };
/** A word this like one asked with says nothing of its own. */
const SYNONYM = 0.7;
const MOST_COMMON = 8;

/** Mean support of the words and pairs of words most in common, each by its rarity. */
function commonWords(windows: readonly Window[], folded: string): number {
  const rarities = new Map<string, number>();
  const support = supports(windows, ({ words }) => {
    const own = words.map((word) => !folded.includes(word.text) && !isSynonym(word));
    return words.flatMap(({ text, rarity }, i) => {
      if (!own[i]) return [];
      const next = words[i + 1];
      const keys: string[] = [];
      const count = (key: string, of: number) => {
        rarities.set(key, Math.min(COUNTED.most, of));
        keys.push(key);
      };
      if (rarity >= COUNTED.from) count(text, rarity);
      const isPair = next && own[i + 1] && rarity >= COUNTED.pairFrom && next.rarity >= COUNTED.pairFrom;
      if (isPair) count(text + next.text, (rarity + next.rarity) / 2 + 2);
      return keys;
    });
  });
  const weighed = [...support].map(
    ([key, value]) => (value * Math.max(0, rarities.get(key)! - COUNTED.least)) / COUNTED.range,
  );
  const best = weighed.sort((a, b) => b - a).slice(0, MOST_COMMON);
  return best.length > 0 ? best.reduce((sum, value) => sum + value, 0) / best.length : 0;
}

function isSynonym({ likeness }: RelatedWord): boolean {
  return likeness?.some((value) => value > SYNONYM) ?? false;
}

/** Windows that share this much of their words are one report, printed twice. */
const REPEATED = 0.8;

/** Windows without those that repeat an earlier one. */
export function withoutRepeats(windows: readonly Window[]): Window[] {
  const kept: { window: Window; words: Set<string> }[] = [];
  for (const window of windows) {
    const words = wordSet(window);
    if (!kept.some((other) => sharedWords(words, other.words) > REPEATED)) kept.push({ window, words });
  }
  return kept.map(({ window }) => window);
}

/** How much each window says what another one says as well, 0 to 1, weighed by its testimony and added up. */
export function repetition(windows: readonly Window[]): number {
  const sets = windows.map(wordSet);
  return windows.reduce((sum, window, i) => {
    const others = sets.filter((_, at) => at !== i).map((other) => sharedWords(sets[i]!, other));
    return sum + testimony(window) * Math.max(0, ...others);
  }, 0);
}

function wordSet({ words }: Window): Set<string> {
  return new Set(words.map(({ text }) => text));
}

function sharedWords(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((word) => other.has(word)).length;
  return shared / Math.max(1, Math.min(one.size, other.size));
}

function supports(
  windows: readonly Window[],
  candidates: (window: Window) => Iterable<string>,
): Map<string, number> {
  const support = new Map<string, number>();
  for (const window of windows) {
    const weight = testimony(window);
    for (const key of new Set(candidates(window))) support.set(key, (support.get(key) ?? 0) + weight);
  }
  return support;
}

function most(support: ReadonlyMap<string, number>): number {
  return Math.max(0, ...support.values());
}
