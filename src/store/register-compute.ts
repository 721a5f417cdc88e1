import type { Kysely } from 'kysely';
import {
  type Computed,
  type FieldName,
  type Filter,
  MOST_ROWS,
  type RegisterQuery,
  type RegisterScope,
  type Tally,
} from '../register-types.ts';
import { fieldsOf } from './register-columns.ts';
import { conditionsOf } from './register-conditions.ts';
import { readRows } from './register-rows.ts';
import {
  type Amount,
  fieldOf,
  type Place,
  placesQuery,
  type Selection,
  type Sum,
  tallyQuery,
  type Unit,
} from './register-sql.ts';
import { addUp, type Counted, type GroupWord, groupTallies, rowsOf, wholeTally } from './register-totals.ts';
import type { Schema } from './schema.ts';

/** A checked query, and where it is asked: `kysely` reads all of it at one moment. */
export interface Asking {
  kysely: Kysely<Schema>;
  query: RegisterQuery;
  scope: RegisterScope;
  /** The units that a money field has. */
  unitsOf(field: FieldName): Promise<readonly Unit[]>;
}

/** What a query comes to. */
export async function computeQuery(asking: Asking): Promise<Computed> {
  const { kysely, query } = asking;
  const sums = await sumsOf(asking);
  const sides = query.sides ?? [undefined];
  const counted: Counted[] = [];
  for (const side of sides) counted.push(await tally(asking, side && [side], sums));
  const tallies: Tally[] = [];
  for (const [at, side] of sides.entries()) tallies.push(...(await talliesOf(asking, counted[at]!, side)));
  // What is on two sides is one row.
  const { rows } = query.sides
    ? await tally({ ...asking, query: ungrouped(query) }, query.sides, sums)
    : counted[0]!;
  const passing = addUp(rows, 'counted');
  const ranked = rankedOf(query, { rows, sums });
  const places = await readPlaces(asking, MOST_ROWS, ranked);
  return {
    query,
    tallies,
    rows: await readRows(kysely, places),
    total: ranked ? Math.min(ranked.limit, ranked.rows) : passing,
    undecided: addUp(rows, 'undecided') + (ranked?.isAmount ? passing - ranked.rows : 0),
    duplicates: addUp(rows, 'duplicates'),
  };
}

/** Where all rows are that a query rests on, in the order asked. */
export async function placesOf(asking: Asking): Promise<Place[]> {
  const { query } = asking;
  if (!query.order) return readPlaces(asking, EVERY);
  const asked = { ...asking, query: ungrouped({ ...query, measures: [] }) };
  const counted = await tally(asked, query.sides, await sumsOf(asked));
  return readPlaces(asking, EVERY, rankedOf(query, counted));
}

const EVERY = Number.MAX_SAFE_INTEGER;

function ungrouped({ group: _, ...query }: RegisterQuery): RegisterQuery {
  return query;
}

/** All that is added up for a query: its measures, and what its rows are ranked by, in each unit. */
async function sumsOf({ query, unitsOf }: Asking): Promise<Sum[]> {
  const types = fieldsOf(query.register);
  const amounts: Amount[] = query.measures.filter((measure) => measure.kind !== 'count');
  if (query.order) amounts.push({ kind: 'rank', by: query.order.by });
  const sums: Sum[] = [];
  for (const of of amounts) {
    const field = fieldOf(of);
    const units = field && types.get(field) === 'money' ? await unitsOf(field) : [NO_UNIT];
    sums.push(...units.map((unit) => ({ of, unit })));
  }
  return sums;
}

const NO_UNIT: Unit = { currency: null, per: null };

async function tally(
  { kysely, query, scope }: Asking,
  sides: readonly Filter[] | undefined,
  sums: readonly Sum[],
): Promise<Counted> {
  const { rows } = await tallyQuery(selectionOf(query, scope, sides), sums, query.group).execute(kysely);
  return { rows, sums };
}

function selectionOf(
  { register, filters }: RegisterQuery,
  scope: RegisterScope,
  sides?: readonly Filter[],
): Selection {
  return { register, scope, ...conditionsOf(register, filters, sides) };
}

async function talliesOf({ kysely, query }: Asking, counted: Counted, side?: Filter): Promise<Tally[]> {
  if (!query.group) return [{ ...(side && { label: side.label }), ...wholeTally(query, counted) }];
  const isText = fieldsOf(query.register).get(query.group.by) === 'text';
  const keys = counted.rows.map(({ key }) => key).filter((key) => key !== null);
  const words = isText ? await readWords(kysely, keys) : new Map<number, GroupWord>();
  return groupTallies(query, counted, words).map((tally) => ({
    ...(side && { side: side.label }),
    ...tally,
  }));
}

/** Words that a statement names at most. */
const WORDS_AT_ONCE = 10_000;

async function readWords(kysely: Kysely<Schema>, ids: readonly number[]): Promise<Map<number, GroupWord>> {
  const words = new Map<number, GroupWord>();
  for (let start = 0; start < ids.length; start += WORDS_AT_ONCE) {
    const rows = await kysely
      .selectFrom('register_words')
      .select(['id', 'written', 'folded'])
      .where('id', 'in', ids.slice(start, start + WORDS_AT_ONCE))
      .execute();
    for (const { id, written, folded } of rows) words.set(id, { written, folded });
  }
  return words;
}

/** What rows are ranked by: amounts of the unit that most have. */
interface Ranked {
  by: Amount;
  direction: 'largest' | 'smallest';
  unit: Unit;
  limit: number;
  /** Rows that can be ranked. */
  rows: number;
  /** Whether rows are left out that might be among the first, if their amount were known or could be compared. */
  isAmount: boolean;
}

function rankedOf({ register, order }: RegisterQuery, { rows, sums }: Counted): Ranked | undefined {
  if (!order) return undefined;
  const { by, direction, limit } = order;
  const units = sums
    .map(({ of, unit }, at) => ({ of, unit, rows: rowsOf(rows, at) }))
    .filter(({ of }) => of.kind === 'rank');
  const [most = { unit: NO_UNIT, rows: 0 }] = units.sort((a, b) => b.rows - a.rows);
  const isAmount = typeof by === 'string' && fieldsOf(register).get(by) !== 'period';
  return { by: { kind: 'rank', by }, direction, unit: most.unit, limit, rows: most.rows, isAmount };
}

async function readPlaces({ kysely, query, scope }: Asking, most: number, ranked?: Ranked): Promise<Place[]> {
  const limit = ranked ? Math.min(ranked.limit, most) : most;
  return (await placesQuery(selectionOf(query, scope, query.sides), limit, ranked).execute(kysely)).rows;
}
