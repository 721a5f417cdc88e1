import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import { AppError } from '../errors.ts';
import { normalizeSpelling } from '../language/names.ts';
import type { Audience, Day, Passage, ServedDocument, Validity } from '../types.ts';
import type { Database } from './database.ts';
import {
  HEAD_COLUMNS,
  RECORD_COLUMNS,
  toCleanText,
  toHead,
  toPassage,
  toPassageRow,
  toRecord,
} from './knowledge-rows.ts';
import type { DocumentRecord, KnowledgeStore } from './knowledge-store.ts';
import type { Schema } from './schema.ts';

/** Rows a statement carries, below SQLite's 32,766 parameters at 9 a row. */
const ROWS_PER_STATEMENT = 500;

/** A passage has the columns `document` and `version` of its own. */
const [, , ...BESIDE_PASSAGE] = RECORD_COLUMNS;

/**
 * The knowledge store over SQLite. It shares `database` with others: its `close` leaves the database open,
 * for whoever opened it to close.
 */
export function openKnowledgeStore(database: Database): KnowledgeStore {
  return new SqliteKnowledge(database.kysely);
}

class SqliteKnowledge implements KnowledgeStore {
  readonly #kysely: Kysely<Schema>;

  constructor(kysely: Kysely<Schema>) {
    this.#kysely = kysely;
  }

  async documents(): Promise<DocumentRecord[]> {
    const rows = await this.#kysely
      .selectFrom('documents')
      .select(RECORD_COLUMNS)
      .where('served', '=', 1)
      .orderBy('id')
      .execute();
    return rows.map((row) => toRecord(row.id, row));
  }

  async document(id: string): Promise<ServedDocument | undefined> {
    const row = await this.#kysely
      .selectFrom('documents')
      .innerJoin('document_texts', (join) =>
        join
          .onRef('document_texts.document', '=', 'documents.id')
          .onRef('document_texts.version', '=', 'documents.version'),
      )
      .select(HEAD_COLUMNS.map((column) => `documents.${column}` as const))
      .select(['document_texts.text', 'document_texts.structure'])
      .where('documents.id', '=', id)
      .where('documents.served', '=', 1)
      .executeTakeFirst();
    return row && { ...toHead(row.id, row), clean: toCleanText(row) };
  }

  async stage(
    document: ServedDocument,
    passages: readonly Passage[],
    names: ReadonlyMap<string, string>,
  ): Promise<void> {
    const { id, version } = document;
    await this.#kysely.transaction().execute(async (transaction) => {
      await writeDocument(transaction, document, passages.length);
      await transaction.deleteFrom('unread').where('document', '=', id).execute();
      for (const table of ['passages', 'names'] as const) {
        await transaction
          .deleteFrom(table)
          .where('document', '=', id)
          .where('version', '=', version)
          .execute();
      }
      for (const rows of slices(passages.map((passage) => toPassageRow(passage, id, version)))) {
        await transaction.insertInto('passages').values(rows).execute();
        await nextTurn();
      }
      const spellings = Array.from(names, ([name, pinyin]) => ({ pinyin, name, document: id, version }));
      for (const rows of slices(spellings)) {
        await transaction.insertInto('names').values(rows).execute();
        await nextTurn();
      }
    });
  }

  async serve(id: string, version: string): Promise<void> {
    await this.#kysely.transaction().execute(async (transaction) => {
      await transaction
        .deleteFrom('documents')
        .where('id', '=', id)
        .where('version', '<>', version)
        .execute();
      const result = await transaction
        .updateTable('documents')
        .set({ served: 1 })
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      // Throwing rolls back: what was served before is served still.
      if (result.numUpdatedRows === 0n) throw notStaged(id, version);
    });
  }

  async setValidity(id: string, validity: Validity): Promise<void> {
    const result = await this.#kysely
      .updateTable('documents')
      .set(validityColumns(validity))
      .where('id', '=', id)
      .where('served', '=', 1)
      .executeTakeFirst();
    if (result.numUpdatedRows === 0n) throw notServed(id);
  }

  async outOfForce(day: Day, audiences: readonly Audience[]): Promise<DocumentRecord[]> {
    const rows = await this.#kysely
      .selectFrom('documents')
      .select(RECORD_COLUMNS)
      .where('served', '=', 1)
      .where('audience', 'in', audiences)
      .where(({ eb, or }) => or([eb('effective_from', '>', day), eb('effective_to', '<', day)]))
      .execute();
    // Sorted here: to give them in order, SQLite would look at every document.
    return rows.map((row) => toRecord(row.id, row)).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async remove(id: string): Promise<void> {
    await this.#kysely.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('documents').where('id', '=', id).execute();
      await transaction.deleteFrom('unread').where('document', '=', id).execute();
    });
  }

  async setUnread(document: string, version: string, reason: string): Promise<void> {
    await this.#kysely
      .insertInto('unread')
      .values({ document, version, reason })
      .onConflict((conflict) => conflict.column('document').doUpdateSet({ version, reason }))
      .execute();
  }

  async unread(): Promise<Map<string, { version: string; reason: string }>> {
    const rows = await this.#kysely.selectFrom('unread').selectAll().execute();
    return new Map(rows.map(({ document, version, reason }) => [document, { version, reason }]));
  }

  abandoned(): Promise<{ id: string; version: string }[]> {
    return this.#kysely
      .selectFrom('documents')
      .select(['id', 'version'])
      .where('served', '=', 0)
      .orderBy('id')
      .orderBy('version')
      .execute();
  }

  async passages(
    ids: readonly string[],
  ): Promise<Map<string, { passage: Passage; document: DocumentRecord }>> {
    const records = new Map<string, DocumentRecord>();
    const found = new Map<string, { passage: Passage; document: DocumentRecord }>();
    for (const slice of slices([...new Set(ids)])) {
      // Passage and document in one query: between two, another version may have come to be served.
      const rows = await this.#servedPassages()
        .select(BESIDE_PASSAGE.map((column) => `documents.${column}` as const))
        .where('passages.id', 'in', slice)
        .execute();
      for (const row of rows) {
        // Of a document no more than one version is served.
        const document = records.get(row.document) ?? toRecord(row.document, row);
        records.set(row.document, document);
        found.set(row.id, { passage: toPassage(row), document });
      }
    }
    return found;
  }

  async passagesOf(document: string, from = 0, to = Number.MAX_SAFE_INTEGER): Promise<Passage[]> {
    const rows = await this.#servedPassages()
      .where('passages.document', '=', document)
      .where('passages.ordinal', '>=', from)
      .where('passages.ordinal', '<=', to)
      .orderBy('passages.ordinal')
      .execute();
    return rows.map(toPassage);
  }

  async namesByPinyin(
    pinyin: readonly string[],
    audiences: readonly Audience[],
  ): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    for (const slice of slices([...new Set(pinyin)])) {
      const rows = await this.#kysely
        .selectFrom('names')
        .innerJoin('documents', (join) =>
          join.onRef('documents.id', '=', 'names.document').onRef('documents.version', '=', 'names.version'),
        )
        .select(['names.pinyin', 'names.name'])
        .select(({ fn }) => fn.countAll().as('documents'))
        .where('documents.served', '=', 1)
        .where('documents.audience', 'in', audiences)
        .where('names.pinyin', 'in', slice.map(normalizeSpelling))
        .groupBy(['names.pinyin', 'names.name'])
        .orderBy('documents', 'desc')
        .orderBy('names.name')
        .execute();
      for (const asked of slice) {
        const names = rows.filter((row) => row.pinyin === normalizeSpelling(asked)).map((row) => row.name);
        if (names.length > 0) found.set(asked, names);
      }
    }
    return found;
  }

  async close(): Promise<void> {}

  #servedPassages() {
    return this.#kysely
      .selectFrom('passages')
      .innerJoin('documents', (join) =>
        join
          .onRef('documents.id', '=', 'passages.document')
          .onRef('documents.version', '=', 'passages.version'),
      )
      .selectAll('passages')
      .where('documents.served', '=', 1);
  }
}

function notServed(id: string): AppError {
  return new AppError('conflict', `No version of ${id} is served.`, { next: 'Run `luodi ingest`.' });
}

function notStaged(id: string, version: string): AppError {
  return new AppError('conflict', `Version ${version} of ${id} was not staged.`, {
    next: 'Run `luodi ingest` again.',
  });
}

async function writeDocument(transaction: Transaction<Schema>, document: ServedDocument, passages: number) {
  const { id, version, source } = document;
  const { text, ...structure } = document.clean;
  const content = {
    title: document.title,
    content_hash: document.contentHash,
    pack_name: document.packName,
    source: JSON.stringify(source),
    own_words: JSON.stringify(document.ownWords),
    audience: source.audience,
    passages,
    characters: text.length,
    ...validityColumns(document.validity),
  };
  await transaction
    .insertInto('documents')
    .values({ id, version, served: 0, ...content })
    .onConflict((conflict) => conflict.columns(['id', 'version']).doUpdateSet(content))
    .execute();
  const long = { text, structure: JSON.stringify(structure) };
  await transaction
    .insertInto('document_texts')
    .values({ document: id, version, ...long })
    .onConflict((conflict) => conflict.columns(['document', 'version']).doUpdateSet(long))
    .execute();
}

function validityColumns(validity: Validity) {
  return {
    validity: JSON.stringify(validity),
    effective_from: validity.from ?? null,
    effective_to: validity.to ?? null,
  };
}

function* slices<Item>(items: readonly Item[]): Iterable<Item[]> {
  for (let start = 0; start < items.length; start += ROWS_PER_STATEMENT) {
    yield items.slice(start, start + ROWS_PER_STATEMENT);
  }
}
