/**
 * Keeps the best `limit` of the entries offered to it, in a heap whose root is the worst kept.
 * Better is a higher score; at equal scores, the smaller id.
 */
export class TopHits {
  readonly #limit: number;
  readonly #ids: readonly string[];
  readonly #slots: number[] = [];
  readonly #scores: number[] = [];

  /** `ids[slot]` is the id of the entry at `slot`. */
  constructor(limit: number, ids: readonly string[]) {
    this.#limit = limit;
    this.#ids = ids;
  }

  /** The score below which offering is in vain. */
  get floor(): number {
    return this.#scores.length < this.#limit ? Number.NEGATIVE_INFINITY : (this.#scores[0] ?? Infinity);
  }

  offer(slot: number, score: number): void {
    if (this.#slots.length < this.#limit) {
      this.#slots.push(slot);
      this.#scores.push(score);
      this.#siftUp(this.#slots.length - 1);
    } else if (this.#limit > 0 && this.#isWorse(this.#slots[0]!, this.#scores[0]!, slot, score)) {
      this.#slots[0] = slot;
      this.#scores[0] = score;
      this.#siftDown();
    }
  }

  /** What was kept, best first. */
  sorted(): { slot: number; score: number }[] {
    const kept = this.#slots.map((slot, index) => ({ slot, score: this.#scores[index]! }));
    return kept.sort((left, right) =>
      this.#isWorse(left.slot, left.score, right.slot, right.score) ? 1 : -1,
    );
  }

  #isWorse(slot: number, score: number, otherSlot: number, otherScore: number): boolean {
    return score !== otherScore ? score < otherScore : this.#ids[slot]! > this.#ids[otherSlot]!;
  }

  #worseAt(index: number, other: number): boolean {
    return this.#isWorse(
      this.#slots[index]!,
      this.#scores[index]!,
      this.#slots[other]!,
      this.#scores[other]!,
    );
  }

  #swap(index: number, other: number): void {
    [this.#slots[index], this.#slots[other]] = [this.#slots[other]!, this.#slots[index]!];
    [this.#scores[index], this.#scores[other]] = [this.#scores[other]!, this.#scores[index]!];
  }

  #siftUp(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#worseAt(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #siftDown(): void {
    let index = 0;
    for (;;) {
      let worst = index;
      for (const child of [2 * index + 1, 2 * index + 2]) {
        if (child < this.#slots.length && this.#worseAt(child, worst)) worst = child;
      }
      if (worst === index) return;
      this.#swap(index, worst);
      index = worst;
    }
  }
}
