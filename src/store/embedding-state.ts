/** What is known of the vectors that a knowledge database and its index hold. */
export interface EmbeddingState {
  /** Numbers in a vector. */
  dimension: number;
  /** The vector of a fixed text, by which a model is known again that keeps its name. */
  probe: Float32Array;
  /** How much the vectors count beside words, where question and passage share a language and where not. */
  weights: { same: number; cross: number };
  /** Whether the index holds these vectors; not while documents are embedded anew. */
  isIndexed: boolean;
}

/** The contract of what is remembered of the models whose vectors are kept, by their identity. */
export interface EmbeddingStates {
  read(identity: string): Promise<EmbeddingState | undefined>;
  /** Sets what is known of a model whose vectors are kept. */
  write(identity: string, state: EmbeddingState): Promise<void>;
  /** Sets what is known of a model that has come in the place of another, whose vectors are dropped from the cache. */
  replace(identity: string, state: EmbeddingState): Promise<void>;
}
