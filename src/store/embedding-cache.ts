/** The contract of vectors kept from one ingest to the next, by the model's identity and content. */
export interface EmbeddingCache {
  /** Those that are kept, by hash; others are left out. Hashes are SHA-256 in hexadecimal. */
  read(model: string, hashes: readonly string[]): Promise<Map<string, Float32Array>>;
  /** Durable when the promise resolves. */
  write(model: string, vectors: ReadonlyMap<string, Float32Array>): Promise<void>;
}
