import { directionOf, isEnglishComparison, spelledOut, WHICH } from './comparison.ts';
import { slotsIn } from './slots.ts';

/** Measures that a word of comparing is about where none is named; the first that both sides have is meant. */
const MEASURES: [RegExp, readonly string[]][] = [
  [/^(?:贵|便宜)$/, ['价格', '租金']],
  [/^(?:大|小)$/, ['总投资', '面积']],
  [/^(?:远|近)$/, ['距离']],
  [/^(?:早|晚|先|迟)$/, ['签约时间', '时间']],
  [/^(?:cheaper|more expensive|dearer)$/, ['price', 'rent']],
  [/^(?:larger|bigger|smaller|largest|biggest)$/, ['total investment', 'area']],
];

/**
 * A comparison asked of one side alone: without the others, and with how much in place of which more.
 *
 * @returns the question in the wordings to try, best first
 */
export function questionsOfSide(folded: string, side: string, sides: readonly string[]): string[] {
  const text = spelledOut(folded);
  const start = Math.min(...sides.map((one) => text.indexOf(one)));
  const end = Math.max(...sides.map((one) => text.indexOf(one) + one.length));
  const before = text.slice(0, Math.max(0, start));
  const behind = text.slice(end);
  return isEnglishComparison(text)
    ? englishQuestions(before, side, behind)
    : chineseQuestions(before, side, behind);
}

/** The measures meant by a question that only says larger, dearer, earlier; none where it names one itself. */
function measuresMeant(word: string): readonly string[] {
  return MEASURES.find(([pattern]) => pattern.test(word))?.[1] ?? [];
}

const THINGS = '(?:项目|企业|活动|客商|场次|人)';
const PLOT = /地块|厂房|楼|宗地|建筑|^地$|[a-z]+-?\d/;
/** How a comparison is asked, as one side is asked; tried in order. */
const AS_OF_ONE: [RegExp, string][] = [
  [
    /^(?:这|等)?[两三四五六][个家场项次届者](?:活动|项目|园区|企业|大会|论坛)?(?=加|一共|总共|合计|共|的|里|中|,|，|各|分别)的?/,
    '',
  ],
  [/加起来|一共|总共|合计|总计/g, ''],
  [/[,，?？](?:分别|各)?(?:自|是|为)?多少[?？]?$/, ''],
  [/[,，](?:涨|增加|减少|降|多|少|差|增长)了?多少/, ''],
  [/对比(?:一下)?|比较(?:一下)?|相比[,，]?|有(?:什么|何|啥)(?:区别|差别|不同|不一样)|两者|各自?|分别/g, ''],
  [/(?:相差|差距?)(?:有)?(?:多少|多大|几\S*)/, '多少'],
  [/(?:是不是|是否)?(?:一样|相同)(?:多|高|大|贵)?吗/, '是多少'],
  [new RegExp(`${WHICH}(?:的)?(${THINGS})(?:数量?)?(?:更|最)?(?:多|少)`, 'u'), '多少个$1'],
  [new RegExp(`${WHICH}(.{1,4}?)的?(${THINGS})(?:数量?)?(?:更|最)?(?:多|少)`, 'u'), '$1了多少个$2'],
  [new RegExp(`${WHICH}投(?:资)?得?(?:更|最)?(?:多|少|大|高)`, 'u'), '投资多少'],
  [new RegExp(`${WHICH}(?:更|最)?(?:早|先|晚|迟)(.{0,4})`, 'u'), '什么时候$1'],
  [new RegExp(`${WHICH}(.{0,8}?)得?(?:更|最)?(?:早|先|晚|迟|快|慢)`, 'u'), '$1什么时候'],
];
const ADJECTIVE = '多|少|大|小|高|低|强|贵|便宜|长|短|远|近';
const OTHER_WHICH = new RegExp(`${WHICH}的?(.{0,8}?)得?(?:更|最)?(?:${ADJECTIVE})(?!少)`, 'u');

function chineseQuestions(before: string, side: string, behind: string): string[] {
  const plain = AS_OF_ONE.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), behind);
  const word = directionOf(behind)?.word ?? '';
  const isPlot =
    /^[大小]$/.test(word) && (PLOT.test(OTHER_WHICH.exec(plain)?.[1] ?? '') || PLOT.test(before + side));
  const rest = plain.replace(OTHER_WHICH, (_, noun: string) => {
    if (isPlot && slotsIn(noun).length === 0) return `${noun.replace(/^地块?$/, '')}面积多少`;
    return /[远近]/.test(word) ? `${noun}多远` : `${noun}多少`;
  });
  const isBare =
    /^[\s,，:：的]*(?:是|有)?多少[?？]?$/.test(rest) &&
    slotsIn(before).every(({ kind }) => kind !== 'measure');
  const meant = isBare ? measuresMeant(word) : [];
  if (meant.length > 0) return meant.map((measure) => `${before}${side}${measure}多少?`);
  return [`${before}${side}${rest}`];
}

/** How A and B differ in something, asked of one: what that is. */
const DIFFER =
  /^(?:how|what|in what way)\b(.*?)\b(?:differ(?:s|ed)?|differences?|compare)(?: in)?(.*?)(?: between| of)?(?: the)? ?$/;
const COMPARATIVE =
  '(?:more expensive|less expensive|more|less|fewer|higher|lower|larger|bigger|smaller|greater|longer|shorter|farther|further|closer|nearer|cheaper|dearer|earlier|later|sooner|first|most)';
const LEAD = new RegExp(
  `\\b(?:which|who|what)\\b(?: (?:one|of (?:the|these) (?:two|three|four|five)(?: [a-z]+s)?))?(.*?)\\b(?:the )?(${COMPARATIVE})\\b(.*)$`,
);
const AUXILIARY = /\b(?:was|were|is|are|did|does|do|has|had|have|got|the)\b/g;

function englishQuestions(before: string, side: string, behind: string): string[] {
  const lead = LEAD.exec(before);
  if (!lead) {
    const differ = DIFFER.exec(before);
    if (/^compare(?: the)? ?$/.test(before) && /\w/.test(behind))
      return [
        `what is the ${behind.replace(/^ ?(?:by|in terms of|on|for)(?: their| the)? /, '')} of ${side}?`,
      ];
    if (/^compare(?: the)? ?$/.test(before)) return [`what is the total investment of ${side}?`];
    if (!differ) return [`${before}${side}${behind}`];
    const what = `${differ[1]} ${differ[2]}`.replace(AUXILIARY, ' ').replace(/\s+/g, ' ').trim();
    return [`what is the ${what} of ${side}?`];
  }
  const [, asked, word, rest] = lead as unknown as [string, string, string, string];
  const what = rest
    .replace(/[\s,:?]*(?: the)?[\s,:?]*$/, '')
    .replace(/ of$/, '')
    .trim();
  const verb = asked.replace(AUXILIARY, ' ').replace(/\s+/g, ' ').trim();
  if (/^(?:earlier|later|sooner|first)$/.test(word)) return [`when was ${side} ${verb} ${what}`.trimEnd()];
  if (/^(?:farther|further|closer|nearer)$/.test(word)) return [`how far is ${side} ${what}`.trimEnd()];
  if (/^(?:more|fewer|most|less)$/.test(word) && what !== '')
    return [
      verb === '' || /^(?:zone|park|city|county|side|one)s?$/.test(verb)
        ? `how many ${what} are in ${side}`
        : `how many ${what} ${side} ${verb}`,
    ];
  const isPrice =
    /^(?:cheaper|more expensive|less expensive|dearer)$/.test(word) && !/price|rent|cost|fee/.test(what);
  if (what !== '') return [`how much is the ${what}${isPrice ? ' price' : ''} of ${side}?`];
  const meant = measuresMeant(word);
  if (meant.length === 0) return [`how much ${side} ${verb}`.trimEnd()];
  return meant.map((measure) => `what is the ${measure} of ${side}?`);
}
