import type { Language } from '../../types.ts';

export interface WecomTexts {
  searching: string;
  /** Closes the stream of an answer that takes longer than WeCom lets it. */
  later: string;
  sources: string;
  internal: string;
  internalWarning: string;
  followUps: string;
  followUp: (n: number) => string;
  cut: string;
  welcome: (name: string, examples: string[]) => string;
}

/** What the desk says to staff in WeCom, beside answers. */
export const WECOM_TEXTS: Record<Language, WecomTexts> = {
  'zh-Hans': {
    searching: '正在查阅资料…',
    later: '资料较多，回答完成后另行发送。',
    sources: '来源',
    internal: '【内部】',
    internalWarning: '标有【内部】的资料不对外公开，请勿转发给客商。',
    followUps: '接着问',
    followUp: (n) => `追问 ${n}`,
    cut: '…（内容过长，已截断，请就其中一项继续提问）',
    welcome: (name, examples) =>
      `您好，我是${name}的资料助手，由人工智能根据内部和公开资料作答，每个数字都附出处。可以直接提问${examplesZh(examples)}`,
  },
  'zh-Hant': {
    searching: '正在查閱資料…',
    later: '資料較多，回答完成後另行發送。',
    sources: '來源',
    internal: '【內部】',
    internalWarning: '標有【內部】的資料不對外公開，請勿轉發給客商。',
    followUps: '接著問',
    followUp: (n) => `追問 ${n}`,
    cut: '…（內容過長，已截斷，請就其中一項繼續提問）',
    welcome: (name, examples) =>
      `您好，我是${name}的資料助手，由人工智能根據內部和公開資料作答，每個數字都附出處。可以直接提問${examplesZh(examples)}`,
  },
  en: {
    searching: 'Looking through the documents…',
    later: 'This takes longer; the answer will follow in a message of its own.',
    sources: 'Sources',
    internal: '[internal]',
    internalWarning: 'Sources marked [internal] are not public; please do not pass them on to investors.',
    followUps: 'Ask next',
    followUp: (n) => `Question ${n}`,
    cut: '… (cut: too long; please ask about one point of it)',
    welcome: (name, examples) =>
      `Hello, I am the document assistant of ${name}. AI answers from internal and public documents, with a source for every figure. Just ask${examplesEn(examples)}`,
  },
};

function examplesZh(examples: string[]): string {
  return examples.length > 0 ? `，例如：\n${listOf(examples)}` : '。';
}

function examplesEn(examples: string[]): string {
  return examples.length > 0 ? `, for example:\n${listOf(examples)}` : '.';
}

function listOf(examples: string[]): string {
  return examples.map((example) => `· ${example}`).join('\n');
}
