import { ByteRows, CHUNK, LARGEST } from './dot-products.ts';

/**
 * Vectors by slot, searched exhaustively and exactly. Beside its floats each vector is kept as bytes, by which its
 * dot product with a query is known up to a bound: the floats are looked at only where that bound leaves a vector
 * among the best, which is some hundreds of 100,000.
 */
export class DenseVectors {
  readonly dimension: number;
  readonly #pages: Float32Array<ArrayBuffer>[] = [];
  readonly #bytes: ByteRows;
  /** By slot, two numbers: what a byte stands for, and the length of what the bytes do not tell of the vector. */
  #scales = new Float32Array(2 * PAGE);
  /** One number: no vector of bytes is longer. */
  readonly #longest = new Float64Array(1);

  constructor(dimension: number) {
    this.dimension = dimension;
    this.#bytes = new ByteRows(dimension);
  }

  /** Puts a vector of `dimension` floats at `slot`. */
  set(slot: number, vector: Float32Array): void {
    this.#reserve(slot + 1);
    this.at(slot).set(vector);
    const row = this.#bytes.rows(slot, 1);
    const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const scale = Math.fround(largest / LARGEST_BYTE) || 1;
    let squares = 0;
    for (let place = 0; place < vector.length; place += 1) {
      const byte = Math.round(vector[place]! / scale);
      row[place] = byte;
      squares += (vector[place]! - byte * scale) ** 2;
    }
    this.#scales.set([scale, Math.sqrt(squares) * ROUNDED_UP], 2 * slot);
    this.#longest[0] = Math.max(this.#longest[0]!, lengthOf(vector) + Math.sqrt(squares));
  }

  #reserve(slots: number): void {
    while (this.#pages.length * PAGE < slots) this.#pages.push(new Float32Array(PAGE * this.dimension));
    if (2 * slots <= this.#scales.length) return;
    const scales = new Float32Array(4 * slots);
    scales.set(this.#scales);
    this.#scales = scales;
  }

  /** All memory of the vectors at slots 0 to `count`, to be kept or filled with what was kept. */
  memory(count: number): ArrayBufferView[] {
    this.#reserve(count);
    const pages = this.#pages.slice(0, Math.ceil(count / PAGE));
    const floats = pages.map((page, at) => page.subarray(0, (count - at * PAGE) * this.dimension));
    return [...floats, this.#bytes.rows(0, count), this.#scales.subarray(0, 2 * count), this.#longest];
  }

  /** The vector at `slot`. */
  at(slot: number): Float32Array<ArrayBuffer> {
    const start = (slot % PAGE) * this.dimension;
    return this.#pages[Math.floor(slot / PAGE)]!.subarray(start, start + this.dimension);
  }

  /** The dot product of `query` with the vector at `slot`. */
  dot(query: Float32Array, slot: number): number {
    const page = this.#pages[Math.floor(slot / PAGE)]!;
    const start = (slot % PAGE) * this.dimension;
    let sum = 0;
    for (let place = 0; place < query.length; place += 1) sum += query[place]! * page[start + place]!;
    return sum;
  }

  /**
   * What the dot products of `query` with the vectors at slots 0 to `count` are at most, handed over chunk by
   * chunk: `visit(bounds, first)` gets those of slots `first` to `first + bounds.length`, good during the call.
   */
  bound(query: Float32Array, count: number, visit: (bounds: Float64Array, first: number) => void): void {
    const largest = query.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const scale = largest / LARGEST || 1;
    const words = Int16Array.from(query, (value) => Math.round(value / scale));
    // |q·v - q'·v'| <= |q| |v - v'| + |q - q'| |v'|, by Cauchy and Schwarz; q' and v' are what the integers stand for.
    const queryLength = lengthOf(query);
    const queryError = lengthOf(query.map((value, place) => value - words[place]! * scale));
    const slack = (queryError * ROUNDED_UP + queryLength * ROUNDING) * this.#longest[0]!;
    const scales = this.#scales;
    const room = new Float64Array(CHUNK);
    this.#bytes.scan(words, count, (sums, first) => {
      const bounds = room.subarray(0, sums.length);
      for (let index = 0, at = 2 * first; index < bounds.length; index += 1, at += 2) {
        bounds[index] = sums[index]! * (scale * scales[at]!) + (queryLength * scales[at + 1]! + slack);
      }
      visit(bounds, first);
    });
  }
}

/** Vectors of a page. */
const PAGE = 1024;
const LARGEST_BYTE = 127;
/** Makes up for what is lost where a bound is kept as a 32-bit float. */
const ROUNDED_UP = 1 + 1e-6;
/** More than rounding adds to a sum of 64-bit floats, as a share of it. */
const ROUNDING = 1e-9;

function lengthOf(vector: Float32Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}
