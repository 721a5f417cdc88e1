import type { Figure } from './figures.ts';

/** What a figure is counted by. */
export type Rate =
  | 'year'
  | 'quarter'
  | 'month'
  | 'week'
  | 'day'
  | 'hour'
  | 'm2'
  | 'm3'
  | 'mu'
  | 'ha'
  | 't'
  | 'l'
  | 'kWh'
  | 'person'
  | 'sqft';

const WORDS: [string, Rate][] = [
  ['年|years?|annum', 'year'],
  ['季度?|quarters?', 'quarter'],
  ['个?月|months?', 'month'],
  ['周|星期|weeks?', 'week'],
  ['天|日|days?', 'day'],
  ['个?小时|时|hours?', 'hour'],
  ['立方米|立方公尺|立方|方|m3|cubic met(?:er|re)s?', 'm3'],
  ['平方米|平方公尺|平米|平方|平|m2|square met(?:er|re)s?|sq\\.? ?m|sqm', 'm2'],
  ['亩|mu', 'mu'],
  ['公顷|hectares?|ha', 'ha'],
  ['吨|t|tons?|tonnes?', 't'],
  ['升|lit(?:er|re)s?|l', 'l'],
  ['千瓦时|度|kwh', 'kWh'],
  ['人|person|head|capita|employee', 'person'],
  ['平方英尺|square (?:foot|feet)|sq\\.? ?ft', 'sqft'],
];
const ANY = WORDS.map(([words]) => words).join('|');
const WHOLE = WORDS.map(([words, rate]) => [new RegExp(`^(?:${words})$`), rate] as const);
const BEHIND = new RegExp(
  `^\\s?(?:元|美元)?\\s?(?:/|·|每|\\bper |\\ban? |\\beach |\\bevery |/ )\\s?(${ANY})(?![a-z])`,
);
const AHEAD = new RegExp(`每个?(${ANY})(?![a-z内])(?!的第)`, 'g');
const PREFIX: [RegExp, Rate][] = [
  [/(?<!\d)(?:月薪|月用|月耗|月租金|月租|月均|月产|每月|月工资|按月)/, 'month'],
  [
    /年(?:产(?!业)|税|批发|营|销|租金|租|薪|均|出口|利润|地方贡献|收入|处理|用)|每年|\b(?:annual(?:ly)?|yearly)\b/,
    'year',
  ],
  [/日(?:处理|产|均)|每[天日]|\bdaily\b/, 'day'],
  [/\bmonthly\b/, 'month'],
  [/亩均|每亩/, 'mu'],
  [/人均/, 'person'],
];

/** What the figure between `before` and `after` is counted by: 元/㎡·月, a month, 亩均, annual. */
export function ratesAt(before: string, after: string, figure: Figure): ReadonlySet<Rate> {
  const rates = new Set<Rate>();
  if (figure.unit === 'date') return rates;
  let rest = after;
  for (let match = BEHIND.exec(rest); match; match = BEHIND.exec(rest)) {
    rates.add(rateOf(match[1]!));
    rest = rest.slice(match[0].length);
  }
  const clause = before.split(/[,，。;；]/).at(-1)!;
  for (const [, word] of clause.matchAll(AHEAD)) rates.add(rateOf(word!));
  const around = `${clause} ${/^[^,，。;；]{0,24}/.exec(after)![0]}`;
  for (const [pattern, rate] of PREFIX)
    if (pattern.test(pattern.source.startsWith('年') || rate === 'year' ? around : clause)) rates.add(rate);
  for (const [, word] of rest.matchAll(
    /^[^,，。;；\d]{0,40}?(?:\bper |\beach |\bevery |\ba )(year|month|week|day|quarter|hour)\b/g,
  ))
    rates.add(rateOf(word!));
  return rates;
}

function rateOf(word: string): Rate {
  return WHOLE.find(([pattern]) => pattern.test(word))![1];
}
