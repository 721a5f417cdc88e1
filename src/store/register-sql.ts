import { type RawBuilder, sql } from 'kysely';
import type { FieldName, Measure, RegisterName, RegisterQuery, RegisterScope } from '../register-types.ts';
import { columnOf, fieldsOf } from './register-columns.ts';
import { all, type Condition, type Conditions, isCounted, ref, sourcesIn } from './register-conditions.ts';

/** Where rows are looked for, and what they must be. */
export interface Selection extends Conditions {
  register: RegisterName;
  scope: RegisterScope;
}

/** A group as the queries below give it: of a text its word, of a period a number; nothing without a group. */
export interface GroupRow {
  key: number | null;
  folded: string | null;
  written: string | null;
}

/** How many rows of a selection are counted, how many say again what others say, and how many are undecided. */
export interface CountRow extends GroupRow {
  counted: number;
  duplicates: number;
  undecided: number;
}

/** Counts of a selection, for each group. */
export function countQuery(
  { register, scope, passes, possible }: Selection,
  group?: RegisterQuery['group'],
): RawBuilder<CountRow> {
  const rows = sql`
    SELECT ${groupKey(register, group)} AS "key", CASE WHEN ${passes} THEN 1 ELSE 0 END AS passes,
      CASE WHEN ${isCounted(register, scope)} THEN 1 ELSE 0 END AS first
    FROM ${from(register, scope)} AND ${possible}`;
  return named<CountRow>(
    register,
    group,
    sql`
    SELECT "key", SUM(passes * first) AS counted, SUM(passes * (1 - first)) AS duplicates,
      SUM((1 - passes) * first) AS undecided
    FROM (${rows}) AS rows GROUP BY "key"`,
  );
}

/** A sum in two parts, of which none grows beyond what a number holds: `high` thousand millions, and `low`. */
export interface SumRow extends GroupRow {
  currency: string | null;
  per: string | null;
  high: number;
  low: number;
  values: number;
  about: number;
}

/** What `high` of a sum counts. */
export const HIGH = 1_000_000_000n;

/** The sum of a field, or of days between two, over the rows that are counted, for each group, currency and `per`. */
export function sumQuery(
  selection: Selection,
  measure: Exclude<Measure, { kind: 'count' }>,
  group?: RegisterQuery['group'],
): RawBuilder<SumRow> {
  const { register, scope } = selection;
  const { value, currency, per, about } = addedUp(register, measure);
  return named<SumRow>(
    register,
    group,
    sql`
    SELECT ${groupKey(register, group)} AS "key", ${currency} AS currency, ${per} AS per,
      SUM(${value} / ${sql.lit(Number(HIGH))}) AS high, SUM(${value} % ${sql.lit(Number(HIGH))}) AS low,
      COUNT(*) AS "values", MAX(${about}) AS about
    FROM ${from(register, scope)} AND ${countedRows(selection)} AND ${value} IS NOT NULL
    GROUP BY 1, 2, 3`,
  );
}

/** Where a row is kept, and where its passage stands. */
export interface Place {
  source: number;
  place: number;
  ordinal: number;
}

/** Rows of one currency and `per`, which can be ranked. */
export interface RankedRow {
  currency: string | null;
  per: string | null;
  rows: number;
}

/** How many rows can be ranked, of each currency and `per`, most first. */
export function rankedQuery(selection: Selection, order: Order): RawBuilder<RankedRow> {
  const { register, scope } = selection;
  const { value, currency, per } = rankedBy(register, order.by);
  return sql`
    SELECT ${currency} AS currency, ${per} AS per, COUNT(*) AS "rows"
    FROM ${from(register, scope)} AND ${countedRows(selection)} AND ${value} IS NOT NULL
    GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`;
}

type Order = NonNullable<RegisterQuery['order']>;

/** Rows by where they are kept, in the order asked, or as they stand in their documents; at most `limit`. */
export function placesQuery(
  selection: Selection,
  limit: number,
  ranked?: { order: Order; unit: Pick<RankedRow, 'currency' | 'per'> },
): RawBuilder<Place> {
  const { register, scope } = selection;
  const conditions = [countedRows(selection)];
  const columns = [
    sql`(SELECT s.document FROM register_sources AS s WHERE s.id = r.source)`,
    sql`r.ordinal`,
    sql`r.place`,
  ];
  if (ranked) {
    const { value, currency, per } = rankedBy(register, ranked.order.by);
    const { unit } = ranked;
    columns.unshift(ranked.order.direction === 'largest' ? sql`${value} DESC` : sql`${value}`);
    conditions.push(sql`${value} IS NOT NULL`);
    if (unit.currency !== null) conditions.push(sql`${currency} = ${unit.currency}`);
    if (unit.currency !== null) conditions.push(sql`COALESCE(${per}, '') = ${unit.per ?? ''}`);
  }
  return sql`
    SELECT r.source AS source, r.place AS place, r.ordinal AS ordinal
    FROM ${from(register, scope)} AND ${all(conditions)}
    ORDER BY ${sql.join(columns)} LIMIT ${limit}`;
}

/** What rows are ranked by: an amount, the beginning of a period, or the days between two. */
function rankedBy(register: RegisterName, by: Order['by']) {
  if (typeof by !== 'string') return addedUp(register, { kind: 'elapsed', ...by });
  if (fieldsOf(register).get(by) !== 'period') return addedUp(register, { kind: 'sum', field: by });
  return { value: ref(`${columnOf(by)}_from`), currency: NONE, per: NONE };
}

const NONE = sql`NULL`;

/** What of a row is added up, and what it must have in common with others to be. */
function addedUp(register: RegisterName, measure: Exclude<Measure, { kind: 'count' }>) {
  if (measure.kind === 'elapsed') {
    const day = (field: FieldName) => ref(`${columnOf(field)}_day`);
    const value = sql`(${day(measure.to)} - ${day(measure.from)})`;
    return { value, currency: NONE, per: NONE, about: sql`0` };
  }
  const column = columnOf(measure.field);
  const value = ref(column);
  if (fieldsOf(register).get(measure.field) !== 'money') {
    return { value, currency: NONE, per: NONE, about: sql`0` };
  }
  return {
    value,
    currency: ref(`${column}_currency`),
    per: ref(`${column}_per`),
    about: ref(`${column}_about`),
  };
}

function from(register: RegisterName, scope: RegisterScope): RawBuilder<unknown> {
  return sql`${sql.table(`register_${register}`)} AS r WHERE r.source IN (${sourcesIn(scope)})`;
}

function countedRows({ register, scope, passes }: Selection): Condition {
  return all([passes, isCounted(register, scope)]);
}

/** What rows are grouped by; null where a period is less precise than the unit. */
function groupKey(register: RegisterName, group: RegisterQuery['group']): RawBuilder<unknown> {
  if (!group) return sql`NULL`;
  const column = columnOf(group.by);
  if (fieldsOf(register).get(group.by) === 'text') return ref(column);
  const [first, last] = [`${column}_from`, `${column}_to`].map((day) => unitOf(ref(day), group.unit));
  return sql`CASE WHEN ${first!} = ${last!} THEN ${first!} END`;
}

/** The year of a day, or the year and the number of its half-year, quarter or month within it. */
function unitOf(day: RawBuilder<unknown>, unit: NonNullable<RegisterQuery['group']>['unit'] = 'year') {
  const year = sql`${day} / 10000`;
  const month = sql`${day} / 100 % 100`;
  if (unit === 'month') return sql`(${day} / 100)`;
  if (unit === 'quarter') return sql`(${year} * 10 + (${month} + 2) / 3)`;
  if (unit === 'half') return sql`(${year} * 10 + (${month} + 5) / 6)`;
  return sql`(${year})`;
}

/** The same rows, with the word that each group is. */
function named<Row extends GroupRow>(
  register: RegisterName,
  group: RegisterQuery['group'],
  grouped: RawBuilder<unknown>,
): RawBuilder<Row> {
  const isText = group && fieldsOf(register).get(group.by) === 'text';
  if (!isText) return sql<Row>`SELECT g.*, NULL AS folded, NULL AS written FROM (${grouped}) AS g`;
  return sql<Row>`
    SELECT g.*, w.folded AS folded, w.written AS written
    FROM (${grouped}) AS g LEFT JOIN register_words AS w ON w.id = g."key"`;
}
