import { CODES } from './entry-columns.ts';

/** Whose the entries are, by slot; changed only by a removal, whose number goes up then. */
export interface Owners {
  codes: Uint8Array;
  removals: number;
}

/** The pairs of one list from `start` to `end`, slots at even places. */
export type Block = (slots: Int32Array, start: number, end: number) => void;

/**
 * How many entries of each list are of which code. Kept apart from the lists, because filling them has no
 * use for it: what came since the last time is counted when it is asked for, all of it only after a removal.
 */
export class OwnerCounts {
  #counts = new Int32Array(0);

  /**
   * The number of entries in list `number` that are of one of `codes`.
   *
   * @param length Of the list, in entries.
   * @param eachBlock Hands over the list's blocks, oldest first.
   */
  sum(
    { number, length, eachBlock }: { number: number; length: number; eachBlock: (visit: Block) => void },
    codes: readonly number[],
    owners: Owners,
  ): number {
    const at = this.#room(number);
    const counts = this.#counts;
    if (counts[at + COUNTED_AT] !== owners.removals) {
      counts.fill(0, at, at + FIELDS);
      counts[at + COUNTED_AT] = owners.removals;
    }
    if (counts[at + COUNTED] !== length) {
      let toSkip = counts[at + COUNTED]!;
      eachBlock((slots, start, end) => {
        const skipped = Math.min(toSkip, (end - start) >> 1);
        toSkip -= skipped;
        for (let place = start + 2 * skipped; place < end; place += 2) {
          counts[at + OF_CODE + owners.codes[slots[place]!]!]! += 1;
        }
      });
      counts[at + COUNTED] = length;
    }
    return codes.reduce((sum, code) => sum + counts[at + OF_CODE + code]!, 0);
  }

  /** Where the fields of a list begin. */
  #room(number: number): number {
    const at = FIELDS * number;
    if (at >= this.#counts.length) {
      const counts = new Int32Array(2 * (at + FIELDS));
      counts.set(this.#counts);
      this.#counts = counts;
    }
    return at;
  }
}

/** How much of the list has been counted, after how many removals, and how many were of each code. */
const [COUNTED, COUNTED_AT, OF_CODE] = [0, 1, 2];
const FIELDS = OF_CODE + CODES;
