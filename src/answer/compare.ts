import { inScriptOf } from '../language/detect.ts';
import { fold } from '../language/fold.ts';
import { type Direction, directionOf } from '../retrieval/comparison.ts';
import { coverage } from '../retrieval/coverage.ts';
import { FIGURES, fitsFigure } from '../retrieval/expectation.ts';
import type { Reading } from '../retrieval/follow-up.ts';
import type { AnalysedSentence } from '../retrieval/passage-analysis.ts';
import type { Query, QueryUnit } from '../retrieval/query.ts';
import { type Library, type Retrieval, retrieve } from '../retrieval/retrieve.ts';
import { questionsOfSide } from '../retrieval/side-questions.ts';
import type { Answer, Language, Question } from '../types.ts';
import { Citations } from './citations.ts';
import { joinStatements, statement } from './compose/compose.ts';
import { names, textsOf } from './compose/naming.ts';
import { type Chosen, rankSentences } from './compose/select.ts';
import { validityRemarks } from './compose/validity.ts';
import { judge } from './gate/gate.ts';
import { isRowOfItself, pairUp } from './pairing.ts';
import { type SpokenSide, verdictOf } from './verdict.ts';

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
  const paired = pairUp(
    sides.map(({ subject, retrieval, candidates }) => ({
      subject,
      units: retrieval.query.units,
      candidates,
    })),
    language,
  );
  const spoken = sides.map((side, at) => speak(side, paired[at]!, { sides, question, language, citations }));
  const isOne = spoken.every(({ said }) => said === spoken[0]!.said);
  const lines = isOne
    ? [spoken[0]!.said]
    : spoken.map(({ subject, said }) => labelled(subject, said, language));
  const verdict = direction && !isOne && verdictOf(spoken, direction, language);
  const remarks = validityRemarks(lines.join(''), citations, question);
  const text =
    joinStatements([...lines, ...(verdict ? [verdict] : []), ...remarks], language) +
    (closing ? `\n${closing}` : '');
  return { outcome: 'answered', text, citations: citations.list, language, composedBy: 'extractive' };
}

interface Speaking {
  sides: readonly Side[];
  question: Question;
  language: Language;
  citations: Citations;
}

/** What a side says with the sentence chosen for it. */
function speak(
  { subject, retrieval }: Side,
  chosen: Chosen,
  { sides, question, language, citations }: Speaking,
): SpokenSide {
  const { units, expectations } = retrieval.query;
  const said = statement(chosen, { ...retrieval, query: { ...retrieval.query, language } }, citations);
  const others = sides.filter((other) => other.subject !== subject);
  const isOfOther = (text: string) =>
    !names(fold(text), subject, units) &&
    others.some((other) => names(fold(text), other.subject, other.retrieval.query.units));
  return { subject: asWritten(subject, question, language), said, expectations, isOfOther };
}

/** What is said of a side, behind its name; a row begins with its own. */
function labelled(subject: string, said: string, language: Language): string {
  const isNamed = new RegExp(`^[“"]?${literal(subject)}[：:]`, 'i').test(said);
  return isNamed ? said : `${subject}${language === 'en' ? ': ' : '：'}${said}`;
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A side in the asker's own letters: JC-11 and Lingang, as they were asked for. */
function asWritten(subject: string, { text, history }: Question, language: Language): string {
  const own = new RegExp(literal(subject), 'i').exec([text, ...history.toReversed()].join('\n'))?.[0];
  return own ?? inScriptOf(language, subject);
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
  const own = rankSentences(evidence).filter(
    (one) =>
      !isRowOfItself(one, { subject, units }) &&
      speaksOf(subject, others, [one.sentence.folded, ...textsOf(one.evidence)], units) &&
      !isOfAll(found.query, one, others),
  );
  const asksFigure = found.query.expectations.some((expectation) => FIGURES.includes(expectation));
  const kinds = own.map(({ sentence }) => kindsHeld(found.query, sentence));
  const most = Math.max(asksFigure ? 1 : 0, ...kinds);
  const candidates = own.filter((_, at) => kinds[at] === most);
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

/** Whether a sentence names the other sides as well and gives one figure for all of them: what they are parts of has it. */
function isOfAll(
  { expectations, units }: Query,
  { sentence: { folded, figures }, evidence: { passage } }: Chosen,
  others: readonly string[],
): boolean {
  if (passage.kind === 'table-row' || !others.some((other) => names(folded, other, units))) return false;
  const asked = expectations.filter((expectation) => FIGURES.includes(expectation));
  const fitting = figures.filter((figure) => asked.some((expectation) => fitsFigure(expectation, figure)));
  return asked.length > 0 && fitting.length < 2;
}

/** How many of the kinds of figures asked for a sentence holds. */
function kindsHeld({ expectations }: Query, { figures }: AnalysedSentence): number {
  return expectations.filter(
    (expectation) =>
      FIGURES.includes(expectation) && figures.some((figure) => fitsFigure(expectation, figure)),
  ).length;
}

/** Whether a sentence names a subject, or the nearest text around it that names one of the subjects names this one alone. */
function speaksOf(
  subject: string,
  others: readonly string[],
  [sentence, ...around]: readonly [string, ...string[]],
  units: readonly QueryUnit[],
): boolean {
  if (names(sentence, subject, units)) return true;
  const isShared = (text: string) =>
    names(text, subject, units) && others.some((other) => names(text, other, units));
  return isOf(subject, others, [sentence, ...around.filter((text) => !isShared(text))], units);
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
