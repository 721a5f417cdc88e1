/** The table of incentives as Kysely sees it: one row a document that was looked through, its rules as JSON. */
export interface IncentiveSchema {
  incentives: { document: string; version: string; reading: string; rules: number; content: string };
}

/** A step of the schema, never edited once released. */
export const INCENTIVE_TABLES = `
  CREATE TABLE incentives (
    document TEXT NOT NULL,
    version TEXT NOT NULL,
    reading TEXT NOT NULL,
    rules INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (document, version),
    FOREIGN KEY (document, version) REFERENCES documents (id, version) ON DELETE CASCADE
  );
  -- Every question that may be one on incentives asks whether there are rules: of thousands of documents, few have some.
  CREATE INDEX incentives_with_rules ON incentives (document) WHERE rules > 0;
  `;
