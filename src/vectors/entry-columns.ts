import type { Audience } from '../types.ts';
import { distinctAudiences } from './audiences.ts';
import { dayNumber, type StoredDays } from './days.ts';
import type { Hit, IndexFilter } from './passage-index.ts';

/** What is known of an entry beside its vectors. */
export interface EntryHead extends StoredDays {
  id: string;
  document: string;
  version: string;
  audience: Audience;
}

/** The code of a slot whose entry was removed; of the others, that of its entry's audience. */
export const DEAD = 0;
const AUDIENCE_CODES: Record<Audience, number> = { public: 1, staff: 2 };
export const CODES = 3;

/** The codes of the audiences. @throws AppError `bad-input` where there is none. */
export function codesOf(audiences: readonly Audience[]): number[] {
  return distinctAudiences(audiences).map((audience) => AUDIENCE_CODES[audience]);
}

/** What is known of the entries, by slot. */
export interface ColumnParts {
  ids: string[];
  documents: string[];
  versions: string[];
  codes: Uint8Array<ArrayBuffer>;
  /** Days in force, see `StoredDays`. */
  from: Uint32Array<ArrayBuffer>;
  to: Uint32Array<ArrayBuffer>;
}

/** All of the entries but their vectors, in arrays by slot. A removed entry leaves a dead slot. */
export class EntryColumns {
  #slotOf = new Map<string, number>();
  readonly ids: string[] = [];
  readonly #documents: string[] = [];
  readonly #versions: string[] = [];
  #codes = new Uint8Array(64);
  #from = new Uint32Array(64);
  #to = new Uint32Array(64);
  /** Number of slots of each code. */
  readonly #slots = new Uint32Array(CODES);
  readonly #interned = new Map<string, string>();
  // Kept between searches, so that none allocates by the size of the index.
  #passes = new Uint8Array(64);
  /** The filter that `#passes` is of: visitors ask on the same day for the same audience. */
  #passing: string | undefined;

  /** Empty, or with parts that it makes its own. */
  constructor(parts?: ColumnParts) {
    if (!parts) return;
    this.ids = parts.ids;
    this.#documents = parts.documents;
    this.#versions = parts.versions;
    [this.#codes, this.#from, this.#to] = [parts.codes, parts.from, parts.to];
    this.#passes = new Uint8Array(this.count);
    for (const text of [...parts.documents, ...parts.versions]) this.#intern(text);
    for (let slot = 0; slot < this.count; slot += 1) {
      const code = this.#codes[slot]!;
      this.#slots[code]! += 1;
      if (code !== DEAD) this.#slotOf.set(this.ids[slot]!, slot);
    }
  }

  /** Good until the next change. */
  get parts(): ColumnParts {
    const { count, ids } = this;
    const [codes, from, to] = [this.#codes, this.#from, this.#to];
    return {
      ids,
      documents: this.#documents,
      versions: this.#versions,
      codes: codes.subarray(0, count),
      from: from.subarray(0, count),
      to: to.subarray(0, count),
    };
  }

  /** Number of slots, dead ones included. */
  get count(): number {
    return this.ids.length;
  }

  /** By slot. */
  get codes(): Uint8Array {
    return this.#codes;
  }

  /** Number of slots of a code. */
  slotsOf(code: number): number {
    return this.#slots[code]!;
  }

  find(id: string): number | undefined {
    return this.#slotOf.get(id);
  }

  /** Puts an entry, whose id must not be there, at the next slot, and returns that. */
  place(entry: EntryHead): number {
    const slot = this.count;
    if (slot === this.#codes.length) this.#grow();
    this.#slotOf.set(entry.id, slot);
    this.ids.push(entry.id);
    this.#documents.push(this.#intern(entry.document));
    this.#versions.push(this.#intern(entry.version));
    this.#passing = undefined;
    this.#codes[slot] = AUDIENCE_CODES[entry.audience];
    this.#slots[this.#codes[slot]]! += 1;
    this.setDays(slot, entry);
    return slot;
  }

  setDays(slot: number, { from, to }: StoredDays): void {
    this.#passing = undefined;
    this.#from[slot] = from;
    this.#to[slot] = to;
  }

  bury(slot: number): void {
    this.#slotOf.delete(this.ids[slot]!);
    this.#slots[this.#codes[slot]!]! -= 1;
    this.#slots[DEAD]! += 1;
    this.#codes[slot] = DEAD;
    this.#passing = undefined;
  }

  /** By slot: 1 where a filter lets the entry through, else 0. The result is good until the next call. */
  passes(filter: IndexFilter): Uint8Array {
    const { audiences, documents, asOf } = filter;
    const day = asOf === undefined ? undefined : dayNumber(asOf);
    const codes = codesOf(audiences);
    const key = JSON.stringify([codes.sort(), day, documents]);
    if (key === this.#passing) return this.#passes;
    this.#passing = key;
    const allowed = new Uint8Array(CODES);
    for (const code of codes) allowed[code] = 1;
    const { count } = this;
    const passes = this.#passes;
    for (let slot = 0; slot < count; slot += 1) {
      const inForce = day === undefined || (this.#from[slot]! <= day && day <= this.#to[slot]!);
      passes[slot] = inForce ? allowed[this.#codes[slot]!]! : 0;
    }
    if (!documents) return passes;
    const wanted = new Set(documents);
    for (let slot = 0; slot < count; slot += 1) {
      if (passes[slot] === 1 && !wanted.has(this.#documents[slot]!)) passes[slot] = 0;
    }
    return passes;
  }

  toHit(slot: number, score: number): Hit {
    return {
      id: this.ids[slot]!,
      document: this.#documents[slot]!,
      version: this.#versions[slot]!,
      score,
    };
  }

  /** Moves the live entries together, in their order. By slot of before: the slot of now, or -1 for a dead one. */
  compact(): Int32Array {
    const renumbered = new Int32Array(this.count).fill(-1);
    let next = 0;
    for (let slot = 0; slot < renumbered.length; slot += 1) {
      if (this.#codes[slot] === DEAD) continue;
      renumbered[slot] = next;
      this.#slotOf.set(this.ids[slot]!, next);
      for (const list of [this.ids, this.#documents, this.#versions]) list[next] = list[slot]!;
      for (const column of [this.#codes, this.#from, this.#to]) column[next] = column[slot]!;
      next += 1;
    }
    for (const list of [this.ids, this.#documents, this.#versions]) list.length = next;
    this.#slots[DEAD] = 0;
    this.#passing = undefined;
    return renumbered;
  }

  /** One string for all entries of a document, whatever object each row came with. */
  #intern(text: string): string {
    const known = this.#interned.get(text);
    if (known !== undefined) return known;
    this.#interned.set(text, text);
    return text;
  }

  #grow(): void {
    const room = Math.max(64, this.#codes.length * 2);
    const [codes, from, to] = [this.#codes, this.#from, this.#to];
    this.#codes = new Uint8Array(room);
    this.#from = new Uint32Array(room);
    this.#to = new Uint32Array(room);
    this.#codes.set(codes);
    this.#from.set(from);
    this.#to.set(to);
    this.#passes = new Uint8Array(room);
  }
}
