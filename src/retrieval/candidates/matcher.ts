import { FIRST_WORD, pairId } from '../../language/tokens.ts';
import type { Sentence } from '../reading/sentences.ts';
import type { WeighedUnit } from './coverage.ts';

/** Which of a question's terms a text holds: 1 at the place of each that it does. */
export type Marks = Uint8Array;

/**
 * A question made ready to be held against many sentences: the same shares as `coverage` gives, without a
 * set of terms for each sentence.
 */
export class Matcher {
  readonly #places = new Map<number, number>();
  readonly #units: { weight: number; alternatives: { factor: number; places: number[] }[] }[];

  constructor(units: readonly WeighedUnit[]) {
    this.#units = units.map(({ weight, alternatives }) => ({
      weight,
      alternatives: alternatives
        .filter(({ terms }) => terms.length > 0)
        .map(({ factor, terms }) => ({ factor, places: terms.map((term) => this.#placeOf(term)) })),
    }));
  }

  #placeOf(term: number): number {
    const known = this.#places.get(term) ?? this.#places.size;
    this.#places.set(term, known);
    return known;
  }

  /** What a sequence of term ids (`termSequence`) holds of the question. */
  marks(sequence: Uint32Array): Marks {
    const marks = new Uint8Array(this.#places.size);
    for (let at = 0; at < sequence.length; at++) {
      const id = sequence[at]!;
      const next = sequence[at + 1]!;
      this.#mark(id, marks);
      if (id < FIRST_WORD && next < FIRST_WORD) this.#mark(pairId(id, next), marks);
    }
    return marks;
  }

  /** Adds to `found` the question's terms that stand in a sequence. */
  termsIn(sequence: Uint32Array, found: Set<number>): void {
    for (let at = 0; at < sequence.length; at++) {
      const id = sequence[at]!;
      const next = sequence[at + 1]!;
      if (this.#places.has(id)) found.add(id);
      if (id >= FIRST_WORD || next >= FIRST_WORD) continue;
      const pair = pairId(id, next);
      if (this.#places.has(pair)) found.add(pair);
    }
  }

  #mark(term: number, marks: Marks): void {
    const place = this.#places.get(term);
    if (place !== undefined) marks[place] = 1;
  }

  /** Share, 0 to 1, of the question's weight that a text holds. */
  coverage(marks: Marks): number {
    let sum = 0;
    for (const { weight, alternatives } of this.#units) {
      let best = 0;
      for (const { factor, places } of alternatives) {
        let found = 0;
        for (const place of places) found += marks[place]!;
        // Half of a wording is much less than half of its meaning, hence the square.
        best = Math.max(best, factor * (found / places.length) ** 2);
      }
      sum += weight * best;
    }
    return sum;
  }

  /** Most of the question that one sentence holds, and that two in a row hold, each 0 to 1. */
  bestWindows(sentences: readonly Pick<Sentence, 'sequence'>[]): { single: number; double: number } {
    let single = 0;
    let double = 0;
    let before: Marks | undefined;
    for (const { sequence } of sentences) {
      const marks = this.marks(sequence);
      single = Math.max(single, this.coverage(marks));
      if (before) double = Math.max(double, this.coverage(marksOfEither(before, marks)));
      before = marks;
    }
    return { single, double: Math.max(single, double) };
  }
}

/** Adds the marks of `other` to those of `marks`, which is given back. */
function marksOfEither(marks: Marks, other: Marks): Marks {
  for (let at = 0; at < marks.length; at++) marks[at]! |= other[at]!;
  return marks;
}
