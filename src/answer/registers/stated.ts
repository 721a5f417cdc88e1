import { readFigures } from '../../language/figures.ts';
import type { RegisterQuery } from '../../register-types.ts';
import { type Library, retrieve } from '../../retrieval/retrieve.ts';
import type { Citation, Language, Question } from '../../types.ts';
import { Citations } from '../citations.ts';
import { composeExtract } from '../compose/compose.ts';
import { aboutSubject } from '../compose/subject.ts';
import { judge } from '../gate/gate.ts';

/** A total that a document states itself, as an answer says it. */
export interface Stated {
  text: string;
  citations: Citation[];
}

/**
 * What the documents themselves state of a total that was counted over rows. A table may list some projects only:
 * what an office has published as its total goes before a count of what is listed.
 *
 * @param counted documents whose rows were counted; what else they say counts as stated
 * @returns `undefined` where the query is not of a kind that is published, or no document states it
 */
export async function statedTotal(
  question: Question,
  query: RegisterQuery,
  { library, counted, language }: { library: Library; counted: ReadonlySet<string>; language: Language },
): Promise<Stated | undefined> {
  if (!isPublished(query)) return undefined;
  const found = await retrieve(question, library);
  const evidence = found.evidence.filter(
    ({ passage, document }) => !(passage.kind === 'table-row' && counted.has(document.id)),
  );
  const retrieval = aboutSubject({ ...found, evidence });
  if (!judge(retrieval).open) return undefined;
  const citations = new Citations(language);
  const text = composeExtract(retrieval, citations);
  const units = new Set(readFigures(text ?? '').map(({ unit }) => unit));
  const wanted = query.measures.map(({ kind }) => (kind === 'count' ? 'count' : 'CNY'));
  if (text === undefined || !wanted.some((unit) => units.has(unit))) return undefined;
  return { text, citations: citations.list };
}

/** Counts and sums of projects of a place and a time are published; of an industry or a size they seldom are. */
function isPublished({ register, filters, measures, list, order, group, sides }: RegisterQuery): boolean {
  const isPlain = filters.every(({ field, op }) => field === 'zone' || op === 'within');
  const isWhole = !list && !order && !group && !sides;
  return (
    register === 'projects' &&
    isPlain &&
    isWhole &&
    measures.length > 0 &&
    measures.every(({ kind }) => kind === 'count' || kind === 'sum')
  );
}
