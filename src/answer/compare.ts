import { inScriptOf } from '../language/detect.ts';
import { fold } from '../language/fold.ts';
import { type Direction, directionOf } from '../retrieval/follow-up/comparison.ts';
import type { Reading } from '../retrieval/follow-up/follow-up.ts';
import { questionsOfSide } from '../retrieval/follow-up/side-questions.ts';
import type { Query } from '../retrieval/question/query.ts';
import { type Library, type Retrieval, retrieve } from '../retrieval/retrieve.ts';
import type { Answer, Contact, Language, Question } from '../types.ts';
import { Citations } from './citations.ts';
import { joinStatements, statement } from './compose/compose.ts';
import type { Chosen } from './compose/select.ts';
import { validityRemarks } from './compose/validity.ts';
import { decline } from './decline.ts';
import { pairUp } from './pairing.ts';
import { type AskedSide, namesSide, readSide, type Side } from './sides.ts';
import { type SpokenSide, verdictOf } from './verdict.ts';

/**
 * Answers a comparison side by side: each side is asked for by itself, so that neither crowds out the other; then
 * which of them is the greater, where that is asked and both figures are of one kind.
 *
 * @returns a decline that names the side which the documents do not know, where they know the other; `undefined` if
 * the question compares nothing, or if the documents do not answer for both sides
 */
export async function compareSides(
  question: Question,
  found: Retrieval,
  desk: Library & { about: { contact?: Contact } },
): Promise<Answer | undefined> {
  const { query } = found;
  const { language } = query;
  const direction = directionOf(fold(question.text));
  for (const readings of readingsOf(query)) {
    const sides = await readSides(readings, question, desk);
    const lacking = sides.find(({ missing }) => missing.years.length + missing.words.length > 0);
    const others = sides.filter((side) => side !== lacking);
    if (lacking && others.every(({ candidates }) => candidates.length > 0))
      return decline(found, lacking.missing, desk.about);
    if (sides.every(({ candidates }) => candidates.length > 0))
      return speakAll(sides, { question, language, direction });
  }
  return undefined;
}

/** Asks each reading of the documents. */
async function readSides(
  readings: readonly Reading[],
  question: Question,
  library: Library,
): Promise<Side[]> {
  const asked: AskedSide[] = [];
  for (const { subject, text } of readings)
    asked.push({ subject, retrieval: await retrieve({ ...question, text, history: [] }, library) });
  return asked.map((side) =>
    readSide(
      side,
      asked.filter((other) => other !== side),
    ),
  );
}

/** Each side with its own question, in the wordings to try. */
function readingsOf({ sides, compared, text }: Query): Reading[][] {
  if (compared.length === 2) return [compared];
  if (sides.length < 2) return [];
  const folded = fold(text);
  const questions = sides.map((side) => questionsOfSide(folded, side, sides));
  return questions[0]!.map((_, at) =>
    sides.map((subject, side) => ({ subject, text: questions[side]![at]! })),
  );
}

/**
 * Answers several readings of a question beside each other, each asked by itself.
 *
 * @returns `undefined` if the documents do not answer all of them
 */
export async function answerReadings(
  readings: readonly Reading[],
  { library, ...options }: SpeakOptions & { library: Library },
): Promise<Answer | undefined> {
  const sides = await readSides(readings, options.question, library);
  return sides.every(({ candidates }) => candidates.length > 0) ? speakAll(sides, options) : undefined;
}

interface SpeakOptions {
  question: Question;
  language: Language;
  direction?: Direction;
  closing?: string;
}

/** Each side with the sentence that compares best, then which it is, where that was asked. */
function speakAll(sides: readonly Side[], { question, language, direction, closing }: SpeakOptions): Answer {
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
  const { expectations } = retrieval.query;
  const said = statement(chosen, { ...retrieval, query: { ...retrieval.query, language } }, citations);
  const others = sides.filter((other) => other.subject !== subject);
  const isOfOther = (text: string) =>
    !namesSide(fold(text), { subject, retrieval }) && others.some((other) => namesSide(fold(text), other));
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
