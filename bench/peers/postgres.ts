import { type Peer, type PeerParts, WANTED } from './peer.ts';

/** The part of node-postgres that is used here. */
interface PgPackage {
  Client: new (options: {
    connectionString: string;
  }) => {
    connect(): Promise<void>;
    query(text: string, values?: unknown[]): Promise<{ rows: { number: number }[] }>;
    end(): Promise<void>;
  };
}

/** Full-text search of the server at DATABASE_URL on words of jieba, in a table that ends with the connection. */
export async function postgresPeers({ load, jieba }: PeerParts): Promise<Peer[]> {
  const { DATABASE_URL: connectionString } = process.env;
  if (!connectionString) return [];
  const { Client } = await load<PgPackage>('pg');
  const client = new Client({ connectionString });
  return [
    {
      package: 'pg',
      setting: 'tsvector, jieba, ts_rank',
      async open(texts) {
        await client.connect();
        await client.query('CREATE TEMPORARY TABLE passages (number integer PRIMARY KEY, words tsvector)');
        await client.query(
          `INSERT INTO passages SELECT number - 1, to_tsvector('simple', words)
           FROM unnest($1::text[]) WITH ORDINALITY AS given (words, number)`,
          [texts.map((text) => jieba(text).join(' '))],
        );
        await client.query('CREATE INDEX ON passages USING gin (words)');
        await client.query('ANALYZE passages');
        return async (question) => {
          // Any of the words, each quoted: `&`, which the function puts between them, would want them all.
          const { rows } = await client.query(
            `WITH asked AS (SELECT replace(plainto_tsquery('simple', $1)::text, '&', '|')::tsquery AS query)
             SELECT number FROM passages, asked WHERE words @@ query
             ORDER BY ts_rank(words, query, 1) DESC, number LIMIT $2`,
            [jieba(question).join(' '), WANTED],
          );
          return rows.map(({ number }) => number);
        };
      },
      close: () => client.end(),
    },
  ];
}
