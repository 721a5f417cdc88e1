import type { SparseVector } from './passage-index.ts';

/**
 * For each term the slots of the entries that hold it, with their weights.
 *
 * Every list is a chain of blocks in shared pages of typed arrays, each block half as long as the list
 * before it: one pass fills it, nothing is copied as it grows, and a search reads long runs. One typed
 * array a term would cost 200 bytes for each of the hundreds of thousands of terms that occur once.
 * What belongs to one term lies side by side, because filling waits for memory more than for anything:
 * with an array for each field it took twice the time.
 */
export class Postings {
  /** Open addressing by hash: pairs of a term and its record's number + 1, or 0 where empty. */
  #buckets = new Int32Array(2 * 1024);
  #records: Int32Array = new Int32Array(RECORD * 512);
  #recordCount = 0;
  #blocks: Int32Array = new Int32Array(BLOCK * 512);
  #blockCount = 0;
  /** Pairs of a slot and a weight, in two views of one buffer: slots at even places, weights at odd ones. */
  readonly #slotPages: Int32Array[] = [];
  readonly #weightPages: Float32Array[] = [];
  /** The first position that belongs to no block. */
  #free = 0;
  /** Room for the records of one entry's terms. */
  #found = new Int32Array(512);

  /** Adds the entry at `slot` to the lists of its terms. */
  append(slot: number, entry: SparseVector): void {
    const { terms, weights } = entry;
    if (this.#found.length < terms.length) this.#found = new Int32Array(2 * terms.length);
    const found = this.#found;
    // Looked up in a loop of its own, so that the processor waits for many of them at the same time.
    for (let index = 0; index < terms.length; index += 1) found[index] = this.#find(terms[index]!);
    for (let index = 0; index < terms.length; index += 1) {
      const record = found[index] === NONE ? this.#addRecord(terms[index]!) : found[index]!;
      const records = this.#records;
      if (records[record + CURSOR] === records[record + END]) this.#addBlock(record);
      const position = records[record + CURSOR]!;
      const place = 2 * (position & PAGE_MASK);
      this.#slotPages[position >>> PAGE_BITS]![place] = slot;
      this.#weightPages[position >>> PAGE_BITS]![place + 1] = weights[index]!;
      records[record + CURSOR] = position + 1;
      records[record + LENGTH]! += 1;
      records[record + LIVE]! += 1;
    }
  }

  /** Adds `factor` times its weight to `scores` of every entry of the term's list that `passes` lets through. */
  accumulate(term: number, factor: number, passes: Uint8Array, scores: Float64Array): void {
    this.#eachBlock(this.#find(term), (slots, weights, start, end) => {
      for (let place = start; place < end; place += 2) {
        const slot = slots[place]!;
        if (passes[slot] === 1) scores[slot]! += factor * weights[place + 1]!;
      }
    });
  }

  /**
   * How many entries of the term's list are alive. Counted anew only after a removal.
   *
   * @param isAlive By slot: not 0.
   * @param removals Number of removals so far.
   */
  liveCount(term: number, isAlive: Uint8Array, removals: number): number {
    const record = this.#find(term);
    if (record === NONE) return 0;
    if (this.#records[record + COUNTED_AT] !== removals) {
      let live = 0;
      this.#eachBlock(record, (slots, _weights, start, end) => {
        for (let place = start; place < end; place += 2) if (isAlive[slots[place]!] !== 0) live += 1;
      });
      this.#records[record + LIVE] = live;
      this.#records[record + COUNTED_AT] = removals;
    }
    return this.#records[record + LIVE]!;
  }

  /** The lists again, with every slot replaced by `renumbered[slot]` and those below zero left out. */
  renumber(renumbered: Int32Array): Postings {
    const result = new Postings();
    const terms = new Uint32Array(1);
    const weights = new Float32Array(1);
    for (let record = 0; record < RECORD * this.#recordCount; record += RECORD) {
      terms[0] = this.#records[record + TERM]!;
      this.#eachBlock(record, (slots, allWeights, start, end) => {
        for (let place = start; place < end; place += 2) {
          const slot = renumbered[slots[place]!]!;
          if (slot < 0) continue;
          weights[0] = allWeights[place + 1]!;
          result.append(slot, { terms, weights });
        }
      });
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

  #find(term: number): number {
    return RECORD * (this.#buckets[this.#bucketOf(term) + 1]! - 1);
  }

  /** The bucket that holds the term, or the empty one where it belongs. */
  #bucketOf(term: number): number {
    const buckets = this.#buckets;
    const mask = (buckets.length >> 1) - 1;
    let bucket = hashOf(term) & mask;
    while (buckets[2 * bucket + 1] !== 0 && buckets[2 * bucket] !== (term | 0)) bucket = (bucket + 1) & mask;
    return 2 * bucket;
  }

  #addRecord(term: number): number {
    const bucket = this.#bucketOf(term);
    const known = this.#buckets[bucket + 1]!;
    // A term that stands twice in one entry was added a moment ago.
    if (known !== 0) return RECORD * (known - 1);
    const record = RECORD * this.#recordCount;
    this.#recordCount += 1;
    if (record === this.#records.length) this.#records = doubled(this.#records);
    this.#records[record + TERM] = term;
    this.#records[record + HEAD] = NONE;
    this.#records[record + TAIL] = NONE;
    this.#buckets[bucket] = term;
    this.#buckets[bucket + 1] = this.#recordCount;
    if (4 * this.#recordCount > this.#buckets.length) this.#rehash();
    return record;
  }

  #rehash(): void {
    this.#buckets = new Int32Array(this.#buckets.length * 4);
    for (let number = 0; number < this.#recordCount; number += 1) {
      const term = this.#records[RECORD * number + TERM]!;
      const bucket = this.#bucketOf(term);
      this.#buckets[bucket] = term;
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
const RECORD = 8;
const NONE = -RECORD;
/** Fields of a record. `CURSOR` to `END` is what is free in its last block. */
const [TERM, LENGTH, CURSOR, END, HEAD, TAIL, LIVE, COUNTED_AT] = [0, 1, 2, 3, 4, 5, 6, 7];
const BLOCK = 3;
/** Fields of a block: its first position, the one after its last, the block that follows. */
const [START, STOP, NEXT] = [0, 1, 2];

const PAGE_BITS = 17;
const PAGE_SIZE = 1 << PAGE_BITS;
const PAGE_MASK = PAGE_SIZE - 1;
const LONGEST_BLOCK = 8192;

/** A copy with twice the room. */
function doubled(words: Int32Array): Int32Array {
  const copy = new Int32Array(words.length * 2);
  copy.set(words);
  return copy;
}

/**
 * The finalizer of MurmurHash3. One multiplication alone is not enough: terms that were made by one
 * themselves stood in long rows of the table.
 */
function hashOf(term: number): number {
  let hash = Math.imul(term ^ (term >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
