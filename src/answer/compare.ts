import { inScriptOf } from '../language/detect.ts';
import { fold, HAN } from '../language/fold.ts';
import { type Direction, directionOf, questionsOfSide } from '../retrieval/comparison.ts';
import { coverage } from '../retrieval/coverage.ts';
import { FIGURES, fitsFigure } from '../retrieval/expectation.ts';
import type { Reading } from '../retrieval/follow-up.ts';
import type { AnalysedSentence } from '../retrieval/passage-analysis.ts';
import type { Query, QueryUnit } from '../retrieval/query.ts';
import { type Library, type Retrieval, retrieve } from '../retrieval/retrieve.ts';
import type { Answer, Language, Question } from '../types.ts';
import { Citations } from './citations.ts';
import { joinStatements, statement } from './compose/compose.ts';
import { names, textsOf } from './compose/naming.ts';
import { type Chosen, rankSentences } from './compose/select.ts';
import { validityRemarks } from './compose/validity.ts';
import { judge } from './gate/gate.ts';
import { verdictOf } from './verdict.ts';

/**
 * Answers a comparison side by side: each side is asked for by itself, so that neither crowds out the other; then
 * which of them is the greater, where that is asked and both figures are of one kind.
 *
 * @returns `undefined` if the question compares nothing, or if the documents do not answer for both sides
 */
export async function compareSides(
  question: Question,
  { query }: Retrieval,
  library: Library,
): Promise<Answer | undefined> {
  const { language } = query;
  const direction = directionOf(fold(question.text));
  for (const readings of readingsOf(query)) {
    const answer = await answerReadings(readings, { question, language, library, direction });
    if (answer) return answer;
  }
  return undefined;
}

/** Each side with its own question, in the wordings to try. */
function readingsOf({ sides, compared, text }: Query): Reading[][] {
  if (compared.length === 2) return [compared];
  const [first, second] = sides;
  if (sides.length !== 2 || !first || !second) return [];
  const folded = fold(text);
  const ofFirst = questionsOfSide(folded, { side: first, other: second });
  const ofSecond = questionsOfSide(folded, { side: second, other: first });
  return ofFirst.map((wording, at) => [
    { subject: first, text: wording },
    { subject: second, text: ofSecond[at]! },
  ]);
}

/**
 * Answers several readings of a question beside each other, each asked by itself.
 *
 * @returns `undefined` if the documents do not answer all of them
 */
export async function answerReadings(
  readings: readonly Reading[],
  options: {
    question: Question;
    language: Language;
    library: Library;
    direction?: Direction;
    closing?: string;
  },
): Promise<Answer | undefined> {
  const { question, language, library, direction, closing } = options;
  const sides: Side[] = [];
  for (const { subject, text } of readings) {
    const others = readings.map((reading) => reading.subject).filter((other) => other !== subject);
    const side = readSide(await retrieve({ ...question, text, history: [] }, library), subject, others);
    if (side.candidates.length === 0) return undefined;
    sides.push(side);
  }
  const citations = new Citations(language);
  const rows = rowsOfOneTable(sides, language);
  const spoken = sides.map(({ subject, retrieval, candidates }, at) => {
    const chosen = rows?.[at] ?? candidates[0]!;
    const said = statement(chosen, { ...retrieval, query: { ...retrieval.query, language } }, citations);
    return { subject: inScriptOf(language, subject), said, expectations: retrieval.query.expectations };
  });
  const lines = spoken.map(({ subject, said }) => `${subject}${language === 'en' ? ': ' : '：'}${said}`);
  const verdict = direction && verdictOf(spoken, direction, language);
  const remarks = validityRemarks(lines.join(''), citations, question);
  const text =
    joinStatements([...lines, ...(verdict ? [verdict] : []), ...remarks], language) +
    (closing ? `\n${closing}` : '');
  return { outcome: 'answered', text, citations: citations.list, language, composedBy: 'extractive' };
}

/** One side of a comparison with the sentences that may answer for it, best first; none where the gate stays shut. */
interface Side {
  subject: string;
  retrieval: Retrieval;
  candidates: Chosen[];
}

function readSide(found: Retrieval, subject: string, others: readonly string[]): Side {
  const { units } = found.query;
  const evidence = found.evidence.filter((item) => isOf(subject, others, textsOf(item), units));
  const retrieval = { ...found, evidence };
  if (!judge(retrieval).open) return { subject, retrieval, candidates: [] };
  const candidates = rankSentences(evidence).filter(
    ({ sentence, evidence: item }) =>
      isOf(subject, others, [sentence.folded, ...textsOf(item)], units) && hasKind(retrieval.query, sentence),
  );
  return { subject, retrieval, candidates: ofTheMeasure(candidates, retrieval, subject) };
}

/** Sentences that speak of what is asked of a side beside its name, where any does: 产值, and not any amount. */
function ofTheMeasure(candidates: Chosen[], { units }: Retrieval, subject: string): Chosen[] {
  const asked = units.filter(({ word, label }) => word !== undefined && !subject.includes(label));
  const shares = candidates.map(({ sentence }) => coverage(asked, sentence.terms));
  const most = Math.max(0, ...shares);
  return candidates.filter((_, at) => shares[at]! >= MEASURED * most);
}

/** A sentence speaks of the measure as another does where it holds this share of what that holds of it. */
const MEASURED = 0.7;

/** For each side its row of one table, where a table has a row of each: what is measured alike compares best. */
function rowsOfOneTable(sides: readonly Side[], language: Language): Chosen[] | undefined {
  const rowsOf = ({ candidates, subject, retrieval }: Side) =>
    candidates.filter(
      ({ evidence: { passage }, sentence }) =>
        passage.kind === 'table-row' &&
        (language === 'en' || HAN.test(passage.text.charAt(0))) &&
        names(sentence.folded, subject, retrieval.query.units),
    );
  const tableOf = ({ evidence: { document, passage } }: Chosen) =>
    JSON.stringify([document.id, passage.locator.headingPath, passage.locator.table]);
  const [first, ...others] = sides.map(rowsOf);
  for (const row of first ?? []) {
    const beside = others.map((rows) =>
      rows.find(
        (other) => tableOf(other) === tableOf(row) && other.evidence.passage.id !== row.evidence.passage.id,
      ),
    );
    if (beside.every((other) => other !== undefined)) return [row, ...beside];
  }
  return undefined;
}

/** Whether a sentence holds a figure of a kind that is asked for, where figures are. */
function hasKind({ expectations }: Query, { figures }: AnalysedSentence): boolean {
  const asked = expectations.filter((expectation) => FIGURES.includes(expectation));
  return (
    asked.length === 0 ||
    figures.some((figure) => asked.some((expectation) => fitsFigure(expectation, figure)))
  );
}

/** Whether the nearest text that names any of the subjects names this one. */
function isOf(
  subject: string,
  others: readonly string[],
  texts: readonly string[],
  units: readonly QueryUnit[],
): boolean {
  for (const text of texts) {
    if (names(text, subject, units)) return true;
    if (others.some((other) => names(text, other, units))) return false;
  }
  return false;
}
