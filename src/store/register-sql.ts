import { type RawBuilder, sql } from 'kysely';
import type {
  Currency,
  FieldName,
  Measure,
  PricedBy,
  RegisterName,
  RegisterQuery,
  RegisterScope,
} from '../register-types.ts';
import { columnOf, fieldsOf } from './register-columns.ts';
import { all, type Condition, type Conditions, isCounted, ref, sourcesIn } from './register-conditions.ts';

/** Where rows are looked for, and what they must be. */
export interface Selection extends Conditions {
  register: RegisterName;
  scope: RegisterScope;
}

/** What amounts have in common that can be added or compared: nothing to be named, but for money. */
export interface Unit {
  currency: Currency | null;
  per: PricedBy | null;
}

/** What is added up: a field, or days from one to the other, of the rows with this unit. */
export interface Sum {
  of: Amount;
  unit: Unit;
}

/** What a measure adds up, or rows are ranked by. */
export type Amount =
  | Exclude<Measure, { kind: 'count' }>
  | { kind: 'rank'; by: NonNullable<RegisterQuery['order']>['by'] };

/** The field that an amount is; none of days between two. */
export function fieldOf(amount: Amount): FieldName | undefined {
  if (amount.kind === 'elapsed') return undefined;
  if (amount.kind !== 'rank') return amount.field;
  return typeof amount.by === 'string' ? amount.by : undefined;
}

/**
 * How many rows of a selection are counted, how many say again what others say, and how many are undecided; and of the
 * sum with the number n its value in thousand millions and what is left, the rows with a value, and those of which it is about.
 */
export interface TallyRow extends Record<`${'high' | 'low' | 'rows' | 'about'}_${number}`, number | null> {
  /** Of a text the number of a word; of a period the months in which it begins and ends, as `yyyymmyyyymm`. */
  key: number | null;
  counted: number;
  duplicates: number;
  undecided: number;
}

/** What `high` of a sum counts. */
export const HIGH = 1_000_000_000n;

/**
 * Counts and sums of a selection, in one pass over its rows. The limit keeps the inner rows apart, so that whether a row
 * is counted is found out once for it, and not once for each column; and without a group nothing is sorted, which
 * would take longer than all else.
 */
export function tallyQuery(
  { register, scope, passes, possible }: Selection,
  sums: readonly Sum[],
  group?: RegisterQuery['group'],
): RawBuilder<TallyRow> {
  const first = isCounted(register, scope);
  // Of a row that passes 2 more than of one that only may: 3 where it is counted, 2 where another says it, 1 in doubt.
  const state =
    passes === possible
      ? sql`CASE WHEN ${first} THEN 3 ELSE 2 END`
      : sql`CASE WHEN ${passes} THEN 2 ELSE 0 END + CASE WHEN ${first} THEN 1 ELSE 0 END`;
  const inner = [
    sql`${group ? groupKey(register, group) : sql`NULL`} AS "key"`,
    sql`${state} AS state`,
    ...sums.flatMap(({ of, unit }, at) => valueColumns(register, of, unit, at)),
  ];
  const outer = [
    sql`"key"`,
    sql`COUNT(CASE WHEN state = 3 THEN 1 END) AS counted`,
    sql`COUNT(CASE WHEN state = 2 THEN 1 END) AS duplicates`,
    passes === possible ? sql`0 AS undecided` : sql`COUNT(CASE WHEN state = 1 THEN 1 END) AS undecided`,
    ...sums.flatMap(({ of }, at) => sumColumns(of, at)),
  ];
  return sql`
    SELECT ${sql.join(outer)} FROM (
      SELECT ${sql.join(inner)} FROM ${from(register)} WHERE ${isInScope(scope)} AND ${possible}
      LIMIT ${sql.lit(Number.MAX_SAFE_INTEGER)}) AS rows
    ${group ? sql`GROUP BY "key"` : sql``}`;
}

function valueColumns(register: RegisterName, of: Amount, unit: Unit, at: number): RawBuilder<unknown>[] {
  const { value, about, currency, per } = amountOf(register, of);
  const own =
    unit.currency === null ? value : sql`CASE WHEN ${hasUnit({ currency, per }, unit)} THEN ${value} END`;
  return [sql`${own} AS ${sql.ref(`value_${at}`)}`, sql`${about} AS ${sql.ref(`is_about_${at}`)}`];
}

function sumColumns(of: Amount, at: number): RawBuilder<unknown>[] {
  const value = sql.ref(`value_${at}`);
  const own = sql`CASE WHEN state = 3 THEN ${value} END`;
  const rows = sql`COUNT(${own}) AS ${sql.ref(`rows_${at}`)}`;
  if (of.kind === 'rank') return [rows];
  const high = sql.lit(Number(HIGH));
  const isAbout = sql`${sql.ref(`is_about_${at}`)} = 1 AND state = 3`;
  return [
    rows,
    sql`CAST(SUM(${own}) AS BIGINT) / ${high} AS ${sql.ref(`high_${at}`)}`,
    sql`CAST(SUM(${own}) AS BIGINT) % ${high} AS ${sql.ref(`low_${at}`)}`,
    sql`COUNT(CASE WHEN ${isAbout} THEN ${value} END) AS ${sql.ref(`about_${at}`)}`,
  ];
}

/** Where a row is kept, and where its passage stands. */
export interface Place {
  source: number;
  place: number;
  ordinal: number;
}

/**
 * Rows by where they are kept, at most `limit`: as they stand in their documents, or those of a unit by rank. The cross
 * join, and the plus, have documents looked at in their order, so that it ends with as many as are asked for.
 */
export function placesQuery(
  { register, scope, passes }: Selection,
  limit: number,
  ranked?: { by: Amount; direction: 'largest' | 'smallest'; unit: Unit },
): RawBuilder<Place> {
  const conditions = [passes, isCounted(register, scope)];
  const columns = [sql`s.document`, sql`s.version`, sql`r.place`];
  if (ranked) {
    const { value, currency, per } = amountOf(register, ranked.by);
    columns.unshift(ranked.direction === 'largest' ? sql`${value} DESC` : sql`${value}`);
    conditions.push(sql`${value} IS NOT NULL`);
    if (ranked.unit.currency !== null) conditions.push(hasUnit({ currency, per }, ranked.unit));
  }
  return sql`
    SELECT r.source AS source, r.place AS place, r.ordinal AS ordinal
    FROM register_sources AS s CROSS JOIN ${from(register)}
    WHERE +s.id IN (${sourcesIn(scope)}) AND r.source = s.id AND ${all(conditions)}
    ORDER BY ${sql.join(columns)} LIMIT ${limit}`;
}

/** The units that a money field has in a scope, in no order. */
export function unitsQuery(register: RegisterName, field: FieldName, scope: RegisterScope): RawBuilder<Unit> {
  const { value, currency, per } = amountOf(register, { kind: 'sum', field });
  return sql`
    SELECT DISTINCT ${currency} AS currency, ${per} AS per
    FROM ${from(register)} WHERE ${isInScope(scope)} AND ${value} IS NOT NULL`;
}

/** The words of a text field in a scope, with how many rows have each; null of those that have none. */
export function wordsQuery(
  register: RegisterName,
  field: FieldName,
  scope: RegisterScope,
): RawBuilder<{ written: string | null; rows: number }> {
  return sql`
    SELECT w.written AS written, SUM(g."rows") AS "rows" FROM (
      SELECT ${ref(columnOf(field))} AS word, COUNT(*) AS "rows" FROM ${from(register)}
      WHERE ${isInScope(scope)} AND ${isCounted(register, scope)} GROUP BY 1) AS g
    LEFT JOIN register_words AS w ON w.id = g.word
    GROUP BY 1 ORDER BY 2 DESC, 1`;
}

/** What of a row is added up or ranked, and what it must have in common with others to be. */
function amountOf(register: RegisterName, amount: Amount) {
  if (amount.kind === 'elapsed') return { value: daysBetween(amount), ...UNLIKE_MONEY };
  const field = amount.kind === 'rank' ? amount.by : amount.field;
  if (typeof field !== 'string') return { value: daysBetween(field), ...UNLIKE_MONEY };
  const column = columnOf(field);
  const type = fieldsOf(register).get(field);
  if (type === 'period') return { value: ref(`${column}_from`), ...UNLIKE_MONEY };
  if (type !== 'money') return { value: ref(column), ...UNLIKE_MONEY };
  return {
    value: ref(column),
    currency: ref(`${column}_currency`),
    per: ref(`${column}_per`),
    about: ref(`${column}_about`),
  };
}

function daysBetween({ from, to }: { from: FieldName; to: FieldName }): RawBuilder<unknown> {
  return sql`(${ref(`${columnOf(to)}_day`)} - ${ref(`${columnOf(from)}_day`)})`;
}

const UNLIKE_MONEY = { currency: sql`NULL`, per: sql`NULL`, about: sql`0` };

function hasUnit(columns: Record<keyof Unit, RawBuilder<unknown>>, { currency, per }: Unit): Condition {
  const isPer = per === null ? sql`${columns.per} IS NULL` : sql`${columns.per} = ${per}`;
  return sql`(${columns.currency} = ${currency} AND ${isPer})`;
}

function from(register: RegisterName): RawBuilder<unknown> {
  return sql`${sql.table(`register_${register}`)} AS r`;
}

function isInScope(scope: RegisterScope): Condition {
  return sql`r.source IN (${sourcesIn(scope)})`;
}

/** What rows are grouped by: a word, or the months in which a period begins and ends, as `yyyymmyyyymm`. */
function groupKey(register: RegisterName, { by }: NonNullable<RegisterQuery['group']>): RawBuilder<unknown> {
  const column = columnOf(by);
  if (fieldsOf(register).get(by) === 'text') return ref(column);
  return sql`${ref(`${column}_from`)} / 100 * 1000000 + ${ref(`${column}_to`)} / 100`;
}
