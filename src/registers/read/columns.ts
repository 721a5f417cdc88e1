import { type FieldName, type FieldType, REGISTERS, type RegisterName } from '../../register-types.ts';
import { FIELD_WORDS, isOtherwise } from './field-words.ts';
import { keyOf, readHeading, withoutRemark } from './headings.ts';
import type { SourceColumn, SourceTable } from './tables.ts';
import { readValue } from './values.ts';

/** Which column of a table holds each field. */
export type Columns = ReadonlyMap<FieldName, SourceColumn>;

export interface ColumnsFound {
  columns: Map<FieldName, SourceColumn>;
  /** Fields of which it is not certain which column they are, a sentence each. */
  doubts: string[];
}

/** Rows by whose values it is decided which of two columns a field is. */
const ROWS_JUDGED = 50;

/** The columns of a table as the fields of a register, by the words of their headings. */
export function columnsByWords(
  register: keyof typeof FIELD_WORDS,
  table: SourceTable,
  taken: Columns,
): ColumnsFound {
  const columns = new Map(taken);
  const doubts: string[] = [];
  const used = new Set([...taken.values()].map(({ key }) => key));
  for (const [field, words] of FIELD_WORDS[register]) {
    if (columns.has(field)) continue;
    const free = table.columns.filter(({ key }) => !used.has(key) && !isOtherwise(field, key));
    const fitting = [...fittingBy(words, free, (key) => key), ...fittingBy(words, free, withoutRemark)].find(
      ({ length }) => length > 0,
    );
    if (!fitting) continue;
    for (const { key } of fitting) used.add(key);
    const chosen = bestOf(fitting, field, typeOf(register, field), table);
    if (chosen) columns.set(field, chosen);
    else doubts.push(doubt(field, fitting));
  }
  return { columns, doubts };
}

/** For each of the words, the most telling first, the columns that it fits. */
function fittingBy(
  words: readonly RegExp[],
  columns: readonly SourceColumn[],
  as: (key: string) => string,
): SourceColumn[][] {
  return words.map((word) => columns.filter(({ key }) => word.test(as(key))));
}

/** The columns that pack.yaml names, by field; and the headings it names that no column has. */
export function columnsByPack(
  named: Readonly<Record<string, string>>,
  table: SourceTable,
): { columns: Map<FieldName, SourceColumn>; missing: string[] } {
  const columns = new Map<FieldName, SourceColumn>();
  const missing: string[] = [];
  for (const [name, heading] of Object.entries(named)) {
    const field = ALL_FIELDS.find((known) => known === name);
    const column = table.columns.find(
      (candidate) =>
        keyOf(candidate.heading) === keyOf(heading) || candidate.key === readHeading(heading).name,
    );
    if (field && column) columns.set(field, withUnitOf(column, heading));
    else missing.push(heading);
  }
  return { columns, missing };
}

/** Where no cell is without a unit, the heading's own is known from pack.yaml alone. */
function withUnitOf(column: SourceColumn, heading: string): SourceColumn {
  const { unit } = readHeading(heading);
  return column.unit === undefined && unit !== undefined ? { ...column, unit } : column;
}

const ALL_FIELDS = Object.values(REGISTERS).flatMap((fields) => Object.keys(fields) as FieldName[]);

export function typeOf(register: RegisterName, field: FieldName): FieldType {
  return (REGISTERS[register] as Partial<Record<FieldName, FieldType>>)[field]!;
}

/** Of several columns the one whose cells can be read as the field most often; none where two are as good. */
function bestOf(
  fitting: readonly SourceColumn[],
  field: FieldName,
  type: FieldType,
  table: SourceTable,
): SourceColumn | undefined {
  if (fitting.length === 1) return fitting[0];
  const counts = fitting.map((column) => ({ column, count: readable(column, field, type, table) }));
  const [first, second] = counts.sort((one, other) => other.count - one.count);
  return type === 'text' || first!.count > second!.count ? first!.column : undefined;
}

function readable(column: SourceColumn, field: FieldName, type: FieldType, { rows }: SourceTable): number {
  return rows.slice(0, ROWS_JUDGED).filter(({ cells }) => {
    const cell = cells.get(column.key);
    return cell && readValue(cell.text, { field, type, unit: column.unit }).kind === 'value';
  }).length;
}

function doubt(field: FieldName, columns: readonly SourceColumn[]): string {
  const names = columns.map(({ heading }) => heading).join(' and ');
  return `${names} may each be the ${wordsOf(field)}; name one under columns in pack.yaml.`;
}

export function wordsOf(field: FieldName): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
