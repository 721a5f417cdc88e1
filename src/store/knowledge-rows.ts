import type { DocumentSource, Locator, Passage } from '../types.ts';
import type { DocumentRecord } from './knowledge-store.ts';
import type { DocumentRow, PassageRow } from './schema.ts';

/** The columns of a document without its text. */
export const RECORD_COLUMNS = [
  'id',
  'version',
  'title',
  'pack_name',
  'source',
  'passages',
  'characters',
] as const satisfies (keyof DocumentRow)[];

/** What a served document and its record share. */
export function toDescription(row: Pick<DocumentRow, 'id' | 'version' | 'title' | 'pack_name' | 'source'>) {
  return {
    id: row.id,
    version: row.version,
    title: row.title,
    source: JSON.parse(row.source) as DocumentSource,
    packName: row.pack_name,
  };
}

/** A document without its text. */
export function toRecord(row: Pick<DocumentRow, (typeof RECORD_COLUMNS)[number]>): DocumentRecord {
  return { ...toDescription(row), passages: row.passages, characters: row.characters };
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
