import { inScriptOf } from '../language/detect.ts';
import { fold } from '../language/fold.ts';
import { coverage } from '../retrieval/candidates/coverage.ts';
import { type Expectation, FIGURES } from '../retrieval/question/expectation.ts';
import { fitness, wantedBy } from '../retrieval/reading/fitness.ts';
import { type Library, type Retrieval, retrieve } from '../retrieval/retrieve.ts';
import type { Answer, Question } from '../types.ts';
import { Citations } from './citations.ts';
import { joinStatements, statement } from './compose/compose.ts';
import { type Chosen, selectSentences } from './compose/select.ts';
import { aboutSubject } from './compose/subject.ts';
import { validityRemarks } from './compose/validity.ts';
import { judge } from './gate/gate.ts';
import { missingIn } from './gate/missing.ts';
import { thingsUnknown } from './gate/missing-things.ts';
import { statementOf } from './gate/statements.ts';
import { wordingFor } from './wording.ts';

/** A part is spoken of where a sentence holds this share of its words; less where it was chosen for it and gives its figure. */
const SPOKEN_OF = { words: 0.5, figure: 0.25 };

/**
 * Answers a question of several parts of which the documents hold some: those are answered, and the others are
 * named as what the documents do not say.
 *
 * @returns `undefined` for a question of one part, and where none of its parts is answered, or all are by the whole's answer
 */
export async function answerParts(
  question: Question,
  whole: Retrieval,
  library: Library,
): Promise<Answer | undefined> {
  const { parts, sides, language } = whole.query;
  if (parts.length < 2 || sides.length > 0) return undefined;
  const together = judge(whole).open ? selectSentences(whole) : [];
  const read = await Promise.all(
    parts.map(async (text, at) => {
      const history = [...question.history, ...parts.slice(0, at)];
      const retrieval = aboutSubject(await retrieve({ ...question, text, history }, library));
      if (leansOnMissing(text, parts[at - 1], whole)) return { text, retrieval, chosen: undefined };
      const chosen = judge(retrieval).open ? selectSentences(retrieval).slice(0, 1) : [];
      const share = figuresAsked(retrieval).length > 0 ? SPOKEN_OF.figure : SPOKEN_OF.words;
      const spoken = spokenOf(retrieval, text, chosen, share);
      return { text, retrieval, chosen: spoken ?? spokenOf(retrieval, text, together, SPOKEN_OF.words) };
    }),
  );
  const answered = read.filter((part): part is typeof part & { chosen: Chosen } => part.chosen !== undefined);
  const open = read.filter(({ chosen }) => chosen === undefined);
  if (answered.length === 0 || (open.length === 0 && !isLeftOut(answered, together, whole))) return undefined;
  const citations = new Citations(language);
  const statements = answered.map(({ chosen, retrieval }) =>
    statement(chosen, { ...retrieval, query: { ...retrieval.query, language } }, citations),
  );
  const lines = [...new Set(statements), ...validityRemarks(statements.join(''), citations, question)];
  const missing = open.map(({ text }) => inScriptOf(language, bare(text)));
  const lacking = missing.length > 0 ? `\n${wordingFor(language).partsMissing(missing)}` : '';
  const text = `${joinStatements(lines, language)}${lacking}`;
  return { outcome: 'answered', text, citations: citations.list, language, composedBy: 'extractive' };
}

/** What is asked of the thing that was named before: its rent, its price, where it is. */
const OF_IT =
  /^(?:它|其|那)?的?(?:月?租金|房租|月租|租价|价格?|单价|售价|价钱|费用|收费|面积|户型|地址|位置|条件|标准)?(?:是|为|有|要|大概|大约|一般)?(?:多少钱?|多大|几多|什么|在哪里?|哪里|怎么样|怎样|如何)|^(?:and )?(?:how (?:much|big|large)|what (?:is|are) (?:the|its|their) (?:rents?|prices?|costs?|areas?|address|conditions?)|where)\b[a-z ]*\??$/;

/** Whether a part asks of a thing that the part before it names, and that no document knows. */
function leansOnMissing(part: string, before: string | undefined, whole: Retrieval): boolean {
  if (before === undefined || !OF_IT.test(fold(bare(part)).replace(/[?？。\s]+$/, ''))) return false;
  return thingsUnknown(whole).some((name) => fold(before).includes(name));
}

/** Whether the whole question's answer leaves out a part that asks for the same kind as another: which day signed, which day begun. */
function isLeftOut(
  answered: readonly { chosen: Chosen }[],
  together: readonly Chosen[],
  { query }: Retrieval,
): boolean {
  const isSaid = ({ chosen }: { chosen: Chosen }) =>
    together.some(
      ({ sentence, evidence }) =>
        evidence.passage.id === chosen.evidence.passage.id && sentence.start === chosen.sentence.start,
    );
  return query.expectations.length < query.parts.length && !answered.every(isSaid);
}

/** The first sentence that gives what a part asks for and holds a share of its words. */
function spokenOf(
  retrieval: Retrieval,
  part: string,
  chosen: readonly Chosen[],
  share: number,
): Chosen | undefined {
  const folded = fold(part);
  const own = retrieval.units.filter(({ label, word }) => word !== undefined && folded.includes(label));
  const total = own.reduce((sum, { weight }) => sum + weight, 0);
  return chosen.find((item) => coverage(own, item.sentence.terms) >= share * total && gives(item, retrieval));
}

/** Whether a sentence gives what a part asks for by its kind and by its names. */
function gives(chosen: Chosen, retrieval: Retrieval): boolean {
  const asked = figuresAsked(retrieval);
  const wanted = wantedBy(retrieval.query, retrieval.units);
  if (asked.length > 0 && !asked.some((kind) => fitness(kind, chosen.sentence, wanted) > 0)) return false;
  const { years, words } = missingIn(retrieval, chosen, [statementOf(chosen, retrieval)]);
  return years.length === 0 && words.length === 0;
}

function figuresAsked({ query }: Retrieval): Expectation[] {
  return query.expectations.filter((expectation) => FIGURES.includes(expectation));
}

function bare(part: string): string {
  return part.replace(/^(?:另外|还有|以及|那么?|and|also)[\s，,]*/i, '').trim();
}
