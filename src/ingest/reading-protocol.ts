import { z } from 'zod';
import {
  type FieldName,
  type FieldValue,
  type Misfit,
  REGISTERS,
  type RegisterName,
  type RegisterRow,
} from '../register-types.ts';
import type { Block, Locator, OwnWords } from '../types.ts';
import { LIMITS } from './reading-limits.ts';
import type { Report } from './reading-parts.ts';

/**
 * The shapes of what the reading process sends. It has read what anybody may have written, so nothing of it
 * is taken as it comes; unknown fields are refused, so that a new one cannot be lost on the way unnoticed.
 */

const MOST_WARNINGS = 500;
/** Cells of one row; wider ones are sent as text alone. */
const MOST_CELLS = 100;

const offset = z.int().min(0).max(LIMITS.characters);
const ordinal = z.int().min(1);
const line = z.string().max(LIMITS.headingCharacters);
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const bytes = z.int().min(0);

const block = z.strictObject({
  kind: z.enum(['heading', 'paragraph', 'list-item', 'table-row', 'caption', 'boilerplate']),
  start: offset,
  end: offset,
  level: z.int().min(1).max(9).optional(),
  page: ordinal.optional(),
  sheet: line.optional(),
  row: ordinal.optional(),
  table: line.optional(),
  group: line.optional(),
  cells: z
    .array(offset)
    .max(4 * MOST_CELLS)
    .refine(({ length }) => length % 4 === 0)
    .optional(),
  unfilled: z.array(line).max(20_000).optional(),
}) satisfies z.ZodType<Block>;

const locator = z.strictObject({
  headingPath: z.array(line).max(20),
  paragraph: ordinal.optional(),
  page: ordinal.optional(),
  sheet: line.optional(),
  row: ordinal.optional(),
  table: line.optional(),
  article: line.optional(),
}) satisfies z.ZodType<Locator>;

const passage = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['paragraph', 'list-item', 'table-row', 'caption']),
  start: offset,
  end: offset,
  locator,
  terms: z.int().min(0),
});

const ownWords = z.strictObject({
  documentNumber: line.optional(),
  effectiveFrom: day.optional(),
  effectiveTo: day.optional(),
  repeals: z.array(line).max(1000),
  spans: z.array(z.strictObject({ start: offset, end: offset })).max(1000),
}) satisfies z.ZodType<OwnWords>;

const value = z.number().refine(Number.isFinite);
const fieldValue = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), raw: line }),
  z.strictObject({
    type: z.literal('money'),
    raw: line,
    value,
    currency: z.enum(['CNY', 'USD', 'HKD', 'EUR']),
    per: z.enum(['m2', 'm2·month', 't', 'm3', 'kWh', 'kVA·month', 'month', 'year']).optional(),
    isAbout: z.boolean(),
  }),
  z.strictObject({ type: z.literal('quantity'), raw: line, value }),
  z.strictObject({ type: z.literal('period'), raw: line, from: day, to: day }),
]) satisfies z.ZodType<FieldValue>;

const registerNames = Object.keys(REGISTERS) as RegisterName[];
const fieldNames = Object.values(REGISTERS).flatMap((fields) => Object.keys(fields) as FieldName[]);

const row = z.strictObject({
  register: z.enum(registerNames),
  passage: z.uuid(),
  values: z.partialRecord(z.enum(fieldNames), fieldValue),
}) satisfies z.ZodType<RegisterRow>;

const misfit = z.strictObject({
  sheet: line.optional(),
  row: ordinal.optional(),
  reason: line,
}) satisfies z.ZodType<Misfit>;

const report = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().max(LIMITS.characters) }),
  z.strictObject({ type: z.literal('blocks'), blocks: z.array(block).max(LIMITS.blocks) }),
  z.strictObject({
    type: z.literal('clean'),
    title: line.optional(),
    pages: z.int().min(0).optional(),
    warnings: z.array(line).max(MOST_WARNINGS),
  }),
  z.strictObject({
    type: z.literal('passages'),
    passages: z.array(passage),
    terms: z.instanceof(Uint32Array),
    weights: z.instanceof(Float32Array).refine((weights) => weights.every(Number.isFinite)),
  }),
  z.strictObject({ type: z.literal('names'), names: z.array(z.tuple([line, line])) }),
  z.strictObject({ type: z.literal('rows'), rows: z.array(row) }),
  z.strictObject({ type: z.literal('misfits'), misfits: z.array(misfit) }),
  z.strictObject({ type: z.literal('done'), title: line, ownWords, memoryBytes: bytes }),
  z.strictObject({
    type: z.literal('failed'),
    message: line,
    next: line.optional(),
    memoryBytes: bytes,
  }),
]) satisfies z.ZodType<Report>;

/** A message of the reading process, checked. @throws Error where it is none. */
export function checkReport(message: unknown): Report {
  const { data, error } = report.safeParse(message);
  if (error) throw new Error(`The reading process sent what is no report: ${z.prettifyError(error)}`);
  return data;
}
