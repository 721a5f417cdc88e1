import type { Evidence, Question } from '../types.ts';
import { type Library, type Search, search } from './candidates/search.ts';
import { withLeads } from './reading/leads.ts';
import { readClosely } from './reading/read-closely.ts';

export type { Library } from './candidates/search.ts';

/** What was found for a question, as an answer is taken from it. */
export interface Retrieval extends Search {
  /** Best first. */
  evidence: Evidence[];
}

/**
 * Finds the evidence for a question: passages, and the sentences of the best of them judged as an answer.
 *
 * @throws AppError when the index or the store fails; a failing embedding endpoint leaves the search by words,
 * a failing rerank endpoint the order as it was
 */
export async function retrieve(question: Question, library: Library): Promise<Retrieval> {
  const found = await search(question, library);
  const evidence = await readClosely(found, library.store);
  return { ...found, evidence: await withLeads(evidence, library.store) };
}
