import { passageId } from '../../passages/passage-id.ts';
import type { DocumentRecord, KnowledgeStore } from '../../store/knowledge-store.ts';
import type { Day, Passage } from '../../types.ts';
import { yearsOfRule } from '../question/past-rules.ts';

/** Passages before and after one that are read with it, where they stand under the same heading. */
const BEFORE = 2;
const AFTER = 1;

/** Passages of documents by place, for as much of each document as was read. */
export type Surroundings = ReadonlyMap<string, ReadonlyMap<number, Passage>>;

/** Reads the stretches of documents around some of their passages, all in one query. */
export async function readSurroundings(
  passages: readonly Passage[],
  store: KnowledgeStore,
): Promise<Surroundings> {
  const ids = passages.flatMap((passage) => {
    const from = Math.max(0, passage.ordinal - BEFORE - AFTER);
    const length = passage.ordinal + BEFORE + AFTER - from + 1;
    return Array.from({ length }, (_, at) =>
      passageId({ id: passage.document, version: passage.version }, from + at),
    );
  });
  const surroundings = new Map<string, Map<number, Passage>>();
  for (const { passage } of (await store.passages(ids)).values()) {
    const known = surroundings.get(passage.document) ?? new Map<number, Passage>();
    surroundings.set(passage.document, known.set(passage.ordinal, passage));
  }
  return surroundings;
}

/** Passages that may hold the fact where `passage` names the subject: the one before it and the two after it. */
export function neighboursOf({ document, ordinal }: Passage, surroundings: Surroundings): Passage[] {
  return [-1, 1, 2].flatMap((step) => surroundings.get(document)?.get(ordinal + step) ?? []);
}

/** Passages read with `passage`: near it and under the same heading. */
export function besides(passage: Passage, surroundings: Surroundings): Passage[] {
  const found: Passage[] = [];
  for (let ordinal = passage.ordinal - BEFORE; ordinal <= passage.ordinal + AFTER; ordinal++) {
    const other = surroundings.get(passage.document)?.get(ordinal);
    if (other && ordinal !== passage.ordinal && sameSection(other, passage)) found.push(other);
  }
  return found;
}

function sameSection(a: Passage, b: Passage): boolean {
  return a.locator.headingPath.join('\n') === b.locator.headingPath.join('\n');
}

/** Titles and headings that a passage stands under, and the years in which its document is or was the rule. */
export function titlesOf(passage: Passage, document: DocumentRecord, asOf: Day): string[] {
  const { title, source, ownWords, validity } = document;
  const { headingPath, table, article } = passage.locator;
  const number = source.documentNumber ?? ownWords.documentNumber;
  const years = yearsOfRule(validity, asOf);
  return [title, source.zone, number, years, ...headingPath, table, article].filter(
    (text) => text !== undefined,
  );
}
