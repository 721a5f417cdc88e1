import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../src/store/database.ts';

/** A folder of its own for one test. */
export function temporaryFolder(): { folder: string; dispose(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'luodi-'));
  return { folder, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A database file of its own for one test; every connection that it opens is closed by `dispose`. */
export function temporaryDatabase(): { file: string; connect(): Database; dispose(): Promise<void> } {
  const { folder, dispose } = temporaryFolder();
  const file = join(folder, 'luodi.db');
  const connections: Database[] = [];
  return {
    file,
    connect: () => {
      const database = openDatabase(file);
      connections.push(database);
      return database;
    },
    dispose: async () => {
      for (const connection of connections) await connection.close();
      dispose();
    },
  };
}
