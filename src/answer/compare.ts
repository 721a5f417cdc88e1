import { inScriptOf } from '../language/detect.ts';
import type { Figure } from '../language/figures.ts';
import { fold, HAN } from '../language/fold.ts';
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

/**
 * Answers a comparison side by side: each side is asked for by itself, so that neither crowds out the other.
 *
 * @returns `undefined` if the question compares nothing, or if the documents do not answer for both sides
 */
export async function compareSides(
  question: Question,
  { query }: Retrieval,
  library: Library,
): Promise<Answer | undefined> {
  if (query.sides.length !== 2) return undefined;
  const [first, second] = query.sides as [string, string];
  const text = fold(query.text);
  const readings = [
    { subject: first, text: questionFor(text, { side: first, other: second }) },
    { subject: second, text: questionFor(text, { side: second, other: first }) },
  ];
  return answerReadings(readings, { question, language: query.language, library });
}

/**
 * Answers several readings of a question beside each other, each asked by itself.
 *
 * @returns `undefined` if the documents do not answer all of them
 */
export async function answerReadings(
  readings: readonly Reading[],
  options: { question: Question; language: Language; library: Library; closing?: string },
): Promise<Answer | undefined> {
  const { question, language, library, closing } = options;
  const sides: Side[] = [];
  for (const { subject, text } of readings) {
    const others = readings.map((reading) => reading.subject).filter((other) => other !== subject);
    const side = readSide(await retrieve({ ...question, text, history: [] }, library), subject, others);
    if (side.candidates.length === 0) return undefined;
    sides.push(side);
  }
  const citations = new Citations(language);
  const rows = rowsOfOneTable(sides, language);
  const lines = sides.map(({ subject, retrieval, candidates }, at) => {
    const chosen = rows?.[at] ?? candidates[0]!;
    const said = statement(chosen, { ...retrieval, query: { ...retrieval.query, language } }, citations);
    return `${inScriptOf(language, subject)}${language === 'en' ? ': ' : '：'}${said}`;
  });
  const remarks = validityRemarks(lines.join(''), citations, question);
  const text = joinStatements([...lines, ...remarks], language) + (closing ? `\n${closing}` : '');
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
  return { subject, retrieval, candidates };
}

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

/** The question asked of one side alone: without the other, and with how much instead of which more. */
function questionFor(folded: string, { side, other }: { side: string; other: string }): string {
  const start = Math.min(folded.indexOf(side), folded.indexOf(other));
  const last = folded.indexOf(side) > folded.indexOf(other) ? side : other;
  const end = folded.indexOf(last) + last.length;
  const rest = folded
    .slice(end)
    .replace(/对比(?:一下)?|比较(?:一下)?|相比|有(?:什么|何)(?:区别|差别|不同)|两者|各自?|both/g, '')
    .replace(/(?:哪[个家边项]|谁|孰)(项目|企业|活动|客商)(?:更|最)?(?:多|少)/g, '多少个$1')
    .replace(
      /(?:哪一?[个家边项块座栋处条种类款片]|谁|孰)(.{0,8}?)(?:更|最)?(?:多|少|大|高|低|强|勤|贵|便宜)(?!少)/g,
      '$1多少',
    )
    .replace(/(?:哪一?[个家边项块座栋处条种类款片]|谁|孰)(.{0,8}?)(?:更|最)?(?:早|晚|快|慢)/g, '$1什么时候');
  return `${folded.slice(0, start).replace(/\b(?:which|who)\b(.*?)\b(?:more|higher|larger|bigger|most)\b/, 'how many $1')}${side}${rest}`;
}

/** Whether a sentence holds a figure of a kind that is asked for, where figures are. */
function hasKind({ expectations }: Query, { figures }: AnalysedSentence): boolean {
  const asked = expectations.filter((expectation) => FIGURES.includes(expectation));
  const fits = (figure: Figure) => asked.some((expectation) => fitsFigure(expectation, figure));
  return asked.length === 0 || figures.some(fits);
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
