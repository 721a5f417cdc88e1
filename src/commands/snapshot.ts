import { join } from 'node:path';
import { createLuodi } from '../app.ts';
import { configOf, TERMINAL } from './open.ts';
import type { CommonOptions } from './options.ts';
import { print } from './terminal.ts';

/** `luodi snapshot`: copies the store, and lets Qdrant copy the index, so that both can be gone back to. */
export async function snapshot(options: Pick<CommonOptions, 'pack' | 'data' | 'json'>): Promise<void> {
  const config = configOf(options);
  const luodi = await createLuodi(config, { ...TERMINAL, requireIndex: true });
  try {
    const moment = new Date().toISOString().replace(/[:.]/g, '-');
    const made = await luodi.snapshot(join(config.dataDirectory, 'snapshots', moment));
    if (options.json) return print(JSON.stringify(made));
    print(`${made.documents} documents with ${made.passages} passages: ${made.store}`);
    if (made.index) print(`Qdrant keeps the index as ${made.index.name} of ${made.index.collection}.`);
    print('How to go back to it: docs/qdrant.md.');
  } finally {
    await luodi.close();
  }
}
