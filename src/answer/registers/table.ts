import {
  type Computed,
  type FieldName,
  type FieldValue,
  REGISTERS,
  type RegisterQuery,
  type StoredRow,
  type Tally,
  type Total,
} from '../../register-types.ts';
import type { AnswerTable, Language, TableCell } from '../../types.ts';
import { writeTotal, writeValue } from './amounts.ts';
import { labelOf } from './compose.ts';
import { toToken } from './export-token.ts';
import { fieldsWanted } from './rows.ts';
import { nameOfMeasure, registerWording } from './wording.ts';

/**
 * A result as a table, with a chart where one shows it better: groups and sides as bars, rows that are ordered by a
 * figure as bars, elapsed time as a timeline. A single row has all its fields, whatever was asked of it.
 *
 * @returns `undefined` where the answer is one line that a table only repeats
 */
export function tableOf(computed: Computed, language: Language): AnswerTable | undefined {
  const table = tableWithoutExport(computed, language);
  return table && { ...table, export: toToken({ query: computed.query, language }) };
}

function tableWithoutExport(computed: Computed, language: Language): AnswerTable | undefined {
  const { query, tallies } = computed;
  const title = query.filters.map(({ label }) => label).join(registerWording(language).comma);
  if (query.group || query.sides)
    return tallies.length > 1 ? tableOfTallies(computed, title, language) : undefined;
  return query.list || query.order || computed.total === 1
    ? tableOfRows(computed, title, language)
    : undefined;
}

function tableOfTallies({ query, tallies }: Computed, title: string, language: Language): AnswerTable {
  const wording = registerWording(language);
  const { register } = query;
  const measured = unitsOf(tallies);
  const by = query.group ? wording.field(query.group.by, register) : '';
  const number = (total: Total | undefined): TableCell =>
    total ? { text: writeTotal(total, { register, language }), value: total.value } : { text: '' };
  return {
    title,
    columns: [
      { name: by, kind: 'text' },
      { name: wording.rows(register), kind: 'number' },
      ...measured.map((total) => ({ name: headingOf(total, measured), kind: 'number' as const })),
    ],
    rows: tallies.map((tally) => [
      { text: labelOf(tally, language) },
      { text: String(tally.rows), value: tally.rows },
      ...measured.map((like) => number(tally.totals.find((total) => isAlike(total, like)))),
    ]),
    total: tallies.length,
    chart: { kind: 'bar', label: 0, value: measured.length > 0 ? 2 : 1 },
  };

  /** The measure, and its currency where another column has the same in another. */
  function headingOf({ measure, currency }: Total, all: readonly Total[]): string {
    const name = nameOfMeasure(measure, register, language);
    const same = all.filter((other) => JSON.stringify(other.measure) === JSON.stringify(measure));
    return same.length > 1 ? `${name} ${currency ?? ''}`.trim() : name;
  }
}

/** What groups or sides come to, one for each measure and unit that any of them has. */
function unitsOf(tallies: readonly Tally[]): Total[] {
  const found: Total[] = [];
  for (const total of tallies.flatMap(({ totals }) => totals)) {
    if (total.measure.kind !== 'count' && !found.some((known) => isAlike(known, total))) found.push(total);
  }
  return found;
}

function isAlike(a: Total, b: Total): boolean {
  return (
    a.currency === b.currency && a.per === b.per && JSON.stringify(a.measure) === JSON.stringify(b.measure)
  );
}

function tableOfRows({ query, rows, total }: Computed, title: string, language: Language): AnswerTable {
  const wording = registerWording(language);
  const fields = rows.length === 1 ? fieldsOf(rows[0]!) : namedFirst(fieldsWanted(query) ?? []);
  return {
    title,
    columns: fields.map((field) => ({ name: wording.field(field, query.register), kind: kindOf(field) })),
    rows: rows.map(({ values }) =>
      fields.map((field) => cellOf(values[field], { field, register: query.register, language })),
    ),
    total,
    chart: chartOf(query, fields),
  };

  function kindOf(field: FieldName): AnswerTable['columns'][number]['kind'] {
    const value = rows.find(({ values }) => values[field])?.values[field];
    if (value?.type === 'period') return 'period';
    return value?.type === 'money' || value?.type === 'quantity' ? 'number' : 'text';
  }
}

/** Every field that the row has a value for, in the order of its register. */
function fieldsOf({ register, values }: StoredRow): FieldName[] {
  const fields = Object.keys(REGISTERS[register]) as FieldName[];
  return namedFirst(fields.filter((field) => values[field]));
}

function namedFirst(fields: readonly FieldName[]): FieldName[] {
  return ['name', ...fields.filter((field) => field !== 'name')];
}

/** The figure that rows are ordered by, or the time that each took. */
function chartOf({ order, measures }: RegisterQuery, fields: readonly FieldName[]): AnswerTable['chart'] {
  const by = order?.by ?? measures.find((measure) => measure.kind === 'elapsed');
  if (!by) return undefined;
  const [value, until] = (typeof by === 'string' ? [by] : [by.from, by.to]).map((field) =>
    fields.indexOf(field),
  );
  if (value === undefined || value < 0) return undefined;
  if (until === undefined) return { kind: 'bar', label: 0, value };
  return until < 0 ? undefined : { kind: 'timeline', label: 0, value, until };
}

function cellOf(value: FieldValue | undefined, of: Parameters<typeof writeValue>[1]): TableCell {
  if (!value) return { text: '' };
  const text = writeValue(value, of);
  if (value.type === 'text') return { text };
  return value.type === 'period' ? { text, from: value.from, to: value.to } : { text, value: value.value };
}
