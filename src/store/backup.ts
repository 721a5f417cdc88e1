import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Database } from './database.ts';

/**
 * Writes a copy of a database as it is at one moment into a folder, which is made where absent, under the same name.
 *
 * @returns Path of the copy.
 */
export async function copyDatabase({ file, kysely, sqlite }: Database, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const copy = join(folder, basename(file));
  // Within a turn of its own: not even a copy may begin in the middle of a transaction.
  await kysely.connection().execute(async () => sqlite.prepare('VACUUM INTO ?').run(copy));
  return copy;
}
