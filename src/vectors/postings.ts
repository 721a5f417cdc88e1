import { type Block, OwnerCounts, type Owners } from './owner-counts.ts';
import type { SparseVector } from './passage-index.ts';
import { hashOf, inTableOrder, PLACED } from './table-order.ts';

/**
 * For each term the slots of the entries that hold it, with their weights.
 *
 * Every list is a chain of blocks in shared pages of typed arrays, each block half as long as the list
 * before it: one pass fills it, nothing is copied as it grows, and a search reads long runs. One typed
 * array a term would cost 200 bytes for each of the hundreds of thousands of terms that occur once.
 * What belongs to one term lies side by side, because filling waits for memory more than for anything:
 * with an array for each field it took twice the time, and term by term, as entries come, a third more.
 */
export class Postings {
  /** Open addressing: pairs of a term's hash, which no other term has, and its record's number + 1, or 0 where empty. */
  #buckets = new Int32Array(2 * 1024);
  #records: Int32Array = new Int32Array(RECORD * 512);
  #recordCount = 0;
  readonly #counts = new OwnerCounts();
  #blocks: Int32Array = new Int32Array(BLOCK * 512);
  #blockCount = 0;
  /** Pairs of a slot and a weight, in two views of one buffer: slots at even places, weights at odd ones. */
  readonly #slotPages: Int32Array[] = [];
  readonly #weightPages: Float32Array[] = [];
  /** The first position that belongs to no block. */
  #free = 0;

  /**
   * Adds entries to the lists of their terms; they lie at slots from `firstSlot` on. Of many together, each
   * term is looked up once, and neighbours in the table one after the other.
   */
  append(firstSlot: number, entries: readonly SparseVector[]): void {
    const placed = inTableOrder(entries);
    // Before and not while they are added: sorted as they are, they would crowd one end of a smaller table.
    this.#reserve(countRuns(placed));
    for (let at = 0; at < placed.length; ) at = this.#addRun(placed, at, firstSlot);
  }

  /** Adds the entries that hold the term at place `start`, and returns the place after them. */
  #addRun(placed: Int32Array, start: number, firstSlot: number): number {
    const hash = placed[start]!;
    let record = this.#find(hash);
    if (record === NONE) record = this.#addRecord(hash);
    const records = this.#records;
    let at = start;
    while (at < placed.length && placed[at] === hash) {
      if (records[record + CURSOR] === records[record + END]) this.#addBlock(record);
      const cursor = records[record + CURSOR]!;
      const end = records[record + END]!;
      const page = this.#slotPages[cursor >>> PAGE_BITS]!;
      let position = cursor;
      for (; position < end && at < placed.length && placed[at] === hash; at += PLACED, position += 1) {
        const place = 2 * (position & PAGE_MASK);
        page[place] = firstSlot + placed[at + 1]!;
        page[place + 1] = placed[at + 2]!;
      }
      records[record + CURSOR] = position;
      records[record + LENGTH]! += position - cursor;
    }
    return at;
  }

  /** Adds `factor` times its weight to `scores` of every entry of the term's list that `passes` lets through. */
  accumulate(term: number, factor: number, passes: Uint8Array, scores: Float64Array): void {
    this.#eachBlock(this.#find(hashOf(term)), (slots, weights, start, end) => {
      for (let place = start; place < end; place += 2) {
        const slot = slots[place]!;
        if (passes[slot] === 1) scores[slot]! += factor * weights[place + 1]!;
      }
    });
  }

  /** How many entries of the term's list are of one of the owners' `codes`. */
  liveCount(term: number, codes: readonly number[], owners: Owners): number {
    const record = this.#find(hashOf(term));
    if (record === NONE) return 0;
    const list = {
      number: record / RECORD,
      length: this.#records[record + LENGTH]!,
      eachBlock: (visit: Block) =>
        this.#eachBlock(record, (slots, _weights, start, end) => visit(slots, start, end)),
    };
    return this.#counts.sum(list, codes, owners);
  }

  /** The lists again, with every slot replaced by `renumbered[slot]` and those below zero left out. */
  renumber(renumbered: Int32Array): Postings {
    const result = new Postings();
    result.#reserve(this.#recordCount);
    for (let record = 0; record < RECORD * this.#recordCount; record += RECORD) {
      const kept: number[] = [];
      const hash = this.#records[record + HASH]!;
      this.#eachBlock(record, (pairs, _weights, start, end) => {
        for (let place = start; place < end; place += 2) {
          const slot = renumbered[pairs[place]!]!;
          if (slot >= 0) kept.push(hash, slot, pairs[place + 1]!);
        }
      });
      if (kept.length > 0) result.#addRun(Int32Array.from(kept), 0, 0);
    }
    return result;
  }

  /** Hands over the places of each block of a record's list, oldest first. */
  #eachBlock(
    record: number,
    visit: (slots: Int32Array, weights: Float32Array, start: number, end: number) => void,
  ): void {
    if (record === NONE) return;
    let block = this.#records[record + HEAD]!;
    while (block !== NONE) {
      const start = this.#blocks[block + START]!;
      const next = this.#blocks[block + NEXT]!;
      const length = (next === NONE ? this.#records[record + CURSOR]! : this.#blocks[block + STOP]!) - start;
      const page = start >>> PAGE_BITS;
      const place = 2 * (start & PAGE_MASK);
      visit(this.#slotPages[page]!, this.#weightPages[page]!, place, place + 2 * length);
      block = next;
    }
  }

  #find(hash: number): number {
    return RECORD * (this.#buckets[this.#bucketOf(hash) + 1]! - 1);
  }

  /** The bucket that holds the term, or the empty one where it belongs. */
  #bucketOf(hash: number): number {
    const buckets = this.#buckets;
    const mask = (buckets.length >> 1) - 1;
    // By its upper bits, so that the table has the order in which terms are added.
    let bucket = hash >>> Math.clz32(mask);
    while (buckets[2 * bucket + 1] !== 0 && buckets[2 * bucket] !== hash) bucket = (bucket + 1) & mask;
    return 2 * bucket;
  }

  #addRecord(hash: number): number {
    const bucket = this.#bucketOf(hash);
    const record = RECORD * this.#recordCount;
    this.#recordCount += 1;
    if (record === this.#records.length) this.#records = doubled(this.#records);
    this.#records[record + HASH] = hash;
    this.#records[record + HEAD] = NONE;
    this.#records[record + TAIL] = NONE;
    this.#buckets[bucket] = hash;
    this.#buckets[bucket + 1] = this.#recordCount;
    this.#reserve(0);
    return record;
  }

  /** Makes room for `more` terms, with half of the buckets empty. */
  #reserve(more: number): void {
    let room = this.#buckets.length;
    while (room < 4 * (this.#recordCount + more)) room *= 2;
    if (room === this.#buckets.length) return;
    this.#buckets = new Int32Array(room);
    for (let number = 0; number < this.#recordCount; number += 1) {
      const hash = this.#records[RECORD * number + HASH]!;
      const bucket = this.#bucketOf(hash);
      this.#buckets[bucket] = hash;
      this.#buckets[bucket + 1] = number + 1;
    }
  }

  #addBlock(record: number): void {
    const block = BLOCK * this.#blockCount;
    this.#blockCount += 1;
    if (block === this.#blocks.length) this.#blocks = doubled(this.#blocks);
    const length = this.#records[record + LENGTH]!;
    const start = this.#allocate(length === 0 ? 2 : Math.min(Math.max(4, length >> 1), LONGEST_BLOCK));
    this.#blocks[block + START] = start;
    this.#blocks[block + STOP] = this.#free;
    this.#blocks[block + NEXT] = NONE;
    const tail = this.#records[record + TAIL]!;
    if (tail === NONE) this.#records[record + HEAD] = block;
    else this.#blocks[tail + NEXT] = block;
    this.#records[record + TAIL] = block;
    this.#records[record + CURSOR] = start;
    this.#records[record + END] = this.#free;
  }

  /** The first of `capacity` positions in one page. */
  #allocate(capacity: number): number {
    const left = PAGE_SIZE - (this.#free & PAGE_MASK);
    if (capacity > left) this.#free += left;
    if (this.#free >>> PAGE_BITS >= this.#slotPages.length) {
      const page = new ArrayBuffer(2 * PAGE_SIZE * Int32Array.BYTES_PER_ELEMENT);
      this.#slotPages.push(new Int32Array(page));
      this.#weightPages.push(new Float32Array(page));
    }
    const start = this.#free;
    this.#free += capacity;
    return start;
  }
}

/** Below every record's and block's offset; `RECORD * -1` must be it too. */
const RECORD = 6;
const NONE = -RECORD;
/** Fields of a record. `CURSOR` to `END` is what is free in its last block. */
const [HASH, LENGTH, CURSOR, END, HEAD, TAIL] = [0, 1, 2, 3, 4, 5];
const BLOCK = 3;
/** Fields of a block: its first position, the one after its last, the block that follows. */
const [START, STOP, NEXT] = [0, 1, 2];

const PAGE_BITS = 17;
const PAGE_SIZE = 1 << PAGE_BITS;
const PAGE_MASK = PAGE_SIZE - 1;
const LONGEST_BLOCK = 8192;

/** How many runs of like terms there are, which is no fewer than there are terms. */
function countRuns(placed: Int32Array): number {
  let runs = 0;
  for (let at = 0; at < placed.length; at += PLACED) if (placed[at] !== placed[at - PLACED]) runs += 1;
  return runs;
}

/** A copy with twice the room. */
function doubled(words: Int32Array): Int32Array {
  const copy = new Int32Array(words.length * 2);
  copy.set(words);
  return copy;
}
