import type { Command } from '../../channel-types.ts';

/** What askers write where a channel has no commands, by command; spaces, case and a slash before it don't count. */
const WORDS: Record<Command, readonly string[]> = {
  start: ['开始', '開始', 'start'],
  help: ['帮助', '幫助', '怎么用', '怎麼用', 'help'],
  zones: ['园区', '園區', '园区列表', '園區列表', 'zones', 'parks'],
  cases: ['案例', '落户案例', '落戶案例', 'cases'],
  policy: ['政策', '政策列表', 'policy', 'policies'],
  contact: [
    '人工',
    '转人工',
    '轉人工',
    '人工服务',
    '人工服務',
    '人工客服',
    '联系人',
    '聯繫人',
    'contact',
    'human',
  ],
  language: ['语言', '語言', 'language'],
  sources: ['来源', '來源', '出处', '出處', 'sources'],
  reset: ['重新开始', '重新開始', '清空', 'reset'],
};

const COMMAND_OF = new Map(
  Object.entries(WORDS).flatMap(([command, words]) =>
    words.map((word) => [word, command as Command] as const),
  ),
);

/** The command that a whole message is, or begins with behind a slash. */
export function commandOf(text: string): { command: Command; argument: string } | undefined {
  const [, name, argument] = /^\s*\/([a-z]+)(?:\s+(.*))?$/is.exec(text) ?? [];
  const command = COMMAND_OF.get((name ?? text).trim().toLowerCase());
  return command && { command, argument: argument?.trim() ?? '' };
}

const FETCHING = new Set(
  '继续 繼續 下一条 下一條 更多 回答 答案 查看 获取 獲取 好 好的 嗯 哦 在 在吗 在嗎 你好 然后呢 然後呢 continue more next ok go answer hello hi'.split(
    ' ',
  ),
);

/** Whether a message asks nothing of its own, so that it may stand for "go on": `继续`, `?`. */
export function isForFetching(text: string): boolean {
  const words = text.toLowerCase().replace(/[\p{P}\p{S}\s]/gu, '');
  return words === '' || FETCHING.has(words);
}
