/**
 * Integer dot products by a small SIMD kernel: a query of 16-bit integers with rows of bytes that lie one after
 * the other in WebAssembly memory. A row of 384 is a quarter of the memory that its floats take, and reading
 * memory is what a scan of all rows waits for.
 */
export class ByteRows {
  /** A query's numbers are at most that in either direction: so many products with a byte fit in 32 bits. */
  readonly largest: number;
  /** Bytes a row occupies: its length rounded up to a turn of the kernel's loop, padded with zeros. */
  readonly stride: number;
  readonly #memory: WasmMemory;
  readonly #dots: Dots;
  readonly #sums: number;
  readonly #base: number;

  constructor(length: number) {
    this.largest = Math.min(4095, Math.floor((2 ** 31 - 1) / (128 * length)));
    this.stride = Math.ceil(length / BYTES_PER_TURN) * BYTES_PER_TURN;
    // Layout: the query, the sums of one chunk, the rows.
    this.#sums = this.stride * Int16Array.BYTES_PER_ELEMENT;
    this.#base = this.#sums + CHUNK * Int32Array.BYTES_PER_ELEMENT;
    this.#memory = new WebAssembly.Memory({ initial: Math.ceil(this.#base / WASM_PAGE) });
    this.#dots = instantiate(this.#memory);
  }

  /** The memory of `count` rows from row `first` on, to be read or filled; a view that the next call may detach. */
  rows(first: number, count: number): Int8Array {
    this.#reserve(first + count);
    return new Int8Array(this.#memory.buffer, this.#base + first * this.stride, count * this.stride);
  }

  /**
   * Sets `sums` to the dot products of `query` with as many rows, from the first on.
   *
   * @param query Numbers up to `largest`.
   */
  multiply(query: Int16Array, sums: Int32Array): void {
    this.#reserve(sums.length);
    const { buffer } = this.#memory;
    new Int16Array(buffer, 0, this.stride).fill(0).set(query);
    for (let first = 0; first < sums.length; first += CHUNK) {
      const length = Math.min(CHUNK, sums.length - first);
      this.#dots(0, this.#base + first * this.stride, this.#sums, length, this.#sums);
      sums.set(new Int32Array(buffer, this.#sums, length), first);
    }
  }

  #reserve(rows: number): void {
    const missing = this.#base + rows * this.stride - this.#memory.buffer.byteLength;
    if (missing <= 0) return;
    // Growing moves nothing: the engine reserves the address space, so a quarter more is cheap.
    const quarter = this.#memory.buffer.byteLength / 4;
    this.#memory.grow(Math.ceil(Math.max(missing, quarter) / WASM_PAGE));
  }
}

const WASM_PAGE = 65536;
const CHUNK = 4096;
const BYTES_PER_TURN = 32;

type Dots = (query: number, rows: number, queryEnd: number, count: number, sums: number) => void;

interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** What is used of it here: TypeScript knows it only together with the types of a browser's page. */
declare const WebAssembly: {
  Memory: new (size: { initial: number }) => WasmMemory;
  Module: new (code: Uint8Array<ArrayBuffer>) => object;
  Instance: new (module: object, imports: object) => { exports: Record<string, unknown> };
};

let compiled: object | undefined;

function instantiate(memory: WasmMemory): Dots {
  compiled ??= new WebAssembly.Module(kernel());
  return new WebAssembly.Instance(compiled, { m: { m: memory } }).exports.d as Dots;
}

// === The kernel, assembled here so that it can be read (opcodes: WebAssembly core specification, 5.4)

const I32 = 0x7f;
const V128 = 0x7b;
const [QUERY, ROW, QUERY_END, COUNT, TARGET, AT, SUM_0, SUM_1, SUM_2, SUM_3] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const SUMS = [SUM_0, SUM_1, SUM_2, SUM_3];

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const i32 = (value: number) => [0x41, ...(value < 64 ? [value] : [(value & 0x7f) | 0x80, value >> 7])];
const I32_ADD = [0x6a];
const I32_SUB = [0x6b];
const advance = (local: number, by: number) => [...get(local), ...i32(by), ...I32_ADD, ...set(local)];
/** Eight bytes as eight 16-bit integers. */
const loadBytes = (address: number, offset: number) => [...get(address), 0xfd, 0x01, 3, offset];
const loadWords = (address: number, offset: number) => [...get(address), 0xfd, 0x00, 4, offset];
/** Products of eight 16-bit integers, two neighbours added up in each of four 32-bit lanes. */
const MULTIPLY_WORDS = [0xfd, 0xba, 0x01];
const ADD_LANES = [0xfd, 0xae, 0x01];
const ZERO_LANES = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
const lane = (index: number) => [...get(SUM_0), 0xfd, 0x1b, index];
const STORE_I32 = [0x36, 2, 0];
const END_BLOCK = 0x0b;

/** Four sums of four lanes at a time over 32 numbers of the query at AT and of the row at ROW. */
function columnLoop(): number[] {
  const multiplyAndAdd = SUMS.flatMap((sum, index) => [
    ...get(sum),
    ...loadBytes(ROW, index * 8),
    ...loadWords(AT, index * 16),
    ...MULTIPLY_WORDS,
    ...ADD_LANES,
    ...set(sum),
  ]);
  const again = [...get(AT), ...get(QUERY_END), 0x49 /* i32.lt_u */, 0x0d, 0 /* br_if loop */];
  return [0x03, 0x40, ...multiplyAndAdd, ...advance(AT, 64), ...advance(ROW, 32), ...again, END_BLOCK];
}

/** Stores the sum of all sixteen lanes at TARGET. */
function storeSum(): number[] {
  const joined = [SUM_1, SUM_2, SUM_3].flatMap((sum) => [...get(sum), ...ADD_LANES]);
  const lanes = [1, 2, 3].flatMap((index) => [...lane(index), ...I32_ADD]);
  return [...get(SUM_0), ...joined, ...set(SUM_0), ...get(TARGET), ...lane(0), ...lanes, ...STORE_I32];
}

function rowLoop(): number[] {
  return [
    ...[0x02, 0x40, 0x03, 0x40], // block, loop
    ...[...get(COUNT), 0x45 /* i32.eqz */, 0x0d, 1 /* br_if block */],
    ...[...get(QUERY), ...set(AT)],
    ...SUMS.flatMap((sum) => [...ZERO_LANES, ...set(sum)]),
    ...columnLoop(),
    ...storeSum(),
    ...advance(TARGET, 4),
    ...[...get(COUNT), ...i32(1), ...I32_SUB, ...set(COUNT)],
    ...[0x0c, 0 /* br loop */, END_BLOCK, END_BLOCK],
  ];
}

function kernel(): Uint8Array<ArrayBuffer> {
  const size = (length: number) => [(length & 0x7f) | 0x80, length >> 7];
  const section = (id: number, body: number[]) => [id, ...size(body.length), ...body];
  const locals = [2, 1, I32, 4, V128];
  const code = [...locals, ...rowLoop(), END_BLOCK];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // magic and version
    ...section(1, [1, 0x60, 5, I32, I32, I32, I32, I32, 0]), // one type: five integers to nothing
    ...section(2, [1, 1, 0x6d, 1, 0x6d, 2, 0, 1]), // import memory "m" "m" of at least one page
    ...section(3, [1, 0]), // one function of that type
    ...section(7, [1, 1, 0x64, 0, 0]), // exported as "d"
    ...section(10, [1, ...size(code.length), ...code]),
  ]);
}
