import type { Database } from './database.ts';
import type { EmbeddingCache } from './embedding-cache.ts';
import { fromBlob, toBlob } from './vector-blobs.ts';

/** The cache of embeddings in SQLite, for as long as the file lasts. Shares `database` with others. */
export function openEmbeddingCache(database: Database): EmbeddingCache {
  return {
    async read(model, hashes) {
      const statement = database.sqlite.prepare(
        'SELECT vector FROM embedding_cache WHERE model = ? AND hash = ?',
      );
      const found = new Map<string, Float32Array>();
      for (const hash of hashes) {
        const row = statement.get(model, Buffer.from(hash, 'hex'));
        if (row) found.set(hash, fromBlob(row.vector as Uint8Array));
      }
      return found;
    },

    async write(model, vectors) {
      await database.transact((sqlite) => {
        const statement = sqlite.prepare(
          'INSERT OR REPLACE INTO embedding_cache (model, hash, vector) VALUES (?, ?, ?)',
        );
        for (const [hash, vector] of vectors) statement.run(model, Buffer.from(hash, 'hex'), toBlob(vector));
      });
    },
  };
}
