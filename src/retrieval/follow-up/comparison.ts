import { HAN } from '../../language/fold.ts';
import { slotsIn } from './slots.ts';

/** What a comparison asks to be told apart by: the greater, the less, the earlier or the later, in the asker's word, or whether they are the same. */
export interface Direction {
  towards: 'greatest' | 'least' | 'earliest' | 'latest' | 'same';
  word: string;
}

const SIDE = '[\\p{L}\\p{N}“”"·()（）-]';
/** What joins two sides, and is no part of a word: 合同, 参与, 涉及. */
const AND =
  '(?:、|还是|跟|和(?![谐平])|(?<![参赠])与(?![会否])|(?<![合共不相如等连会一])同(?![比时期样步意])|(?<![以涉普波来])及(?!格))';
const THAN = '(?<![同对占相环价无])比(?![例重较如率亚分值])';
const CHINESE_SIDES = new RegExp(
  `(${SIDE}{2,20}?)${AND}\\s?(${SIDE}{2,20}?)(?=的|在|这|\\d{4}|哪|谁|孰|两|各|分别|相比|对比|比较|相差|差|是|一样|相同|有[什啥何]|[,，:：?？]|$)`,
  'u',
);
const ENGLISH_SIDES = [
  /^(?:compare|which|who)\b.*\b(?:of|in|for|by) ([^,:?]{3,60}?) (?:and|or) ([^,:?.]{3,60}?)(?= in \d{4}|[,?.]|$)/,
  /\bbetween ([^,:?]{2,60}?) and ([^,:?.]{2,60}?)(?=[,?.]|$)/,
  /\bcompare ([^,:?]{2,60}?) (?:and|with|to) ([^,:?.]{2,60}?)(?= (?:by|in terms of|on|for) |[,?.]|$)/,
  /[:,] ?([^,:?]{3,60}?) or ([^,:?.]{3,60}?)(?=[,?.]|$)/,
  /([^,:?]{3,60}?) (?:vs\.?|versus) ([^,:?.]{3,60}?)(?=[,?.]|$)/,
];

const ADJECTIVE = '(?:多|少|大|小|高|低|贵|便宜|早|晚|远|近|长|短)';
/** Other ways to compare, in the words of the commonest: 甲和乙的租金哪个贵, which has the higher rent, A or B. */
const FORMS: [RegExp, string][] = [
  [/(?:新[旧老]|[旧老]新)(?:两[版份个部套])?的?(政策|办法|规定|措施|标准)(?:在|对|的)?/, '旧$1和现行$1的'],
  [
    /\b(?:old|previous|former) and (?:the )?(?:new|current) (polic(?:y|ies)|rules?|measures)\b/,
    'old $1 and current $1',
  ],
  [
    /^(?:is|are|was|were) (?:the )?(.+?)['’]s (.+?) ([a-z]{3,}er|more expensive) than (?:the )?(.+?)(?:['’]s)?(?: one)?\??$/,
    'which has the $3 $2, $1 or $4?',
  ],
  [
    new RegExp(
      `(${SIDE}{2,16}?)${THAN}(${SIDE}{2,16}?)(多|少)(投|签|引进|招|用)(?:了|得)?(?:多少|几).*$`,
      'u',
    ),
    '$1和$2哪个$4得$3',
  ],
  [
    /^(?:is|are|was|were) (?:the )?(.+?) (cheaper|more expensive|higher|lower|larger|bigger|smaller) (?:in|at|for) (?:the )?(.+?) or (?:(?:in|at|for) )?(?:the )?(.+?)\??$/,
    'which has the $2 $1, $3 or $4?',
  ],
  [new RegExp(`(${SIDE}{2,16}?)(第?[一二三四]期)(和|与|跟|同|、)(第?[一二三四]期)`, 'u'), '$1$2$3$1$4'],
  [
    /^how (?:does|do|did) (phase [a-z\d]+) of (.+?) compare (?:with|to) (phase [a-z\d]+)\??$/,
    'compare $2 $1 and $2 $3',
  ],
  [/^how (?:does|do|did) (?!that|it|this)(.+?) compare (?:with|to) (.+?)\??$/, 'compare $1 and $2'],
  [
    new RegExp(
      `^(.*?(?:价格?|租金|费用?|税收|面积|距离|产值|投资))(${SIDE}{2,12}?)(${ADJECTIVE})[,，]?还是(${SIDE}{2,12}?)\\3`,
      'u',
    ),
    '$2和$4的$1哪个$3',
  ],
  [new RegExp(`^(.*?)(${SIDE}{2,12}?)(${ADJECTIVE})[,，]?还是(${SIDE}{2,12}?)\\3`, 'u'), '$1$2和$4哪个$3'],
  [
    new RegExp(
      `(${SIDE}{2,16}?)(?:的|(?<=期|区|园|项目))([^的比,，]{2,8}?)${THAN}(${SIDE}{2,16}?)(?:的\\2)?(?:还|更|要)?(${ADJECTIVE})(?:了|出)?(?:多少.{0,2}|吗|还是.*)?[?？]*$`,
      'u',
    ),
    '$1和$3的$2哪个$4',
  ],
  [/\b((?:19|20)\d\d) and ((?:19|20)\d\d) ([a-z]+)\b/, '$1 $3 and $2 $3'],
  [
    /^which of (.+?) and (.+?) ((?:has|had|is|was|signed|brought|attracted|hosted|got|invested|covers?|costs?|opened|started|came)\b.*?)\??$/,
    'which $3, $1 or $2?',
  ],
  [
    /^(?:did|does|do|has|have) (?:the )?(.+?) or (?:the )?(.+?) ((?:have|sign|signed|bring|attract|host|get|got|invest|cover|cost|open|start|receive|employ|visit)\b.*?\b(?:more|fewer|less|earlier|later|first)\b.*?)\??$/,
    'which $3, $1 or $2?',
  ],
  [
    /^(?:is|are|was|were) (?:the )?(.+?) or (?:the )?(.+?) ((?:more expensive|larger|bigger|smaller|higher|lower|cheaper|closer|nearer|farther|further|earlier|later|longer|shorter)\b.*?)\??$/,
    'which is $3, $1 or $2?',
  ],
  [
    /^how much (?:[a-z]+er|more) (?:is|are|was|were) (?:the )?(.+?) (?:in|of|at|for) (.+?) than (?:(?:that|those) )?(?:in |of |at |for )?(.+?)\??$/,
    'which has the higher $1, $2 or $3?',
  ],
  [
    /^(?:is|are|was|were) (?:the )?(.+?) (?:in|of|at|for) (.+?) ([a-z]{3,}er|more expensive) than (?:(?:that|those) )?(?:in |of |at |for )?(.+?)\??$/,
    'which has the $3 $1, $2 or $4?',
  ],
];

/** A folded comparison in the words that the commonest form of it has; any other text as it is. */
export function spelledOut(folded: string): string {
  const form = FORMS.find(([pattern]) => pattern.test(folded));
  return form ? folded.replace(form[0], form[1]) : folded;
}

const ENGLISH = /\b(?:which|who|how|what|compare|is|are|was|were|did|does|do|between|versus|vs|than)\b/;

export function isEnglishComparison(folded: string): boolean {
  return ENGLISH.test(folded);
}

const DIFFERENCE =
  /(?:和|与|跟|同|、).{2,24}(?:相差|差距?)(?:有)?(?:多|几)|(?:和|与|跟|同|、).{2,24}(?:一样|相同|不同)|\bdiffer\b|\bthe same\b/;

const COLLOQUIAL = /(?:和|与|跟|同|、).{2,24}边个.{0,8}(?:多|少|大|高|低|贵|平|早|晚)/;

/** Whether a folded question sets two things side by side in a form of its own. */
export function setsSideBySide(folded: string): boolean {
  return (
    DIFFERENCE.test(folded) ||
    COLLOQUIAL.test(folded) ||
    directionOf(folded) !== undefined ||
    spelledOut(folded) !== folded
  );
}

/** The things compared in a folded question: 甲和乙…对比 gives 甲 and 乙; 甲2024年和2025年 gives the years. */
export function sidesOf(folded: string): string[] {
  const text = spelledOut(folded);
  const patterns = isEnglishComparison(text) ? ENGLISH_SIDES : [CHINESE_SIDES];
  const match = patterns.map((pattern) => pattern.exec(text)).find((found) => found !== null);
  if (!match) return [];
  const [first, second] = [match[1]!, match[2]!].map((side) =>
    side
      .replace(/^(?:请|把|将|对比|比较|那)/, '')
      .replace(/(?:去年|前年|今年|本年度?)?[（(]?$/, '')
      .trim(),
  ) as [string, string];
  return (
    alike(first, second) ?? [
      behindMeasure(first).replace(/^the /, ''),
      withoutMeasure(second).replace(/^the /, ''),
    ]
  );
}

/** Two times or two phases of one thing: what stands before the first and behind the second is of both. */
function alike(first: string, second: string): [string, string] | undefined {
  const last = slotsIn(first).at(-1);
  const next = slotsIn(second)[0];
  if (last?.kind !== 'time' || next?.kind !== 'time' || next.start > 0) return undefined;
  if (last.end !== first.length) return undefined;
  return HAN.test(first) ? [last.text, next.text] : [last.text, second];
}

/** What is asked of both may stand right before the first: 二楼厂房租金江北与临港. */
function behindMeasure(side: string): string {
  const measure = slotsIn(side).find(({ kind }) => kind === 'measure');
  return measure && side.length - measure.end >= 2 && HAN.test(side)
    ? side.slice(measure.end).replace(/^的/, '')
    : side;
}

/** What is asked of the second stands right behind it: 甲和乙租金哪个贵. */
function withoutMeasure(side: string): string {
  const measure = slotsIn(side).at(-1);
  const isLast = measure?.kind === 'measure' && measure.end === side.length && measure.start >= 2;
  return isLast ? side.slice(0, measure.start) : side;
}

export const WHICH = '(?:哪(?:一|两)?[个家边项块座栋处条种类款片者年期场次届间幢宗]|谁|孰|边个)';
const DIRECTIONS: [Direction['towards'], RegExp][] = [
  ['latest', new RegExp(`${WHICH}[^,，]{0,8}?(?:更|最)?(晚|迟|慢)`, 'u')],
  ['earliest', new RegExp(`${WHICH}[^,，]{0,8}?(?:更|最)?(早|先|快)`, 'u')],
  ['least', new RegExp(`${WHICH}[^,，]{0,8}?(?:更|最)?((?<!多)少|小|低|便宜|短|近|轻)`, 'u')],
  ['greatest', new RegExp(`${WHICH}[^,，]{0,8}?(?:更|最)?(多|大|高|贵|长|远|强|重)(?!少)`, 'u')],
  ['latest', /\b(?:which|who|what)\b.*\b(later|latest)\b/],
  ['earliest', /\b(?:which|who|what)\b.*\b(earlier|earliest|sooner|first)\b/],
  ['least', /\b(?:which|who)\b.*\b(less|fewer|lower|smaller|cheaper|shorter|closer|nearer)\b/],
  [
    'greatest',
    /\b(?:which|who)\b.*\b(more expensive|more|higher|larger|bigger|greater|longer|farther|further|dearer|most|largest|highest|biggest)\b/,
  ],
];

const SAME = /(?:一样|相同).{0,2}吗|是不是一样|\bthe same\b/;

/** Which of two a folded question wants named, if it does. */
export function directionOf(folded: string): Direction | undefined {
  const text = spelledOut(folded);
  const found = DIRECTIONS.flatMap(([towards, pattern]) => {
    const match = pattern.exec(text);
    return match ? [{ towards, word: match[1]!, end: match.index + match[0].length }] : [];
  });
  const [first] = found.sort((a, b) => a.end - b.end);
  if (first) return { towards: first.towards, word: first.word.replace('先', '早') };
  return SAME.test(text) ? { towards: 'same', word: '' } : undefined;
}
