import type { CleanText } from '../types.ts';

/** The contract of a file format: bytes become clean text with its structure. */
export interface Reader {
  /** Short name of the format, for the ingest report. */
  name: string;
  /** Whether this reader takes files of that name; looks at the name only. */
  accepts(path: string): boolean;
  /**
   * Reads one whole file. `path` is the path inside the pack, for messages.
   * The blocks of the result are in order, do not overlap, and are separated by one "\n".
   * @throws AppError `unreadable` when the bytes are not of this format.
   */
  read(bytes: Uint8Array, path: string): Promise<CleanText>;
}
