import type { SparseVector } from './passage-index.ts';

/** Integers that stand for one term of one entry: the term's hash, the entry's place among the entries, the weight's bits. */
export const PLACED = 3;

/** Hashes are sorted by their upper 20 bits, in two passes of a radix sort: few terms have those in common. */
const DIGIT_BITS = 10;
const DIGITS = 1 << DIGIT_BITS;
const [UPPER, LOWER] = [32 - DIGIT_BITS, 32 - 2 * DIGIT_BITS];

/** Room that is kept from call to call: new memory costs as much as the sorting. */
let room = [new Int32Array(0), new Int32Array(0)] as const;

/**
 * All terms of the entries, sorted so that each follows its like and all lie as their hashes do in the
 * table; the entries of a term in their order. The result is good until the next call.
 */
export function inTableOrder(entries: readonly SparseVector[]): Int32Array {
  const upper = new Int32Array(DIGITS + 1);
  const lower = new Int32Array(DIGITS + 1);
  for (const { terms } of entries) {
    for (let index = 0; index < terms.length; index += 1) {
      const hash = hashOf(terms[index]!);
      upper[(hash >>> UPPER) + 1]! += PLACED;
      lower[((hash >>> LOWER) & (DIGITS - 1)) + 1]! += PLACED;
    }
  }
  for (const ends of [upper, lower]) for (let i = 1; i <= DIGITS; i += 1) ends[i]! += ends[i - 1]!;
  const length = upper[DIGITS]!;
  if (room[0].length < length) room = [new Int32Array(length), new Int32Array(length)];
  for (let owner = 0; owner < entries.length; owner += 1) place(entries[owner]!, owner, lower);
  const [from, to] = room;
  for (let at = 0; at < length; at += PLACED) {
    const hash = from[at]!;
    const digit = hash >>> UPPER;
    const target = upper[digit]!;
    upper[digit] = target + PLACED;
    to[target] = hash;
    to[target + 1] = from[at + 1]!;
    to[target + 2] = from[at + 2]!;
  }
  return to.subarray(0, length);
}

function place({ terms, weights }: SparseVector, owner: number, ends: Int32Array): void {
  const bits = new Int32Array(weights.buffer, weights.byteOffset, weights.length);
  const to = room[0];
  for (let index = 0; index < terms.length; index += 1) {
    const hash = hashOf(terms[index]!);
    const digit = (hash >>> LOWER) & (DIGITS - 1);
    const at = ends[digit]!;
    ends[digit] = at + PLACED;
    to[at] = hash;
    to[at + 1] = owner;
    to[at + 2] = bits[index]!;
  }
}

/**
 * The finalizer of MurmurHash3, in which no two terms have the same hash. One multiplication alone is not
 * enough: terms that were made by one themselves stood in long rows of the table.
 */
export function hashOf(term: number): number {
  let hash = Math.imul(term ^ (term >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
