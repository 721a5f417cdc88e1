import type { Wiring } from '../luodi.ts';

/** What `openKnowledge` may be told. */
export interface KnowledgeOptions {
  /** Gets one line for the person at the terminal, when something is used in place of what was asked for. */
  notify?: (line: string) => void;
  /** Whether to throw, instead of using the embedded index, where Qdrant does not answer. */
  requireIndex?: boolean;
  /** Whether an index of another shape is put aside, instead of refused, for one that is filled anew. */
  recreateIndex?: boolean;
}

/** What wiring Luodi may be told. */
export interface LuodiOptions extends KnowledgeOptions {
  clock?: () => Date;
  /** Gets what went wrong on the way to an answer. */
  onFailure?: Wiring['onFailure'];
  onAttempt?: Wiring['onAttempt'];
}
