import { z } from 'zod';
import type { PartPayload } from '../../channel-types.ts';

const language = z.enum(['zh-Hans', 'zh-Hant', 'en']);

const button = z.union([
  z.object({ text: z.string(), callback_data: z.string() }),
  z.object({ text: z.string(), url: z.string() }),
]);
export type KeyboardButton = z.infer<typeof button>;
const keyboard = z.array(z.array(button));
export type Keyboard = z.infer<typeof keyboard>;

const replyTo = z.number().optional();

const table = z.object({
  title: z.string(),
  columns: z.array(z.object({ name: z.string(), kind: z.enum(['text', 'number', 'period']) })),
  rows: z.array(
    z.array(
      z.object({
        text: z.string(),
        value: z.number().optional(),
        from: z.string().optional(),
        to: z.string().optional(),
      }),
    ),
  ),
  total: z.number(),
  chart: z
    .object({
      kind: z.enum(['bar', 'timeline']),
      label: z.number(),
      value: z.number(),
      until: z.number().optional(),
    })
    .optional(),
});

/** What a part of the outbox holds for a bot. */
const PART = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    html: z.string(),
    keyboard: keyboard.optional(),
    replyTo,
    /** A message of ours that this one is to replace: the answer as it was being written. */
    replaces: z.number().optional(),
  }),
  z.object({ kind: z.literal('chart'), table, language, caption: z.string().optional() }),
  z.object({
    kind: z.literal('venue'),
    title: z.string(),
    address: z.string(),
    latitude: z.number(),
    longitude: z.number(),
  }),
  z.object({ kind: z.literal('file'), document: z.string(), name: z.string(), language }),
]);
export type TelegramPart = z.infer<typeof PART>;
export type TextPart = Extract<TelegramPart, { kind: 'text' }>;

export function readPart(payload: PartPayload): TelegramPart {
  return PART.parse(payload);
}
