import { COMMANDS, type Command } from '../../channel-types.ts';
import { fold } from '../../language/fold.ts';
import type { Language } from '../../types.ts';
import type { Tap } from './taps.ts';
import type { Turn, TurnDesk } from './turn.ts';

/** What a text means that stands for a button or a command. */
export type Typed =
  | { kind: 'question'; text: string }
  | { kind: 'command'; command: Command; argument: string }
  /** As if that button of the last answer had been tapped. */
  | { kind: 'tap'; tap: Tap };

/** Words that, alone, mean something where there are no buttons, and that no document would be asked by; folded. */
const WORDS: readonly (readonly [words: string, meant: Exclude<Typed, { kind: 'question' }>])[] = [
  ['出处|来源|原文|查看出处|查看来源|sources|source', command('sources')],
  ['帮助|使用说明|怎么用|help', command('help')],
  ['园区|园区列表|zones|parks', command('zones')],
  ['案例|案例列表|落户案例|cases', command('cases')],
  ['政策|政策列表|政策文件|policies', command('policy')],
  ['重新开始|重新来|重置|清空|reset|restart|start over', command('reset')],
  ['语言|切换语言|language', command('language')],
  [
    '人工|转人工|找人工|人工客服|人工服务|真人|联系人|person|human|agent|talk to a person',
    command('contact'),
  ],
  ['简体|简体中文', language('zh-Hans')],
  ['english|in english|英文|英语', language('en')],
  ['👍', { kind: 'tap', tap: { action: 'up' } }],
  ['👎', { kind: 'tap', tap: { action: 'down' } }],
];
const MEANT = new Map(WORDS.flatMap(([words, meant]) => words.split('|').map((word) => [word, meant])));
/** Told apart before the scripts are folded into one. */
const TRADITIONAL = new Set(['繁體', '繁體中文', '繁体', '繁体中文', '正體中文']);
/** `出处2`: the second source of the last answer. */
const NUMBERED_SOURCE = /^(?:出处|来源|sources? )\s?(\d{1,2})$/;
const NAMED_COMMAND = /^\/([a-z]+)(?:\s+(.*))?$/s;
const LOOKED_BACK = 5;

/** What a text means: a word or number that stands for a button, a command by its name, or a question. */
export async function typedMeaning(
  text: string,
  { conversation, message }: Turn,
  { store }: Pick<TurnDesk, 'store'>,
): Promise<Typed> {
  const bare = text.trim().replace(/[。.!！~～]$/u, '');
  if (TRADITIONAL.has(bare)) return language('zh-Hant');
  const words = fold(bare).trim();
  const [, name, argument = ''] = NAMED_COMMAND.exec(words) ?? [];
  const named = COMMANDS.find((known) => known === name);
  if (named) return { kind: 'command', command: named, argument };
  const meant = MEANT.get(words);
  if (meant) return meant;
  const source = NUMBERED_SOURCE.exec(words)?.[1];
  if (source) return { kind: 'tap', tap: { action: 'source', index: Number(source) } };
  if (!/^[1-9]$/.test(words)) return { kind: 'question', text };
  const before = { limit: LOOKED_BACK, before: message.number };
  const last = (await store.messages(conversation.id, before)).findLast(({ answer }) => answer);
  return { kind: 'question', text: last?.answer?.suggestions?.[Number(words) - 1] ?? text };
}

function command(name: Command) {
  return { kind: 'command' as const, command: name, argument: '' };
}

function language(chosen: Language) {
  return { kind: 'command' as const, command: 'language' as const, argument: chosen };
}
