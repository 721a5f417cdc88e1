import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { PreparedDocument } from '../../src/ingest/prepare.ts';
import { openReadingPool, type ReadingPool, type ReadingPoolOptions } from '../../src/ingest/reading-pool.ts';
import type { DocumentSource } from '../../src/types.ts';
import { testFolder } from './command-line.ts';

/** Readers of which each does what a hostile file might make one do: see there. */
export const MISBEHAVING = join(import.meta.dirname, 'misbehaving-readers.ts');

/** A pool of one process that the test closes. */
export function openPool(options: ReadingPoolOptions = {}): ReadingPool {
  const pool = openReadingPool({ size: 1, ...options });
  onTestFinished(() => pool.close());
  return pool;
}

/** A file of a folder that the test removes, as a document of a pack. */
export async function sourceOf(path: string, content: string | Uint8Array): Promise<DocumentSource> {
  return { path, file: join(await testFolder({ [path]: content }), path), audience: 'public' };
}

/** Lets a pool read a file of that name and content. */
export async function prepareFile(
  pool: ReadingPool,
  path: string,
  content: string | Uint8Array = 'x',
): Promise<PreparedDocument> {
  return pool.prepare({ id: path, version: '1', source: await sourceOf(path, content) });
}
