import { readFigures } from '../../language/figures.ts';
import { fold } from '../../language/fold.ts';
import type { RegisterQuery } from '../../register-types.ts';
import { type Library, type Retrieval, retrieve } from '../../retrieval/retrieve.ts';
import type {
  Citation,
  Contact,
  Day,
  DocumentHead,
  Evidence,
  Language,
  Passage,
  Question,
} from '../../types.ts';
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
  const evidence = found.evidence.filter((item) => !isCounted(item, counted) && isOf(item, query));
  const retrieval = aboutSubject({ ...found, evidence });
  if (!judge(retrieval).open) return undefined;
  const citations = new Citations(language);
  const text = composeExtract(retrieval, citations);
  const units = new Set(readFigures(text ?? '').map(({ unit }) => unit));
  const wanted = query.measures.map((measure) => {
    if (measure.kind === 'count') return 'count';
    return measure.kind === 'sum' && measure.field === 'foreignCapital' ? 'USD' : 'CNY';
  });
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

/** The last row of a ledger adds up that ledger, and not what was asked. */
const SUMS_UP = /^(?:[合总總小][\s　]*[计計]|(?:sub|grand )?total)/i;

/** Whether it is a row of a table that was counted, or sums up another. */
function isCounted(
  { passage, document }: { passage: Passage; document: DocumentHead },
  counted: ReadonlySet<string>,
): boolean {
  return passage.kind === 'table-row' && (counted.has(document.id) || SUMS_UP.test(passage.text));
}

/** Whether a passage speaks of the year and the zone that were counted, by itself or by what stands over it. */
function isOf({ passage, document }: Evidence, { filters }: RegisterQuery): boolean {
  const { headingPath, table = '' } = passage.locator;
  const text = fold([passage.text, ...headingPath, table, document.title].join('\n'));
  return filters.every((filter) => {
    if (filter.op === 'within') return text.includes(filter.from.slice(0, 4));
    return filter.op !== 'in' || [filter.label, ...filter.values].some((name) => text.includes(fold(name)));
  });
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
  const conditions = [...filters, ...sides];
  const isPlain = conditions.every((filter) =>
    filter.op === 'within' ? isYear(filter) : filter.field === 'zone',
  );
  const isOfTime = conditions.some(({ op }) => op === 'within');
  const isTotal = measures.length > 0 && measures.every(({ kind }) => kind === 'count' || kind === 'sum');
  return register === 'projects' && isPlain && isOfTime && isTotal && !list && !order && !group;
}

function isYear({ from, to }: { from: Day; to: Day }): boolean {
  return from.slice(0, 4) === to.slice(0, 4) && from.endsWith('-01-01') && to.endsWith('-12-31');
}
