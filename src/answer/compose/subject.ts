import { splitClauses } from '../../language/clauses.ts';
import { readFigures } from '../../language/figures.ts';
import { fold } from '../../language/fold.ts';
import { FIGURES, fitsFigure } from '../../retrieval/question/expectation.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import { names, textsOf } from './naming.ts';
import { rankSentences } from './select.ts';

/**
 * What was found, without the evidence that does not name what a short question put in the place of what was
 * spoken of before: the figure of the city is no answer to 衡东呢.
 */
export function aboutSubject(found: Retrieval): Retrieval {
  const { subject, units } = found.query;
  if (subject === undefined) return withoutReplaced(found);
  const evidence = found.evidence.filter((item) => textsOf(item).some((text) => names(text, subject, units)));
  // Where nothing names it, it may be known by other words: what the question lacks then is the gate's to judge.
  return withoutReplaced(evidence.length > 0 ? { ...found, evidence } : found);
}

/** A sentence without its clauses about what a short question put its own subject in the place of. */
export function ownClauses(sentence: string, { subject, instead }: Retrieval['query']): string {
  if (subject === undefined || instead === undefined) return sentence;
  const speaks = (clause: string, of: string) => fold(clause).includes(of);
  const clauses = splitClauses(sentence);
  const own = clauses.filter((clause) => !speaks(clause, instead));
  const isOwn = own.length < clauses.length && own.some((clause) => speaks(clause, subject));
  return isOwn ? own.join('') : sentence;
}

/** A sentence that also speaks of what was replaced gives way to one of this share of its score that does not. */
const AS_GOOD = 0.75;

/** What was found, without the sentences that speak of what the question put something else in the place of. */
function withoutReplaced(retrieval: Retrieval): Retrieval {
  const { instead, units, expectations } = retrieval.query;
  if (instead === undefined) return retrieval;
  // What is said of one part of a month is not said of another.
  const isDay = instead.includes('月');
  const asked = expectations.filter((expectation) => FIGURES.includes(expectation));
  const answers = (text: string) =>
    asked.length === 0 ||
    readFigures(text).some((figure) => asked.some((expectation) => fitsFigure(expectation, figure)));
  const evidence = retrieval.evidence
    .map((item) => ({
      ...item,
      sentences: item.sentences.filter(({ start, end }) => {
        const text = fold(item.passage.text.slice(start, end));
        return isDay ? !text.includes(instead) : !names(text, instead, units) && answers(text);
      }),
    }))
    .filter(({ sentences }) => sentences.length > 0);
  const best = (items: Retrieval['evidence']) => rankSentences(items)[0]?.score ?? 0;
  return best(evidence) > 0 && (isDay || best(evidence) >= AS_GOOD * best(retrieval.evidence))
    ? { ...retrieval, evidence }
    : retrieval;
}
