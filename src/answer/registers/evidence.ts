import type { StoredRow } from '../../register-types.ts';
import type { KnowledgeStore } from '../../store/knowledge-store.ts';
import type { Citation, DocumentHead, Language, Passage } from '../../types.ts';
import { describeLocator, withoutTitle } from '../citations.ts';
import { registerWording } from './wording.ts';

/** The documents that rows stand in, cited once each, and the mark of each row. */
export interface RowEvidence {
  citations: Citation[];
  /** The `[n]` of the document that a row stands in. */
  markOf(row: StoredRow): string;
  /** The marks of all documents: `[1][2]`. */
  marks: string;
}

/**
 * Cites rows by their documents: the quote of each is its rows as they stand there. What is computed over them
 * stands below the last of them, so that whoever reads the quotes can add up again.
 *
 * @throws Error where a row's passage is not served any more
 */
export async function citeRows(
  rows: readonly StoredRow[],
  { store, language, arithmetic, after = 0 }: CitingOptions,
): Promise<RowEvidence> {
  const passages = await store.passages(rows.map(({ passage }) => passage));
  const byDocument = Map.groupBy(rows, ({ document }) => document);
  const citations = [...byDocument.values()].map((own, at): Citation => {
    const found = own.map(({ passage }) => {
      const known = passages.get(passage);
      if (!known) throw new Error(`The passage ${passage} of a register's row is not served.`);
      return known;
    });
    return citationOf(after + at + 1, found, language);
  });
  const last = citations.at(-1);
  if (last && arithmetic !== '')
    last.quote += `\n${registerWording(language).computed(String(rows.length))}${arithmetic}`;
  const numbers = new Map(citations.map(({ document, n }) => [document, n]));
  return {
    citations,
    markOf: ({ document }) => `[${numbers.get(document)}]`,
    marks: citations.map(({ n }) => `[${n}]`).join(''),
  };
}

interface CitingOptions {
  store: KnowledgeStore;
  language: Language;
  /** The figures that stand in no row, as they are answered; empty where there are none. */
  arithmetic: string;
  /** Citations that the answer has already. */
  after?: number;
}

function citationOf(
  n: number,
  found: readonly { passage: Passage; document: DocumentHead }[],
  language: Language,
): Citation {
  const [first] = found;
  const { passage, document } = first!;
  return {
    n,
    document: document.id,
    title: document.title,
    locator: placeOf(
      found.map((item) => item.passage),
      document.title,
      language,
    ),
    quote: found.map((item) => item.passage.text).join('\n'),
    highlights: [],
    passage: passage.id,
    sourceUrl: document.source.sourceUrl,
  };
}

/** Where rows stand: the place of the first without its row, and the rows: `签约项目 · 第5–31行`. */
function placeOf(passages: readonly Passage[], title: string, language: Language): string {
  const { row, table, ...place } = withoutTitle(passages[0]!.locator, title);
  const tables = new Set(passages.map(({ locator }) => JSON.stringify([locator.sheet, locator.table])));
  // Of rows of several tables or sheets, the heading alone holds for all.
  if (tables.size > 1) return describeLocator({ headingPath: place.headingPath }, language);
  if (row === undefined || passages.length === 1) return describeLocator({ ...place, row, table }, language);
  const numbers = passages.flatMap(({ locator }) => locator.row ?? []).sort((a, b) => a - b);
  const where = describeLocator({ ...place, paragraph: undefined, table }, language);
  const range = registerWording(language).range(stretches(numbers));
  return [where, range].filter(Boolean).join(' · ');
}

/** `5–9、12、14–20`; of many stretches, the first and the last row. */
function stretches(numbers: readonly number[]): string {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last && number <= last[1] + 1) last[1] = number;
    else found.push([number, number]);
  }
  const shown = found.length > MOST_STRETCHES ? [[numbers[0]!, numbers.at(-1)!]] : found;
  return shown.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join('、');
}

const MOST_STRETCHES = 5;
