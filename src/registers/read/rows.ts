import { fold } from '../../language/fold.ts';
import type { FieldName, FieldValue, Misfit, RegisterName, RegisterRow } from '../../register-types.ts';
import type { DocumentSource } from '../../types.ts';
import { type Columns, typeOf, wordsOf } from './columns.ts';
import type { RegisterTable } from './kind.ts';
import { someTime } from './period.ts';
import { stagesIn } from './progress.ts';
import { surroundings, unitAbove } from './surroundings.ts';
import type { SourceColumn, SourceRow, SourceTable } from './tables.ts';
import { readValue } from './values.ts';

export interface RowsRead {
  rows: RegisterRow[];
  misfits: Misfit[];
}

type Values = Partial<Record<FieldName, FieldValue>>;

/** The rows of a table that is a register; what a cell says that cannot be its field's is a misfit. */
export function readRows(
  { register, table, columns, doubts }: RegisterTable,
  source: DocumentSource,
): RowsRead {
  const read: RowsRead = { rows: [], misfits: [] };
  const { sheet } = table;
  for (const reason of doubts) read.misfits.push({ ...(sheet !== undefined && { sheet }), reason });
  const unit = unitAbove(table);
  for (const row of table.rows) {
    const { values, misfits } = readCells(row, { register, columns, table, unit });
    read.misfits.push(...misfits);
    if (Object.keys(values).length === 0 && misfits.length === 0) continue;
    if (!values.name) {
      read.misfits.push(misfitAt(table, row, 'the row has no name.'));
      continue;
    }
    if (Object.keys(values).length === 1) {
      read.misfits.push(misfitAt(table, row, `nothing but the name of ${values.name.raw} can be read.`));
      continue;
    }
    const around = surroundings({ register, table, row, source, columns });
    const whole = settle(register, { ...around, ...values }, [...table.above, source.title ?? '']);
    read.rows.push({ register, passage: row.passage, values: whole });
  }
  return read;
}

/** The values of the cells of a row, and what the others say. */
function readCells(
  row: SourceRow,
  {
    register,
    columns,
    table,
    unit,
  }: { register: RegisterName; columns: Columns; table: SourceTable; unit: string | undefined },
): { values: Values; misfits: Misfit[] } {
  const values: Values = {};
  const misfits: Misfit[] = [];
  for (const [field, column] of columns) {
    const cell = row.cells.get(column.key);
    if (!cell) continue;
    const type = typeOf(register, field);
    const reading = readValue(cell.text, { field, type, unit: column.unit ?? unit, heading: column.key });
    if (reading.kind === 'value') values[field] = reading.value;
    // That something was signed on a day that cannot be read is known all the same.
    if (reading.kind === 'misfit' && type === 'period' && /\d/.test(cell.text))
      values[field] = someTime(cell.text);
    if (reading.kind === 'misfit')
      misfits.push(misfitIn(table, row, { column, text: cell.text, reason: reading.reason, field }));
  }
  return { values, misfits };
}

/** What a cell says in place of a value, for the report. */
export function misfitIn(
  table: SourceTable,
  row: SourceRow,
  cell: { column: SourceColumn; text: string; reason: string; field: FieldName },
): Misfit {
  const [heading, said] = [cell.column.heading, cell.text].map((text) =>
    text.length > LONGEST_SAID ? `${text.slice(0, LONGEST_SAID)}…` : text,
  );
  return misfitAt(table, row, `${heading}: “${said}” ${cell.reason} (${wordsOf(cell.field)}).`);
}

const LONGEST_SAID = 40;

function misfitAt({ sheet }: SourceTable, { number }: SourceRow, reason: string): Misfit {
  return { ...(sheet !== undefined && { sheet }), ...(number !== undefined && { row: number }), reason };
}

/**
 * What the values of a row and the names of its table say together: a project's progress its stages, an amount of
 * foreign capital or a table of such projects that there is some in it; a link of a chain by what it has whether
 * it is there, with or without a gap, and its place as one of three.
 */
function settle(register: RegisterName, values: Values, called: readonly string[]): Values {
  if (register === 'projects') {
    const isForeign = hasForeign(values) || called.some((text) => OF_FOREIGN.test(fold(text)));
    return {
      ...values,
      ...stagesIn(values),
      ...(isForeign && { funding: { type: 'text', raw: '外资' } as const }),
    };
  }
  if (register !== 'chains') return values;
  const position =
    /[上中下]游/.exec(fold(values.position?.raw ?? ''))?.[0] ??
    ENGLISH_POSITIONS[fold(values.position?.raw ?? '')];
  const { position: _said, ...others } = values;
  return {
    ...others,
    status: { type: 'text', raw: statusOf(values) },
    ...(position !== undefined && { position: { type: 'text', raw: position } }),
  };
}

const hasForeign = ({ foreignCapital }: Values) =>
  foreignCapital?.type === 'money' && foreignCapital.value > 0;

/** Tables of nothing but projects with foreign capital; 内外资项目 and 内资及外资项目 have others as well. */
const OF_FOREIGN =
  /(?<![内非及和与、])(?:外商投资|(?:利用)?外资)(?:重点|重大|新设|签约|落户|引进|在建)*(?:项目|企业)|(?<!and |or |non-)foreign[- ](?:invested|funded) (?:projects?|enterprises?)/;

/** A link may have companies and a gap beside them: 总装调试 is there, a large dock for repairs is not. */
function statusOf({ status, have, missing }: Values): string {
  const said = fold(status?.raw ?? '');
  const isMissing = said === '' ? !have : /缺|空白|薄弱|断|没有|无|missing|gap|none/.test(said);
  if (isMissing) return '缺失';
  return missing ? '有缺口' : '已有';
}

const ENGLISH_POSITIONS: Record<string, string> = { upstream: '上游', midstream: '中游', downstream: '下游' };
