import { AppError } from '../errors.ts';
import { fold } from '../language/fold.ts';
import {
  type FieldName,
  type FieldType,
  type FieldValue,
  REGISTERS,
  type RegisterName,
} from '../register-types.ts';
import type { Day } from '../types.ts';

/** Money and quantities are kept in ten-thousandths: whole numbers add up exactly. */
export const PARTS = 10_000n;

/** The column of a field; money and periods have others, named after it. */
export function columnOf(field: FieldName): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The fields of a register with their types, in order. */
export function fieldsOf(register: RegisterName): Map<FieldName, FieldType> {
  return new Map(Object.entries(REGISTERS[register]) as [FieldName, FieldType][]);
}

/** The columns of a field in the table of its register. */
export function columnsOf(field: FieldName, type: FieldType): string[] {
  const column = columnOf(field);
  if (type === 'money') return [column, `${column}_currency`, `${column}_per`, `${column}_about`];
  if (type === 'period') return [`${column}_from`, `${column}_to`, `${column}_day`];
  return [column];
}

/** What the columns of a field hold, in their order; `word` gives the number of a text. */
export function cellsOf(
  field: FieldName,
  value: FieldValue,
  word: (field: FieldName, written: string) => number,
): (number | bigint | string | null)[] {
  switch (value.type) {
    case 'text':
      return [word(field, value.raw)];
    case 'money':
      return [toParts(value.value), value.currency, value.per ?? null, value.isAbout ? 1 : 0];
    case 'quantity':
      return [toParts(value.value)];
    case 'period': {
      const [from, to] = [toStoredDay(value.from), toStoredDay(value.to)];
      return [from, to, from === to ? Date.parse(value.from) / DAY_MS : null];
    }
  }
}

const DAY_MS = 24 * 3600 * 1000;

/** A number in ten-thousandths, rounded, without the error that multiplying would bring. */
export function toParts(value: number): bigint {
  const whole = Math.trunc(value);
  return BigInt(whole) * PARTS + BigInt(Math.round((value - whole) * Number(PARTS)));
}

/** Ten-thousandths as a number. */
export function fromParts(parts: bigint): number {
  return Number(parts / PARTS) + Number(parts % PARTS) / Number(PARTS);
}

/**
 * A day as the integer `yyyymmdd`, which orders as days do.
 * @throws AppError `bad-input` where it is none: a filter that cannot be read must not let everything through
 */
export function toStoredDay(day: Day): number {
  if (/^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day))) {
    return Number(day.replaceAll('-', ''));
  }
  throw new AppError('bad-input', `"${day}" is not a day.`, { next: 'Write it as YYYY-MM-DD.' });
}

/** The form in which texts are compared: folded, without spaces. */
export function wordKey(text: string): string {
  return fold(text).replace(/\s+/g, '');
}
