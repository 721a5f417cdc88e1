import { splitClauses } from '../../language/clauses.ts';
import { type Figure, readFigures } from '../../language/figures.ts';
import { fold } from '../../language/fold.ts';
import { held } from '../../retrieval/candidates/coverage.ts';
import { fitsFigure } from '../../retrieval/question/expectation.ts';
import { termsOf } from '../../retrieval/reading/passage-analysis.ts';
import { relateEvidence } from '../../retrieval/reading/related-evidence.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import { conceptsIn } from '../../verification/concepts.ts';
import type { Statement } from './statements.ts';

// Without a word to count with, an amount may be asked for: 多少奖补.
const COUNTED_CHINESE =
  /(?:多少|几)(?:[个家名位项条场次辆台套种类座栋处块](?![亿万])(\p{Script=Han}{2,4}?)|((?![个名位])\p{Script=Han}{1,3}[人工员]|项目|企业|公司|专利))(?=[?？。,，]|$|[的在是于有])/u;
const COUNTED_ENGLISH =
  /how many ((?:[a-z-]+ ){0,2}?(?:[a-z-]+s|people|staff|personnel))(?= (?:do|does|did|will|would|can|could|are|were|is|was|has|have|had|should|in|at|on|of|from|came|come|there|attend|join|sign|visit|took)|[?]|$)/;
/** What stands there and is counted in itself. */
const NO_THING =
  /^(?:平方|公里|千米|时间|工作|小时|星期|万|亿|资金|公顷|人次|人民|百分|美元|个月)|^(?:times|days|months|years|weeks|hours|square|hectares)/;
/** A wording that says half of a word, or is as like it as a synonym. */
const SAID = 0.5;

/**
 * The thing that a question counts, where no sentence that gives a count speaks of it in any wording: 52 projects
 * are no vending machines, and of 7个难题 no project is one.
 *
 * @returns what is wanting, in the asker's language
 */
export function missingCounted(retrieval: Retrieval, statements: readonly Statement[]): string[] {
  const { query } = retrieval;
  if (!query.expectations.some((kind) => kind === 'count' || kind === 'people')) return [];
  const asked = fold(query.text);
  const match = COUNTED_CHINESE.exec(asked) ?? COUNTED_ENGLISH.exec(asked);
  const noun = match?.[1] ?? match?.[2];
  if (!noun || NO_THING.test(noun)) return [];
  const isSaid = (statement: Statement) =>
    (!countsOthers(noun, statement) &&
      `${statement.chosen.sentence.folded}\n${statement.over}`.includes(noun)) ||
    tellingParts(noun, statement).some(
      (clause) => isWorded(noun, clause, statement, retrieval) || isOfKind(noun, clause, statement),
    ) ||
    isLike(noun, statement, retrieval);
  if (statements.some(isSaid)) return [];
  return [query.language === 'en' ? `the number of ${noun}` : `${noun}的数量`];
}

/** A count with what it counts right behind it: 7个“拦路虎”. */
const WITH_ITS_NOUN = /[\d一二三四五六七八九十]+[余多]?[个家项名位条场次]["“「]?\p{Script=Han}{2}/u;

/** Whether each member of a list or clause that counts names what it counts, and that is something else. */
function countsOthers(noun: string, statement: Statement): boolean {
  const members = countingMembers(statement);
  return (
    members.length > 0 && members.every((member) => !member.includes(noun) && WITH_ITS_NOUN.test(member))
  );
}

/** Where the noun may stand in another wording. */
function tellingParts(noun: string, statement: Statement): string[] {
  return countsOthers(noun, statement) ? countingMembers(statement) : countingClauses(statement);
}

function countingMembers(statement: Statement): string[] {
  return countingClauses(statement)
    .flatMap((clause) => clause.split('、'))
    .filter((member) => readFigures(member).some(isCount));
}

/** The clauses of a sentence that count something. */
function countingClauses({ chosen: { sentence } }: Statement): string[] {
  return splitClauses(sentence.folded.replaceAll('一次性', '')).filter((clause) =>
    readFigures(clause).some(isCount),
  );
}

function isCount(figure: Figure): boolean {
  return fitsFigure('count', figure) || fitsFigure('people', figure);
}

function isWorded(noun: string, clause: string, { over }: Statement, { units }: Retrieval): boolean {
  const own = units.filter(
    ({ label, word }) => word !== undefined && (noun.includes(label) || noun.includes(word)),
  );
  const terms = termsOf(`${clause}\n${over}`);
  return own.some((unit) => unit.label.length > 1 && held(unit, terms) >= SAID);
}

/** Whether a sentence that counts speaks of things like it; persons are like each other, and told by their own count. */
function isLike(noun: string, statement: Statement, retrieval: Retrieval): boolean {
  if (PERSON.test(noun) || countingClauses(statement).length === 0) return false;
  const { chosen } = statement;
  const { asked, passages } = relateEvidence(retrieval);
  const at = asked.flatMap(({ text }, i) => (noun.includes(text) ? [i] : []));
  const read = passages.find(({ evidence }) => evidence === chosen.evidence);
  const words = read?.sentences.find(({ sentence }) => sentence.start === chosen.sentence.start)?.words ?? [];
  const members = countingMembers(statement);
  const isNear = countsOthers(noun, statement)
    ? (text: string) => members.some((member) => member.includes(text))
    : () => true;
  return words.some(({ text, likeness }) => isNear(text) && likeness && at.some((i) => likeness[i]! >= SAID));
}

const PERSON = /[人工员客]|\bpeople\b|\bjobs\b|guests|delegates|workers|employees|staff/;

/** Whether a clause counts things of the noun's kind by another word: jobs and 员工, people and 名. */
function isOfKind(noun: string, clause: string, { over }: Statement): boolean {
  const kinds = conceptsIn(noun).filter(({ group }) => group === 'counted');
  const said = conceptsIn(`${clause}\n${over}`);
  const hasPeople = readFigures(clause).some((figure) => fitsFigure('people', figure));
  return kinds.some((kind) => said.includes(kind)) || (PERSON.test(noun) && hasPeople);
}
