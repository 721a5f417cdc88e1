import type { Command } from '../../channel-types.ts';
import type { Language } from '../../types.ts';

/** What only Telegram needs to say, in one language. */
export interface TelegramStrings {
  searching: string;
  stop: string;
  stopping: string;
  notYours: string;
  fileGone: (name: string) => string;
  /** Above the results of an inline search. */
  askDesk: string;
  moreRows: (shown: number, total: number) => string;
  /** Below the commands in the menu of the chat. */
  commands: Record<Command, string>;
  /** In the empty chat, and on the page of the bot. */
  description: (park: string) => string;
  shortDescription: (park: string) => string;
}

export const TELEGRAM_TEXTS: Record<Language, TelegramStrings> = {
  'zh-Hans': {
    searching: '正在查阅资料……',
    stop: '停止',
    stopping: '好的，停止回答。',
    notYours: '只有提问的人可以停止。',
    fileGone: (name) => `《${name}》已经撤下，无法发送。`,
    askDesk: '向招商问答台提问',
    moreRows: (shown, total) => `（列出前 ${shown} 项，共 ${total} 项）`,
    commands: {
      start: '开始',
      help: '怎么用',
      zones: '有哪些园区',
      policy: '现行政策文件',
      cases: '落户案例',
      sources: '上一条回答的出处',
      contact: '联系招商人员',
      language: '选择语言',
      reset: '重新开始',
    },
    description: (park) =>
      `${park}智能招商问答（由人工智能回答）：园区、政策、案例、项目，每个数字都附出处。点“开始”，直接提问。`,
    shortDescription: (park) => `${park}智能招商问答，每个数字都附出处。`,
  },
  'zh-Hant': {
    searching: '正在查閱資料……',
    stop: '停止',
    stopping: '好的，停止回答。',
    notYours: '只有提問的人可以停止。',
    fileGone: (name) => `《${name}》已經撤下，無法發送。`,
    askDesk: '向招商問答台提問',
    moreRows: (shown, total) => `（列出前 ${shown} 項，共 ${total} 項）`,
    commands: {
      start: '開始',
      help: '怎麼用',
      zones: '有哪些園區',
      policy: '現行政策文件',
      cases: '落戶案例',
      sources: '上一條回答的出處',
      contact: '聯繫招商人員',
      language: '選擇語言',
      reset: '重新開始',
    },
    description: (park) =>
      `${park}智能招商問答（由人工智能回答）：園區、政策、案例、項目，每個數字都附出處。點「開始」，直接提問。`,
    shortDescription: (park) => `${park}智能招商問答，每個數字都附出處。`,
  },
  en: {
    searching: 'Looking into the documents…',
    stop: 'Stop',
    stopping: 'All right, stopping.',
    notYours: 'Only the person who asked can stop the answer.',
    fileGone: (name) => `“${name}” has been withdrawn and cannot be sent.`,
    askDesk: 'Ask the investment desk',
    moreRows: (shown, total) => `(the first ${shown} of ${total})`,
    commands: {
      start: 'Begin',
      help: 'How it works',
      zones: 'Parks and zones',
      policy: 'Policies in force',
      cases: 'Companies that settled here',
      sources: 'Sources of the last answer',
      contact: 'Talk to our staff',
      language: 'Choose a language',
      reset: 'Begin anew',
    },
    description: (park) =>
      `Investment desk of ${park}, answered by AI: zones, policies, cases and projects, every figure with its source. Press Start and ask.`,
    shortDescription: (park) => `Investment desk of ${park}: every figure with its source.`,
  },
};
