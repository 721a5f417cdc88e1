import { fold } from '../../language/fold.ts';
import type { FieldName, FieldValue, PricedBy, RegisterRow } from '../../register-types.ts';
import type { DocumentSource } from '../../types.ts';
import { type Columns, columnsByWords, typeOf } from './columns.ts';
import { keyOf } from './headings.ts';
import { misfitIn, type RowsRead } from './rows.ts';
import { surroundings, unitAbove, ZONE } from './surroundings.ts';
import type { SourceColumn, SourceRow, SourceTable } from './tables.ts';
import { readValue } from './values.ts';

/** Columns of prices: electricity by the hour of the day, and what is called a price. */
const PRICE =
  /(?:电|气|汽|水|热|能源)价$|价格?$|单价|电度电价|基本电价|变压器容量|^(?:尖峰|高峰|峰|平|低谷|谷|深谷)(?:段|时段|期)?$|\b(?:peak|off-peak|flat|valley|shoulder|price|tariff|rate)\b/;
const NOT_PRICE = /总价|地价|房价|底价|涨|增|同比|比例|说明/;
/** What a price is called beside what it is of: 高峰电价 is 高峰. */
const PRICE_WORD = /(?:电度)?(?:电|气|汽|水|热)价$|(?:时段)?(?:单价|价格)$|\s*\b(?:price|tariff|rate)$/i;
const UNIT_COLUMN = /^(?:计量|计价)?单位$|^units?$/;
const NO_LABEL = /^(?:序号|no\.?|#|备注|说明|notes?|remarks?|执行文号|依据|文号|来源)$|单位$/;

const CATEGORIES: [RegExp, string][] = [
  [/蒸汽|热力|供热|steam/, '蒸汽'],
  [/天然气|燃气|煤气|用气|供气|气价|\bgas\b/, '气'],
  [/电|千伏|\bkv\b|kwh|electric|power/, '电'],
  [/水|water|sewage/, '水'],
];
/** What each is sold by. */
const SOLD_BY: Record<string, readonly PricedBy[]> = {
  电: ['kWh', 'kVA·month'],
  气: ['m3', 'kWh'],
  蒸汽: ['t', 'm3', 'kWh'],
  水: ['t', 'm3'],
};

/**
 * Prices of electricity, gas, steam and water: a row for each price, named by what it is of and by its column where
 * there are several. `undefined` where the table is none of prices.
 */
export function readTariffs(table: SourceTable, source: DocumentSource): RowsRead | undefined {
  const prices = table.columns.filter(
    ({ key }) => PRICE.test(key) && !NOT_PRICE.test(key) && !UNIT_COLUMN.test(key),
  );
  if (prices.length === 0) return undefined;
  const { columns } = columnsByWords('tariffs', table, new Map());
  const read: RowsRead = { rows: [], misfits: [] };
  for (const row of table.rows) {
    const category = categoryOf(table, row, prices);
    if (category === undefined) continue;
    for (const column of prices) readPrice({ table, source, row, column, category, columns, prices }, read);
  }
  return read.rows.length > 0 ? read : undefined;
}

interface PriceCell {
  table: SourceTable;
  source: DocumentSource;
  row: SourceRow;
  column: SourceColumn;
  category: string;
  columns: Columns;
  prices: readonly SourceColumn[];
}

function readPrice(cell: PriceCell, read: RowsRead): void {
  const { table, source, row, column, category, columns, prices } = cell;
  const said = row.cells.get(column.key);
  if (!said) return;
  const own = [...row.cells].find(([key]) => UNIT_COLUMN.test(key))?.[1].text;
  const unit = column.unit ?? own ?? unitAbove(table);
  const reading = readValue(said.text, { field: 'price', type: 'money', unit });
  if (reading.kind === 'none') return;
  if (reading.kind === 'misfit') {
    read.misfits.push(
      misfitIn(table, row, { column, text: said.text, reason: reading.reason, field: 'price' }),
    );
    return;
  }
  const { value } = reading;
  if (value.type !== 'money' || !SOLD_BY[category]!.includes(value.per!)) return;
  const name = nameOf(row, column, { columns, prices }) || category;
  const zone = zoneIn(name);
  const values: Partial<Record<FieldName, FieldValue>> = {
    ...surroundings({ register: 'tariffs', table, row, source, columns }),
    ...(zone !== undefined && { zone: { type: 'text', raw: zone } as const }),
    ...otherFields(row, columns),
    name: { type: 'text', raw: name },
    category: { type: 'text', raw: category },
    price: value,
  };
  const { industry: _group, ...kept } = values;
  read.rows.push({ register: 'tariffs', passage: row.passage, values: kept } satisfies RegisterRow);
}

/** 中压（松河化工园）: the zone that the price holds in, where no column says it. */
function zoneIn(name: string): string | undefined {
  return [...name.matchAll(/[（(]([^（()）]+)[）)]/g)]
    .map(([, aside]) => aside!.trim())
    .find((aside) => ZONE.test(aside));
}

function otherFields(row: SourceRow, columns: Columns): Partial<Record<FieldName, FieldValue>> {
  const values: Partial<Record<FieldName, FieldValue>> = {};
  for (const [field, column] of columns) {
    const text = row.cells.get(column.key)?.text;
    const reading =
      text === undefined
        ? undefined
        : readValue(text, { field, type: typeOf('tariffs', field), unit: undefined });
    if (reading?.kind === 'value') values[field] = reading.value;
  }
  return values;
}

/** What the price is of, as the cells before it say, and which of several prices it is. */
function nameOf(
  row: SourceRow,
  column: SourceColumn,
  { columns, prices }: Pick<PriceCell, 'columns' | 'prices'>,
): string {
  const others = new Set([...columns.values(), ...prices].map(({ key }) => key));
  const labels = [...row.cells]
    .filter(([key, { text }]) => !others.has(key) && !NO_LABEL.test(key) && !/\d\s*元/.test(text))
    .map(([, { text }]) => text);
  const which = prices.length > 1 ? column.heading.replace(/[（(].*$/, '').replace(PRICE_WORD, '') : '';
  return [...new Set([...labels, which])].filter((part) => part.trim() !== '').join(' ');
}

function categoryOf(
  { above }: SourceTable,
  { group, cells }: SourceRow,
  prices: readonly SourceColumn[],
): string | undefined {
  const texts = [...cells.values()].map(({ text }) => text);
  const near = [...texts, group, ...prices.map(({ key }) => key), ...[...above].reverse()];
  for (const text of near) {
    const category =
      text === undefined ? undefined : CATEGORIES.find(([words]) => words.test(keyOf(fold(text))))?.[1];
    if (category !== undefined) return category;
  }
  return undefined;
}
