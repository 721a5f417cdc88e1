import type { Basis } from '../../incentive-types.ts';

/** How askers call what rewards are counted by, on folded text in Chinese and English. */
export type Named = Basis | 'investment' | 'rent' | 'area' | 'talent';

const WORDS: readonly (readonly [RegExp, Named])[] = [
  [
    /固定资产(?:的)?(?:实际)?(?:总)?投(?:资|入)(?:总?额)?|固投|固资|固定资产|fixed[- ]assets?(?:[- ]investments?)?|investments? in fixed assets/g,
    'fixedInvestment',
  ],
  [
    /设备(?:的)?(?:投资|投入|购置)?(?:额|款|费用?)?|机器|machines?|machinery|equipment(?! (?:manufactur|maker|mak|industr|compan|chain))(?: investment| spending| purchases?)?/g,
    'equipmentInvestment',
  ],
  [/(?:实际)?(?:到位|利用|使用|实缴)?外资|实际到资|foreign (?:capital|investment|funds?)/g, 'foreignCapital'],
  [/总投资(?:额)?|total investment/g, 'totalInvestment'],
  [
    /物流(?:费用?|成本|支出)?(?!企业|项目|公司|业|行业|园)|运费|运输费|logistics(?! compan| park| project| business)(?: costs?| spending| expenses?)?|freight(?: costs?)?/g,
    'logisticsCost',
  ],
  [/月?租金|房租|月租|rent(?:al)?s?(?!ed|ing)\b|lease cost/g, 'rent'],
  [
    /研发(?:投入|费用|支出|经费)?(?!中心|机构|人员)|r&d(?: spending| costs?| expenditure)?|research(?: and development)?(?: spending| costs?)?/g,
    'researchSpending',
  ],
  [/工资|薪酬|薪资|payroll|wages?|salar(?:y|ies)/g, 'wages'],
  [/营业收入|销售收入|营收|年?产值|销售额|revenue|sales|turnover|output value/g, 'revenue'],
  [/装修(?:费用?|投入)?|fit-?out(?: costs?)?|decoration|renovation/g, 'fitOutCost'],
  [/贷款利息|利息|interest/g, 'interestPaid'],
  [/用电量?|电费|electricity|power use|power consumption/g, 'electricity'],
  [/博士|ph\.?d\.?s?|doctors?|doctorates?/g, 'doctors'],
  [/硕士|研究生|master(?:'?s)?(?: (?:graduates?|degree holders?|degrees?))?/g, 'masters'],
  [/本科生?|bachelor(?:'?s)?(?: graduates?)?/g, 'bachelors'],
  [/人才|talents?/g, 'talent'],
  [/标准厂房|厂房|factor(?:y|ies)|workshops?|plant space|halls?/g, 'area'],
  [
    /投资(?:总?额)?|投入|投(?:了|个)?(?=\s?[\d一二三四五六七八九十两约]|$)|invest(?:ments?|ing|ed|s)?|capex/g,
    'investment',
  ],
];

/** A word for what rewards are counted by, and where it stands. */
export interface NamedWord {
  named: Named;
  start: number;
  end: number;
}

/** Such words in folded text, in order; of those that overlap the first to begin, then the longest. */
export function namedIn(folded: string): NamedWord[] {
  const found = WORDS.flatMap(([words, named]) =>
    [...folded.matchAll(words)].map((match) => ({
      ...{ named, start: match.index, end: match.index + match[0].length },
    })),
  ).sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: NamedWord[] = [];
  for (const word of found) if (word.start >= (kept.at(-1)?.end ?? 0)) kept.push(word);
  return kept;
}

/** What is granted, however it is called. */
export const AWARD =
  /奖励|奖补|补贴|补助|奖金|扶持|资助|优惠|减免|贴息|政策支持|返还|补多少|奖多少|能补|可补|awards?|subsid(?:y|ies|i[sz]ed?)|incentives?|grants?|bonus(?:es)?|rewards?/;

/** That somebody would get something, or how much. */
export const GETS =
  /(?:能|可以?|会|可否|能否|还能|共|总共|一共|合计)(?:够)?(?:拿|得|领|享受|补|奖|获|申请|有)|拿(?:到)?(?:多少|几|什么)|[给补奖领得](?:到)?(?:多少|几)|多少(?:钱)?|几(?:多|何)|how much|what (?:\w+[- ]){0,6}?(?:do|would|could|can|will|is|are|does)|(?:do|would|could|can|will) (?:we|i|it|they|a|an|the|our)\b|entitled|qualify|eligible|有(?:没有)?.{0,6}(?:吗|么|没)|吗/;

/** The asker's own affairs. */
export const OWN =
  /(?:企业|项目|公司)能(?:够)?(?:拿|得|领)|\b(?:can|could|would|does) an? (?:[\w-]+ ){0,5}(?:get|receive)\b|我们?|我司|我方|本公司|本企业|咱们?|落户|能拿|能领|能得|\b(?:we|our|us|my|i|i'm|we're|we'd)\b/;

/** What is asked of the policy itself, whoever asks: its terms, its procedure, its days. */
export const OF_POLICY =
  /(?:奖励|补贴|补助|扶持|政策|申报|申请)的?(?:标准|条件|比例|门槛|范围|对象|流程|程序|材料|依据|期限|口径)|什么条件|哪些条件|要什么条件|门槛|最低(?:要|需|投资)|(?:怎么|如何|怎样|在哪|向谁|什么时候|何时|几月|多久)(?:申|报|办|领|拨|兑|发|去|到|能|才)|多久|什么时候|何时|(?:什么|哪些|申报|申请|提交|准备)[^,。]{0,4}材料|流程|几个(?:百分)?点|多少个点|百分之几|(?:封顶|上限)(?:是|为)?多少|what is the (?:cap|maximum|ceiling)|比例是|是多少比例|percentages?\b|what rate|which rate|threshold|minimum|how (?:do|can|should) (?:we|i) apply|how to apply|procedure|documents? (?:needed|required)|deadline|when (?:do|will|is|are|can)|conditions?\b|requirements?\b/;
/** 最高能拿多少 without a figure is asked of the policy. */
export const AT_MOST = /最高|最多|上限|封顶|至多|maximum|at most|up to|cap\b|ceiling/;
/** A policy that is named by its year or as the former one. */
export const OTHER_POLICY =
  /旧(?:版|政策|办法)|老政策|原(?:政策|办法)|以前的政策|former|previous|old(?:er)? polic|〔|in force/;
/** The edition of a policy: 2024版, the 2024 policy. */
export const EDITION = /(20\d\d)(?:年?版|年?(?:的)?政策| (?:edition|version|polic|incentive))/;
/** Whether anything is for them at all. */
export const WHETHER =
  /(?:能不能|能否|可否|是否|能|可以?|适用)(?:够)?(?:享受|申请|适用|拿|获|申报)?.{0,16}(?:政策|奖励|补贴|优惠|奖补|补助)|\b(?:qualify|eligible|entitled)\b|(?:can|do|would) .{0,40}(?:get|receive|enjoy|benefit).{0,30}(?:polic|incentive|subsid|award)/;
