import { type RawBuilder, sql } from 'kysely';
import type { FieldName, Filter, RegisterName, RegisterScope } from '../register-types.ts';
import { columnOf, fieldsOf, toParts, toStoredDay, wordKey } from './register-columns.ts';

export type Condition = RawBuilder<boolean>;

/** A filter as SQL on a row `r`, never null. */
export interface Conditions {
  /** The row passes. */
  passes: Condition;
  /** The row passes, or might if it were known more precisely; the same object where no row is in doubt. */
  possible: Condition;
}

/** A column of the row at hand. */
export function ref(column: string): RawBuilder<unknown> {
  return sql.ref(`r.${column}`);
}

export const ALWAYS: Condition = sql`1 = 1`;
const NEVER: Condition = sql`1 = 0`;

/** Rows that pass all filters, and, where there are sides, one of them. */
export function conditionsOf(
  register: RegisterName,
  filters: readonly Filter[],
  sides?: readonly Filter[],
): Conditions {
  const common = filters.map((filter) => conditionOf(register, filter));
  const either = sides?.map((side) => conditionOf(register, side));
  const join = (kind: keyof Conditions): Condition =>
    all([...common.map((one) => one[kind]), ...(either ? [any(either.map((one) => one[kind]))] : [])]);
  const isCertain = [...common, ...(either ?? [])].every(({ passes, possible }) => passes === possible);
  return isCertain ? both(join('passes')) : { passes: join('passes'), possible: join('possible') };
}

function conditionOf(register: RegisterName, filter: Filter): Conditions {
  const { field } = filter;
  switch (filter.op) {
    case 'in':
    case 'holds':
      return field === 'zone' ? zoneCondition(register, filter) : both(textCondition(register, filter));
    case 'known':
      return both(sql`${ref(mainColumn(register, field))} IS NOT NULL`);
    case 'unknown':
      return both(sql`${ref(mainColumn(register, field))} IS NULL`);
    case 'within': {
      const [from, to] = [ref(`${columnOf(field)}_from`), ref(`${columnOf(field)}_to`)];
      const [first, last] = [toStoredDay(filter.from), toStoredDay(filter.to)];
      return {
        passes: sql`(${from} IS NOT NULL AND ${from} >= ${first} AND ${to} <= ${last})`,
        possible: sql`(${from} IS NOT NULL AND ${to} >= ${first} AND ${from} <= ${last})`,
      };
    }
    default:
      return boundConditions(register, filter);
  }
}

const COMPARED = {
  'at-least': sql`>=`,
  'more-than': sql`>`,
  'at-most': sql`<=`,
  'less-than': sql`<`,
};

function boundConditions(
  register: RegisterName,
  { field, op, value, currency = 'CNY', per }: Extract<Filter, { op: keyof typeof COMPARED }>,
): Conditions {
  const column = columnOf(field);
  const holds: Condition = sql`(${ref(column)} IS NOT NULL AND ${ref(column)} ${COMPARED[op]} ${toParts(value)})`;
  const unknown: Condition = sql`${ref(column)} IS NULL`;
  if (fieldsOf(register).get(field) !== 'money') return { passes: holds, possible: any([unknown, holds]) };
  const comparable = [sql<boolean>`COALESCE(${ref(`${column}_currency`)}, '') = ${currency}`];
  if (per) comparable.push(sql`COALESCE(${ref(`${column}_per`)}, '') = ${per}`);
  const isComparable = all(comparable);
  return { passes: all([isComparable, holds]), possible: any([unknown, sql`NOT ${isComparable}`, holds]) };
}

/**
 * Every project, plot and building lies somewhere: a row that does not say where may lie in the zone that is asked for.
 * A price that says no zone is that of all.
 */
function zoneCondition(register: RegisterName, filter: TextFilter): Conditions {
  const passes = textCondition(register, filter);
  const possible = any([sql`${ref(columnOf(filter.field))} IS NULL`, passes]);
  return register === 'tariffs' ? both(possible) : { passes, possible };
}

type TextFilter = Extract<Filter, { op: 'in' | 'holds' }>;

function textCondition(register: RegisterName, { field, op, values }: TextFilter): Condition {
  const keys = values.map(wordKey);
  const folded = sql.ref('w.folded');
  const matches =
    op === 'in'
      ? isOneOf(folded, keys)
      : any(keys.map((key) => sql`${folded} LIKE ${`%${escapePattern(key)}%`} ESCAPE '!'`));
  return sql`(${ref(columnOf(field))} IS NOT NULL AND ${ref(columnOf(field))} IN (
    SELECT w.id FROM register_words AS w WHERE w.register = ${register} AND w.field = ${field} AND ${matches}))`;
}

function escapePattern(text: string): string {
  return text.replace(/[!%_]/g, (character) => `!${character}`);
}

/** The sources whose rows an asker may see: of served documents, for its audiences, in force on the day. */
export function sourcesIn(
  { audiences, asOf }: RegisterScope,
  columns: RawBuilder<unknown> = sql`s.id`,
): RawBuilder<unknown> {
  // The day is checked, and compared as documents have it.
  toStoredDay(asOf);
  return sql`
    SELECT ${columns} FROM register_sources AS s
    JOIN documents AS d ON d.id = s.document AND d.version = s.version
    WHERE d.served = 1 AND ${isOneOf(sql.ref('d.audience'), audiences)}
    AND (d.effective_from IS NULL OR d.effective_from <= ${asOf})
    AND (d.effective_to IS NULL OR d.effective_to >= ${asOf})`;
}

/** The row is counted: it repeats none, and no document that counts first, and that the asker sees, has its project. */
export function isCounted(register: RegisterName, scope: RegisterScope): Condition {
  if (register !== 'projects') return sql`r.repeats = 0`;
  return sql`(r.repeats = 0 AND (r.preference = 0 OR NOT EXISTS (
    SELECT 1 FROM register_projects AS o
    WHERE o.twin = r.twin AND o.preference < r.preference AND o.source IN (${sourcesIn(scope)}))))`;
}

function mainColumn(register: RegisterName, field: FieldName): string {
  return fieldsOf(register).get(field) === 'period' ? `${columnOf(field)}_from` : columnOf(field);
}

function isOneOf(value: RawBuilder<unknown>, values: readonly string[]): Condition {
  return values.length === 0 ? NEVER : sql`${value} IN (${sql.join(values)})`;
}

function both(condition: Condition): Conditions {
  return { passes: condition, possible: condition };
}

export function all(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? ALWAYS : sql`(${sql.join(conditions, sql` AND `)})`;
}

function any(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? NEVER : sql`(${sql.join(conditions, sql` OR `)})`;
}
