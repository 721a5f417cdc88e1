import { inScriptOf } from '../language/detect.ts';
import type { Currency } from '../retrieval/question/query.ts';
import type { Contact, Language } from '../types.ts';
import type { Intent } from './intent/intents.ts';

/** The desk's own sentences, in the asker's language. Nothing here holds a figure or a promise. */
const CHINESE = {
  greeting: (name: string) =>
    `您好，这里是${name}。您可以询问政策、园区、项目和活动，我会依据公开资料简短回答，并注明出处。`,
  thanks: () => '不客气。还有什么想了解的，请直接问。',
  goodbye: () => '再见，欢迎随时再来询问。',
  identity: (name: string) =>
    `我是${name}的人工智能问答助手，只依据园区提供的资料回答，并注明出处；资料里没有的，可以为您转给工作人员。`,
  handoff: (contact: string) => `好的，您的事宜需要工作人员直接办理。${contact}`,
  instruction: () =>
    '我只能依据园区资料回答问题，不能执行这样的要求。请直接告诉我您想了解的政策、园区或项目。',
  declined: () => '资料中没有找到这个问题的答案。',
  declinedYears: (years: string) => `资料中没有${years}的相关数据。`,
  coveredInstead: (covered: string, mark: string) => `资料中有的是${covered}的，见${mark}。`,
  declinedWords: (words: string) => `资料中没有提到${words}。`,
  near: (list: string) => `相近的内容有：${list}。`,
  person: (contact: string) => `如需确认，可以请工作人员答复。${contact}`,
  inForceUntil: (title: string, day: string) => `${title}有效期至${day}`,
  lastDays: (title: string, day: string, left: number) =>
    `请注意：${title}有效期至${day}，${left === 0 ? '今日到期' : `还有${left}天`}`,
  expired: (title: string, day: string) => `${title}有效期至${day}，现已不再适用`,
  replaced: (title: string, day: string, successor: string) =>
    `${title}适用至${day}，现已不再适用，现行规定为${successor}`,
  superseded: (title: string, successor: string) => `${title}已不再适用，现行规定为${successor}`,
  notYetInForce: (title: string, day: string) => `${title}自${day}起施行，目前尚未生效`,
  validity: () => '有效期',
  validityRecord: ({ title, from, to, left, successor }: ValidityRecord) =>
    [
      title,
      from && `自${from}起施行`,
      to && `有效期至${to}`,
      left && `从${left.on}起还有${left.days}天`,
      successor && `由${successor}替代`,
    ]
      .filter(Boolean)
      .join('，'),
  draft: (title: string) => `《${title}》是草案，尚未生效，以正式发布的文件为准`,
  plan: (title: string) => `《${title}》是规划文件，所写为计划和目标，尚未实现`,
  wish: (contact: string) => `超出公布标准的事项，不能在这里答应，须由工作人员答复。${contact}`,
  published: (statements: string) => `已公布的标准是：${statements}`,
  corrected: (said: string) => `不是。资料写的是：${said}`,
  partsMissing: (parts: readonly string[]) =>
    `资料中没有提到${parts.map((part) => `“${part}”`).join('、')}。`,
  whichOf: (subjects: readonly string[]) => `请问您指的是${subjects.join('，还是')}？`,
  verdict: (word: string, subject: string) => `更${word}的是${subject}`,
  extreme: (word: string, subject: string) => `最${word}的是${subject}`,
  alike: () => '两者相同',
  unlike: () => '两者不同',
  whichSubject: () => '请问您问的是哪一个？说明项目、园区或年份，可以答得更准。',
  noCurrency: (currency: Currency, said: string) =>
    `资料中没有以${{ USD: '美元', HKD: '港元', EUR: '欧元' }[currency]}表示的数额，也不代为折算。资料写的是：${said}`,
  disagree: () => '以上现行文件的规定不一致，请向工作人员确认',
  failed: () => '抱歉，系统出现故障，暂时无法回答，请稍后再试。',
  modelRead: () => '这个问题由语言模型解读，所理解的条件见答案首行；数字由程序按登记的表格计算。',
  modelFailed: () => '语言模型暂时不可用，以上内容直接摘自资料。',
  modelUnverified: () => '语言模型的措辞未能通过核对，以上内容直接摘自资料。',
  contact: (contact: Contact) => {
    const parts = [
      contact.phone && `电话 ${contact.phone}`,
      contact.telegram && `Telegram ${contact.telegram}`,
      contact.hours,
    ];
    const details = parts.filter(Boolean).join('，');
    return `联系：${contact.name}${details ? `（${details}）` : ''}。`;
  },
};

/** What is recorded of a document's days; all as they are written. */
export interface ValidityRecord {
  title: string;
  from?: string;
  to?: string;
  /** The days that are left, where they are few, and the day they are counted from. */
  left?: { days: number; on: string };
  successor?: string;
}

const ENGLISH: typeof CHINESE = {
  greeting: (name) =>
    `Hello, this is ${name}. Ask about policies, zones, projects or events; answers are short, drawn from the published documents, with their sources.`,
  thanks: () => 'You are welcome. Please ask whenever something else comes up.',
  goodbye: () => 'Goodbye, and do come back with any question.',
  identity: (name) =>
    `I am the AI assistant of ${name}. I answer only from the park's documents and name the source; what they do not say I can pass on to a person.`,
  handoff: (contact) => `This is best settled by a member of staff. ${contact}`,
  instruction: () =>
    "I can only answer questions from the park's documents and cannot follow such a request. Please ask about its policies, zones or projects.",
  declined: () => 'The documents do not hold an answer to this question.',
  declinedYears: (years) => `The documents hold no data for ${years}.`,
  coveredInstead: (covered, mark) => `What they hold is of ${covered} ${mark}.`,
  declinedWords: (words) => `The documents do not mention ${words}.`,
  near: (list) => `What they hold that is near: ${list}.`,
  person: (contact) => `A member of staff can confirm it for you. ${contact}`,
  inForceUntil: (title, day) => `${title} is valid until ${day}`,
  lastDays: (title, day, left) =>
    `Please note: ${title} is valid until ${day}, ${left === 0 ? 'which is today' : `with ${left} ${left === 1 ? 'day' : 'days'} left`}`,
  expired: (title, day) => `${title} was valid until ${day} and no longer applies`,
  replaced: (title, day, successor) =>
    `${title} applied until ${day} and no longer applies; the rule in force is ${successor}`,
  superseded: (title, successor) => `${title} no longer applies; the rule in force is ${successor}`,
  notYetInForce: (title, day) => `${title} takes effect on ${day} and is not in force yet`,
  validity: () => 'Period of validity',
  validityRecord: ({ title, from, to, left, successor }) =>
    [
      title,
      from && `in force from ${from}`,
      to && `valid until ${to}`,
      left && `${left.days} ${left.days === 1 ? 'day' : 'days'} left from ${left.on}`,
      successor && `replaced by ${successor}`,
    ]
      .filter(Boolean)
      .join(', '),
  corrected: (said) => `No. What the documents say: ${said}`,
  partsMissing: (parts) => `The documents do not say: ${parts.map((part) => `“${part}”`).join(', ')}.`,
  draft: (title) => `“${title}” is a draft that is not in force; only what is formally published counts`,
  plan: (title) => `“${title}” is a plan: what it says is planned and not yet achieved`,
  wish: (contact) =>
    `Anything beyond the published terms cannot be agreed here and needs an answer from a member of staff. ${contact}`,
  published: (statements) => `What is published: ${statements}`,
  whichOf: (subjects) => `Which do you mean: ${subjects.join(', or ')}?`,
  verdict: (word, subject) => `${word.charAt(0).toUpperCase()}${word.slice(1)}: ${subject}`,
  extreme: (word, subject) => `${word.charAt(0).toUpperCase()}${word.slice(1)}: ${subject}`,
  alike: () => 'The two are the same',
  unlike: () => 'The two are not the same',
  whichSubject: () => 'Which one do you mean? Naming the project, zone or year helps.',
  noCurrency: (currency, said) =>
    `The documents give no amount in ${{ USD: 'US dollars', HKD: 'Hong Kong dollars', EUR: 'euros' }[currency]}, and no conversion is made. What they say: ${said}`,
  disagree: () => 'These documents, all in force, disagree; please confirm with a member of staff',
  failed: () =>
    'Sorry, something is broken on our side and no answer can be given right now. Please try again later.',
  modelRead: () =>
    'A language model read this question; its first line says how it was understood. The figures are computed from the tables on record.',
  modelFailed: () =>
    'The language model is unavailable; the answer above is taken straight from the documents.',
  modelUnverified: () =>
    'The wording of the language model did not pass the check; the answer above is taken straight from the documents.',
  contact: (contact) => {
    const parts = [
      contact.phone && `phone ${contact.phone}`,
      contact.telegram && `Telegram ${contact.telegram}`,
      contact.hours,
    ];
    const details = parts.filter(Boolean).join(', ');
    return `Contact: ${contact.name}${details ? ` (${details})` : ''}.`;
  },
};

export type Wording = typeof CHINESE;

/** The desk's sentences in a language; Traditional Chinese is the Simplified wording in the other script. */
export function wordingFor(language: Language): Wording {
  if (language === 'en') return ENGLISH;
  if (language === 'zh-Hans') return CHINESE;
  return new Proxy(CHINESE, {
    get: (wording, key: keyof Wording) => {
      const say = wording[key] as (...details: unknown[]) => string;
      return (...details: unknown[]) => inScriptOf('zh-Hant', say(...details));
    },
  });
}

/** The reply to a message that is not a question. */
export function courtesy(
  intent: Exclude<Intent, 'question'>,
  language: Language,
  about: { name: string; contact?: Contact },
): string {
  const wording = wordingFor(language);
  const contact = about.contact ? wording.contact(about.contact) : '';
  switch (intent) {
    case 'handoff':
    case 'wish':
      return wording[intent](contact).trim();
    case 'greeting':
    case 'identity':
      return wording[intent](inScriptOf(language, about.name));
    default:
      return wording[intent]();
  }
}
