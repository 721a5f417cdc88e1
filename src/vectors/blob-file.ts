import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';

/**
 * A file of blobs, each with its checksum, and of what is to be known of them, as JSON. The end of the file
 * says where that begins, so that a file without its end is none:
 *
 *   blobs | JSON | length of the JSON, its checksum, MARK (three little-endian integers of 32 bits)
 */
const MARK = 0x1d0d1f01;
const END_BYTES = 12;
const PART = '.part';

interface Contents<Head> {
  head: Head;
  /** Of each blob, in their order: its length and its checksum. */
  blobs: [bytes: number, checksum: number][];
}

/** The memory of an array, as bytes. */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/**
 * Writes a file in place of the one that is there, which is never seen in part: it is written beside it, and
 * renamed when it lies on the disk.
 */
export function writeBlobs(file: string, head: unknown, blobs: Iterable<ArrayBufferView>): void {
  removeParts(file);
  const part = `${file}.${process.pid}${PART}`;
  try {
    writeContents(part, head, blobs);
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

function writeContents(part: string, head: unknown, blobs: Iterable<ArrayBufferView>): void {
  const descriptor = openSync(part, 'w');
  try {
    const contents: Contents<unknown> = { head, blobs: [] };
    for (const view of blobs) {
      const blob = bytesOf(view);
      writeAll(descriptor, blob);
      contents.blobs.push([blob.byteLength, crc32(blob)]);
    }
    const json = Buffer.from(JSON.stringify(contents));
    writeAll(descriptor, json);
    const end = Uint32Array.of(json.byteLength, crc32(json), MARK);
    writeAll(descriptor, bytesOf(end));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Removes what writers that were killed left behind. One that is still at work fails, which it must expect anyway. */
function removeParts(file: string): void {
  const folder = dirname(file);
  const start = `${basename(file)}.`;
  const parts = readdirSync(folder).filter((name) => name.startsWith(start) && name.endsWith(PART));
  for (const name of parts) rmSync(join(folder, name), { force: true });
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.byteLength; ) at += writeSync(descriptor, bytes, at);
}

/** Reads the blobs of a file in their order. */
export class BlobReader<Head = unknown> {
  readonly head: Head;
  readonly #descriptor: number;
  readonly #blobs: Contents<Head>['blobs'];
  #next = 0;
  #at = 0;

  /** @throws Error where the file is missing, cut off or damaged. */
  constructor(file: string) {
    this.#descriptor = openSync(file, 'r');
    try {
      const { size } = fstatSync(this.#descriptor);
      const end = new Uint32Array(END_BYTES / 4);
      this.#readAt(size - END_BYTES, bytesOf(end));
      const [length, checksum, mark] = end;
      if (mark !== MARK || length! > size) throw new Error(`${file} has no end.`);
      const json = new Uint8Array(length!);
      this.#readAt(size - END_BYTES - length!, json);
      if (crc32(json) !== checksum) throw new Error(`${file} is damaged.`);
      const { head, blobs }: Contents<Head> = JSON.parse(Buffer.from(json).toString());
      this.head = head;
      this.#blobs = blobs;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Reads the next blob into an array of its length. @throws Error where it is damaged. */
  read<Words extends ArrayBufferView>(words: Words): Words {
    const [bytes, checksum] = this.#blobs[this.#next]!;
    const target = bytesOf(words);
    if (bytes !== target.byteLength) throw new Error('A blob has another length.');
    this.#readAt(this.#at, target);
    if (crc32(target) !== checksum) throw new Error('A blob is damaged.');
    this.#at += bytes;
    this.#next += 1;
    return words;
  }

  /** Where the next blob begins. */
  get position(): number {
    return this.#at;
  }

  /** Fills an array with what stands at a position, whether blobs begin there or not. */
  readAt<Words extends ArrayBufferView>(position: number, words: Words): Words {
    this.#readAt(position, bytesOf(words));
    return words;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #readAt(position: number, target: Uint8Array): void {
    if (position < 0) throw new Error('The file is cut off.');
    for (let at = 0; at < target.byteLength; ) {
      const read = readSync(this.#descriptor, target, at, target.byteLength - at, position + at);
      if (read === 0) throw new Error('The file is cut off.');
      at += read;
    }
  }
}
