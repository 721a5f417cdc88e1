import { REGISTERS } from '../../register-types.ts';
import { BOUND_OPS } from './check-query.ts';

const strings = (values: readonly string[]) => ({ type: 'string', enum: values });
const REGISTER_NAMES = Object.keys(REGISTERS);
const FIELD_NAMES = [...new Set(Object.values(REGISTERS).flatMap((fields) => Object.keys(fields)))];
const DAY = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };

const FILTER = {
  type: 'object',
  description:
    'One condition. Text fields: op in with values as they are written in the tables. Periods: op within with from and to. Money and quantities: a bound with value in yuan, dollars, square metres, metres or kilograms a square metre.',
  properties: {
    field: strings(FIELD_NAMES),
    op: strings(['in', 'within', ...BOUND_OPS, 'known', 'unknown']),
    values: { type: 'array', items: { type: 'string' } },
    from: DAY,
    to: DAY,
    value: { type: 'number' },
    currency: strings(['CNY', 'USD', 'HKD', 'EUR']),
  },
  required: ['field', 'op'],
  additionalProperties: false,
} as const;

/** The fields of each register, for a model to choose from. */
const FIELDS_HELD = Object.entries(REGISTERS)
  .map(([register, fields]) => `${register}: ${Object.keys(fields).join(', ')}`)
  .join('; ');

/**
 * The JSON schema of a query, as the parameters of a function that a chat model may call. What the model proposes is
 * checked by `checkQuery`; nothing is computed by the model.
 */
export const REGISTER_QUERY_SCHEMA = {
  type: 'object',
  description: `A query over the tables of a park. ${FIELDS_HELD}.`,
  properties: {
    register: strings(REGISTER_NAMES),
    filters: { type: 'array', items: FILTER },
    measures: {
      type: 'array',
      description: 'What is computed, in the order asked; empty where only rows are wanted.',
      items: {
        type: 'object',
        properties: {
          kind: strings(['count', 'sum', 'average', 'elapsed']),
          field: strings(FIELD_NAMES),
          from: strings(['signed', 'started', 'operating']),
          to: strings(['signed', 'started', 'operating']),
        },
        required: ['kind'],
        additionalProperties: false,
      },
    },
    list: {
      type: 'object',
      description: 'The rows themselves are wanted, these fields first.',
      properties: { fields: { type: 'array', items: strings(FIELD_NAMES) } },
      required: ['fields'],
      additionalProperties: false,
    },
    order: {
      type: 'object',
      properties: {
        by: strings(FIELD_NAMES),
        direction: strings(['largest', 'smallest']),
        limit: { type: 'integer', minimum: 1 },
      },
      required: ['by', 'direction', 'limit'],
      additionalProperties: false,
    },
    group: {
      type: 'object',
      description: 'Each measure for each value of a text field, or for each year and so on of a period.',
      properties: { by: strings(FIELD_NAMES), unit: strings(['year', 'half', 'quarter', 'month']) },
      required: ['by'],
      additionalProperties: false,
    },
    sides: { type: 'array', description: 'Two or more conditions set side by side.', items: FILTER },
  },
  required: ['register', 'filters', 'measures'],
  additionalProperties: false,
} as const;
