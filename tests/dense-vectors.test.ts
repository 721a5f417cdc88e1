import { describe, expect, it } from 'vitest';
import { DenseVectors } from '../src/vectors/dense-vectors.ts';
import { entryId, randomUnit, seededRandom } from './support/entries.ts';

/** What sorting all dot products finds: slots, best first, equal ones by id. */
function sorted(query: Float32Array, all: readonly Float32Array[], passes: Uint8Array, limit: number) {
  return all
    .map((vector, slot) => ({
      slot,
      product: vector.reduce((sum, value, at) => sum + value * query[at]!, 0),
    }))
    .filter(({ slot }) => passes[slot] === 1)
    .sort((left, right) => right.product - left.product || left.slot - right.slot)
    .slice(0, limit);
}

function found(query: Float32Array, all: readonly Float32Array[], passes: Uint8Array, limit: number) {
  const vectors = new DenseVectors(query.length);
  for (const [slot, vector] of all.entries()) vectors.set(slot, vector);
  const ids = all.map((_, slot) => entryId(slot));
  return vectors.search(query, passes, { ids, limit }).sorted();
}

function scaled(vector: Float32Array, factor: number): Float32Array {
  return vector.map((value) => value * factor);
}

/** A unit vector so near to another that bytes cannot tell which of two such is nearer. */
function near(center: Float32Array, random: () => number): Float32Array {
  const vector = center.map((value) => value + 0.002 * (random() - 0.5));
  return scaled(vector, 1 / Math.hypot(...vector));
}

describe('dense vectors', () => {
  it.each([1, 3, 16, 33, 384, 1536])('of %i numbers are found as sorting all products would', (dimension) => {
    const random = seededRandom(dimension);
    // Of lengths that differ, so that a byte stands for something else in each; more than a page of them.
    const all = Array.from({ length: 1100 }, (_, n) =>
      scaled(randomUnit(random, dimension), n % 7 === 0 ? 1e-4 : 1),
    );
    all[5]!.fill(0);
    const query = randomUnit(random, dimension);
    const passes = Uint8Array.from(all, (_, slot) => Number(slot % 3 > 0));
    for (const limit of [0, 1, 40, 2000]) {
      const expected = sorted(query, all, passes, limit);
      const hits = found(query, all, passes, limit);
      expect(hits.map(({ slot }) => slot)).toEqual(expected.map(({ slot }) => slot));
      for (const [place, { score }] of hits.entries())
        expect(score).toBeCloseTo(expected[place]!.product, 10);
    }
  });

  it('that bytes cannot tell apart are told apart', () => {
    const random = seededRandom(21);
    const center = randomUnit(random, 48);
    const all = Array.from({ length: 2000 }, (_, n) =>
      n % 2 === 0 ? near(center, random) : randomUnit(random, 48),
    );
    const passes = new Uint8Array(all.length).fill(1);
    const expected = sorted(center, all, passes, 60).map(({ slot }) => slot);
    expect(found(center, all, passes, 60).map(({ slot }) => slot)).toEqual(expected);
  });

  it('that are equal come in the order of their ids', () => {
    const vector = randomUnit(seededRandom(2), 20);
    const all = Array.from({ length: 300 }, () => vector);
    const passes = new Uint8Array(all.length).fill(1);
    const slots = Array.from({ length: 50 }, (_, slot) => slot);
    expect(found(vector, all, passes, 50).map(({ slot }) => slot)).toEqual(slots);
  });

  it('of so many even numbers that the largest sums would not fit are found', () => {
    const even = new Float32Array(8192).fill(1 / Math.sqrt(8192));
    const all = [even.map((value) => -value), even];
    expect(found(even, all, Uint8Array.of(1, 1), 1).map(({ slot }) => slot)).toEqual([1]);
  });

  it('are nothing where no vector passes', () => {
    const query = randomUnit(seededRandom(3), 20);
    expect(found(query, [query, query], new Uint8Array(2), 10)).toEqual([]);
  });
});
