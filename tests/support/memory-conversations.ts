import { createHash } from 'node:crypto';
import type { Conversation, Inbound, OutboxPart, Reply, StoredMessage } from '../../src/channel-types.ts';
import type { Channel, Intake } from '../../src/channels/channel.ts';
import type { DeskPort } from '../../src/channels/desk-port.ts';
import type { ConversationStore } from '../../src/store/conversation-store.ts';
import type { Answer } from '../../src/types.ts';

const idOf = (text: string) => createHash('md5').update(text).digest('hex');

/** Conversations in memory, answered at once by a desk: what a channel sees of the store and the inbound path. */
export function createMemoryConversations(port: DeskPort) {
  const conversations = new Map<string, Conversation>();
  const messages = new Map<string, StoredMessage>();
  const parts = new Map<string, OutboxPart[]>();
  const shares = new Map<string, { message: string; until: number }>();
  const done = new Map<string, PromiseWithResolvers<StoredMessage>>();
  let channel: Channel;

  const answerOf = async (
    message: StoredMessage,
    conversation: Conversation,
  ): Promise<Answer | undefined> => {
    if (message.inbound.content.kind !== 'text') return undefined;
    const view = channel.watch?.({ conversation, message });
    const history = [...messages.values()]
      .filter(
        (other) => other.conversation === conversation.id && other.number < message.number && other.answer,
      )
      .map(({ question }) => question!);
    const question = {
      text: message.inbound.content.text,
      history,
      audience: channel.audience,
      asOf: '2026-03-01' as const,
    };
    try {
      for await (const event of port.answer(question, view?.signal)) {
        view?.show(event);
        if (event.type === 'answer') return event.answer;
      }
      return undefined;
    } finally {
      await view?.end();
    }
  };
  const settle = async (message: StoredMessage, conversation: Conversation) => {
    message.state = 'answering';
    try {
      message.answer = await answerOf(message, conversation);
      if (message.inbound.content.kind === 'text') message.question = message.inbound.content.text;
      message.state = message.answer || message.inbound.content.kind !== 'text' ? 'settled' : 'failed';
    } catch {
      message.state = 'failed';
    }
    if (!message.answer) {
      const text = message.state === 'failed' ? '系统暂时无法回答，请稍后再试。' : '请联系招商服务中心。';
      const reply: Reply = { author: 'desk', language: 'zh-Hans', text, citations: [], buttons: [] };
      const payloads = channel.render(reply, { conversation, message });
      parts.set(
        message.id,
        payloads.map((payload) => ({ payload }) as unknown as OutboxPart),
      );
    }
    done.get(message.id)?.resolve(message);
  };

  const intake: Intake = {
    async accept(inbound: Inbound) {
      const id = idOf(`${inbound.channel}/${inbound.account}/${inbound.key}`);
      const place = idOf(`${inbound.channel}/${inbound.account}/${inbound.place}`);
      const conversation = conversations.get(place) ?? newConversation(place, inbound);
      conversations.set(place, conversation);
      const known = messages.get(id);
      if (known) return { message: known, conversation, isNew: false };
      const message: StoredMessage = {
        id,
        number: messages.size + 1,
        conversation: conversation.id,
        state: 'waiting',
        inbound,
        acceptedAt: inbound.sentAt,
        attempts: 0,
      };
      messages.set(id, message);
      done.set(id, Promise.withResolvers());
      queueMicrotask(() => void settle(message, conversation));
      return { message, conversation, isNew: true };
    },
    async settled(id, withinMs) {
      const late = Promise.withResolvers<undefined>();
      const timer = setTimeout(() => late.resolve(undefined), withinMs);
      const found = await Promise.race([done.get(id)?.promise, late.promise]);
      clearTimeout(timer);
      return found;
    },
  };
  const store: Partial<ConversationStore> = {
    conversation: async (id) => [...conversations.values()].find((each) => each.id === id),
    conversationAt: async ({ channel: name, account, place }) =>
      conversations.get(idOf(`${name}/${account}/${place}`)),
    message: async (id) => messages.get(id),
    messages: async (conversation, { limit }) =>
      [...messages.values()].filter((each) => each.conversation === conversation).slice(-limit),
    parts: async (message) => parts.get(message) ?? [],
    async rate({ conversation, message, rating }) {
      const found = messages.get(message);
      if (found?.conversation !== conversation || !found.answer) return false;
      found.rating = rating;
      return true;
    },
    share: async ({ token, message, until }) => void shares.set(token, { message, until }),
    async shared(token, now) {
      const found = shares.get(token);
      return found && found.until > now ? messages.get(found.message) : undefined;
    },
  };
  return {
    intake,
    store: store as ConversationStore,
    messages,
    serve: (served: Channel) => {
      channel = served;
    },
  };
}

function newConversation(place: string, inbound: Inbound): Conversation {
  return {
    id: idOf(`conversation ${place}`),
    channel: inbound.channel,
    account: inbound.account,
    place: inbound.place,
    isGroup: false,
    language: inbound.language ?? 'zh-Hans',
    isLanguageChosen: false,
    isReachable: true,
    since: 0,
    createdAt: inbound.sentAt,
  };
}
