import type {
  CleanText,
  DocumentHead,
  DocumentSource,
  Locator,
  OwnWords,
  Passage,
  Validity,
} from '../types.ts';
import type { DocumentRecord } from './knowledge-store.ts';
import type { DocumentRow, DocumentTextRow, PassageRow } from './schema.ts';

/** The columns of a document without its text. */
export const HEAD_COLUMNS = [
  'id',
  'version',
  'title',
  'content_hash',
  'pack_name',
  'source',
  'own_words',
  'validity',
] as const satisfies (keyof DocumentRow)[];

/** The same, with its lengths. */
export const RECORD_COLUMNS = [
  ...HEAD_COLUMNS,
  'passages',
  'characters',
] as const satisfies (keyof DocumentRow)[];

/** Beside a passage, `id` is the passage's, hence apart. */
type HeadRow = Omit<Pick<DocumentRow, (typeof HEAD_COLUMNS)[number]>, 'id'>;
type RecordRow = HeadRow & Pick<DocumentRow, 'passages' | 'characters'>;

/** A document of that id without its text. */
export function toHead(id: string, row: HeadRow): DocumentHead {
  return {
    id,
    version: row.version,
    title: row.title,
    contentHash: row.content_hash,
    source: JSON.parse(row.source) as DocumentSource,
    packName: row.pack_name,
    ownWords: JSON.parse(row.own_words) as OwnWords,
    validity: JSON.parse(row.validity) as Validity,
  };
}

/** A document of that id without its text, with its lengths. */
export function toRecord(id: string, row: RecordRow): DocumentRecord {
  return { ...toHead(id, row), passages: row.passages, characters: row.characters };
}

/** A clean text from the two columns it is kept in. */
export function toCleanText({ text, structure }: Pick<DocumentTextRow, 'text' | 'structure'>): CleanText {
  return { ...(JSON.parse(structure) as Omit<CleanText, 'text'>), text };
}

/** A passage from its row. */
export function toPassage(row: PassageRow): Passage {
  return {
    id: row.id,
    document: row.document,
    version: row.version,
    ordinal: row.ordinal,
    kind: row.kind as Passage['kind'],
    start: row.start_offset,
    end: row.end_offset,
    text: row.text,
    locator: JSON.parse(row.locator) as Locator,
  };
}

/** A row from a passage of `version` of `document`. */
export function toPassageRow(passage: Passage, document: string, version: string): PassageRow {
  const { id, ordinal, kind, start, end, text, locator } = passage;
  return {
    id,
    document,
    version,
    ordinal,
    kind,
    start_offset: start,
    end_offset: end,
    text,
    locator: JSON.stringify(locator),
  };
}
