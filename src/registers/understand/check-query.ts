import { AppError } from '../../errors.ts';
import { fold } from '../../language/fold.ts';
import {
  type Currency,
  type FieldName,
  type FieldType,
  type Filter,
  type Measure,
  REGISTERS,
  type RegisterName,
  type RegisterQuery,
  type RegisterScope,
} from '../../register-types.ts';
import type { Language } from '../../types.ts';
import { labelsIn } from './labels.ts';
import { wordKey } from './lexicon.ts';
import { type BoundOp, STAGES } from './pieces.ts';
import { labelOfDays } from './stretches.ts';
import type { KnownRegisters } from './understand.ts';
import { valueLexicon } from './values.ts';
import { vocabulariesOf } from './vocabulary.ts';

export const BOUND_OPS: readonly BoundOp[] = ['at-least', 'more-than', 'at-most', 'less-than'];
const CURRENCIES: readonly Currency[] = ['CNY', 'USD', 'HKD', 'EUR'];
const UNITS = ['year', 'half', 'quarter', 'month'] as const;
/** Registers that a question may ask: what zones are called, passages answer. */
const ASKED = (Object.keys(REGISTERS) as RegisterName[]).filter((register) => register !== 'zones');
const MOST_FILTERS = 12;
const MOST_ORDERED = 100;

/** What a proposed query is checked against. */
export interface QueryCheck {
  registers: KnownRegisters;
  scope: RegisterScope;
  /** Of the labels; a model's own are not used. */
  language: Language;
  /** The name of the park, so that 江川高新区 is its 高新区. */
  park?: string;
}

/**
 * Checks a query that a chat model proposed: every field is of its register and of the type that is done with it,
 * every value is one that rows have. Values are brought to how rows write them, labels are written anew.
 *
 * @returns the query, or an error that says to the model what to correct
 */
export async function checkQuery(
  candidate: unknown,
  { registers, scope, language, park }: QueryCheck,
): Promise<RegisterQuery | AppError> {
  try {
    const proposed = objectOf(candidate, 'query');
    const register = oneOf(proposed.register, ASKED, 'register');
    if (!(await registers.registers(scope)).has(register)) return refused(`there are no rows of ${register}`);
    const named = JSON.stringify([proposed.filters, proposed.sides]);
    const vocabularies = await vocabulariesOf(register, registers, scope, fold(named));
    return checkParts(proposed, { register, lexicon: valueLexicon(vocabularies, park), language });
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

interface Checked {
  register: RegisterName;
  lexicon: ReturnType<typeof valueLexicon>;
  language: Language;
}

function checkParts(proposed: Proposed, checked: Checked): RegisterQuery {
  const filters = listOf(proposed.filters, 'filters').map((filter) => checkFilter(filter, checked));
  const measures = listOf(proposed.measures, 'measures').map((measure) => checkMeasure(measure, checked));
  if (filters.length > MOST_FILTERS) throw refused('there are too many filters');
  const query: RegisterQuery = {
    register: checked.register,
    filters,
    measures,
    ...(proposed.list !== undefined && { list: checkList(proposed.list, checked) }),
    ...(proposed.order !== undefined && { order: checkOrder(proposed.order, checked) }),
    ...(proposed.group !== undefined && { group: checkGroup(proposed.group, checked) }),
    ...(proposed.sides !== undefined && { sides: checkSides(proposed.sides, checked) }),
  };
  if (measures.length === 0 && !query.list && !query.order) throw refused('nothing is asked for');
  if (query.group && query.sides) throw refused('a group and sides exclude each other');
  return query;
}

function checkFilter(candidate: unknown, checked: Checked): Filter {
  const proposed = objectOf(candidate, 'filter');
  const field = fieldOf(proposed.field, checked);
  const type = typeOf(field, checked);
  const labels = labelsIn(checked.language);
  const op = oneOf(proposed.op, ['in', 'within', 'known', 'unknown', ...BOUND_OPS] as const, 'op');
  if (op === 'known' || op === 'unknown') {
    const stage = STAGES.find((name) => name === field);
    if (!stage) throw refused(`${field} is no stage that is reached or not`);
    return { field, op, label: labels.reached(stage, op === 'known') };
  }
  if (op === 'in') return { field, op, ...checkValues(proposed.values, { field, type }, checked) };
  if (op === 'within') {
    if (type !== 'period') throw refused(`${field} is no period`);
    const [from, to] = [dayOf(proposed.from), dayOf(proposed.to)];
    if (from > to) throw refused(`${from} is after ${to}`);
    const stage = STAGES.find((name) => name === field);
    return { field, op, from, to, label: labels.period(stage, labelOfDays(from, to)) };
  }
  if (type !== 'money' && type !== 'quantity') throw refused(`${field} is no amount`);
  const value = numberOf(proposed.value, 'value');
  const currency = type === 'money' ? oneOf(proposed.currency ?? 'CNY', CURRENCIES, 'currency') : undefined;
  const said = { value, unit: unitOf(field, currency) };
  return { field, op, value, ...(currency && { currency }), label: labels.bound(field, { op, value, said }) };
}

const SAID_IN: Partial<Record<FieldName, string>> = { area: 'm2', floorHeight: 'm', floorLoad: 'kg' };

function unitOf(field: FieldName, currency: Currency | undefined): string {
  if (currency === undefined) return SAID_IN[field] ?? '';
  return field === 'rent' ? `${currency}/m2·month` : field === 'price' ? `${currency}/m2` : currency;
}

/** The values as rows write them, whichever of their names was proposed. */
function checkValues(
  candidate: unknown,
  { field, type }: { field: FieldName; type: FieldType },
  { lexicon, language }: Checked,
): { values: string[]; label: string } {
  const names = listOf(candidate, 'values');
  if (type !== 'text' || names.length === 0) throw refused(`${field} has no values to choose from`);
  const found = names.map((name) => {
    if (typeof name !== 'string') throw refused(`a value of ${field} is not a text`);
    const meanings = lexicon.get(wordKey(fold(name))) ?? [];
    const meaning = meanings.find((known) => known.kind === 'value' && known.field === field);
    if (meaning?.kind !== 'value') throw refused(`no row has ${name} as its ${field}`);
    return { values: meaning.values, label: labelsIn(language).value(meaning.name, name) };
  });
  return {
    values: [...new Set(found.flatMap(({ values }) => values))],
    label: found.map(({ label }) => label).join(language === 'en' ? ', ' : '、'),
  };
}

function checkMeasure(candidate: unknown, checked: Checked): Measure {
  const proposed = objectOf(candidate, 'measure');
  const kind = oneOf(proposed.kind, ['count', 'sum', 'average', 'elapsed'] as const, 'kind');
  if (kind === 'count') return { kind };
  if (kind === 'elapsed') {
    const [from, to] = [fieldOf(proposed.from, checked), fieldOf(proposed.to, checked)];
    const order: readonly string[] = STAGES;
    if (order.indexOf(from) < 0 || order.indexOf(from) >= order.indexOf(to))
      throw refused(`${from} does not come before ${to}`);
    return { kind, from, to };
  }
  const field = fieldOf(proposed.field, checked);
  const type = typeOf(field, checked);
  const isPrice = field === 'price' || field === 'rent';
  const isSummable = field === 'area' || (type === 'money' && !isPrice);
  if (kind === 'sum' ? !isSummable : type !== 'money' && type !== 'quantity')
    throw refused(`there is no ${kind} of ${field}`);
  return { kind, field };
}

function checkList(candidate: unknown, checked: Checked): NonNullable<RegisterQuery['list']> {
  const { fields } = objectOf(candidate, 'list');
  return { fields: listOf(fields, 'fields').map((field) => fieldOf(field, checked)) };
}

function checkOrder(candidate: unknown, checked: Checked): NonNullable<RegisterQuery['order']> {
  const proposed = objectOf(candidate, 'order');
  const by = fieldOf(proposed.by, checked);
  const limit = numberOf(proposed.limit, 'limit');
  if (typeOf(by, checked) === 'text') throw refused(`${by} has no largest`);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ORDERED)
    throw refused(`${limit} is no number of rows`);
  return { by, direction: oneOf(proposed.direction, ['largest', 'smallest'] as const, 'direction'), limit };
}

function checkGroup(candidate: unknown, checked: Checked): NonNullable<RegisterQuery['group']> {
  const proposed = objectOf(candidate, 'group');
  const by = fieldOf(proposed.by, checked);
  const type = typeOf(by, checked);
  if (type === 'text' && proposed.unit === undefined) return { by };
  if (type !== 'period') throw refused(`rows are not counted by ${by}`);
  return { by, unit: oneOf(proposed.unit, UNITS, 'unit') };
}

function checkSides(candidate: unknown, checked: Checked): Filter[] {
  const sides = listOf(candidate, 'sides').map((side) => checkFilter(side, checked));
  if (sides.length < 2) throw refused('there are fewer than two sides');
  return sides;
}

// === Plain values

type Proposed = Record<string, unknown>;

function refused(what: string): AppError {
  return new AppError('bad-input', `The query cannot be run: ${what}.`, {
    next: 'Correct it, or answer without it.',
  });
}

function objectOf(candidate: unknown, what: string): Proposed {
  if (typeof candidate !== 'object' || candidate === null || Array.isArray(candidate))
    throw refused(`${what} is no object`);
  return { ...candidate };
}

function listOf(candidate: unknown, what: string): unknown[] {
  if (!Array.isArray(candidate)) throw refused(`${what} is no list`);
  return candidate;
}

function oneOf<T extends string>(candidate: unknown, known: readonly T[], what: string): T {
  const found = known.find((name) => name === candidate);
  if (found === undefined) throw refused(`${what} is none of ${known.join(', ')}`);
  return found;
}

function numberOf(candidate: unknown, what: string): number {
  if (typeof candidate !== 'number' || !Number.isFinite(candidate)) throw refused(`${what} is no number`);
  return candidate;
}

function dayOf(candidate: unknown): string {
  const time = typeof candidate === 'string' ? Date.parse(candidate) : Number.NaN;
  // 2023-02-30 is read as a day of March.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== candidate)
    throw refused(`${String(candidate)} is no day`);
  return candidate;
}

function fieldOf(candidate: unknown, { register }: Checked): FieldName {
  return oneOf(candidate, Object.keys(REGISTERS[register]) as FieldName[], `a field of ${register}`);
}

function typeOf(field: FieldName, { register }: Checked): FieldType {
  const fields: Partial<Record<FieldName, FieldType>> = REGISTERS[register];
  return fields[field]!;
}
