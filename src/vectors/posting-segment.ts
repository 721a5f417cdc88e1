/**
 * The entries that hold each term, some thousand at most: lists that never change, one after the other in the
 * order of their terms. A posting takes 6 bytes and a term 8.
 */
export interface SegmentLists {
  /** Of each list, ascending. */
  terms: Uint32Array;
  /** The place after each list's last posting. */
  ends: Uint32Array;
  /** Of each posting, counted from the segment's first entry; a list's are ascending. */
  slots: Uint16Array;
  weights: Float32Array;
}

/** Room for lists. */
export function emptyLists(lists: number, postings: number): SegmentLists {
  return {
    terms: new Uint32Array(lists),
    ends: new Uint32Array(lists),
    slots: new Uint16Array(postings),
    weights: new Float32Array(postings),
  };
}

/** The place of a list's first posting. */
export function startOf({ ends }: SegmentLists, list: number): number {
  return list === 0 ? 0 : ends[list - 1]!;
}

/** Lists from this length on are counted once and not at every question. */
const LEAST_KEPT = 64;

/** Searches lists. Slots, scores and codes are counted from the segment's first entry. */
export class PostingSegment {
  readonly first: number;
  readonly count: number;
  readonly lists: SegmentLists;
  /** By list: how many of its entries are of each code. */
  #counts = new Map<number, Uint32Array>();

  /** Lists of `count` entries at slots from `first` on. */
  constructor(first: number, count: number, lists: SegmentLists) {
    this.first = first;
    this.count = count;
    this.lists = lists;
  }

  /** Adds `factor` times its weight to `scores` of every entry that holds the term. */
  accumulate(term: number, factor: number, scores: Float64Array): void {
    const list = this.#find(term);
    if (list < 0) return;
    const { ends, slots, weights } = this.lists;
    const end = ends[list]!;
    for (let at = startOf(this.lists, list); at < end; at += 1) scores[slots[at]!]! += factor * weights[at]!;
  }

  /** Adds to `counts` how many entries that hold the term are of each code; `codes` are by slot. */
  countCodes(term: number, codes: Uint8Array, counts: Uint32Array): void {
    const list = this.#find(term);
    if (list < 0) return;
    const isShort = this.lists.ends[list]! - startOf(this.lists, list) < LEAST_KEPT;
    if (isShort) {
      this.#count(list, codes, counts);
      return;
    }
    let own = this.#counts.get(list);
    if (!own) {
      own = new Uint32Array(counts.length);
      this.#count(list, codes, own);
      this.#counts.set(list, own);
    }
    for (let code = 0; code < counts.length; code += 1) counts[code]! += own[code]!;
  }

  #count(list: number, codes: Uint8Array, counts: Uint32Array): void {
    const { ends, slots } = this.lists;
    for (let at = startOf(this.lists, list); at < ends[list]!; at += 1) counts[codes[slots[at]!]!]! += 1;
  }

  /** Makes `countCodes` count anew, after a code has changed. */
  forgetCounts(): void {
    if (this.#counts.size > 0) this.#counts = new Map();
  }

  /** The term's list, or -1. */
  #find(term: number): number {
    const { terms } = this.lists;
    let low = 0;
    let high = terms.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = terms[middle]!;
      if (found === term) return middle;
      if (found < term) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}
