import { z } from 'zod';
import { DOCUMENT_TYPES } from '../types.ts';
import { fieldOfColumn } from './pack-columns.ts';

/** A day as `YYYY-MM-DD` that is in the calendar. */
const day = z.iso.date('must be a day, as in "2026-01-31"');
const text = z.string().trim().min(1, 'must not be empty');

const timezone = text.refine(isTimezone, 'must be a time zone, as in Asia/Shanghai');

const event = z
  .strictObject({ id: text, starts_on: day.optional(), ends_on: day.optional() })
  .refine(({ starts_on, ends_on }) => !starts_on || !ends_on || starts_on <= ends_on, {
    path: ['ends_on'],
    error: 'is before starts_on',
  });

const location = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  address: text,
});

const columns = z.record(z.string(), text).superRefine((named, context) => {
  for (const key of Object.keys(named))
    if (fieldOfColumn(key) === undefined)
      context.addIssue({
        code: 'custom',
        path: [key],
        message: 'is no field of a register, as name, zone or amount are',
      });
});

const entry = z
  .strictObject({
    path: text.refine(staysInside, 'must be a path inside the folder, without ".." and not absolute'),
    title: text.optional(),
    type: z.enum(DOCUMENT_TYPES).optional(),
    audience: z.enum(['public', 'staff']).default('public'),
    zone: text.optional(),
    document_number: text.optional(),
    effective_from: day.optional(),
    effective_to: day.optional(),
    supersedes: text.optional(),
    source_url: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
    columns: columns.optional(),
    location: location.optional(),
    event: event.optional(),
  })
  .refine(
    ({ effective_from, effective_to }) => !effective_from || !effective_to || effective_from <= effective_to,
    {
      path: ['effective_to'],
      error: 'is before effective_from',
    },
  );

/** What `pack.yaml` may say; unknown keys are mistakes, not extras. */
export const packSchema = z.strictObject({
  name: text.optional(),
  languages: z
    .array(z.enum(['zh-Hans', 'zh-Hant', 'en']))
    .min(1, 'must name at least one language')
    .optional(),
  timezone: timezone.optional(),
  contact: z
    .strictObject({
      name: text,
      phone: text.optional(),
      telegram: text.optional(),
      hours: text.optional(),
    })
    .optional(),
  documents: z.array(entry).optional(),
});

export type PackDescription = z.infer<typeof packSchema>;
export type PackEntry = z.infer<typeof entry>;

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function staysInside(path: string): boolean {
  const isAbsolute = /^(?:[/\\]|[A-Za-z]:)/.test(path);
  return !isAbsolute && !path.includes('\0') && !path.split(/[/\\]/).includes('..');
}
