import { type FieldType, REGISTERS, type RegisterName } from '../../register-types.ts';
import { BOUND_OPS } from './check-query.ts';

const strings = (values: readonly string[]) => ({ type: 'string', enum: values });
const listOf = (items: object) => ({ type: 'array', items });
const object = (properties: Record<string, object>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
});
const STAGE = strings(['signed', 'started', 'operating']);

/**
 * The JSON schema of a query over a register, as the parameters of a function that a chat model may call. What the
 * model proposes is checked by `checkQuery`; nothing is computed by the model.
 */
export function registerQuerySchema(register: RegisterName) {
  const of = (...types: FieldType[]) => strings(fieldsOf(register, types));
  const numbers = of('money', 'quantity');
  const measure = object(
    { kind: strings(['count', 'sum', 'average', 'elapsed']), field: numbers, from: STAGE, to: STAGE },
    ['kind'],
  );
  const properties = {
    register: strings([register]),
    filters: listOf(filterOf(of('text', 'money', 'quantity', 'period'))),
    measures: { ...listOf(measure), description: 'In the order asked; empty where only rows are wanted.' },
    list: {
      ...object({ fields: listOf({ type: 'string' }) }),
      description: 'The rows themselves are wanted, these fields first.',
    },
    order: object({
      by: of('money', 'quantity', 'period'),
      direction: strings(['largest', 'smallest']),
      limit: { type: 'integer', minimum: 1 },
    }),
    group: {
      ...object({ by: of('text', 'period'), unit: strings(['year', 'half', 'quarter', 'month']) }, ['by']),
      description: 'Each measure for each value of a text field, or for each unit of a period.',
    },
    sides: { ...listOf({ type: 'object' }), description: 'Two or more filters set side by side.' },
  };
  return object(properties, ['register', 'filters', 'measures']);
}

function fieldsOf(register: RegisterName, types: readonly FieldType[]): string[] {
  const fields: [string, FieldType][] = Object.entries(REGISTERS[register]);
  return fields.filter(([, type]) => types.includes(type)).map(([name]) => name);
}

function filterOf(field: object) {
  const properties = {
    field,
    op: strings(['in', 'within', ...BOUND_OPS, 'known', 'unknown']),
    values: listOf({ type: 'string' }),
    from: { type: 'string' },
    to: { type: 'string' },
    value: { type: 'number' },
    currency: strings(['CNY', 'USD', 'HKD', 'EUR']),
  };
  const description =
    'Text: in, with values. Period: within, with days from and to (2023-12-31). Stage reached or not: known, unknown. Money in units of its currency, areas in m²: a bound, with value.';
  return { ...object(properties, ['field', 'op']), description };
}
