import type { Audience } from '../types.ts';
import { dayNumber } from './days.ts';
import { DenseVectors } from './dot-products.ts';
import { otherDimension } from './other-dimension.ts';
import type { Hit, IndexFilter, IndexHits, IndexQuery, SparseVector } from './passage-index.ts';
import { Postings } from './postings.ts';
import { TopHits } from './top-hits.ts';

/** An entry as it lies in memory; days as `yyyymmdd`, open ends as `OPEN_START` and `OPEN_END`. */
export interface StoredEntry {
  id: string;
  document: string;
  version: string;
  audience: Audience;
  from: number;
  to: number;
  sparse: SparseVector;
  dense?: Float32Array;
}

/**
 * All entries in typed arrays, by slot. A removed entry leaves a dead slot, until so many are dead that
 * the arrays are built anew without them.
 */
export class EntryMemory {
  #count = 0;
  #dead = 0;
  #removals = 0;
  #slotOf = new Map<string, number>();
  #ids: string[] = [];
  #documents: string[] = [];
  #versions: string[] = [];
  /** `DEAD`, or the code of the entry's audience. */
  #audiences = new Uint8Array(64);
  #from = new Uint32Array(64);
  #to = new Uint32Array(64);
  #postings = new Postings();
  #dense: DenseVectors | undefined;
  readonly #interned = new Map<string, string>();
  // Kept between searches, so that none allocates by the size of the index.
  #passes = new Uint8Array(64);
  #scores = new Float64Array(64);

  /** Number of live entries. */
  get size(): number {
    return this.#count - this.#dead;
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
    const first = this.#count;
    for (const entry of last) this.#place(entry);
    this.#postings.append(
      first,
      last.map(({ sparse }) => sparse),
    );
  }

  /** Puts all of a new entry but its terms at the next slot. */
  #place(entry: StoredEntry): void {
    const slot = this.#count;
    this.#count += 1;
    if (slot === this.#audiences.length) this.#grow();
    this.#slotOf.set(entry.id, slot);
    this.#ids[slot] = entry.id;
    this.#documents[slot] = this.#intern(entry.document);
    this.#versions[slot] = this.#intern(entry.version);
    this.#audiences[slot] = AUDIENCE_CODES[entry.audience];
    this.#from[slot] = entry.from;
    this.#to[slot] = entry.to;
    if (!entry.dense) return;
    this.#dense ??= new DenseVectors(entry.dense.length);
    this.#dense.set(slot, entry.dense);
  }

  /** Removes the entry of that id, if there is one. */
  remove(id: string): void {
    const slot = this.#slotOf.get(id);
    if (slot === undefined) return;
    this.#slotOf.delete(id);
    this.#audiences[slot] = DEAD;
    this.#dead += 1;
    this.#removals += 1;
    if (this.size === 0) this.#reset();
    else if (this.#dead > Math.max(LEAST_DEAD, this.size >> 2)) this.#compact();
  }

  /** Inverse document frequency of a term over all live entries; see the contract for the formula. */
  inverseFrequency(term: number): number {
    const holding = this.#postings.liveCount(term, this.#audiences, this.#removals);
    return Math.log(1 + (this.size - holding + 0.5) / (holding + 0.5));
  }

  /** See the contract. */
  search(query: IndexQuery): IndexHits {
    this.#markPasses(query.filter);
    return {
      sparse: this.#searchSparse(query.sparse, query.limit),
      dense: query.dense ? this.#searchDense(query.dense, query.limit) : [],
    };
  }

  #markPasses(filter: IndexFilter): void {
    const allowed = new Uint8Array(AUDIENCE_COUNT);
    for (const audience of filter.audiences) allowed[AUDIENCE_CODES[audience]] = 1;
    const day = filter.asOf === undefined ? undefined : dayNumber(filter.asOf);
    for (let slot = 0; slot < this.#count; slot += 1) {
      const inForce = day === undefined || (this.#from[slot]! <= day && day <= this.#to[slot]!);
      this.#passes[slot] = inForce ? allowed[this.#audiences[slot]!]! : 0;
    }
  }

  #searchSparse(query: SparseVector, limit: number): Hit[] {
    const scores = this.#scores.fill(0, 0, this.#count);
    for (let index = 0; index < query.terms.length; index += 1) {
      const term = query.terms[index]!;
      this.#postings.accumulate(
        term,
        this.inverseFrequency(term) * query.weights[index]!,
        this.#passes,
        scores,
      );
    }
    const top = new TopHits(limit, this.#ids);
    let floor = 0;
    for (let slot = 0; slot < this.#count; slot += 1) {
      const score = scores[slot]!;
      if (score <= 0 || score < floor) continue;
      top.offer(slot, score);
      floor = top.floor;
    }
    return this.#toHits(top);
  }

  #searchDense(query: Float32Array, limit: number): Hit[] {
    if (this.size === 0) return [];
    if (query.length !== this.dimension) throw otherDimension(query.length, this.dimension ?? 0);
    const top = new TopHits(limit, this.#ids);
    let floor = Number.NEGATIVE_INFINITY;
    this.#dense!.scan(query, this.#count, (scores, first) => {
      for (let index = 0; index < scores.length; index += 1) {
        if (this.#passes[first + index] === 0 || scores[index]! < floor) continue;
        top.offer(first + index, scores[index]!);
        floor = top.floor;
      }
    });
    return this.#toHits(top);
  }

  #toHits(top: TopHits): Hit[] {
    return top.sorted().map(({ slot, score }) => ({
      id: this.#ids[slot]!,
      document: this.#documents[slot]!,
      version: this.#versions[slot]!,
      score,
    }));
  }

  /** One string for all entries of a document, whatever object each row came with. */
  #intern(text: string): string {
    const known = this.#interned.get(text);
    if (known !== undefined) return known;
    this.#interned.set(text, text);
    return text;
  }

  #grow(): void {
    const room = this.#audiences.length * 2;
    const [audiences, from, to] = [this.#audiences, this.#from, this.#to];
    this.#audiences = new Uint8Array(room);
    this.#from = new Uint32Array(room);
    this.#to = new Uint32Array(room);
    this.#audiences.set(audiences);
    this.#from.set(from);
    this.#to.set(to);
    this.#passes = new Uint8Array(room);
    this.#scores = new Float64Array(room);
  }

  #reset(): void {
    this.#count = 0;
    this.#dead = 0;
    this.#removals = 0;
    this.#ids = [];
    this.#documents = [];
    this.#versions = [];
    this.#postings = new Postings();
    this.#dense = undefined;
    this.#interned.clear();
  }

  /** Moves the live entries together. Their order stays. */
  #compact(): void {
    const renumbered = new Int32Array(this.#count).fill(-1);
    const dense = this.#dense && new DenseVectors(this.#dense.dimension);
    let next = 0;
    for (let slot = 0; slot < this.#count; slot += 1) {
      if (this.#audiences[slot] === DEAD) continue;
      renumbered[slot] = next;
      this.#slotOf.set(this.#ids[slot]!, next);
      this.#ids[next] = this.#ids[slot]!;
      this.#documents[next] = this.#documents[slot]!;
      this.#versions[next] = this.#versions[slot]!;
      this.#audiences[next] = this.#audiences[slot]!;
      this.#from[next] = this.#from[slot]!;
      this.#to[next] = this.#to[slot]!;
      dense?.set(next, this.#dense!.at(slot));
      next += 1;
    }
    this.#count = next;
    this.#dead = 0;
    for (const list of [this.#ids, this.#documents, this.#versions]) list.length = next;
    this.#postings = this.#postings.renumber(renumbered);
    this.#dense = dense;
    this.#removals = 0;
  }
}

const DEAD = 0;
const AUDIENCE_CODES: Record<Audience, number> = { public: 1, staff: 2 };
const AUDIENCE_COUNT = 3;
/** Below this number of dead slots nothing is gained by building anew. */
const LEAST_DEAD = 1024;
