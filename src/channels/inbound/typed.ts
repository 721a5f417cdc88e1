import type { Command } from '../../channel-types.ts';
import type { Turn, TurnDesk } from './turn.ts';

/** Words that, alone, are a command where there are no buttons, and that no document would be asked by. */
const WORDS: readonly (readonly [words: string, command: Command])[] = [
  ['出处 出處 来源 來源 原文 sources source', 'sources'],
  ['帮助 幫助 help', 'help'],
  ['重新开始 重新開始 重置 reset', 'reset'],
  ['语言 語言 language', 'language'],
];
const COMMANDS = new Map(
  WORDS.flatMap(([words, command]) => words.split(' ').map((word) => [word, command])),
);
const LOOKED_BACK = 5;

/**
 * What a text means that may stand for a button: a word for a command, or the number of a question that was offered.
 * Anything else is a question.
 */
export async function typedMeaning(
  text: string,
  { conversation, message }: Turn,
  { store }: Pick<TurnDesk, 'store'>,
): Promise<{ kind: 'question'; text: string } | { kind: 'command'; command: Command }> {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/^[/#]|[。.!！]$/gu, '');
  const command = COMMANDS.get(words);
  if (command) return { kind: 'command', command };
  const [, digit] = /^([1-9１-９])$/u.exec(words) ?? [];
  if (digit === undefined) return { kind: 'question', text };
  const before = { limit: LOOKED_BACK, before: message.number };
  const last = (await store.messages(conversation.id, before)).findLast(({ answer }) => answer);
  const offered = last?.answer?.suggestions?.[Number(digit.normalize('NFKC')) - 1];
  return { kind: 'question', text: offered ?? text };
}
