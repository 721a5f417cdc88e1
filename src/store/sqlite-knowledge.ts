import type { Kysely, Transaction } from 'kysely';
import { AppError } from '../errors.ts';
import type { DocumentSource, Passage, ServedDocument } from '../types.ts';
import type { Database } from './database.ts';
import { RECORD_COLUMNS, toDescription, toPassage, toPassageRow, toRecord } from './knowledge-rows.ts';
import type { DocumentRecord, KnowledgeStore } from './knowledge-store.ts';
import { candidateNames, normalizeSpelling, spellNames } from './names.ts';
import type { Schema } from './schema.ts';

/** Rows a statement carries, below SQLite's 32,766 parameters at 9 a row. */
const ROWS_PER_STATEMENT = 500;

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
    return rows.map(toRecord);
  }

  async document(id: string): Promise<ServedDocument | undefined> {
    const row = await this.#kysely
      .selectFrom('documents')
      .select(['id', 'version', 'title', 'pack_name', 'source', 'text'])
      .where('id', '=', id)
      .where('served', '=', 1)
      .executeTakeFirst();
    return row && { ...toDescription(row), text: row.text };
  }

  async stage(document: ServedDocument, passages: readonly Passage[]): Promise<void> {
    const spelled = await spellNames(candidateNames(document.text));
    const { id, version } = document;
    await this.#kysely.transaction().execute(async (transaction) => {
      await writeDocument(transaction, document, passages.length);
      for (const table of ['passages', 'names'] as const) {
        await transaction
          .deleteFrom(table)
          .where('document', '=', id)
          .where('version', '=', version)
          .execute();
      }
      for (const rows of slices(passages.map((passage) => toPassageRow(passage, id, version)))) {
        await transaction.insertInto('passages').values(rows).execute();
      }
      const names = Array.from(spelled, ([name, pinyin]) => ({ pinyin, name, document: id, version }));
      for (const rows of slices(names)) await transaction.insertInto('names').values(rows).execute();
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

  async describe(id: string, source: DocumentSource, title: string, packName: string): Promise<void> {
    const result = await this.#kysely
      .updateTable('documents')
      .set({ source: JSON.stringify(source), title, pack_name: packName })
      .where('id', '=', id)
      .where('served', '=', 1)
      .executeTakeFirst();
    if (result.numUpdatedRows === 0n) throw notServed(id);
  }

  async remove(id: string): Promise<void> {
    await this.#kysely.deleteFrom('documents').where('id', '=', id).execute();
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
        .select(['title', 'pack_name', 'source', 'documents.passages', 'characters'])
        .where('passages.id', 'in', slice)
        .execute();
      for (const row of rows) {
        const key = JSON.stringify([row.document, row.version]);
        if (!records.has(key)) records.set(key, toRecord({ ...row, id: row.document }));
        found.set(row.id, { passage: toPassage(row), document: records.get(key)! });
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

  async namesByPinyin(pinyin: readonly string[]): Promise<Map<string, string[]>> {
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
  const content = {
    title: document.title,
    pack_name: document.packName,
    source: JSON.stringify(document.source),
    passages,
    characters: document.text.length,
    text: document.text,
  };
  await transaction
    .insertInto('documents')
    .values({ id: document.id, version: document.version, served: 0, ...content })
    .onConflict((conflict) => conflict.columns(['id', 'version']).doUpdateSet(content))
    .execute();
}

function* slices<Item>(items: readonly Item[]): Iterable<Item[]> {
  for (let start = 0; start < items.length; start += ROWS_PER_STATEMENT) {
    yield items.slice(start, start + ROWS_PER_STATEMENT);
  }
}
