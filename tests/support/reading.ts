import { readDocument } from '../../src/documents/read.ts';
import type { Format } from '../../src/documents/reader.ts';
import { READERS } from '../../src/documents/readers.ts';
import { prepareDocument } from '../../src/ingest/prepare.ts';
import type { ReadingPool } from '../../src/ingest/reading-pool.ts';

/** Reads documents within the process of the test, for tests of what comes after reading. */
export function openReadingHere(readers: readonly Format[] = READERS): ReadingPool {
  return {
    size: 2,
    async prepare({ clean, ...task }) {
      return prepareDocument({ ...task, clean: clean ?? (await readDocument(task.source, readers)) });
    },
    async close() {},
  };
}
