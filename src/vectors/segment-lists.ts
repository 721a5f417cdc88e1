import type { SparseVector } from './passage-index.ts';
import { emptyLists, type SegmentLists, startOf } from './posting-segment.ts';

/** The lists of some thousand entries, at slots from 0 on: all their terms, sorted. */
export function sortLists(entries: readonly SparseVector[]): SegmentLists {
  const [low, middle, high] = digitPlaces(entries);
  const length = low[DIGITS]!;
  if (room[0].length < PLACED * length) {
    room = [new Int32Array(PLACED * length), new Int32Array(PLACED * length)];
  }
  for (let slot = 0; slot < entries.length; slot += 1) placeEntry(entries[slot]!, slot, low);
  const [from, to] = room;
  for (let at = 0; at < PLACED * length; at += PLACED) {
    const digit = (from[at]! >>> DIGIT_BITS) & DIGIT_MASK;
    const target = PLACED * middle[digit]!;
    middle[digit]! += 1;
    to[target] = from[at]!;
    to[target + 1] = from[at + 1]!;
    to[target + 2] = from[at + 2]!;
  }
  return gather(to, length, high);
}

/** The lists of entries that follow one another: those of the second come `offset` slots after the first's. */
export function joinLists(left: SegmentLists, right: SegmentLists, offset: number): SegmentLists {
  const lists = emptyLists(countUnion(left.terms, right.terms), left.slots.length + right.slots.length);
  let [leftList, rightList, at] = [0, 0, 0];
  for (let list = 0; list < lists.terms.length; list += 1) {
    const leftTerm = left.terms[leftList] ?? Infinity;
    const rightTerm = right.terms[rightList] ?? Infinity;
    lists.terms[list] = Math.min(leftTerm, rightTerm);
    if (leftTerm <= rightTerm) at = copyList(left, leftList++, { lists, at, offset: 0 });
    if (rightTerm <= leftTerm) at = copyList(right, rightList++, { lists, at, offset });
    lists.ends[list] = at;
  }
  return lists;
}

/** The lists with each slot replaced by `renumbered[slot]`, in the same order, and those below zero left out. */
export function filterLists(given: SegmentLists, renumbered: Int32Array): SegmentLists {
  const kept = emptyLists(given.terms.length, given.slots.length);
  let [list, at] = [0, 0];
  for (let from = 0; from < given.terms.length; from += 1) {
    const start = at;
    for (let place = startOf(given, from); place < given.ends[from]!; place += 1) {
      const slot = renumbered[given.slots[place]!]!;
      if (slot < 0) continue;
      kept.slots[at] = slot;
      kept.weights[at] = given.weights[place]!;
      at += 1;
    }
    if (at === start) continue;
    kept.terms[list] = given.terms[from]!;
    kept.ends[list] = at;
    list += 1;
  }
  return {
    terms: kept.terms.slice(0, list),
    ends: kept.ends.slice(0, list),
    slots: kept.slots.slice(0, at),
    weights: kept.weights.slice(0, at),
  };
}

// === Sorting, by three digits of the term, the lowest first

/** Integers that stand for one term of one entry: the term, the entry's slot, the weight's bits. */
const PLACED = 3;
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const DIGIT_MASK = DIGITS - 1;

/** Room that is kept from call to call: new memory costs as much as the sorting. */
let room = [new Int32Array(0), new Int32Array(0)] as const;

/** For each of the three digits: where the first term of each value goes; the last place is how many terms there are. */
function digitPlaces(entries: readonly SparseVector[]): [Uint32Array, Uint32Array, Uint32Array] {
  const low = new Uint32Array(DIGITS + 1);
  const middle = new Uint32Array(DIGITS + 1);
  const high = new Uint32Array(DIGITS + 1);
  for (const { terms } of entries) {
    for (let index = 0; index < terms.length; index += 1) {
      const term = terms[index]!;
      low[(term & DIGIT_MASK) + 1]! += 1;
      middle[((term >>> DIGIT_BITS) & DIGIT_MASK) + 1]! += 1;
      high[(term >>> (2 * DIGIT_BITS)) + 1]! += 1;
    }
  }
  for (const places of [low, middle, high]) {
    for (let digit = 1; digit <= DIGITS; digit += 1) places[digit]! += places[digit - 1]!;
  }
  return [low, middle, high];
}

function placeEntry({ terms, weights }: SparseVector, slot: number, places: Uint32Array): void {
  const bits = new Int32Array(weights.buffer, weights.byteOffset, weights.length);
  const to = room[0];
  for (let index = 0; index < terms.length; index += 1) {
    const digit = terms[index]! & DIGIT_MASK;
    const at = PLACED * places[digit]!;
    places[digit]! += 1;
    to[at] = terms[index]!;
    to[at + 1] = slot;
    to[at + 2] = bits[index]!;
  }
}

/** The lists of terms that are in order but for their highest digit. */
function gather(placed: Int32Array, length: number, places: Uint32Array): SegmentLists {
  const terms = new Uint32Array(room[0].buffer, 0, length);
  const slots = new Uint16Array(length);
  const weights = new Float32Array(length);
  const bits = new Int32Array(weights.buffer);
  for (let at = 0; at < PLACED * length; at += PLACED) {
    const digit = placed[at]! >>> (2 * DIGIT_BITS);
    const target = places[digit]!;
    places[digit] = target + 1;
    terms[target] = placed[at]!;
    slots[target] = placed[at + 1]!;
    bits[target] = placed[at + 2]!;
  }
  return { ...runsOf(terms), slots, weights };
}

/** The distinct terms of sorted ones, and where each one's run ends. */
function runsOf(sorted: Uint32Array): Pick<SegmentLists, 'terms' | 'ends'> {
  let count = 0;
  for (let at = 0; at < sorted.length; at += 1) count += Number(at === 0 || sorted[at] !== sorted[at - 1]);
  const [terms, ends] = [new Uint32Array(count), new Uint32Array(count)];
  let list = -1;
  for (let at = 0; at < sorted.length; at += 1) {
    if (at === 0 || sorted[at] !== sorted[at - 1]) list += 1;
    terms[list] = sorted[at]!;
    ends[list] = at + 1;
  }
  return { terms, ends };
}

function countUnion(left: Uint32Array, right: Uint32Array): number {
  let [l, r, count] = [0, 0, 0];
  for (; l < left.length && r < right.length; count += 1) {
    const [leftTerm, rightTerm] = [left[l]!, right[r]!];
    if (leftTerm <= rightTerm) l += 1;
    if (rightTerm <= leftTerm) r += 1;
  }
  return count + left.length - l + right.length - r;
}

/** Puts a list's postings at place `at` and returns the place after them. */
function copyList(
  from: SegmentLists,
  list: number,
  to: { lists: SegmentLists; at: number; offset: number },
): number {
  const { slots, weights } = to.lists;
  let { at } = to;
  for (let place = startOf(from, list); place < from.ends[list]!; place += 1, at += 1) {
    slots[at] = from.slots[place]! + to.offset;
    weights[at] = from.weights[place]!;
  }
  return at;
}
