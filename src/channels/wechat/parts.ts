import { z } from 'zod';
import type { PartPayload } from '../../channel-types.ts';
import { DeliveryError } from '../channel.ts';

const partShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string().min(1) }),
  z.object({
    kind: z.literal('menu'),
    head: z.string(),
    items: z.array(z.object({ id: z.string(), content: z.string() })).min(1),
  }),
]);

/** One message of an account: a text, or things to choose. */
export type WechatPart = z.infer<typeof partShape>;

/** @throws DeliveryError `refused` where it was written by something else */
export function wechatPart(payload: PartPayload): WechatPart {
  const read = partShape.safeParse(payload);
  if (!read.success) throw new DeliveryError('refused', 'A part is none that an Official Account writes.');
  return read.data;
}
