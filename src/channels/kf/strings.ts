import type { Contact, Language } from '../../types.ts';

export interface KfTexts {
  /** Head of a menu that stands by itself. */
  chooseNext: string;
  sources: string;
  /** Below a text that was cut. */
  wholeAnswer: (url: string) => string;
  cut: string;
  /** Nobody takes customers now. */
  nobody: (contact: Contact | undefined) => string;
  /** The customer waits among others. */
  queue: (contact: Contact | undefined) => string;
  fileGone: string;
}

/** What the desk says in WeChat Customer Service, beside answers. */
export const KF_TEXTS: Record<Language, KfTexts> = {
  'zh-Hans': {
    chooseNext: '您还可以点选：',
    sources: '来源',
    wholeAnswer: (url) => `内容较长，全文请看：${url}`,
    cut: '内容较长，以上为前面部分；请就其中一项继续提问。',
    nobody: (contact) => `现在没有同事在线，您的问题已经转给招商人员。${callZh(contact)}`,
    queue: (contact) => `已为您转接人工，正在排队，同事会在这里回复您。${callZh(contact)}`,
    fileGone: '这份文件现在不再公开，请联系招商人员。',
  },
  'zh-Hant': {
    chooseNext: '您還可以點選：',
    sources: '來源',
    wholeAnswer: (url) => `內容較長，全文請看：${url}`,
    cut: '內容較長，以上為前面部分；請就其中一項繼續提問。',
    nobody: (contact) => `現在沒有同事在線，您的問題已經轉給招商人員。${callHant(contact)}`,
    queue: (contact) => `已為您轉接人工，正在排隊，同事會在這裡回覆您。${callHant(contact)}`,
    fileGone: '這份文件現在不再公開，請聯絡招商人員。',
  },
  en: {
    chooseNext: 'You can also choose:',
    sources: 'Sources',
    wholeAnswer: (url) => `This is a long answer; read all of it here: ${url}`,
    cut: 'This is the first part of a long answer; please ask about one point of it.',
    nobody: (contact) =>
      `None of our staff is online now; your question has been passed on to them.${callEn(contact)}`,
    queue: (contact) =>
      `You are in the queue for a member of our staff, who will write to you here.${callEn(contact)}`,
    fileGone: 'This file is no longer public; please contact our staff.',
  },
};

function callZh(contact: Contact | undefined): string {
  return contact?.phone ? `如需尽快联系，请致电${contact.name}：${contact.phone}${hours(contact)}。` : '';
}

function callHant(contact: Contact | undefined): string {
  return contact?.phone ? `如需盡快聯絡，請致電${contact.name}：${contact.phone}${hours(contact)}。` : '';
}

function callEn(contact: Contact | undefined): string {
  return contact?.phone ? ` To reach us sooner, call ${contact.phone} (${contact.name}).` : '';
}

function hours({ hours }: Contact): string {
  return hours ? `（${hours}）` : '';
}
