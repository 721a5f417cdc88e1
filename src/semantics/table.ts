import { readFileSync } from 'node:fs';
import { AppError } from '../errors.ts';

/** The words of `table.bin`, Chinese and English in one space. `scripts/distill-embeddings.py` says how it is made. */
export interface WordTable {
  /** Row of each word: folded Chinese, or lower-case English. */
  rows: ReadonlyMap<string, number>;
  /** Numbers of a vector. */
  dimensions: number;
  /** -ln of a row's frequency in its language. */
  rarity(row: number): number;
  /** Adds `weight` times the unit vector of a row to `sum`, or as many of its first numbers as `sum` has. */
  add(row: number, weight: number, sum: Float32Array): void;
}

const MAGIC = 'LUODISEM';
const VERSION = 1;
const HEADER_BYTES = 24;
/** What a stored half byte stands above the number it means. */
const MIDDLE = 7.5;

let loaded: WordTable | undefined;

/**
 * The table that ships, read at the first call and kept in memory.
 * @throws AppError `unreadable` where the file is missing or of another form.
 */
export function wordTable(): WordTable {
  loaded ??= parseTable(readTable());
  return loaded;
}

const FILE = new URL('./table.bin', import.meta.url);
const NEXT = 'Install Luodi again, or make the file with scripts/distill-embeddings.py.';

function readTable(): Buffer {
  try {
    return readFileSync(FILE);
  } catch (cause) {
    throw new AppError('unreadable', 'The table of word meanings that ships is missing.', {
      cause,
      next: NEXT,
    });
  }
}

/** @throws AppError `unreadable` where the bytes are of another form or version, or cut short. */
export function parseTable(bytes: Buffer): WordTable {
  const isTable = bytes.length > HEADER_BYTES && bytes.toString('latin1', 0, MAGIC.length) === MAGIC;
  if (!isTable || bytes.readUInt32LE(8) !== VERSION) throw damaged();
  const [words, dimensions, textBytes] = [12, 16, 20].map((at) => bytes.readUInt32LE(at)) as [
    number,
    number,
    number,
  ];
  const scalesAt = HEADER_BYTES + textBytes + ((4 - (textBytes % 4)) % 4);
  const rarityAt = scalesAt + 4 * words;
  const halvesAt = rarityAt + words;
  const rowBytes = dimensions / 2;
  if (bytes.length !== halvesAt + words * rowBytes) throw damaged();
  const scales = Float32Array.from({ length: words }, (_, row) => bytes.readFloatLE(scalesAt + 4 * row));
  const halves = bytes.subarray(halvesAt);
  const text = bytes.toString('utf8', HEADER_BYTES, HEADER_BYTES + textBytes);
  return {
    rows: new Map(text.split('\n').map((word, row) => [word, row])),
    dimensions,
    rarity: (row) => bytes[rarityAt + row]! / 10,
    add(row, weight, sum) {
      const factor = weight * scales[row]!;
      const start = row * rowBytes;
      const pairs = Math.min(rowBytes, sum.length >> 1);
      for (let i = 0; i < pairs; i++) {
        const pair = halves[start + i]!;
        sum[2 * i]! += factor * ((pair & 15) - MIDDLE);
        sum[2 * i + 1]! += factor * ((pair >> 4) - MIDDLE);
      }
    },
  };
}

function damaged(): AppError {
  return new AppError('unreadable', 'The table of word meanings that ships is damaged.', { next: NEXT });
}
