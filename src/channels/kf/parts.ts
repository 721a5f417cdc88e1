import { z } from 'zod';
import type { PartPayload } from '../../channel-types.ts';

const language = z.enum(['zh-Hans', 'zh-Hant', 'en']);

/** What a part of the outbox holds for customer service. */
const PART = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    /** `msgtype` and what belongs to it, as `kf/send_msg` takes it. */
    message: z.record(z.string(), z.unknown()),
    /** Lets it be sent without an allowance, until a moment. */
    welcome: z.object({ code: z.string(), until: z.number() }).optional(),
  }),
  z.object({ kind: z.literal('file'), document: z.string(), name: z.string(), language }),
  z.object({ kind: z.literal('hand-over'), language }),
]);
export type KfPart = z.infer<typeof PART>;

export function readPart(payload: PartPayload): KfPart {
  return PART.parse(payload);
}
