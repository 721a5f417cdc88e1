import { termsOf } from '../retrieval/reading/passage-analysis.ts';
import type { Evidence } from '../types.ts';
import { withoutMarks } from './marks.ts';

/** How much of a statement's wording one passage must share to be its source when it names none. */
const ATTRIBUTED = 0.6;

/** The evidence whose words an unmarked statement repeats; `undefined` if none does. */
export function attribute(statement: string, evidence: readonly Evidence[]): Evidence | undefined {
  const terms = [...termsOf(withoutMarks(statement))];
  const shares = evidence.map((item) => {
    const held = termsOf(item.passage.text);
    return terms.filter((term) => held.has(term)).length / Math.max(terms.length, 1);
  });
  const best = Math.max(...shares, 0);
  return best >= ATTRIBUTED ? evidence[shares.indexOf(best)] : undefined;
}
