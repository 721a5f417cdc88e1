import type { BlobReader } from './blob-file.ts';

/** Rows of a page. */
const PAGE = 1024;

/**
 * Vectors of floats by slot, in pages. Pages that were read from a file stay there: few of their vectors are ever
 * looked at, and those that are lie in the system's cache of files as long as there is room for them.
 */
export class FloatRows {
  readonly #dimension: number;
  /** A page, or where in the file it begins. */
  readonly #pages: (Float32Array<ArrayBuffer> | number)[];
  readonly #file: BlobReader | undefined;
  /** The row that was read last. */
  readonly #row: Float32Array<ArrayBuffer>;

  private constructor(dimension: number, pages: (Float32Array<ArrayBuffer> | number)[], file?: BlobReader) {
    this.#dimension = dimension;
    this.#pages = pages;
    this.#file = file;
    this.#row = new Float32Array(dimension);
  }

  static empty(dimension: number): FloatRows {
    return new FloatRows(dimension, []);
  }

  /** `count` rows as `pages` gave them; they stay in the file, which must be left open as long as they are in use. */
  static inFile(dimension: number, count: number, file: BlobReader): FloatRows {
    const pages: (Float32Array<ArrayBuffer> | number)[] = [];
    const page = new Float32Array(PAGE * dimension);
    for (let slot = 0; slot < count; slot += PAGE) {
      const rows = Math.min(PAGE, count - slot);
      const position = file.position;
      file.read(page.subarray(0, rows * dimension));
      // The last one goes on growing.
      pages.push(rows < PAGE ? page : position);
    }
    return new FloatRows(dimension, pages, file);
  }

  close(): void {
    this.#file?.close();
  }

  /** The floats of slots 0 to `count`, page by page, each good until the next. */
  *pages(count: number): Iterable<Float32Array> {
    const read = new Float32Array(PAGE * this.#dimension);
    for (let slot = 0; slot < count; slot += PAGE) {
      const page = this.#pages[slot / PAGE]!;
      if (typeof page !== 'number') yield page.subarray(0, (count - slot) * this.#dimension);
      else yield this.#file!.readAt(page, read);
    }
  }

  /** Puts a vector at a slot that was not taken before. */
  set(slot: number, vector: Float32Array): void {
    const number = Math.floor(slot / PAGE);
    while (this.#pages.length <= number) this.#pages.push(new Float32Array(PAGE * this.#dimension));
    const page = this.#pages[number];
    if (typeof page === 'number') throw new Error('A page of a file is never written.');
    page!.set(vector, (slot % PAGE) * this.#dimension);
  }

  /** The vector at `slot`, a view that is good until the next call. */
  at(slot: number): Float32Array {
    const page = this.#pages[Math.floor(slot / PAGE)]!;
    const start = (slot % PAGE) * this.#dimension;
    if (typeof page !== 'number') return page.subarray(start, start + this.#dimension);
    return this.#file!.readAt(page + start * Float32Array.BYTES_PER_ELEMENT, this.#row);
  }
}
