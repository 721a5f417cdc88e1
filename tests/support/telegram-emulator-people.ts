import {
  addMessage,
  chatOf,
  messageJson,
  pushUpdate,
  type TelegramWorld,
  type TgChat,
  type TgMessage,
} from './telegram-emulator-world.ts';

export interface Person {
  id: number;
  languageCode?: string;
}

export interface SayOptions {
  /** A group; their private chat unless given. */
  group?: number;
  thread?: number;
  replyTo?: TgMessage;
  /** Fields of the message beside its text: `voice`, `location`. */
  fields?: Record<string, unknown>;
}

/** What people do in Telegram. */
export interface TelegramPeople {
  /** @returns the number of the update; `undefined` where the bot is not told */
  says(person: Person, text: string | undefined, options?: SayOptions): number | undefined;
  /** Taps the button of this label, or sends such data, as only another program does. */
  taps(person: Person, message: TgMessage, label: string | { data: string }): string;
  stopsDraft(person: Person): void;
  blocks(person: Person): void;
  adds(person: Person, group: number, options?: { topics?: number[]; type?: 'group' | 'supergroup' }): void;
  upgrades(group: number, to: number): void;
  searches(person: Person, query: string): string;
  /** What a person meets in a chat, oldest first: the bot's messages. */
  shown(chat: number): TgMessage[];
}

export function createPeople(world: TelegramWorld): TelegramPeople {
  const userOf = ({ id, languageCode }: Person) => ({
    id,
    is_bot: false,
    first_name: 'Somebody',
    ...(languageCode && { language_code: languageCode }),
  });
  let serial = 0;
  const member = (person: Person, chat: TgChat, statuses: [before: string, after: string]) => {
    const [before, after] = statuses.map((status) => ({ status, user: world.me }));
    pushUpdate(world, 'my_chat_member', {
      chat: { id: chat.id, type: chat.type },
      from: userOf(person),
      date: Math.floor(world.clock() / 1000),
      old_chat_member: before,
      new_chat_member: after,
    });
  };
  return {
    says(person, text, { group, thread, replyTo, fields } = {}) {
      const chat = chatOf(world, group ?? person.id);
      if (group === undefined && chat.isBlocked) {
        chat.isBlocked = false;
        member(person, chat, ['kicked', 'member']);
      }
      const said = addMessage(world, chat, {
        from: { id: person.id, is_bot: false },
        ...(text !== undefined && { text, entities: entitiesOf(text) }),
        ...(thread !== undefined && { thread }),
      });
      return pushUpdate(world, 'message', {
        ...messageJson(said),
        from: userOf(person),
        ...(replyTo && { reply_to_message: messageJson(replyTo) }),
        ...fields,
      });
    },
    taps(person, message, label) {
      const button = message.keyboard?.flat().find(({ text }) => text === label);
      const data = typeof label === 'string' ? button?.callback_data : label.data;
      if (data === undefined) throw new Error(`No button "${String(label)}" below "${message.text}".`);
      serial += 1;
      const id = `callback-${serial}`;
      world.callbacks.set(id, { isAnswered: false });
      pushUpdate(world, 'callback_query', {
        id,
        from: userOf(person),
        chat_instance: '1',
        data,
        message: messageJson(message),
      });
      return id;
    },
    stopsDraft(person) {
      const chat = chatOf(world, person.id);
      const [draft] = [...chat.drafts].filter(([, { canStop }]) => canStop);
      if (!draft) throw new Error('No draft that can be stopped.');
      pushUpdate(world, 'stopped_message_generation', {
        chat: { id: chat.id, type: chat.type },
        draft_id: draft[0],
      });
    },
    blocks(person) {
      const chat = chatOf(world, person.id);
      chat.isBlocked = true;
      member(person, chat, ['member', 'kicked']);
    },
    adds(person, group, { topics = [], type = 'supergroup' } = {}) {
      const chat = chatOf(world, group, type);
      for (const topic of topics) chat.topics.add(topic);
      member(person, chat, ['left', 'member']);
    },
    upgrades(group, to) {
      const chat = chatOf(world, group, 'group');
      chat.movedTo = to;
      chatOf(world, to, 'supergroup');
      const notice = addMessage(world, chat, { from: { id: 1, is_bot: false } });
      pushUpdate(world, 'message', { ...messageJson(notice), migrate_to_chat_id: to });
    },
    searches(person, query) {
      serial += 1;
      const id = `inline-${serial}`;
      world.inlineQueries.set(id, undefined);
      pushUpdate(world, 'inline_query', { id, from: userOf(person), query, offset: '' });
      return id;
    },
    shown: (chat) => [...(world.chats.get(chat)?.messages.values() ?? [])].filter(({ from }) => from.is_bot),
  };
}

/** As Telegram finds them by itself. */
function entitiesOf(text: string): { type: string; offset: number; length: number }[] {
  const [command] = /^\/\w+(?:@\w+)?/.exec(text) ?? [];
  const mentions = [...text.matchAll(/(?<![\w/])@\w+/g)];
  return [
    ...(command ? [{ type: 'bot_command', offset: 0, length: command.length }] : []),
    ...mentions.map(({ index, 0: { length } }) => ({ type: 'mention', offset: index, length })),
  ];
}
