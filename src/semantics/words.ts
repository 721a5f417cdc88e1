import type { WordTable } from './table.ts';

/** A word of a text: its row in the table, or none where the table does not know it. */
export interface Word {
  text: string;
  row: number | undefined;
}

const STRETCH = /\p{Script=Han}+|\d+(?:[.,]\d+)*|(?:(?!\p{Script=Han})[\p{L}\p{M}])+/gu;
const HAN = /^\p{Script=Han}/u;
/** What a character costs that the table does not know: more than the rarest word it knows. */
const UNKNOWN_COST = 26;

/** Words of folded text in order, of any script; Chinese is cut where the words are the most frequent ones. */
export function wordsIn(folded: string, table: WordTable): Word[] {
  const words: Word[] = [];
  for (const [stretch] of folded.matchAll(STRETCH)) {
    if (HAN.test(stretch)) cutChinese(stretch, table, words);
    else words.push({ text: stretch.replaceAll(',', ''), row: rowOf(stretch, table) });
  }
  return words;
}

/** Appends the cheapest way to cut a run of Han characters into words, a word costing its rarity. */
function cutChinese(run: string, table: WordTable, words: Word[]): void {
  const longest = longestByFirst(table);
  const cost = new Float64Array(run.length + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(run.length + 1);
  const rows: (number | undefined)[] = new Array(run.length + 1);
  cost[0] = 0;
  for (let start = 0; start < run.length; start++) {
    const most = Math.min(longest.get(run.charCodeAt(start)) ?? 1, run.length - start);
    for (let length = 1; length <= most; length++) {
      const row = table.rows.get(run.slice(start, start + length));
      if (row === undefined && length > 1) continue;
      const total = cost[start]! + (row === undefined ? UNKNOWN_COST : table.rarity(row));
      const end = start + length;
      if (total >= cost[end]!) continue;
      cost[end] = total;
      from[end] = start;
      rows[end] = row;
    }
  }
  const cut: Word[] = [];
  for (let end = run.length; end > 0; end = from[end]!) {
    cut.push({ text: run.slice(from[end]!, end), row: rows[end] });
  }
  for (let i = cut.length - 1; i >= 0; i--) words.push(cut[i]!);
}

const longestOf = new WeakMap<WordTable, Map<number, number>>();

/** Length of the longest Chinese word of the table by its first character, so that no longer one is looked up. */
function longestByFirst(table: WordTable): Map<number, number> {
  const known = longestOf.get(table);
  if (known) return known;
  const longest = new Map<number, number>();
  for (const word of table.rows.keys()) {
    const first = word.charCodeAt(0);
    if (word.length > (longest.get(first) ?? 0)) longest.set(first, word.length);
  }
  longestOf.set(table, longest);
  return longest;
}

/** Ends of inflected English words and what stands there in the base form; the first that is known counts. */
const INFLECTIONS: readonly [end: string, base: string][] = [
  ['ies', 'y'],
  ['s', ''],
  ['es', ''],
  ['ed', 'e'],
  ['ed', ''],
  ['ing', ''],
  ['ing', 'e'],
];

function rowOf(word: string, table: WordTable): number | undefined {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '');
  const own = table.rows.get(plain);
  if (own !== undefined) return own;
  for (const [end, base] of INFLECTIONS) {
    if (!plain.endsWith(end)) continue;
    const row = table.rows.get(plain.slice(0, -end.length) + base);
    if (row !== undefined) return row;
  }
  return undefined;
}
