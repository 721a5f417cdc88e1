import { inScriptOf } from '../language/detect.ts';
import { sameFigure } from '../language/figures.ts';
import { FIGURES, fitsFigure } from '../retrieval/question/expectation.ts';
import type { Library, Retrieval } from '../retrieval/retrieve.ts';
import type { Answer, Question } from '../types.ts';
import { Citations } from './citations.ts';
import { answerReadings } from './compare.ts';
import { joinStatements, statement } from './compose/compose.ts';
import { type Chosen, rankSentences } from './compose/select.ts';
import { wordingFor } from './wording.ts';

/** Sentences that may be meant as well as the best one have at least this share of its score. */
const AS_GOOD = 0.8;
const MOST_OFFERED = 3;

/**
 * Asks back where a question can be understood in several ways that are answered differently, and gives the
 * answer to each: a pronoun that may mean either of two things, or a question that names no subject.
 *
 * @returns `undefined` where one reading is plain, or where the documents answer at most one of them
 */
export async function clarify(
  question: Question,
  retrieval: Retrieval,
  library: Library,
): Promise<Answer | undefined> {
  const { readings, language, unspecific } = retrieval.query;
  if (unspecific) return offerSubjects(retrieval);
  if (readings.length === 0) return undefined;
  const closing = wordingFor(language).whichOf(readings.map(({ subject }) => inScriptOf(language, subject)));
  const answer = await answerReadings(readings, { question, language, library, closing });
  return answer && { ...answer, suggestions: readings.map(({ text }) => inScriptOf(language, text)) };
}

/** What the documents say of several subjects, where the question names none and they differ. */
function offerSubjects(retrieval: Retrieval): Answer | undefined {
  const { query, evidence } = retrieval;
  const asked = query.expectations.find((expectation) => FIGURES.includes(expectation));
  if (asked === undefined) return undefined;
  const figuresOf = ({ sentence }: Chosen) => sentence.figures.filter((figure) => fitsFigure(asked, figure));
  const offered: Chosen[] = [];
  for (const candidate of rankSentences(evidence)) {
    if (offered.length === MOST_OFFERED || candidate.score < AS_GOOD * (offered[0]?.score ?? 0)) break;
    const figures = figuresOf(candidate);
    const isSaid = offered.some((other) =>
      figuresOf(other).some((one) => figures.some((figure) => sameFigure(figure, one))),
    );
    if (figures.length > 0 && !isSaid) offered.push(candidate);
  }
  if (offered.length < 2) return undefined;
  const citations = new Citations(query.language);
  const lines = offered.map((chosen) => statement(chosen, retrieval, citations));
  const text = `${joinStatements(lines, query.language)}\n${wordingFor(query.language).whichSubject()}`;
  return {
    outcome: 'answered',
    text,
    citations: citations.list,
    language: query.language,
    composedBy: 'extractive',
  };
}
