import type { OutboxPart } from '../../channel-types.ts';
import type { Addressee, AnswerView } from '../channel.ts';
import type { TencentApi } from './api-client.ts';
import { type WechatPart, wechatPart } from './parts.ts';

/** Sends a part as a customer-service message (客服消息, 发送客服消息). @throws DeliveryError */
export async function sendPart(api: TencentApi, part: OutboxPart, to: Addressee): Promise<void> {
  const message = messageOf(wechatPart(part.payload));
  await api.call('cgi-bin/message/custom/send', { body: { touser: to.conversation.place, ...message } });
}

function messageOf(part: WechatPart): object {
  if (part.kind === 'text') return { msgtype: 'text', text: { content: part.text } };
  return { msgtype: 'msgmenu', msgmenu: { head_content: part.head, list: part.items, tail_content: '' } };
}

// An answer that comes at once needs none, and WeChat takes one only within 30 seconds of the asker's message.
const TYPING_AFTER_MS = 1000;
const TYPING_WITHIN_MS = 30_000;

/** Shows that an answer is being written, once. */
export function showTyping(
  to: Addressee,
  deps: { api: TencentApi; clock: () => Date; failed: (error: unknown) => void; afterMs?: number },
): AnswerView {
  const touser = to.conversation.place;
  const timer = setTimeout(() => {
    const since = to.message?.inbound.sentAt ?? Number.NEGATIVE_INFINITY;
    if (deps.clock().getTime() - since > TYPING_WITHIN_MS) return;
    const body = { touser, command: 'Typing' };
    deps.api.call('cgi-bin/message/custom/typing', { body }).catch(deps.failed);
  }, deps.afterMs ?? TYPING_AFTER_MS);
  return {
    show() {},
    async end() {
      clearTimeout(timer);
      return undefined;
    },
  };
}
