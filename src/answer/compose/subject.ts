import type { Retrieval } from '../../retrieval/retrieve.ts';
import { names, textsOf } from './naming.ts';

/**
 * What was found, without the evidence that does not name what a short question put in the place of what was
 * spoken of before: the figure of the city is no answer to 衡东呢.
 */
export function aboutSubject(retrieval: Retrieval): Retrieval {
  const { subject, units } = retrieval.query;
  if (subject === undefined) return retrieval;
  const evidence = retrieval.evidence.filter((item) =>
    textsOf(item).some((text) => names(text, subject, units)),
  );
  // Where nothing names it, it may be known by other words: what the question lacks then is the gate's to judge.
  return evidence.length > 0 ? { ...retrieval, evidence } : retrieval;
}
