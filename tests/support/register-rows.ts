import type { Currency, FieldValue, PricedBy, RegisterQuery, RegisterRow } from '../../src/register-types.ts';

/** A text as a row has it. */
export function text(raw: string): FieldValue {
  return { type: 'text', raw };
}

/** An amount in units of its currency. */
export function money(
  value: number,
  currency: Currency = 'CNY',
  more: { per?: PricedBy; isAbout?: boolean } = {},
) {
  return { type: 'money', raw: `${value}`, value, currency, isAbout: false, ...more } satisfies FieldValue;
}

/** A quantity in base units. */
export function quantity(value: number): FieldValue {
  return { type: 'quantity', raw: `${value}`, value };
}

/** A single day, or the days from one to another. */
export function days(from: string, to = from): FieldValue {
  return { type: 'period', raw: from === to ? from : `${from}—${to}`, from, to };
}

/** A row of projects with a name; its passage is named by whoever stages it. */
export function project(name: string, values: RegisterRow['values'] = {}): Omit<RegisterRow, 'passage'> {
  return { register: 'projects', values: { name: text(name), ...values } };
}

/** A query on projects that asks for nothing yet. */
export function ask(query: Partial<RegisterQuery> = {}): RegisterQuery {
  return { register: 'projects', filters: [], measures: [], ...query };
}
