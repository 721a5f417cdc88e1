import type { ExportCell, TableExport } from '../../channels/desk-port.ts';
import { AppError } from '../../errors.ts';
import { inScriptOf } from '../../language/detect.ts';
import {
  type FieldName,
  type FieldType,
  type FieldValue,
  REGISTERS,
  type RegisterName,
  type RegisterScope,
  type StoredRow,
} from '../../register-types.ts';
import type { KnowledgeStore } from '../../store/knowledge-store.ts';
import type { RegisterStore } from '../../store/register-store.ts';
import type { Language } from '../../types.ts';
import { describeLocator, withoutTitle } from '../citations.ts';
import { fromToken } from './export-token.ts';
import { registerWording } from './wording.ts';

/**
 * All rows that a computed table rests on, in full, each with its document and place.
 *
 * @param token `AnswerTable.export`, or whatever a visitor sends in its place
 * @returns `undefined` where the token is none, or asks of a register what it does not have
 */
export async function exportRows(
  token: string,
  { store, registers, scope }: { store: KnowledgeStore; registers: RegisterStore; scope: RegisterScope },
): Promise<TableExport | undefined> {
  const request = fromToken(token);
  if (!request) return undefined;
  const { query, language } = request;
  const rows = await begun(registers.rows(query, scope));
  if (!rows) return undefined;
  const fields = Object.entries(REGISTERS[query.register]) as [FieldName, FieldType][];
  return {
    name: registerWording(language).register(query.register),
    columns: [
      ...fields.flatMap(([field, type]) => headingsOf({ field, type, register: query.register }, language)),
      ...HEADINGS[language].source,
    ],
    rows: cellsOf(rows, { fields, store, language }),
  };
}

/** Rows whose first is there already, so that a query that cannot be run is known before a file is begun. */
async function begun(rows: AsyncIterable<StoredRow>): Promise<AsyncIterable<StoredRow> | undefined> {
  const iterator = rows[Symbol.asyncIterator]();
  try {
    const first = await iterator.next();
    return (async function* () {
      if (first.done) return;
      yield first.value;
      yield* { [Symbol.asyncIterator]: () => iterator };
    })();
  } catch (error) {
    if (error instanceof AppError && error.code === 'bad-input') return undefined;
    throw error;
  }
}

interface Reading {
  fields: readonly [FieldName, FieldType][];
  store: KnowledgeStore;
  language: Language;
}

/** Rows whose places are looked up together. */
const BATCH = 200;

async function* cellsOf(rows: AsyncIterable<StoredRow>, reading: Reading): TableExport['rows'] {
  let batch: StoredRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield* withPlaces(batch, reading);
    batch = [];
  }
  yield* withPlaces(batch, reading);
}

async function* withPlaces(rows: readonly StoredRow[], { fields, store, language }: Reading) {
  const passages = await store.passages(rows.map(({ passage }) => passage));
  for (const { values, passage } of rows) {
    const found = passages.get(passage);
    const place =
      found && describeLocator(withoutTitle(found.passage.locator, found.document.title), language);
    const cells = fields.flatMap(([field, type]) => valueCells(values[field], type, language));
    yield [...cells, found?.document.title ?? null, place ?? null] satisfies ExportCell[];
  }
}

/** An amount is a number, its currency and what it is counted by, and its words; a quantity the first and the last. */
function valueCells(value: FieldValue | undefined, type: FieldType, language: Language): ExportCell[] {
  const words = value ? inScriptOf(language, value.raw) : null;
  if (type === 'text') return [words];
  if (type === 'period') return [value?.type === 'period' && value.from === value.to ? value.from : words];
  if (type === 'quantity') return [value?.type === 'quantity' ? value.value : null, words];
  if (value?.type !== 'money') return [null, null, words];
  return [value.value, value.per ? `${value.currency}/${value.per}` : value.currency, words];
}

function headingsOf(
  { field, type, register }: { field: FieldName; type: FieldType; register: RegisterName },
  language: Language,
): string[] {
  const name = registerWording(language).field(field, register);
  const { unit, written, units } = HEADINGS[language];
  if (type === 'money') return [name, `${name}${unit}`, `${name}${written}`];
  if (type !== 'quantity') return [name];
  return [`${name}${units[field] ?? ''}`, `${name}${written}`];
}

/** What stands behind the name of a field, and the headings of where a row stands. */
interface Headings {
  unit: string;
  written: string;
  /** Of quantities, in base units. */
  units: Partial<Record<FieldName, string>>;
  source: [document: string, place: string];
}

const HEADINGS: Record<Language, Headings> = {
  'zh-Hans': {
    unit: '（币种/计价单位）',
    written: '（原文）',
    units: { area: '（平方米）', floorHeight: '（米）', floorLoad: '（公斤/平方米）' },
    source: ['来源文件', '位置'],
  },
  'zh-Hant': {
    unit: '（幣種/計價單位）',
    written: '（原文）',
    units: { area: '（平方米）', floorHeight: '（米）', floorLoad: '（公斤/平方米）' },
    source: ['來源文件', '位置'],
  },
  en: {
    unit: ' (currency/unit)',
    written: ' (as written)',
    units: { area: ' (m²)', floorHeight: ' (m)', floorLoad: ' (kg/m²)' },
    source: ['source document', 'place'],
  },
};
