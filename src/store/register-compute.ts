import type { Kysely } from 'kysely';
import {
  type Computed,
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
  countQuery,
  type Place,
  placesQuery,
  type RankedRow,
  rankedQuery,
  type Selection,
  sumQuery,
} from './register-sql.ts';
import { addUp, type Counted, groupTallies, wholeTally } from './register-totals.ts';
import type { Schema } from './schema.ts';

type Asked = RegisterQuery & { scope: RegisterScope };

/** What a checked query comes to; `kysely` reads all of it at one moment. */
export async function computeQuery(
  kysely: Kysely<Schema>,
  query: RegisterQuery,
  scope: RegisterScope,
): Promise<Computed> {
  const asked = { ...query, scope };
  const tallies: Tally[] = [];
  for (const side of query.sides ?? [undefined]) {
    const counted = await countAndSum(kysely, asked, selectionOf(asked, side && [side]));
    tallies.push(...talliesOf(query, counted, side));
  }
  const selection = selectionOf(asked, query.sides);
  const { rows: counts } = await countQuery(selection).execute(kysely);
  const counted = addUp(counts, 'counted');
  const ranked = await rank(kysely, asked, selection);
  const isRankedByAmount = ranked && typeof ranked.order.by === 'string' && !isPeriod(query, ranked.order.by);
  const places = await readPlaces(kysely, selection, MOST_ROWS, ranked);
  return {
    query,
    tallies,
    rows: await readRows(kysely, places),
    total: ranked ? Math.min(ranked.order.limit, ranked.unit.rows) : counted,
    undecided: addUp(counts, 'undecided') + (isRankedByAmount ? counted - ranked.unit.rows : 0),
    duplicates: addUp(counts, 'duplicates'),
  };
}

/** Where all rows are that a checked query rests on, in the order asked. */
export async function placesOf(
  kysely: Kysely<Schema>,
  query: RegisterQuery,
  scope: RegisterScope,
): Promise<Place[]> {
  const asked = { ...query, scope };
  const selection = selectionOf(asked, query.sides);
  return readPlaces(kysely, selection, Number.MAX_SAFE_INTEGER, await rank(kysely, asked, selection));
}

function selectionOf({ register, filters, scope }: Asked, sides?: readonly Filter[]): Selection {
  return { register, scope, ...conditionsOf(register, filters, sides) };
}

async function countAndSum(
  kysely: Kysely<Schema>,
  { measures, group }: Asked,
  selection: Selection,
): Promise<Counted> {
  const { rows: counts } = await countQuery(selection, group).execute(kysely);
  const sums: Counted['sums'] = new Map();
  for (const measure of measures) {
    if (measure.kind === 'count') continue;
    sums.set(measure, (await sumQuery(selection, measure, group).execute(kysely)).rows);
  }
  return { counts, sums };
}

function talliesOf(query: RegisterQuery, counted: Counted, side?: Filter): Tally[] {
  if (!query.group) return [{ ...(side && { label: side.label }), ...wholeTally(query, counted) }];
  return groupTallies(query, counted).map((tally) => ({ ...(side && { side: side.label }), ...tally }));
}

/** What the rows are ranked by, and how many of them can be. */
interface Ranked {
  order: NonNullable<RegisterQuery['order']>;
  unit: RankedRow;
}

async function rank(
  kysely: Kysely<Schema>,
  { order }: Asked,
  selection: Selection,
): Promise<Ranked | undefined> {
  if (!order) return undefined;
  const { rows } = await rankedQuery(selection, order).execute(kysely);
  return { order, unit: rows[0] ?? { currency: null, per: null, rows: 0 } };
}

async function readPlaces(
  kysely: Kysely<Schema>,
  selection: Selection,
  most: number,
  ranked?: Ranked,
): Promise<Place[]> {
  const limit = ranked ? Math.min(ranked.order.limit, most) : most;
  return (await placesQuery(selection, limit, ranked).execute(kysely)).rows;
}

function isPeriod({ register }: RegisterQuery, field: NonNullable<RegisterQuery['order']>['by']): boolean {
  return typeof field === 'string' && fieldsOf(register).get(field) === 'period';
}
