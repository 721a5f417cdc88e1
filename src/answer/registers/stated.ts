import { readFigures } from '../../language/figures.ts';
import type { RegisterQuery } from '../../register-types.ts';
import { type Library, type Retrieval, retrieve } from '../../retrieval/retrieve.ts';
import type { Citation, Contact, DocumentHead, Language, Passage, Question } from '../../types.ts';
import { Citations } from '../citations.ts';
import { compareSides } from '../compare.ts';
import { composeExtract } from '../compose/compose.ts';
import { aboutSubject } from '../compose/subject.ts';
import { judge } from '../gate/gate.ts';

/** A total that a document states itself, as an answer says it. */
export interface Stated {
  text: string;
  citations: Citation[];
}

/** From what, and in which language, it is to be told. */
interface StatedOptions {
  library: Library & { about: { contact?: Contact } };
  /** Documents whose rows were counted; what else they say counts as stated. */
  counted: ReadonlySet<string>;
  language: Language;
}

/**
 * What the documents themselves state of a total that was counted over rows. A table may list some projects only:
 * what an office has published as its total goes before a count of what is listed.
 *
 * @returns `undefined` where the query is not of a kind that is published, or no document states it
 */
export async function statedTotal(
  question: Question,
  query: RegisterQuery,
  options: StatedOptions,
): Promise<Stated | undefined> {
  if (!isPublished(query)) return undefined;
  const found = await retrieve(question, options.library);
  return query.sides ? compareStated(question, found, options) : stateWhole(found, query, options);
}

function stateWhole(
  found: Retrieval,
  query: RegisterQuery,
  { counted, language }: StatedOptions,
): Stated | undefined {
  const evidence = found.evidence.filter((item) => !isCounted(item, counted));
  const retrieval = aboutSubject({ ...found, evidence });
  if (!judge(retrieval).open) return undefined;
  const citations = new Citations(language);
  const text = composeExtract(retrieval, citations);
  const units = new Set(readFigures(text ?? '').map(({ unit }) => unit));
  const wanted = query.measures.map(({ kind }) => (kind === 'count' ? 'count' : 'CNY'));
  if (text === undefined || !wanted.some((unit) => units.has(unit))) return undefined;
  return { text, citations: citations.list };
}

async function compareStated(
  question: Question,
  found: Retrieval,
  { library, counted }: StatedOptions,
): Promise<Stated | undefined> {
  const compared = await compareSides(question, found, library);
  if (compared?.outcome !== 'answered') return undefined;
  const cited = await library.store.passages(compared.citations.map(({ passage }) => passage));
  return [...cited.values()].some((item) => isCounted(item, counted)) ? undefined : compared;
}

/** Whether it is a row of a table that was counted. */
function isCounted(
  { passage, document }: { passage: Passage; document: DocumentHead },
  counted: ReadonlySet<string>,
): boolean {
  return passage.kind === 'table-row' && counted.has(document.id);
}

/** Counts and sums of projects of a place and a time are published; of an industry or a size they seldom are. */
function isPublished({
  register,
  filters,
  measures,
  list,
  order,
  group,
  sides = [],
}: RegisterQuery): boolean {
  const isPlain = [...filters, ...sides].every(({ field, op }) => field === 'zone' || op === 'within');
  const isTotal = measures.length > 0 && measures.every(({ kind }) => kind === 'count' || kind === 'sum');
  return register === 'projects' && isPlain && isTotal && !list && !order && !group;
}
