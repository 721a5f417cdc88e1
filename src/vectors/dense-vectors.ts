import type { BlobReader } from './blob-file.ts';
import { ByteRows } from './dot-products.ts';
import { FloatRows } from './float-rows.ts';
import { TopHits } from './top-hits.ts';

/**
 * Vectors by slot, searched exhaustively and exactly. Beside its floats each vector is kept as bytes, by which its
 * dot product with a query is known up to a bound: the floats are looked at only where that bound leaves a vector
 * among the best, which is a hundred or two of 100,000.
 */
export class DenseVectors {
  readonly dimension: number;
  readonly #floats: FloatRows;
  readonly #bytes: ByteRows;
  /** By slot, two numbers: what a byte stands for, and the length of what the bytes do not tell of the vector. */
  #scales = new Float32Array(0);
  /** One number: no vector of bytes is longer. */
  readonly #longest = new Float64Array(1);
  // Kept between searches, so that none allocates by the size of the index.
  #bounds = new Float64Array(0);
  #sums = new Int32Array(0);

  constructor(dimension: number, floats = FloatRows.empty(dimension)) {
    this.dimension = dimension;
    this.#floats = floats;
    this.#bytes = new ByteRows(dimension);
  }

  /** `count` vectors from what `memory` gave; the file must be left open as long as they are in use. */
  static inFile(dimension: number, count: number, file: BlobReader): DenseVectors {
    const vectors = new DenseVectors(dimension, FloatRows.inFile(dimension, count, file));
    vectors.#reserve(count);
    for (const words of vectors.#small(count)) file.read(words);
    return vectors;
  }

  /** Lets go of the file that vectors may lie in. */
  close(): void {
    this.#floats.close();
  }

  /** All that the vectors at slots 0 to `count` consist of, each part good until the next. */
  *memory(count: number): Iterable<ArrayBufferView> {
    yield* this.#floats.pages(count);
    yield* this.#small(count);
  }

  /** What there is of the vectors beside their floats. */
  #small(count: number): ArrayBufferView[] {
    return [this.#bytes.rows(0, count), this.#scales.subarray(0, 2 * count), this.#longest];
  }

  /** Puts a vector of `dimension` floats at `slot`, which is not taken yet. */
  set(slot: number, vector: Float32Array): void {
    this.#reserve(slot + 1);
    this.#floats.set(slot, vector);
    const row = this.#bytes.rows(slot, 1);
    const scale = Math.fround(largestOf(vector) / LARGEST_BYTE) || 1;
    const perUnit = 1 / scale;
    let squares = 0;
    for (let place = 0; place < vector.length; place += 1) {
      const value = vector[place]!;
      const byte = Math.round(value * perUnit);
      row[place] = byte;
      squares += (value - byte * scale) * (value - byte * scale);
    }
    this.#scales.set([scale, Math.sqrt(squares) * ROUNDED_UP], 2 * slot);
    this.#longest[0] = Math.max(this.#longest[0]!, lengthOf(vector) + Math.sqrt(squares));
  }

  #reserve(slots: number): void {
    if (2 * slots <= this.#scales.length) return;
    const scales = new Float32Array(4 * slots);
    scales.set(this.#scales);
    this.#scales = scales;
  }

  /** The vector at `slot`, a view that is good until the next call. */
  at(slot: number): Float32Array {
    return this.#floats.at(slot);
  }

  /**
   * The slots with the highest dot products among those of `passes` that are 1.
   *
   * @param ids By slot; what orders equal products.
   */
  search(
    query: Float32Array,
    passes: Uint8Array,
    { ids, limit }: { ids: readonly string[]; limit: number },
  ): TopHits {
    // Only what reaches the least that the best are known to have can be one of them.
    let floor = this.#bound(query, passes.subarray(0, ids.length), new TopHits(limit, ids));
    const bounds = this.#bounds;
    const top = new TopHits(limit, ids);
    for (let slot = 0; slot < ids.length; slot += 1) {
      if (bounds[slot]! < floor) continue;
      const product = dotProduct(query, this.#floats.at(slot));
      if (product < floor) continue;
      top.offer(slot, product);
      floor = Math.max(floor, top.floor);
    }
    return top;
  }

  /**
   * Sets `#bounds` to what each dot product is at most, and returns what the `best` ones are at least. Of slots that do
   * not pass, it is nothing.
   */
  #bound(query: Float32Array, passes: Uint8Array, best: TopHits): number {
    const count = passes.length;
    if (this.#bounds.length < count) {
      this.#bounds = new Float64Array(2 * count);
      this.#sums = new Int32Array(2 * count);
    }
    const [bounds, scales] = [this.#bounds, this.#scales];
    const scale = largestOf(query) / this.#bytes.largest || 1;
    const words = Int16Array.from(query, (value) => Math.round(value / scale));
    // |q·v - q'·v'| <= |q| |v - v'| + |q - q'| |v'|, by Cauchy and Schwarz; q' and v' are what the integers stand for.
    const queryLength = lengthOf(query);
    const queryError = lengthOf(query.map((value, place) => value - words[place]! * scale));
    const slack = (queryError * ROUNDED_UP + queryLength * ROUNDING) * this.#longest[0]!;
    const sums = this.#sums.subarray(0, count);
    this.#bytes.multiply(words, sums);
    let floor = -Number.MAX_VALUE;
    for (let slot = 0; slot < count; slot += 1) {
      const product = sums[slot]! * (scale * scales[2 * slot]!);
      const error = queryLength * scales[2 * slot + 1]! + slack;
      const passed = passes[slot] === 1;
      bounds[slot] = passed ? product + error : Number.NEGATIVE_INFINITY;
      if (!passed || product - error < floor) continue;
      best.offer(slot, product - error);
      floor = Math.max(floor, best.floor);
    }
    return floor;
  }
}

const LARGEST_BYTE = 127;
/** Makes up for what is lost where a bound is kept as a 32-bit float. */
const ROUNDED_UP = 1 + 1e-6;
/** More than rounding adds to a sum of 64-bit floats, as a share of it. */
const ROUNDING = 1e-9;

function dotProduct(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let place = 0; place < left.length; place += 1) sum += left[place]! * right[place]!;
  return sum;
}

function largestOf(vector: Float32Array): number {
  let largest = 0;
  for (let place = 0; place < vector.length; place += 1)
    largest = Math.max(largest, Math.abs(vector[place]!));
  return largest;
}

function lengthOf(vector: Float32Array): number {
  return Math.sqrt(dotProduct(vector, vector));
}
