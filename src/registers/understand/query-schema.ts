import { REGISTERS, type RegisterName } from '../../register-types.ts';
import { BOUND_OPS } from './check-query.ts';

const strings = (values: readonly string[]) => ({ type: 'string', enum: values });
const listOf = (items: object) => ({ type: 'array', items });
const object = (properties: Record<string, object>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const STAGE = strings(['signed', 'started', 'operating']);

/**
 * The JSON schema of a query over a register, as the parameters of a function that a chat model may call. What the
 * model proposes is checked by `checkQuery`; nothing is computed by the model.
 */
export function registerQuerySchema(register: RegisterName) {
  const field = strings(Object.keys(REGISTERS[register]));
  const filter = filterOf(field);
  const measure = object(
    { kind: strings(['count', 'sum', 'average', 'elapsed']), field, from: STAGE, to: STAGE },
    ['kind'],
  );
  const properties = {
    register: strings([register]),
    filters: { ...listOf(filter), description: 'All of them hold.' },
    measures: { ...listOf(measure), description: 'In the order asked; empty where only rows are wanted.' },
    list: {
      ...object({ fields: listOf(field) }),
      description: 'The rows themselves are wanted, these fields first.',
    },
    order: object({
      by: field,
      direction: strings(['largest', 'smallest']),
      limit: { type: 'integer', minimum: 1 },
    }),
    group: {
      ...object({ by: field, unit: strings(['year', 'half', 'quarter', 'month']) }, ['by']),
      description: 'Each measure for each value of a text field, or for each unit of a period.',
    },
    sides: { ...listOf(filter), description: 'Two or more conditions set side by side.' },
  };
  return object(properties, ['register', 'filters', 'measures']);
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
