import type { FieldName, RegisterName } from '../../register-types.ts';
import type { DocumentSource } from '../../types.ts';
import { type Columns, columnsByPack, columnsByWords, typeOf } from './columns.ts';
import type { SourceColumn, SourceRow, SourceTable } from './tables.ts';

/** A table that is a register. */
export interface RegisterTable {
  register: RegisterName;
  table: SourceTable;
  columns: Columns;
  doubts: readonly string[];
}

const STAGES: readonly FieldName[] = ['signed', 'started', 'operating'];
/** Documents whose tables list no projects of the park: what they call a project is a procedure or an item of aid. */
const WITHOUT_PROJECTS: ReadonlySet<string | undefined> = new Set(['policy', 'procedure', 'faq']);
const ANY_CODE = /^(?:编号|代码|no\.?|id|code)$/;
const OF_LAND = /用地|地块|宗地|土地|\b(?:land|plots?|parcels?)\b/i;
const OF_BUILDINGS = /厂房|楼|仓库|\b(?:factor|building|plant|workshop)/i;
const OF_PROJECTS = /项目|签约|招商|台账|\bprojects?\b/i;

/** What a table must have beside a name to be a register; tariffs are told apart by their prices. */
const ENOUGH: Record<
  Exclude<RegisterName, 'tariffs' | 'zones'>,
  (has: (...fields: FieldName[]) => boolean) => boolean
> = {
  projects: (has) => has('amount', 'foreignCapital', 'investor', ...STAGES),
  plots: (has) =>
    has('area') && has('landUse', 'plotRatio', 'price', 'status', 'industry', 'utilities', 'zone'),
  factories: (has) => has('floorHeight', 'floorLoad', 'rent') || (has('area') && has('status')),
  chains: (has) => has('have', 'missing', 'wanted'),
};

/** Which register a table is, by its headings; `undefined` where they do not say enough. */
export function registerOf(table: SourceTable, source: DocumentSource): RegisterTable | undefined {
  const named = source.columns ? columnsByPack(source.columns, table).columns : new Map();
  const candidates = (['projects', 'plots', 'factories', 'chains'] as const).flatMap((register) => {
    const taken = new Map([...named].filter(([field]) => typeOf(register, field) !== undefined));
    const { columns, doubts } = columnsByWords(register, table, taken);
    const has = (...fields: FieldName[]) => fields.some((field) => columns.has(field));
    const isNamed = columns.has('name') && (taken.has('name') || isCertain(register, columns, table, source));
    return isNamed && ENOUGH[register](has) ? [{ register, table, columns, doubts }] : [];
  });
  return candidates.reduce<RegisterTable | undefined>(
    (best, candidate) => (best && best.columns.size >= candidate.columns.size ? best : candidate),
    undefined,
  );
}

const COUNT = /^[\d.,\s]+(?:余|多)?[个項项家宗件户戶]?$/;

/** A column that counts is called like one that names: 签约项目：32个. */
function namesRows({ key }: SourceColumn, rows: readonly SourceRow[]): boolean {
  const texts = rows.flatMap(({ cells }) => cells.get(key)?.text ?? []);
  return texts.filter((text) => COUNT.test(text)).length * 2 < texts.length;
}

/** Whether what is called a name is one of a row: 名称 and 金额 alone are in many a table. */
function isCertain(
  register: RegisterName,
  columns: Columns,
  { above, rows }: SourceTable,
  { type, title = '' }: DocumentSource,
): boolean {
  // 编号 numbers rows of many a table: of land is one that has what only land has, or is called so.
  if (register === 'plots' && ANY_CODE.test(columns.get('name')!.key)) {
    const called = [...above, title].join('\n');
    return (
      columns.has('price') || columns.has('plotRatio') || (OF_LAND.test(called) && !OF_BUILDINGS.test(called))
    );
  }
  if (register !== 'projects') return true;
  if (!namesRows(columns.get('name')!, rows)) return false;
  if (WITHOUT_PROJECTS.has(type)) return false;
  if (type === 'projects' || type === 'event') return true;
  const isVague = /^(?:名称|name)$/.test(columns.get('name')!.key);
  return !isVague || [...above, title].some((text) => OF_PROJECTS.test(text));
}
