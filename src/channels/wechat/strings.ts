import type { Language } from '../../types.ts';
import { anchor } from './text.ts';

export interface WechatTexts {
  sources: string;
  /** Above what can be chosen next. */
  choose: string;
  /** Below a text that goes on on a page, in the next message, or both. */
  goesOn(page: string | undefined): string;
  /** Below a text of which the rest is on a page alone. */
  restOn(page: string): string;
  /** In place of an answer that is not ready. */
  thinking(page: string | undefined): string;
  /** Above an answer that comes with the response to a later message. */
  earlier: string;
  /** Below such an answer, of the later message. */
  nextWaits: string;
  nothingMore: string;
  map: string;
  /** A file cannot be sent here. */
  file(name: string): string;
  /** Names of the menu. */
  menu: Record<
    'look' | 'zones' | 'cases' | 'policy' | 'service' | 'contact' | 'help' | 'language' | 'reset',
    string
  >;
}

/** What the desk says in an Official Account, beside answers. */
export const WECHAT_TEXTS: Record<Language, WechatTexts> = {
  'zh-Hans': {
    sources: '来源：',
    choose: '您还可以点选：',
    goesOn: (page) => (page ? `${anchor('查看全文', page)}，或回复“继续”看下文。` : '回复“继续”看下文。'),
    restOn: (page) => `内容较长，${anchor('查看全文', page)}。`,
    thinking: (page) =>
      page
        ? `正在查阅资料，请稍候。${anchor('点此看回答', page)}，或稍后回复“继续”。`
        : '正在查阅资料，请稍候。稍后请回复任意文字获取回答。',
    earlier: '您上一个问题的回答：',
    nextWaits: '您刚才的问题，请回复“继续”看回答。',
    nothingMore: '没有更多内容了，请直接提问。',
    map: '查看地图',
    file: (name) => `文件《${name}》不能在公众号里发送，请点来源看原文，或回复“人工”索取。`,
    menu: {
      look: '看园区',
      zones: '园区一览',
      cases: '落户案例',
      policy: '查政策',
      service: '服务',
      contact: '人工咨询',
      help: '怎么提问',
      language: '语言 Language',
      reset: '重新开始',
    },
  },
  'zh-Hant': {
    sources: '來源：',
    choose: '您還可以點選：',
    goesOn: (page) => (page ? `${anchor('查看全文', page)}，或回覆「繼續」看下文。` : '回覆「繼續」看下文。'),
    restOn: (page) => `內容較長，${anchor('查看全文', page)}。`,
    thinking: (page) =>
      page
        ? `正在查閱資料，請稍候。${anchor('點此看回答', page)}，或稍後回覆「繼續」。`
        : '正在查閱資料，請稍候。稍後請回覆任意文字獲取回答。',
    earlier: '您上一個問題的回答：',
    nextWaits: '您剛才的問題，請回覆「繼續」看回答。',
    nothingMore: '沒有更多內容了，請直接提問。',
    map: '查看地圖',
    file: (name) => `文件《${name}》不能在公眾號裡發送，請點來源看原文，或回覆「人工」索取。`,
    menu: {
      look: '看園區',
      zones: '園區一覽',
      cases: '落戶案例',
      policy: '查政策',
      service: '服務',
      contact: '人工諮詢',
      help: '怎麼提問',
      language: '語言 Language',
      reset: '重新開始',
    },
  },
  en: {
    sources: 'Sources:',
    choose: 'You can also choose:',
    goesOn: (page) =>
      page ? `${anchor('Read all of it', page)}, or reply "more" to go on.` : 'Reply "more" to go on.',
    restOn: (page) => `This is a long answer: ${anchor('read all of it', page)}.`,
    thinking: (page) =>
      page
        ? `Looking it up. ${anchor('See the answer here', page)}, or reply "more" in a moment.`
        : 'Looking it up. Please reply with any text in a moment to get the answer.',
    earlier: 'The answer to your earlier question:',
    nextWaits: 'For your latest question, please reply "more".',
    nothingMore: 'There is nothing more; please ask your question.',
    map: 'Map',
    file: (name) =>
      `The file "${name}" cannot be sent here; please open the source, or reply "contact" to ask for it.`,
    menu: {
      look: 'Parks',
      zones: 'All parks',
      cases: 'Cases',
      policy: 'Policies',
      service: 'Service',
      contact: 'Contact a person',
      help: 'How to ask',
      language: '语言 Language',
      reset: 'Start anew',
    },
  },
};
