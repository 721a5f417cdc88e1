import { z } from 'zod';
import { BASES, type Basis } from '../incentive-types.ts';
import { readMeasure, readPrice } from './measure.ts';

const text = z.string().trim().min(1, 'must not be empty');
const day = z.iso.date('must be a day, as in "2026-01-31"');
const year = z.int().min(1).max(30);

/** `fixed_investment` for `fixedInvestment`. */
const NAMES = Object.fromEntries(
  (Object.keys(BASES) as Basis[]).map((basis) => [
    basis.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`),
    basis,
  ]),
);
const basis = z
  .enum(Object.keys(NAMES), 'must be a basis that docs/incentives.md lists')
  .transform((name) => NAMES[name]!);

const money = measure('money', 'must be an amount with its unit, as in 5000万元');
const percent = measure('percent', 'must be a percentage, as in 8%');
const price = text.transform((written, context) => {
  const read = readPrice(written);
  if (read) return read;
  context.addIssue({ code: 'custom', message: 'must be an amount with its unit, as in 0.03元' });
  return z.NEVER;
});
const amount = text.transform((written, context) => {
  const read = readMeasure(written);
  if (read?.kind === 'money' || read?.kind === 'quantity') return read;
  context.addIssue({
    code: 'custom',
    message: 'must be an amount or a quantity with its unit, as in 5000万元',
  });
  return z.NEVER;
});

/** A measure of one kind from its text, exact. */
function measure<Kind extends 'money' | 'percent'>(kind: Kind, message: string) {
  return text.transform((written, context) => {
    const read = readMeasure(written);
    if (read?.kind === kind) return read as Extract<typeof read, { kind: Kind }>;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

/** `from` includes, `above` does not; `to` includes, `below` does not. */
const step = z
  .strictObject({
    from: amount.optional(),
    above: amount.optional(),
    to: amount.optional(),
    below: amount.optional(),
    years: z.tuple([year, year.nullable()]).optional(),
    share: percent.optional(),
    each: price.optional(),
    times: year.max(600).optional(),
    fixed: money.optional(),
    of: basis.optional(),
    most: money.optional(),
  })
  .refine((one) => [one.share, one.each, one.fixed].filter(Boolean).length === 1, {
    error: 'must have one of share, each and fixed',
  })
  .refine((one) => one.fixed || one.of, { error: 'must say of what, in "of"' });

const days = z.strictObject({ from: day.optional(), to: day.optional() });

const conditions = z.strictObject({
  least: z.partialRecord(z.enum(Object.keys(NAMES)), amount).optional(),
  industry: z.array(text).optional(),
  not_industry: z.array(text).optional(),
  zone: z.array(text).optional(),
  signed: days.optional(),
  started: days.optional(),
  equipment_share: percent.optional(),
  told: z.array(text).optional(),
});

const rule = z.strictObject({
  id: text,
  document: text,
  article: text.optional(),
  quote: text,
  name: text,
  tiered_by: basis.optional(),
  marginal: z.boolean().default(false),
  steps: z.array(step).min(1, 'must have at least one step'),
  most: money.optional(),
  most_a_year: money.optional(),
  most_units: z.strictObject({ of: basis, value: amount }).optional(),
  conditions: conditions.optional(),
  from: day.optional(),
  to: day.optional(),
});

const exclusive = z.strictObject({
  document: text,
  article: text.optional(),
  quote: text,
  articles: z.array(text).default([]),
  same_matter: z.boolean().default(false),
});

/** What `incentives.yaml` may say; unknown keys are mistakes, not extras. */
export const rulesSchema = z.strictObject({
  rules: z.array(rule).default([]),
  exclusive: z.array(exclusive).default([]),
});

export type WrittenRule = z.infer<typeof rule>;
export type WrittenStep = z.infer<typeof step>;
export type WrittenConditions = z.infer<typeof conditions>;
export type WrittenExclusive = z.infer<typeof exclusive>;
/** What `incentives.yaml` says, its amounts and shares read. */
export type WrittenRules = z.infer<typeof rulesSchema>;

/** The basis of a key such as `fixed_investment`. */
export function basisNamed(name: string): Basis {
  return NAMES[name]!;
}
