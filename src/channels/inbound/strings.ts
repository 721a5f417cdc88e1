import type { Contact, Language } from '../../types.ts';

/** What the desk says by itself, in one language. */
export interface DeskStrings {
  greeting: (park: string) => string;
  help: string;
  zones: string;
  noZones: string;
  cases: string;
  noCases: string;
  policies: string;
  moreListed: (left: number) => string;
  noPolicies: string;
  contact: (contact: Contact | undefined) => string;
  personNoted: string;
  chooseLanguage: string;
  languageChosen: string;
  /** In a group nobody chooses for all. */
  languageOfGroup: string;
  sources: string;
  noSources: string;
  sourcesGone: string;
  reset: string;
  thanks: string;
  whatWasWrong: string;
  /** In the order of `REASONS`. */
  reasons: readonly string[];
  reasonNoted: string;
  buttonGone: string;
  nearby: string;
  noPlaces: string;
  unreadable: Record<'voice' | 'picture' | 'video' | 'sticker' | 'file' | 'other', string>;
  tooLong: string;
  failed: string;
  tooSlow: string;
  stopped: string;
  fileComes: (title: string) => string;
  fileGone: string;
  askAbout: (title: string) => string;
  inForce: (from: string | undefined, to: string | undefined) => string;
  buttons: { sources: string; person: string; up: string; down: string; file: (title: string) => string };
}

const contactZh = ({ name, phone, telegram, hours }: Contact, labels: Record<'phone' | 'hours', string>) =>
  [
    name,
    phone && `${labels.phone}：${phone}`,
    telegram && `Telegram：${telegram}`,
    hours && `${labels.hours}：${hours}`,
  ]
    .filter(Boolean)
    .join('\n');

const contactEn = ({ name, phone, telegram, hours }: Contact) =>
  [name, phone && `Phone: ${phone}`, telegram && `Telegram: ${telegram}`, hours && `Hours: ${hours}`]
    .filter(Boolean)
    .join('\n');

export const DESK_STRINGS: Record<Language, DeskStrings> = {
  'zh-Hans': {
    greeting: (park) =>
      `您好，这里是${park}的智能招商问答台（由人工智能回答，不是真人）。政策、园区、案例、项目都可以问，每个数字都附出处；资料里没有的，我会请招商人员答复您。`,
    help: '直接发送问题即可，例如园区情况、优惠政策、落户案例。可以接着追问，也可以随时找人工。\n- /zones 园区\n- /policy 政策\n- /cases 案例\n- /sources 上一条回答的出处\n- /contact 联系招商人员\n- /language 语言\n- /reset 重新开始',
    zones: '这里有以下园区：',
    noZones: '资料里没有按园区列出的文件，您可以直接提问。',
    cases: '这里有以下案例：',
    noCases: '资料里没有公开的案例，您可以直接提问。',
    policies: '现行的政策文件：',
    moreListed: (left) => `另有${left}份，请直接提问。`,
    noPolicies: '资料里没有现行的政策文件，您可以直接提问。',
    contact: (contact) =>
      contact
        ? `招商联系方式：\n${contactZh(contact, { phone: '电话', hours: '时间' })}`
        : '资料里没有写明联系方式。',
    personNoted: '已记下您想与招商人员联系，并转给了他们。',
    chooseLanguage: '请选择语言：',
    languageChosen: '好的，以后用简体中文。',
    languageOfGroup: '在群里，用什么语言提问，就用什么语言回答。',
    sources: '上一条回答的出处：',
    noSources: '还没有带出处的回答，请先提问。',
    sourcesGone: '这段原文现在不在公开资料中了，请重新提问。',
    reset: '好的，我们重新开始。请问您想了解什么？',
    thanks: '谢谢您的评价。',
    whatWasWrong: '抱歉没有帮上忙。哪里不对？',
    reasons: ['内容不对', '没看明白', '答非所问', '内容过时', '其他'],
    reasonNoted: '谢谢，已记下。需要的话可以找招商人员。',
    buttonGone: '这个按钮已经失效，请重新提问。',
    nearby: '离您最近的园区：',
    noPlaces: '资料里没有园区的位置。您可以直接问园区地址。',
    unreadable: {
      voice: '抱歉，我听不了语音，请用文字提问。',
      picture: '抱歉，我看不了图片，请用文字提问。',
      video: '抱歉，我看不了视频，请用文字提问。',
      sticker: '收到您的表情。有问题请用文字告诉我。',
      file: '抱歉，我读不了您发来的文件，请用文字提问。',
      other: '抱歉，这种消息我读不了，请用文字提问。',
    },
    tooLong: '问题请控制在2000字以内。',
    failed: '抱歉，系统出了故障，没能回答这个问题，已请招商人员查看。您也可以稍后再问一次。',
    tooSlow: '抱歉，这个问题花的时间太长，没能答完，已请招商人员查看。您也可以换个问法再试。',
    stopped: '（已按您的要求停止）',
    fileComes: (title) => `《${title}》的文件：`,
    fileGone: '这份文件现在不再公开，请联系招商人员。',
    askAbout: (title) => `介绍一下${title}`,
    inForce: (from, to) => [from && `${from}起`, to && `至${to}`].filter(Boolean).join(''),
    buttons: {
      sources: '出处',
      person: '找人工',
      up: '👍 有用',
      down: '👎 没用',
      file: (title) => `文件：${title}`,
    },
  },
  'zh-Hant': {
    greeting: (park) =>
      `您好，這裡是${park}的智能招商問答台（由人工智能回答，不是真人）。政策、園區、案例、項目都可以問，每個數字都附出處；資料裡沒有的，我會請招商人員答覆您。`,
    help: '直接發送問題即可，例如園區情況、優惠政策、落戶案例。可以接著追問，也可以隨時找人工。\n- /zones 園區\n- /policy 政策\n- /cases 案例\n- /sources 上一條回答的出處\n- /contact 聯絡招商人員\n- /language 語言\n- /reset 重新開始',
    zones: '這裡有以下園區：',
    noZones: '資料裡沒有按園區列出的文件，您可以直接提問。',
    cases: '這裡有以下案例：',
    noCases: '資料裡沒有公開的案例，您可以直接提問。',
    policies: '現行的政策文件：',
    moreListed: (left) => `另有${left}份，請直接提問。`,
    noPolicies: '資料裡沒有現行的政策文件，您可以直接提問。',
    contact: (contact) =>
      contact
        ? `招商聯絡方式：\n${contactZh(contact, { phone: '電話', hours: '時間' })}`
        : '資料裡沒有寫明聯絡方式。',
    personNoted: '已記下您想與招商人員聯絡，並轉給了他們。',
    chooseLanguage: '請選擇語言：',
    languageChosen: '好的，以後用繁體中文。',
    languageOfGroup: '在群組裡，用什麼語言提問，就用什麼語言回答。',
    sources: '上一條回答的出處：',
    noSources: '還沒有帶出處的回答，請先提問。',
    sourcesGone: '這段原文現在不在公開資料中了，請重新提問。',
    reset: '好的，我們重新開始。請問您想了解什麼？',
    thanks: '謝謝您的評價。',
    whatWasWrong: '抱歉沒有幫上忙。哪裡不對？',
    reasons: ['內容不對', '沒看明白', '答非所問', '內容過時', '其他'],
    reasonNoted: '謝謝，已記下。需要的話可以找招商人員。',
    buttonGone: '這個按鈕已經失效，請重新提問。',
    nearby: '離您最近的園區：',
    noPlaces: '資料裡沒有園區的位置。您可以直接問園區地址。',
    unreadable: {
      voice: '抱歉，我聽不了語音，請用文字提問。',
      picture: '抱歉，我看不了圖片，請用文字提問。',
      video: '抱歉，我看不了影片，請用文字提問。',
      sticker: '收到您的表情。有問題請用文字告訴我。',
      file: '抱歉，我讀不了您發來的文件，請用文字提問。',
      other: '抱歉，這種訊息我讀不了，請用文字提問。',
    },
    tooLong: '問題請控制在2000字以內。',
    failed: '抱歉，系統出了故障，沒能回答這個問題，已請招商人員查看。您也可以稍後再問一次。',
    tooSlow: '抱歉，這個問題花的時間太長，沒能答完，已請招商人員查看。您也可以換個問法再試。',
    stopped: '（已按您的要求停止）',
    fileComes: (title) => `《${title}》的文件：`,
    fileGone: '這份文件現在不再公開，請聯絡招商人員。',
    askAbout: (title) => `介紹一下${title}`,
    inForce: (from, to) => [from && `${from}起`, to && `至${to}`].filter(Boolean).join(''),
    buttons: {
      sources: '出處',
      person: '找人工',
      up: '👍 有用',
      down: '👎 沒用',
      file: (title) => `文件：${title}`,
    },
  },
  en: {
    greeting: (park) =>
      `Hello, this is the automatic investment desk of ${park} (answers come from an AI, not from a person). Ask about policies, zones, cases and projects: every figure comes with its source, and what the documents do not say goes to our staff.`,
    help: 'Just send your question, for instance about a zone, an incentive or a case. You can ask follow-ups, and for a person at any time.\n- /zones the zones\n- /policy policies\n- /cases success cases\n- /sources sources of the last answer\n- /contact talk to our staff\n- /language language\n- /reset start afresh',
    zones: 'These are the zones:',
    noZones: 'No document is listed by zone; please just ask.',
    cases: 'These are the cases:',
    noCases: 'No case is public; please just ask.',
    policies: 'Policies in force:',
    moreListed: (left) => `And ${left} more; please just ask.`,
    noPolicies: 'No policy in force is on file; please just ask.',
    contact: (contact) =>
      contact ? `Our contact:\n${contactEn(contact)}` : 'The documents give no contact.',
    personNoted: 'We have noted that you would like to talk to our staff, and told them.',
    chooseLanguage: 'Please choose a language:',
    languageChosen: 'All right, English from now on.',
    languageOfGroup: 'In a group, each question is answered in its own language.',
    sources: 'Sources of the last answer:',
    noSources: 'There is no answer with sources yet; please ask first.',
    sourcesGone: 'This passage is no longer among the public documents; please ask again.',
    reset: 'All right, we start afresh. What would you like to know?',
    thanks: 'Thank you for telling us.',
    whatWasWrong: 'Sorry that it did not help. What was wrong?',
    reasons: ['It is wrong', 'I do not understand it', 'Not what I asked', 'Out of date', 'Something else'],
    reasonNoted: 'Thank you, it is noted. You can talk to our staff as well.',
    buttonGone: 'This button no longer works; please ask again.',
    nearby: 'The zones nearest to you:',
    noPlaces: 'The documents do not give where the zones are. You can ask for an address.',
    unreadable: {
      voice: 'Sorry, I cannot listen to voice messages; please write your question.',
      picture: 'Sorry, I cannot see pictures; please write your question.',
      video: 'Sorry, I cannot watch videos; please write your question.',
      sticker: 'Got your sticker. If you have a question, please write it.',
      file: 'Sorry, I cannot read files that are sent to me; please write your question.',
      other: 'Sorry, I cannot read messages of this kind; please write your question.',
    },
    tooLong: 'Please keep the question within 2,000 characters.',
    failed:
      'Sorry, something broke and this question was not answered; our staff have been told. You can also ask again later.',
    tooSlow:
      'Sorry, this question took too long and was not answered; our staff have been told. You can also try other words.',
    stopped: '(stopped as you asked)',
    fileComes: (title) => `The file of “${title}”:`,
    fileGone: 'This file is no longer public; please contact our staff.',
    askAbout: (title) => `Tell me about ${title}`,
    inForce: (from, to) => [from && `from ${from}`, to && `until ${to}`].filter(Boolean).join(' '),
    buttons: {
      sources: 'Sources',
      person: 'Talk to a person',
      up: '👍 Helpful',
      down: '👎 Not helpful',
      file: (title) => `File: ${title}`,
    },
  },
};

/** Each language by its own name, in the order in which they are offered. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  'zh-Hans': '简体中文',
  'zh-Hant': '繁體中文',
  en: 'English',
};
