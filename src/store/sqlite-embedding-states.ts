import type { DatabaseSync } from 'node:sqlite';
import type { Database } from './database.ts';
import type { EmbeddingState, EmbeddingStates } from './embedding-state.ts';
import { fromBlob, toBlob } from './vector-blobs.ts';

/** What is known of embedding models in SQLite, for as long as the file lasts. Shares `database` with others. */
export function openEmbeddingStates(database: Database): EmbeddingStates {
  return {
    async read(identity) {
      const row = await database.kysely
        .selectFrom('embedding_states')
        .selectAll()
        .where('identity', '=', identity)
        .executeTakeFirst();
      if (!row) return undefined;
      const { dimension, probe, same_weight: same, cross_weight: cross, indexed } = row;
      return { dimension, probe: fromBlob(probe), weights: { same, cross }, isIndexed: indexed === 1 };
    },

    async write(identity, state) {
      await database.transact((sqlite) => put(sqlite, identity, state));
    },

    async replace(identity, state) {
      await database.transact((sqlite) => {
        sqlite.prepare('DELETE FROM embedding_cache WHERE model = ?').run(identity);
        put(sqlite, identity, state);
      });
    },
  };
}

function put(
  sqlite: DatabaseSync,
  identity: string,
  { dimension, probe, weights, isIndexed }: EmbeddingState,
): void {
  sqlite
    .prepare('INSERT OR REPLACE INTO embedding_states VALUES (?, ?, ?, ?, ?, ?)')
    .run(identity, dimension, toBlob(probe), weights.same, weights.cross, isIndexed ? 1 : 0);
}
