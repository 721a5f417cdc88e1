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

/** Room for cutting one run, kept: runs are short and many. */
let room = { cost: new Float64Array(64), from: new Int32Array(64), rows: new Int32Array(64) };
const NO_ROW = -1;

/** Appends the cheapest way to cut a run of Han characters into words, a word costing its rarity. */
function cutChinese(run: string, table: WordTable, words: Word[]): void {
  if (run.length >= room.cost.length) room = roomFor(2 * run.length);
  const { cost, from, rows } = room;
  const known = prefixesOf(table);
  cost.fill(Number.POSITIVE_INFINITY, 0, run.length + 1);
  cost[0] = 0;
  for (let start = 0; start < run.length; start++) {
    const before = cost[start]!;
    if (before + UNKNOWN_COST < cost[start + 1]!) {
      cost[start + 1] = before + UNKNOWN_COST;
      from[start + 1] = start;
      rows[start + 1] = NO_ROW;
    }
    let prefix = known.next?.get(run.charCodeAt(start));
    for (let end = start + 1; prefix; end++) {
      const row = prefix.row ?? NO_ROW;
      const total = row === NO_ROW ? Number.POSITIVE_INFINITY : before + table.rarity(row);
      if (total < cost[end]!) {
        cost[end] = total;
        from[end] = start;
        rows[end] = row;
      }
      prefix = prefix.next?.get(run.charCodeAt(end));
    }
  }
  const first = words.length;
  for (let end = run.length; end > 0; end = from[end]!) {
    const row = rows[end]!;
    words.push({ text: run.slice(from[end]!, end), row: row === NO_ROW ? undefined : row });
  }
  for (let low = first, high = words.length - 1; low < high; low++, high--) {
    [words[low], words[high]] = [words[high]!, words[low]!];
  }
}

function roomFor(length: number): typeof room {
  return { cost: new Float64Array(length), from: new Int32Array(length), rows: new Int32Array(length) };
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
