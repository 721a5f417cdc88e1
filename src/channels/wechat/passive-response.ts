import type { Conversation, OutboxPart, StoredMessage } from '../../channel-types.ts';
import type { ChannelDeps } from '../channel-deps.ts';
import { type Call, hold, left, type Responder, within } from './call.ts';
import { type Earlier, earlierOf, isOpen, isUnseen, markFetching } from './earlier.ts';
import { wechatPart } from './parts.ts';
import { createRecent } from './recent.ts';
import type { WechatTiming } from './settings.ts';
import { WECHAT_TEXTS } from './strings.ts';
import { byteLength, TEXT_BYTES } from './text.ts';

interface Kept {
  message: StoredMessage;
  conversation: Conversation;
}

const CALLS = 3;

/**
 * Answers the calls to an account that can answer nowhere else. WeChat calls three times; the first two calls are kept
 * open until it gives them up, unless the reply is there in time, and the last one says where the reply will be. A reply
 * that nobody was given comes first with the response to the next message.
 */
export function createPassiveResponder(
  deps: Pick<ChannelDeps, 'intake' | 'store' | 'clock' | 'links'>,
  timing: WechatTiming,
): Responder {
  const { intake, store, clock } = deps;
  const calls = createRecent<number>();
  const given = createRecent<string>();
  const replies = createReplies(deps);

  return async (call) => {
    const accepting = markFetching(store, call.inbound, { isAgainToo: true }).then((inbound) =>
      intake.accept(inbound),
    );
    const kept = await within(timing.answerWithinMs, accepting);
    const { message } = kept;
    if (message.inbound.content.kind === 'departure') return { message };
    const count = (calls.get(message.id) ?? 0) + 1;
    calls.set(message.id, count);
    const ready = given.get(message.id) ?? (await reply(kept, call, count >= CALLS));
    if (ready === undefined) {
      await hold(call, left(call, timing.heldMs, clock));
      return { message };
    }
    given.set(message.id, ready);
    return { message, text: ready === '' ? undefined : ready };
  };

  /** The text to respond with; empty for none; `undefined` while it is not there and WeChat will call again. */
  async function reply(kept: Kept, call: Call, isThird: boolean): Promise<string | undefined> {
    const { message, conversation } = kept;
    const isLast = isThird || call.arrivedAt - message.acceptedAt >= timing.lastFromMs;
    const isFetching = message.inbound.isForPeople === true;
    const earlier = await earlierOf(store, conversation.id, message.number);
    if (isFetching) {
      const held = await replies.held(kept);
      if (held) return held;
    }
    const asked = isFetching ? (earlier.find(isOpen) ?? earlier[0])?.message : message;
    if (!asked) return '';
    const settled = await intake.settled(asked.id, left(call, timing.answerWithinMs, clock));
    if (settled) return isFetching ? replies.own(asked) : replies.ownAfter(kept, earlier);
    return isLast ? replies.thinking({ ...kept, asked }, earlier) : undefined;
  }
}

/** The texts of responses. */
function createReplies({ store, clock, links }: Pick<ChannelDeps, 'store' | 'clock' | 'links'>) {
  const at = () => clock().getTime();
  const textOf = (part: OutboxPart | undefined) => {
    const read = part && wechatPart(part.payload);
    return read?.kind === 'text' ? read.text : '';
  };
  const own = async (message: StoredMessage) =>
    textOf((await store.takeParts(message.id, { limit: 1, at: at() }))[0]);
  /** The oldest reply that nobody was given. */
  const unseen = (earlier: readonly Earlier[]) => earlier.findLast(isUnseen);

  return {
    own,
    async held({ message, conversation }: Kept): Promise<string> {
      const [part] = await store.takeHeld(conversation.id, { message: message.id, limit: 1, at: at() });
      return textOf(part);
    },
    /** The reply to a message, after the one that is older and was not given; the newer one waits if both don't fit. */
    async ownAfter({ message, conversation }: Kept, earlier: readonly Earlier[]): Promise<string> {
      const older = unseen(earlier);
      if (!older) return own(message);
      const texts = WECHAT_TEXTS[conversation.language];
      const [first] = await store.parts(message.id);
      const head = `${texts.earlier}\n${textOf(older.parts[0])}`;
      const both = [head, textOf(first)].filter((text) => text !== '').join('\n\n————\n\n');
      const isOne = byteLength(both) <= TEXT_BYTES;
      await own(older.message);
      if (!isOne) return withNote(head, texts.nextWaits);
      await own(message);
      return both;
    },
    /** That the reply is not there yet, after an older one that is. */
    async thinking(kept: Kept & { asked: StoredMessage }, earlier: readonly Earlier[]): Promise<string> {
      const texts = WECHAT_TEXTS[kept.conversation.language];
      const older = unseen(earlier);
      const note = texts.thinking(links.answer(kept.asked.id));
      return older ? withNote(`${texts.earlier}\n${await own(older.message)}`, note) : note;
    },
  };
}

function withNote(text: string, note: string): string {
  const both = `${text}\n\n${note}`;
  if (byteLength(both) <= TEXT_BYTES) return both;
  return byteLength(text) <= TEXT_BYTES ? text : text.slice(text.indexOf('\n') + 1);
}
