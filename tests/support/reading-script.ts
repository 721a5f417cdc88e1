import { openReadingPool } from '../../src/ingest/reading-pool.ts';

/**
 * A program that reads files in a pool of one process, with the readers of the first argument, and prints a
 * line for each; it never closes the pool.
 */
const [readers, ...files] = process.argv.slice(2);
const pool = openReadingPool({ readers, size: 1 });
for (const file of files) {
  const source = { path: file, file, audience: 'public' as const };
  const { clean } = await pool.prepare({ id: file, version: '1', source });
  process.stdout.write(`${clean.text}\n`);
}
