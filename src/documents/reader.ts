import type { CleanText } from '../types.ts';

/** The contract of a file format: bytes become clean text with its structure. */
export interface Reader {
  /** Short name of the format, for the ingest report. */
  name: string;
  /**
   * Reads one whole file. `path` is the path inside the pack, for messages.
   * The blocks of the result are in order, do not overlap, and are separated by one "\n".
   * @throws AppError `unreadable` when the bytes are not of this format.
   */
  read(bytes: Uint8Array, path: string): Promise<CleanText>;
}

/** A reader with the files it is for. */
export interface Format extends Reader {
  /** Endings of the names of its files, in lower case with their dot. */
  extensions: readonly string[];
}
