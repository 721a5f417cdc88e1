import { HAN } from '../language/fold.ts';
import { slotsIn } from './slots.ts';

/** What a comparison asks to be told apart by: the greater, the less, the earlier or the later, in the asker's word. */
export interface Direction {
  towards: 'greatest' | 'least' | 'earliest' | 'latest';
  word: string;
}

const SIDE = '[\\p{L}\\p{N}“”"·()（）-]';
const CHINESE_SIDES = new RegExp(
  `(${SIDE}{2,20}?)(?:和|与|跟|同|及|、|还是)\\s?(${SIDE}{2,20}?)(?=的|在|这|\\d{4}|哪|谁|孰|两|各|分别|相比|对比|比较|相差|差|是|有[什啥何]|[,，:：?？]|$)`,
  'u',
);
const ENGLISH_SIDES = [
  /^(?:compare|which|who)\b.*\b(?:of|in|for|by) ([^,:?]{3,60}?) (?:and|or) ([^,:?.]{3,60}?)(?= in \d{4}|[,?.]|$)/,
  /\bbetween ([^,:?]{2,60}?) and ([^,:?.]{2,60}?)(?=[,?.]|$)/,
  /\bcompare ([^,:?]{2,60}?) (?:and|with|to) ([^,:?.]{2,60}?)(?=[,?.]|$)/,
  /[:,] ?([^,:?]{3,60}?) or ([^,:?.]{3,60}?)(?=[,?.]|$)/,
  /([^,:?]{3,60}?) (?:vs\.?|versus) ([^,:?.]{3,60}?)(?=[,?.]|$)/,
];

/** The things compared in a folded question: 甲和乙…对比 gives 甲 and 乙; 甲2024年和2025年 gives the years. */
export function sidesOf(folded: string): string[] {
  const patterns = HAN.test(folded) && !/^[a-z]+ /.test(folded) ? [CHINESE_SIDES] : ENGLISH_SIDES;
  const match = patterns.map((pattern) => pattern.exec(folded)).find((found) => found !== null);
  if (!match) return [];
  const [first, second] = [match[1]!, match[2]!].map((side) =>
    side
      .replace(/^(?:请|把|将|对比|比较|那)/, '')
      .replace(/(?:去年|前年|今年|本年度?)?[（(]?$/, '')
      .trim(),
  ) as [string, string];
  return alike(first, second) ?? [first, withoutMeasure(second)];
}

/** Two times or two phases of one thing: what stands before the first and behind the second is of both. */
function alike(first: string, second: string): [string, string] | undefined {
  const last = slotsIn(first).at(-1);
  const next = slotsIn(second)[0];
  if (last?.kind !== 'time' || next?.kind !== 'time' || next.start > 0) return undefined;
  return last.end === first.length ? [last.text, next.text] : undefined;
}

/** What is asked of the second stands right behind it: 甲和乙租金哪个贵. */
function withoutMeasure(side: string): string {
  const measure = slotsIn(side).at(-1);
  const isLast = measure?.kind === 'measure' && measure.end === side.length && measure.start >= 2;
  return isLast ? side.slice(0, measure.start) : side;
}

const WHICH = '(?:哪(?:一|两)?[个家边项块座栋处条种类款片者年期]|谁|孰)';
const DIRECTIONS: [Direction['towards'], RegExp][] = [
  ['latest', new RegExp(`${WHICH}[^,，]{0,8}?(?:更|最)?(晚|迟|慢)`, 'u')],
  ['earliest', new RegExp(`${WHICH}[^,，]{0,8}?(?:更|最)?(早|先|快)`, 'u')],
  ['least', new RegExp(`${WHICH}[^,，]{0,8}?(?:更|最)?((?<!多)少|小|低|便宜|短|近|轻)`, 'u')],
  ['greatest', new RegExp(`${WHICH}[^,，]{0,8}?(?:更|最)?(多|大|高|贵|长|远|强|重)(?!少)`, 'u')],
  ['latest', /\b(?:which|who)\b.*\b(later|latest)\b/],
  ['earliest', /\b(?:which|who)\b.*\b(earlier|earliest|sooner|first)\b/],
  ['least', /\b(?:which|who)\b.*\b(less|fewer|lower|smaller|cheaper|shorter|closer|nearer)\b/],
  [
    'greatest',
    /\b(?:which|who)\b.*\b(more expensive|more|higher|larger|bigger|greater|longer|farther|further|dearer|most|largest|highest|biggest)\b/,
  ],
];

/** Which of two a folded question wants named, if it does. */
export function directionOf(folded: string): Direction | undefined {
  const found = DIRECTIONS.flatMap(([towards, pattern]) => {
    const match = pattern.exec(folded);
    return match ? [{ towards, word: match[1]!, end: match.index + match[0].length }] : [];
  });
  const [first] = found.sort((a, b) => a.end - b.end);
  return first && { towards: first.towards, word: first.word };
}

/** Measures that a word of comparing is about where none is named; the first that both sides have is meant. */
const MEASURES: [RegExp, readonly string[]][] = [
  [/^(?:贵|便宜)$/, ['价格', '租金']],
  [/^(?:大|小)$/, ['总投资', '面积']],
  [/^(?:远|近)$/, ['距离']],
  [/^(?:早|晚|先|迟)$/, ['签约时间', '时间']],
  [/^(?:cheaper|more expensive|dearer)$/, ['price', 'rent']],
  [/^(?:larger|bigger|smaller|largest|biggest)$/, ['total investment', 'area']],
  [/^(?:farther|further|closer|nearer)$/, ['distance']],
];

/** The measures meant by a question that only says larger, dearer, farther; none where it names one itself. */
export function measuresMeant(word: string): readonly string[] {
  return MEASURES.find(([pattern]) => pattern.test(word))?.[1] ?? [];
}

/**
 * A comparison asked of one side alone: without the other, and with how much in place of which more.
 *
 * @returns the question in the wordings to try, best first
 */
export function questionsOfSide(folded: string, { side, other }: { side: string; other: string }): string[] {
  const start = Math.min(folded.indexOf(side), folded.indexOf(other));
  const last = folded.indexOf(side) > folded.indexOf(other) ? side : other;
  const before = folded.slice(0, start);
  const behind = folded.slice(folded.indexOf(last) + last.length);
  return /^[a-z]/.test(folded) && !HAN.test(folded.slice(0, 4))
    ? englishQuestions(before, side, behind)
    : chineseQuestions(before, side, behind);
}

const PLOT = /地块?|厂房|楼|宗地|建筑/;

function chineseQuestions(before: string, side: string, behind: string): string[] {
  const rest = behind
    .replace(/对比(?:一下)?|比较(?:一下)?|相比|有(?:什么|何|啥)(?:区别|差别|不同)|两者|各自?|分别/g, '')
    .replace(/[,，](?:涨|增加|减少|降|多|少|差|增长)了?多少|[,，]?各?多少(?=[?？]?$)/, '')
    .replace(/^(.*?)(?:相差|差距?)(?:有)?多[少大]/, '$1多少')
    .replace(new RegExp(`${WHICH}(项目|企业|活动|客商)(?:更|最)?(?:多|少)`, 'u'), '多少个$1')
    .replace(new RegExp(`${WHICH}投(?:资)?得?(?:更|最)?(?:多|少|大|高)`, 'u'), '投资多少')
    .replace(new RegExp(`${WHICH}(.{0,8}?)(?:更|最)?(?:早|先|晚|迟|快|慢)`, 'u'), '$1什么时候')
    .replace(new RegExp(`${WHICH}(.{0,8}?)得?(?:更|最)?(大|小)(?!多少)`, 'u'), (_, noun: string) =>
      PLOT.test(noun) || (noun === '' && PLOT.test(before + side)) ? `${noun}面积多少` : `${noun}多少`,
    )
    .replace(
      new RegExp(`${WHICH}(.{0,8}?)得?(?:更|最)?(?:多|少|高|低|强|勤|贵|便宜|长|短|远|近)(?!少)`, 'u'),
      '$1多少',
    );
  const word = directionOf(behind)?.word;
  const isBare = /^[\s,，:：]*多少[?？]?$/.test(rest);
  const meant =
    word && isBare && slotsIn(before).every(({ kind }) => kind !== 'measure') ? measuresMeant(word) : [];
  if (meant.length > 0) return meant.map((measure) => `${before}${side}${measure}多少?`);
  return [`${before}${side}${rest}`];
}

const COMPARATIVE =
  '(?:more expensive|less expensive|more|less|fewer|higher|lower|larger|bigger|smaller|greater|longer|shorter|farther|further|closer|nearer|cheaper|dearer|earlier|later|sooner|first|most)';

function englishQuestions(before: string, side: string, behind: string): string[] {
  const lead = new RegExp(
    `\\b(?:which|who)\\b(?: (?:one|of (?:the|these) two))?(.*?)\\b(?:the )?(${COMPARATIVE})\\b(.*)$`,
  ).exec(before);
  if (!lead) return [`${before}${side}${behind}`];
  const [, asked, word, rest] = lead as unknown as [string, string, string, string];
  const what = rest
    .replace(/[\s,:?]+$/, '')
    .replace(/\bof$/, '')
    .trim();
  const verb = /\b(?:brought in|signed|attracted|hosted|held|visited|received|created|employed?s?)\b/.exec(
    asked,
  )?.[0];
  if (/^(?:earlier|later|sooner|first)$/.test(word))
    return [`when was ${side} ${`${what} ${asked.replace(/\b(?:was|were|is|are|did)\b/g, '')}`.trim()}?`];
  if (/^(?:more|fewer|most|less)$/.test(word) && what !== '')
    return [`how many ${what} ${side} ${verb ?? ''}`.trim()];
  if (what !== '') return [`what is the ${what} of ${side}?`];
  const meant = measuresMeant(word);
  if (meant.length === 0) return [`how much ${side} ${asked.trim()}`];
  return meant.map((measure) => `what is the ${measure} of ${side}?`);
}
