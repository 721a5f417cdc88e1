import { fold } from '../../language/fold.ts';
import type { FieldName, FieldType, FieldValue, MoneyValue } from '../../register-types.ts';
import { isBlank, isPlanned } from './blank.ts';
import { readMoney } from './money.ts';
import { readPeriod } from './period.ts';
import { type Dimension, readQuantity } from './quantity.ts';

/** What a cell is for a field: its value, nothing, or what it says instead. */
export type Reading =
  | { kind: 'value'; value: FieldValue }
  | { kind: 'none' }
  | { kind: 'misfit'; reason: string };

export interface Expected {
  field: FieldName;
  type: FieldType;
  /** The unit that the heading or the table gives. */
  unit: string | undefined;
  /** The heading, folded: 月租金 says by what the rent is. */
  heading?: string;
}

const DIMENSIONS: Partial<Record<FieldName, Dimension>> = {
  area: 'area',
  floorHeight: 'height',
  floorLoad: 'load',
  plotRatio: 'ratio',
};
/** Prices are by something, amounts are not. */
const PRICES: ReadonlySet<FieldName> = new Set<FieldName>(['price', 'rent']);
const MONTHLY = /月租|每月|\bmonthly\b/;
/** A cell with more characters is no amount, day or number, however it begins. */
const LONGEST_VALUE = 100;
/** Characters of a text that a register keeps; its passage has the rest. */
const LONGEST_TEXT = 1000;
const NONE: Reading = { kind: 'none' };

/** Reads one cell as the value of a field. */
export function readValue(cell: string, { field, type, unit, heading = '' }: Expected): Reading {
  const text = cell.trim();
  if (type !== 'text' && text.length > LONGEST_VALUE) return { kind: 'misfit', reason: 'is a text' };
  const folded = fold(text.slice(0, LONGEST_VALUE));
  if (isBlank(folded)) return NONE;
  switch (type) {
    case 'text':
      return { kind: 'value', value: { type, raw: text.slice(0, LONGEST_TEXT).replace(/\s+/g, ' ') } };
    case 'period':
      if (isPlanned(folded)) return NONE;
      return toReading(readPeriod(text) ?? 'is no day, month or year of the calendar');
    case 'quantity':
      return toReading(readQuantity(text, unit, DIMENSIONS[field] ?? 'ratio'));
    case 'money':
      return toReading(asMeant(readMoney(text, unit), field, heading));
  }
}

function asMeant(read: MoneyValue | string, field: FieldName, heading: string): MoneyValue | string {
  if (typeof read === 'string') return read;
  if (field === 'rent' && read.per === 'm2' && MONTHLY.test(heading)) return { ...read, per: 'm2·month' };
  if (PRICES.has(field) === (read.per !== undefined)) return read;
  return PRICES.has(field) ? 'does not say what the price is by' : 'is a price, not an amount';
}

function toReading(read: FieldValue | string): Reading {
  return typeof read === 'string' ? { kind: 'misfit', reason: read } : { kind: 'value', value: read };
}
