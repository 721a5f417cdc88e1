import { COMMANDS, type InboundContent } from '../../channel-types.ts';
import type { Me, TelegramEntity, TelegramMessage } from './update-schema.ts';

/**
 * What a message says to us.
 * @returns `undefined` where it is not for us: other talk in a group, a notice of the service
 */
export function readContent(message: TelegramMessage, me: Me): InboundContent | undefined {
  const isGroup = message.chat.type !== 'private';
  const words = wordsOf(message);
  const command = words && readCommand(words, me);
  if (command === 'of-another-bot') return undefined;
  if (isGroup && !command?.isAddressed && !isToUs(message, words, me)) return undefined;
  if (command) return command.content;
  const text = words && (isGroup ? withoutMention(words, me) : words.text).trim();
  if (text) return { kind: 'text', text };
  const point = message.location ?? message.venue?.location;
  if (point) return { kind: 'location', latitude: point.latitude, longitude: point.longitude };
  // Only our name was said: whoever calls is told what can be asked.
  if (words?.text.trim()) return { kind: 'command', command: 'help', argument: '' };
  const what = unreadable(message);
  return what && { kind: 'unreadable', what };
}

interface Words {
  text: string;
  entities: TelegramEntity[];
}

/** What is written below a picture is what is asked of it. */
function wordsOf({ text, entities, caption, caption_entities }: TelegramMessage): Words | undefined {
  if (text !== undefined) return { text, entities: entities ?? [] };
  return caption === undefined ? undefined : { text: caption, entities: caption_entities ?? [] };
}

function readCommand(
  { text, entities }: Words,
  { username }: Me,
): { content: InboundContent; isAddressed: boolean } | 'of-another-bot' | undefined {
  const entity = entities.find(({ type, offset }) => type === 'bot_command' && offset === 0);
  if (!entity) return undefined;
  const [name = '', bot] = text.slice(1, entity.length).split('@');
  if (bot !== undefined && bot.toLowerCase() !== username.toLowerCase()) return 'of-another-bot';
  const command = COMMANDS.find((command) => command === name.toLowerCase()) ?? 'help';
  const argument = text.slice(entity.length).trim();
  return { content: { kind: 'command', command, argument }, isAddressed: bot !== undefined };
}

function isToUs({ reply_to_message: replied }: TelegramMessage, words: Words | undefined, me: Me): boolean {
  // In a topic that we made, every message counts as a reply to its beginning.
  if (replied?.from?.id === me.id && replied.forum_topic_created === undefined) return true;
  return words?.entities.some((entity) => isMention(entity, words.text, me)) === true;
}

function isMention({ type, offset, length, user }: TelegramEntity, text: string, me: Me): boolean {
  if (type === 'text_mention') return user?.id === me.id;
  return (
    type === 'mention' &&
    text.slice(offset, offset + length).toLowerCase() === `@${me.username.toLowerCase()}`
  );
}

function withoutMention({ text, entities }: Words, me: Me): string {
  const mentions = entities.filter((entity) => isMention(entity, text, me));
  return mentions
    .sort((one, other) => other.offset - one.offset)
    .reduce((left, { offset, length }) => `${left.slice(0, offset)} ${left.slice(offset + length)}`, text)
    .replace(/[^\S\n]{2,}/g, ' ');
}

type Unreadable = Extract<InboundContent, { kind: 'unreadable' }>['what'];

/** By the field that is there; an animation comes with a document, so it is looked at first. */
const FIELDS: readonly [keyof TelegramMessage, Unreadable][] = [
  ['voice', 'voice'],
  ['audio', 'voice'],
  ['photo', 'picture'],
  ['animation', 'video'],
  ['video', 'video'],
  ['video_note', 'video'],
  ['sticker', 'sticker'],
  ['document', 'file'],
  ['contact', 'other'],
  ['poll', 'other'],
  ['dice', 'other'],
  ['story', 'other'],
];

/** `undefined` of notices: who came, what was pinned. */
function unreadable(message: TelegramMessage): Unreadable | undefined {
  return FIELDS.find(([field]) => message[field] !== undefined)?.[1];
}
