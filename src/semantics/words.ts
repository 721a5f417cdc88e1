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
  const known = prefixesOf(table);
  const cost = new Float64Array(run.length + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(run.length + 1);
  const rows: (number | undefined)[] = new Array(run.length + 1);
  const offer = (start: number, end: number, row: number | undefined, ofWord: number) => {
    const total = cost[start]! + ofWord;
    if (total >= cost[end]!) return;
    cost[end] = total;
    from[end] = start;
    rows[end] = row;
  };
  cost[0] = 0;
  for (let start = 0; start < run.length; start++) {
    offer(start, start + 1, undefined, UNKNOWN_COST);
    let prefix = known.next?.get(run.charCodeAt(start));
    for (let end = start + 1; prefix; end++) {
      if (prefix.row !== undefined) offer(start, end, prefix.row, table.rarity(prefix.row));
      prefix = prefix.next?.get(run.charCodeAt(end));
    }
  }
  const cut: Word[] = [];
  for (let end = run.length; end > 0; end = from[end]!) {
    cut.push({ text: run.slice(from[end]!, end), row: rows[end] });
  }
  for (let i = cut.length - 1; i >= 0; i--) words.push(cut[i]!);
}

/** What Chinese words begin with, character by character; with a row where that is a word itself. */
interface Prefix {
  row?: number;
  next?: Map<number, Prefix>;
}

const prefixes = new WeakMap<WordTable, Prefix>();

function prefixesOf(table: WordTable): Prefix {
  const known = prefixes.get(table);
  if (known) return known;
  const root: Prefix = {};
  for (const [word, row] of table.rows) {
    if (!HAN.test(word)) continue;
    let prefix = root;
    for (let i = 0; i < word.length; i++) {
      prefix.next ??= new Map();
      const code = word.charCodeAt(i);
      const longer: Prefix = prefix.next.get(code) ?? {};
      prefix.next.set(code, longer);
      prefix = longer;
    }
    prefix.row = row;
  }
  prefixes.set(table, root);
  return root;
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
