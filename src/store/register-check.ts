import { AppError } from '../errors.ts';
import type {
  FieldName,
  FieldType,
  Filter,
  Measure,
  RegisterName,
  RegisterQuery,
} from '../register-types.ts';
import { fieldsOf } from './register-columns.ts';

/** @throws AppError `bad-input` where a register has no such field, or it is no text */
export function checkText(register: RegisterName, field: FieldName): void {
  checkQuery({ register, filters: [], measures: [], group: { by: field } });
  if (fieldsOf(register).get(field) !== 'text') throw bad(`${field} is no text.`);
}

/** @throws AppError `bad-input` where a query asks of its register what it does not have */
export function checkQuery(query: RegisterQuery): void {
  const { register, filters, measures, list, order, group, sides } = query;
  const types = fieldsOf(register);
  const expect: Expect = (field, ...allowed) => {
    const type = types.get(field);
    if (!type) throw bad(`The register of ${register} has no ${field}.`);
    if (!allowed.includes(type)) throw bad(`${field} is a ${type}, and not a ${allowed.join(' or ')}.`);
  };
  for (const filter of [...filters, ...(sides ?? [])]) expect(filter.field, ...TYPES_OF_FILTERS[filter.op]);
  for (const field of list?.fields ?? []) expect(field, 'text', 'money', 'quantity', 'period');
  for (const measure of measures) checkMeasure(measure, expect);
  if (group) expect(group.by, ...(group.unit ? (['period'] as const) : (['text', 'period'] as const)));
  if (order) checkOrder(order, expect);
}

function checkOrder({ by, limit }: NonNullable<RegisterQuery['order']>, expect: Expect): void {
  if (!Number.isInteger(limit) || limit < 1) throw bad(`${limit} rows cannot be given.`);
  if (typeof by === 'string') expect(by, 'money', 'quantity', 'period');
  else checkMeasure({ kind: 'elapsed', ...by }, expect);
}

const TYPES_OF_FILTERS: Record<Filter['op'], readonly FieldType[]> = {
  in: ['text'],
  holds: ['text'],
  within: ['period'],
  'at-least': ['money', 'quantity'],
  'more-than': ['money', 'quantity'],
  'at-most': ['money', 'quantity'],
  'less-than': ['money', 'quantity'],
  known: ['text', 'money', 'quantity', 'period'],
  unknown: ['text', 'money', 'quantity', 'period'],
};

/** Throws where a field is none of the types. */
type Expect = (field: FieldName, ...allowed: FieldType[]) => void;

function checkMeasure(measure: Measure, expect: Expect): void {
  if (measure.kind === 'count') return;
  if (measure.kind === 'elapsed') {
    expect(measure.from, 'period');
    expect(measure.to, 'period');
  } else expect(measure.field, 'money', 'quantity');
}

function bad(message: string): AppError {
  return new AppError('bad-input', message);
}
