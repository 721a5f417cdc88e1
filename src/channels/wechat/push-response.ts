import type { StoredMessage } from '../../channel-types.ts';
import type { ChannelDeps } from '../channel-deps.ts';
import { left, type Responder, within } from './call.ts';
import { markFetching } from './earlier.ts';
import { wechatPart } from './parts.ts';
import type { WechatTiming } from './settings.ts';

/**
 * Answers the calls to a verified account: with the reply where it is there almost at once, which costs nothing of what
 * may be sent; otherwise the call is accepted, and the reply is sent.
 */
export function createPushResponder(
  { intake, store, clock }: Pick<ChannelDeps, 'intake' | 'store' | 'clock'>,
  timing: WechatTiming,
): Responder {
  return async (call) => {
    const accepting = markFetching(store, call.inbound, { isAgainToo: false }).then((inbound) =>
      intake.accept(inbound),
    );
    const { message } = await within(timing.answerWithinMs, accepting);
    if (call.inbound.content.kind === 'departure') return { message };
    const settled = await intake.settled(message.id, left(call, timing.quickMs, clock));
    if (!settled) return { message };
    return { message, text: await firstText(settled) };
  };

  async function firstText(message: StoredMessage): Promise<string | undefined> {
    const [first] = await store.parts(message.id);
    if (!first || wechatPart(first.payload).kind !== 'text') return undefined;
    const [taken] = await store.takeParts(message.id, { limit: 1, at: clock().getTime() });
    const part = taken && wechatPart(taken.payload);
    return part?.kind === 'text' ? part.text : undefined;
  }
}
