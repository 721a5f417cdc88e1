import type { Language } from '../../types.ts';

/** What the page of one answer says, in the language of the answer. */
export interface AnswerStrings {
  /** For how days are written. */
  locale: string;
  desk: string;
  asked: string;
  answer: string;
  sources: string;
  noSources: string;
  declined: string;
  handoff: string;
  failed: string;
  openSource: string;
  moreRows: string;
  own: string;
  waiting: string;
  waitingHint: string;
  reload: string;
}

export const ANSWER_STRINGS: Record<Language, AnswerStrings> = {
  'zh-Hans': {
    locale: 'zh-Hans-CN',
    desk: '招商问答台',
    asked: '问',
    answer: '答',
    sources: '来源',
    noSources: '这条回答没有引用文件。',
    declined: '资料中没有',
    handoff: '请招商人员答复',
    failed: '暂时无法回答',
    openSource: '在文件中查看来源 {0}',
    moreRows: '另有 {0} 行未列出。',
    own: '我也来问一个问题',
    waiting: '正在查找资料、组织回答…',
    waitingHint: '通常需要几秒到半分钟。本页会自动更新，不必刷新，也可以稍后再回来看。',
    reload: '没有更新？点此刷新',
  },
  'zh-Hant': {
    locale: 'zh-Hant-TW',
    desk: '招商問答台',
    asked: '問',
    answer: '答',
    sources: '來源',
    noSources: '這條回答沒有引用文件。',
    declined: '資料中沒有',
    handoff: '請招商人員答覆',
    failed: '暫時無法回答',
    openSource: '在文件中查看來源 {0}',
    moreRows: '另有 {0} 行未列出。',
    own: '我也來問一個問題',
    waiting: '正在查找資料、組織回答…',
    waitingHint: '通常需要幾秒到半分鐘。本頁會自動更新，不必重新整理，也可以稍後再回來看。',
    reload: '沒有更新？點此重新整理',
  },
  en: {
    locale: 'en-GB',
    desk: 'Ask the park',
    asked: 'Question',
    answer: 'Answer',
    sources: 'Sources',
    noSources: 'This answer cites no document.',
    declined: 'Not in the documents',
    handoff: 'For our staff',
    failed: 'No answer for now',
    openSource: 'Read source {0} in the document',
    moreRows: '{0} more rows are not listed.',
    own: 'Ask your own question',
    waiting: 'Looking through the documents and writing the answer…',
    waitingHint:
      'This usually takes between a few seconds and half a minute. The page updates by itself; you may also come back later.',
    reload: 'Nothing new? Reload the page',
  },
};
