import type { Generated } from 'kysely';
import type { RegisterName } from '../register-types.ts';

/** Tables of registers as Kysely sees them; the columns of fields are those of `register-columns.ts`. */
export interface RegisterSchema extends Record<`register_${RegisterName}`, RegisterTable> {
  register_sources: { id: Generated<number>; document: string; version: string };
  register_words: RegisterWordRow;
  register_values: { source: number; place: number; passage: string; written: string };
  register_state: { name: string; value: number };
}

/** What every register's table has beside its fields. */
interface RegisterTable {
  source: number;
  /** 0-based place among the rows of the document's version, as they stand in it. */
  place: number;
  /** That of the row's passage. */
  ordinal: number;
  /** 1 where another row of the document says the same of the same name. */
  repeats: number;
  /** The name of a project that several documents have; null for all others. */
  twin: string | null;
  /** Of the documents that have the same project, how many count before this one; of those an asker sees, the first does. */
  preference: number;
}

interface RegisterWordRow {
  id: Generated<number>;
  source: number;
  register: string;
  field: string;
  /** As the document writes it, and as it is compared. */
  written: string;
  folded: string;
}

const KEYS = `
    source INTEGER NOT NULL REFERENCES register_sources (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    repeats INTEGER NOT NULL,
    twin TEXT,
    preference INTEGER NOT NULL,`;

const money = (name: string) =>
  `${name} INTEGER, ${name}_currency TEXT, ${name}_per TEXT, ${name}_about INTEGER,`;
const period = (name: string) => `${name}_from INTEGER, ${name}_to INTEGER, ${name}_day INTEGER,`;

/**
 * A step of the schema, never edited once released. A table holds numbers alone, so that a hundred thousand rows
 * are looked through in some ten milliseconds: of a text the number of its word, of money and quantities
 * ten-thousandths, of days `yyyymmdd`, and where a period is a single day that day's number since 1970. What is
 * shown of a row stands apart. Words belong to their document, so that nothing of it is left when it is gone.
 */
export const REGISTER_TABLES = `
  CREATE TABLE register_sources (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document TEXT NOT NULL,
    version TEXT NOT NULL,
    UNIQUE (document, version),
    FOREIGN KEY (document, version) REFERENCES documents (id, version) ON DELETE CASCADE
  );
  CREATE TABLE register_words (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES register_sources (id) ON DELETE CASCADE,
    register TEXT NOT NULL,
    field TEXT NOT NULL,
    written TEXT NOT NULL,
    folded TEXT NOT NULL,
    UNIQUE (source, register, field, written)
  );
  CREATE INDEX register_words_folded ON register_words (register, field, folded);
  CREATE TABLE register_values (
    source INTEGER NOT NULL REFERENCES register_sources (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    passage TEXT NOT NULL,
    written TEXT NOT NULL,
    PRIMARY KEY (source, place)
  );
  CREATE TABLE register_state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

  CREATE TABLE register_projects (${KEYS}
    name INTEGER, investor INTEGER, zone INTEGER, industry INTEGER, chain_link INTEGER, introduced_by INTEGER,
    ${money('amount')} ${money('foreign_capital')}
    ${period('signed')} ${period('started')} ${period('operating')}
    PRIMARY KEY (source, place)
  ) WITHOUT ROWID;
  CREATE INDEX register_projects_twin ON register_projects (twin, preference) WHERE twin IS NOT NULL;
  CREATE TABLE register_plots (${KEYS}
    name INTEGER, zone INTEGER, industry INTEGER, land_use INTEGER, status INTEGER, utilities INTEGER,
    area INTEGER, plot_ratio INTEGER, ${money('price')}
    PRIMARY KEY (source, place)
  ) WITHOUT ROWID;
  CREATE TABLE register_factories (${KEYS}
    name INTEGER, zone INTEGER, industry INTEGER, status INTEGER,
    area INTEGER, floor_height INTEGER, floor_load INTEGER, ${money('rent')}
    PRIMARY KEY (source, place)
  ) WITHOUT ROWID;
  CREATE TABLE register_tariffs (${KEYS}
    name INTEGER, category INTEGER, zone INTEGER, ${money('price')} ${period('from')} ${period('to')}
    PRIMARY KEY (source, place)
  ) WITHOUT ROWID;
  CREATE TABLE register_chains (${KEYS}
    chain INTEGER, position INTEGER, name INTEGER, status INTEGER, have INTEGER, missing INTEGER, wanted INTEGER,
    PRIMARY KEY (source, place)
  ) WITHOUT ROWID;
  `;

/** A later step of the schema: what zones are called. */
export const ZONE_TABLE = `
  CREATE TABLE register_zones (${KEYS}
    name INTEGER, full_name INTEGER, alias INTEGER, english INTEGER,
    PRIMARY KEY (source, place)
  ) WITHOUT ROWID;
  `;
