import type { Audience } from '../types.ts';
import type { StoredDays } from './days.ts';
import { DenseVectors } from './dense-vectors.ts';
import { CODES, type ColumnParts, codesOf, DEAD, EntryColumns, type EntryHead } from './entry-columns.ts';
import { inverseFrequency } from './inverse-frequency.ts';
import { otherDimension } from './other-dimension.ts';
import type { Hit, IndexHits, IndexQuery, SparseVector } from './passage-index.ts';
import { PostingLists } from './posting-lists.ts';
import { TopHits } from './top-hits.ts';

/** An entry as it lies in memory. */
export interface StoredEntry extends EntryHead {
  sparse: SparseVector;
  dense?: Float32Array;
}

/** All that memory consists of. */
export interface MemoryParts {
  columns: ColumnParts;
  postings: PostingLists;
  dense?: DenseVectors;
}

/**
 * All entries in typed arrays, by slot. A removed entry leaves a dead slot, until so many are dead that
 * the arrays are built anew without them.
 */
export class EntryMemory {
  #columns = new EntryColumns();
  #postings = new PostingLists();
  #dense: DenseVectors | undefined;

  /** Empty, or with parts that it makes its own. */
  constructor(parts?: MemoryParts) {
    if (!parts) return;
    this.#columns = new EntryColumns(parts.columns);
    this.#postings = parts.postings;
    this.#dense = parts.dense;
  }

  /** Good until the next change. */
  get parts(): MemoryParts {
    return { columns: this.#columns.parts, postings: this.#postings, dense: this.#dense };
  }

  /** Number of live entries. */
  get size(): number {
    return this.#columns.count - this.#columns.slotsOf(DEAD);
  }

  /** Dimension of the dense vectors; 0 where entries have none, `undefined` while there are no entries. */
  get dimension(): number | undefined {
    return this.size === 0 ? undefined : (this.#dense?.dimension ?? 0);
  }

  /**
   * Adds entries, each in place of the one of its id that came before. All dense vectors must be of
   * `dimension`. Many together take less time than one by one.
   */
  add(entries: readonly StoredEntry[]): void {
    const last = [...new Map(entries.map((entry) => [entry.id, entry])).values()];
    // All before any: a removal may renumber the slots.
    for (const { id } of last) this.remove(id);
    for (const entry of last) this.#place(entry);
    this.#postings.append(last.map(({ sparse }) => sparse));
  }

  /** Puts all of a new entry but its terms at the next slot. */
  #place(entry: StoredEntry): void {
    const slot = this.#columns.place(entry);
    if (!entry.dense) return;
    this.#dense ??= new DenseVectors(entry.dense.length);
    this.#dense.set(slot, entry.dense);
  }

  /** Removes the entry of that id, if there is one. */
  remove(id: string): void {
    const slot = this.#columns.find(id);
    if (slot === undefined) return;
    this.#columns.bury(slot);
    this.#postings.changed(slot);
    if (this.size === 0) this.#reset();
    else if (this.#columns.slotsOf(DEAD) > Math.max(LEAST_DEAD, this.size >> 2)) this.#compact();
  }

  /** Says anew when the entry of that id is evidence. */
  setDays(id: string, days: StoredDays): void {
    const slot = this.#columns.find(id);
    if (slot !== undefined) this.#columns.setDays(slot, days);
  }

  /** See the contract. */
  inverseFrequencies(terms: readonly number[], audiences: readonly Audience[]): Map<number, number> {
    const rarity = this.#rarityAmong(audiences);
    return new Map(terms.map((term) => [term, rarity(term)]));
  }

  /** The inverse document frequency of a term among the live entries of the audiences. */
  #rarityAmong(audiences: readonly Audience[]): (term: number) => number {
    const codes = codesOf(audiences);
    const entries = codes.reduce((sum, code) => sum + this.#columns.slotsOf(code), 0);
    const counts = new Uint32Array(CODES);
    return (term) => {
      this.#postings.countCodes(term, this.#columns.codes, counts);
      return inverseFrequency(
        entries,
        codes.reduce((sum, code) => sum + counts[code]!, 0),
      );
    };
  }

  /** See the contract. */
  search({ sparse, dense, filter, limit }: IndexQuery): IndexHits {
    const passes = this.#columns.passes(filter);
    const factors = this.#weigh(sparse, filter.audiences);
    return {
      sparse: this.#searchSparse({ terms: sparse.terms, factors }, passes, limit),
      dense: dense ? this.#searchDense(dense, passes, limit) : [],
    };
  }

  /** What each term's weight in an entry counts for. */
  #weigh({ terms, weights }: SparseVector, audiences: readonly Audience[]): Float64Array {
    const rarity = this.#rarityAmong(audiences);
    return Float64Array.from(terms, (term, index) => rarity(term) * weights[index]!);
  }

  #searchSparse(
    { terms, factors }: { terms: Uint32Array; factors: Float64Array },
    passes: Uint8Array,
    limit: number,
  ): Hit[] {
    const top = new TopHits(limit, this.#columns.ids);
    let floor = 0;
    this.#postings.score(terms, factors, (scores, first) => {
      for (let index = 0; index < scores.length; index += 1) {
        const score = scores[index]!;
        if (score <= 0 || score < floor || passes[first + index] === 0) continue;
        top.offer(first + index, score);
        floor = top.floor;
      }
    });
    return this.#toHits(top);
  }

  #searchDense(query: Float32Array, passes: Uint8Array, limit: number): Hit[] {
    if (this.size === 0) return [];
    if (query.length !== this.dimension) throw otherDimension(query.length, this.dimension ?? 0);
    return this.#toHits(this.#dense!.search(query, passes, { ids: this.#columns.ids, limit }));
  }

  #toHits(top: TopHits): Hit[] {
    return top.sorted().map(({ slot, score }) => this.#columns.toHit(slot, score));
  }

  /** Lets go of the file that the vectors may lie in. */
  close(): void {
    this.#dense?.close();
  }

  #reset(): void {
    this.close();
    this.#columns = new EntryColumns();
    this.#postings = new PostingLists();
    this.#dense = undefined;
  }

  /** Moves the live entries together. Their order stays. */
  #compact(): void {
    const before = this.#dense;
    const dense = before && new DenseVectors(before.dimension);
    const renumbered = this.#columns.compact();
    for (const [slot, next] of renumbered.entries()) if (next >= 0) dense?.set(next, before!.at(slot));
    this.#postings = this.#postings.renumber(renumbered);
    before?.close();
    this.#dense = dense;
  }
}

/** Below this number of dead slots nothing is gained by building anew. */
const LEAST_DEAD = 1024;
