import type { Kysely } from 'kysely';
import type { Exclusive, Incentives, StoredRule } from '../incentive-types.ts';
import type { Audience, Day } from '../types.ts';
import type { Database } from './database.ts';
import type { IncentiveReading, IncentiveStore, KeptIncentives } from './incentive-store.ts';
import type { Schema } from './schema.ts';

/**
 * Incentives over SQLite, beside the documents that they are of. It shares `database` with others: its `close` leaves
 * the database open, for whoever opened it to close.
 */
export function openIncentiveStore(database: Database): IncentiveStore {
  return new SqliteIncentives(database.kysely);
}

class SqliteIncentives implements IncentiveStore {
  readonly #kysely: Kysely<Schema>;

  constructor(kysely: Kysely<Schema>) {
    this.#kysely = kysely;
  }

  async readings(): Promise<Map<string, IncentiveReading>> {
    const rows = await this.#served().select(['incentives.reading']).execute();
    return new Map(rows.map(({ document, version, reading }) => [document, { version, reading }]));
  }

  async write(
    document: string,
    { version, reading }: IncentiveReading,
    incentives: Incentives,
  ): Promise<void> {
    const rules = incentives.rules.length;
    const content = JSON.stringify({ rules: incentives.rules, exclusives: incentives.exclusives });
    await this.#kysely
      .insertInto('incentives')
      .values({ document, version, reading, rules, content })
      .onConflict((conflict) =>
        conflict.columns(['document', 'version']).doUpdateSet({ reading, rules, content }),
      )
      .execute();
  }

  async incentives(audiences: readonly Audience[]): Promise<KeptIncentives> {
    const rows = await this.#served()
      .select([
        'incentives.content',
        'documents.title',
        'documents.audience',
        'documents.effective_from',
        'documents.effective_to',
      ])
      .where('incentives.rules', '>', 0)
      .where('documents.audience', 'in', [...audiences])
      .orderBy('incentives.document')
      .execute();
    const rules: StoredRule[] = [];
    const exclusives: Exclusive[] = [];
    for (const { content, title, audience, effective_from, effective_to } of rows) {
      const kept = JSON.parse(content) as Incentives;
      exclusives.push(...kept.exclusives);
      for (const rule of kept.rules) {
        const from = latest(rule.from, effective_from ?? undefined);
        const to = earliest(rule.to, effective_to ?? undefined);
        const days = { ...(from && { from }), ...(to && { to }) };
        rules.push({ ...rule, ...days, title, audience: audience as Audience });
      }
    }
    return { rules, exclusives };
  }

  async close(): Promise<void> {}

  /** Incentives of the versions that are served. */
  #served() {
    return this.#kysely
      .selectFrom('incentives')
      .innerJoin('documents', (join) =>
        join
          .onRef('documents.id', '=', 'incentives.document')
          .onRef('documents.version', '=', 'incentives.version'),
      )
      .select(['incentives.document', 'incentives.version'])
      .where('documents.served', '=', 1);
  }
}

function latest(one: Day | undefined, other: Day | undefined): Day | undefined {
  return one !== undefined && other !== undefined ? (one > other ? one : other) : (one ?? other);
}

function earliest(one: Day | undefined, other: Day | undefined): Day | undefined {
  return one !== undefined && other !== undefined ? (one < other ? one : other) : (one ?? other);
}
