import { z } from 'zod';
import { type FieldName, REGISTERS, type RegisterName, type RegisterQuery } from '../../register-types.ts';
import type { Language } from '../../types.ts';

/** What an export is asked by: the rows of a query, in a language. */
export interface ExportRequest {
  query: RegisterQuery;
  language: Language;
}

/** Longer ones do not fit into an address. */
const LONGEST_TOKEN = 6000;

/** A request as a text for an address; `undefined` where it would be too long for one. */
export function toToken({ query, language }: ExportRequest): string | undefined {
  const token = Buffer.from(JSON.stringify({ query, language })).toString('base64url');
  return token.length > LONGEST_TOKEN ? undefined : token;
}

/**
 * What a token asks for; `undefined` where it is none of ours. It comes from a visitor: of its words nothing is shown,
 * and whether the fields are of the register is for the store to check.
 */
export function fromToken(token: string): ExportRequest | undefined {
  if (token.length > LONGEST_TOKEN) return undefined;
  const parsed = requestSchema.safeParse(readJson(Buffer.from(token, 'base64url').toString()));
  return parsed.success ? (parsed.data as ExportRequest) : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const FIELDS = [...new Set(Object.values(REGISTERS).flatMap((fields) => Object.keys(fields)))] as FieldName[];

const field = z.enum(FIELDS as [FieldName, ...FieldName[]]);
const day = z.iso.date();
const text = z.string().max(200);
const label = z.string().transform(() => '');
/** Above every amount that a park writes, and well within what numbers hold exactly. */
const number = z.number().min(-1e14).max(1e14);

const filter = z.union([
  z.object({ field, op: z.enum(['in', 'holds']), values: z.array(text).max(400), label }),
  z.object({ field, op: z.literal('within'), from: day, to: day, label }),
  z.object({
    field,
    op: z.enum(['at-least', 'more-than', 'at-most', 'less-than']),
    value: number,
    currency: z.enum(['CNY', 'USD', 'HKD', 'EUR']).optional(),
    per: z.enum(['m2', 'm2·month', 't', 'm3', 'kWh', 'kVA·month', 'month', 'year']).optional(),
    label,
  }),
  z.object({ field, op: z.enum(['known', 'unknown']), label }),
]);

const requestSchema = z.object({
  language: z.enum(['zh-Hans', 'zh-Hant', 'en']),
  query: z.object({
    register: z.enum(Object.keys(REGISTERS) as [RegisterName, ...RegisterName[]]),
    filters: z.array(filter).max(24),
    // What was computed does not choose rows.
    measures: z.array(z.unknown()).transform(() => []),
    order: z
      .object({
        by: z.union([field, z.object({ from: field, to: field })]),
        direction: z.enum(['largest', 'smallest']),
        limit: z.int().min(1).max(1000),
      })
      .optional(),
    sides: z.array(filter).max(24).optional(),
  }),
});
