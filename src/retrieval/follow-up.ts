import { fold, HAN } from '../language/fold.ts';
import { blankQuestionWords, isEnglishFiller } from './question-words.ts';
import { type Slot, type SlotKind, slotsIn, withoutSlots } from './slots.ts';

/** A question completed from earlier ones: its own text, and what of the earlier text it leans on. */
export interface CompletedQuestion {
  /** The question as asked; a comparison with what was spoken of before is written out. */
  own: string;
  /** What still holds of the earlier question, itself completed; absent for a question that stands alone. */
  earlier?: string;
  /** Whether the question says so little that the earlier one also says what is asked for. */
  elliptical: boolean;
  /** What an elliptical question put in the place of what was spoken of before. */
  subject?: string;
  /** What a comparison with what was spoken of before sets side by side. */
  sides?: [string, string];
  /** The question as it would be asked of either of two things spoken of before, where it points back at one. */
  readings?: Reading[];
}

/** One way to understand a question: what it is about, and the whole question. */
export interface Reading {
  subject: string;
  text: string;
}

/** The asker says that what comes has nothing to do with what came before. */
const NEW_SUBJECT =
  /^(?:换个话题|换一个话题|另一个问题|再问(?:个)?别的|顺便问(?:一下|个别的)?|说别的|change of (?:topic|subject)|on (?:a|another) (?:different|other)? ?(?:note|topic)|different question)/;

/** Words that stand for something said before. */
const PRONOUN =
  /^(?:该|此|其中?|前者|后者|上述|以上|里头|里面|后来|随后|之后|结果|同期|当时|当年)|[它她他](?!处|乡|国)|(?:这|那|该|此)(?:个|些|家|项|笔|次|座|片|条)(?!月|年|小时)(?:项目|企业|公司|园区|政策|活动|集团|产业|会议|人)?|\b(?:it|its|they|them|their|that|this|these|those|he|she|his|her|there|the (?:project|company|park|zone|event|policy))\b/;
/** One thing, where it might be either of two. */
const SINGULAR = /[它她他](?!们|处|乡|国)|(?:这|那|该)(?:个|家|项)(?:项目|企业|公司|园区)?|\b(?:it|its)\b/;
const CONNECTOR = /^(?:那么?|还有|另外|和|与|跟|然后|(?:and|what about|how about|then)\b)[\s,]*/;
const ELLIPSIS = /呢[？?,，]|呢\s*$|^(?:what about|how about)\b/;
const COMPARED_WITH = [
  /^(?:那么?)?(?:和|与|跟|同)(.{2,20}?)(?:相比|对比|比较|比起来|比)(?:一下|呢|怎么样|如何|哪个.{1,4})?[？?]?$/u,
  /^(?:那么?)?比(.{2,20}?)(?:呢|怎么样|如何|多|少|高|低)[？?]?$/u,
  /^(?:and )?(?:how does (?:that|it|this) compare (?:with|to)|(?:and )?compared (?:with|to)|versus|vs\.?) (?:that of |the one of )?(.{3,60}?)\??$/,
];

/** A year and the word for a rule say of which rule, not what about it: 2023年的政策怎么规定？ */
const RULE_OF_A_YEAR =
  /\d{4}年?度?|(?:新|旧|老|原来?|以前|之前|现行|当时)的?(?=政策|办法|规定|措施|意见|文件)|政策|办法|规定|措施|文件|条款|版本?/g;
/** Words that every subject of the trade may have; a question of nothing else has its subject from before. */
const GENERIC =
  /项目|企业|公司|园区|投资|签约|开工|动工|投产|引进|引入|金额|总额|数量|情况|地点|同比|增长|下降|提前|金|额|总|用|美元|欧元|港币|人民币|折合|换算|\b(?:projects?|compan(?:y|ies)|parks?|zones?|invest(?:ment|ments|ed)?|sign(?:ed)?|start(?:ed)?|grow(?:th|n)?|grew|increased?|rate|dollars?|rmb|usd|yuan|euros?|people|persons|members|team|hosted?|cost|located?|begin|began)\b/g;
/** What changed is asked of what was asked before. */
const CHANGE = /同比|环比|增长|下降|增幅|提前|推迟|\b(?:grow|grew|growth|increase|rise|rose|change)\b/;
/** The same figure, in another unit. */
const OTHER_UNIT =
  /美元|美金|欧元|港元|港币|人民币|折合|换算|\b(?:dollars?|usd|us\$|rmb|yuan|cny|euros?|hkd)\b/;

// A question that stands alone names its subject; with fewer content characters than this it hardly can.
const SHORT = 5;
const SHORT_ENGLISH = 3;

/**
 * Whether and how a question leans on the ones before it. What it names anew, a year, a phase, a place, a
 * company, takes the place of what was spoken of before; the rest of the earlier question goes on.
 *
 * @param question the question as asked
 * @param history earlier questions of the same asker, oldest first
 */
export function completeQuestion(question: string, history: readonly string[]): CompletedQuestion {
  const previous = history.at(-1);
  const folded = fold(question).trim();
  const alone: CompletedQuestion = { own: question, elliptical: false };
  if (previous === undefined || NEW_SUBJECT.test(folded) || !leans(folded)) return alone;
  const before = completeQuestion(previous, history.slice(0, -1));
  const earlier = fold(textOf(before));
  const other = comparedWith(folded);
  const compared = other && setSideBySide(earlier, { subject: before.subject, other });
  if (compared) return { own: compared.text, elliptical: false, sides: compared.sides };
  const bare = folded.replace(CONNECTOR, '');
  const elliptical = asksNothing(bare, folded);
  const replaced = replacedSlots(earlier, bare, elliptical);
  if (elliptical && replaced.length > 0) {
    const said = bare.replace(/呢?[?？。.!！]*$/, '');
    return { own: withoutSlots(earlier, replaced, said), elliptical: false, subject: nameIn(bare) };
  }
  const kept = withoutSlots(earlier, replaced);
  const subject = elliptical && !isUnitWish(bare) ? nameIn(bare) : subjectBefore(bare);
  return { own: question, earlier: kept, elliptical, subject, ...readingsOf(folded, kept) };
}

/** What a question is about that names it first and then asks: 那市长呢，去了几次. */
function subjectBefore(bare: string): string | undefined {
  const named = /^(?!第|[前后]者|其他)(\p{Script=Han}{2,12})呢[,，]/u.exec(bare)?.[1];
  return named && nameIn(named);
}

/** What an elliptical question names, if that is neither a time nor a phase. */
function nameIn(bare: string): string | undefined {
  const kinds = slotsIn(bare).filter(({ kind }) => kind === 'time' || kind === 'phase');
  const name = withoutSlots(bare, kinds)
    .replace(/呢|[?？。.!！]/g, '')
    .replace(/^the /, '')
    .trim();
  return name === '' ? undefined : name;
}

/** A completed question as one text; that it was wanted in another unit is forgotten. */
function textOf({ earlier, own }: CompletedQuestion): string {
  if (earlier === undefined) return own;
  return isUnitWish(fold(own)) ? earlier : `${earlier} ${own}`;
}

function isUnitWish(folded: string): boolean {
  return OTHER_UNIT.test(folded) && contentOf(folded.replace(GENERIC, '')).length === 0;
}

function leans(folded: string): boolean {
  if (PRONOUN.test(folded) || ELLIPSIS.test(folded) || comparedWith(folded) !== undefined) return true;
  const bare = folded.replace(CONNECTOR, '');
  const content = contentOf(bare.replace(RULE_OF_A_YEAR, ''));
  const goesOn = bare !== folded;
  const isShort = HAN.test(folded)
    ? content.length < SHORT
    : bare.split(/\s+/).length <= SHORT_ENGLISH || (goesOn && contentWords(bare).length <= SHORT_ENGLISH);
  if (isShort) return true;
  const kinds = new Set(slotsIn(bare).map(({ kind }) => kind));
  if (kinds.has('time') || kinds.has('place') || kinds.has('name')) return false;
  return (goesOn && content.length <= 2 * SHORT) || contentOf(bare.replace(GENERIC, '')).length === 0;
}

/** What a folded text is about, without question words, spaces and marks. */
function contentOf(folded: string): string {
  if (!HAN.test(folded)) return contentWords(folded).join('');
  return blankQuestionWords(folded).replace(/[^\p{L}\p{N}]/gu, '');
}

function contentWords(folded: string): string[] {
  return (folded.match(/[a-z]+/g) ?? []).filter((word) => !isEnglishFiller(word));
}

/** A follow-up that names something and asks nothing: 那二期呢, what about Hengdong, in dollars. */
function asksNothing(bare: string, folded: string): boolean {
  if (isUnitWish(bare)) return true;
  const asks = slotsIn(bare).some(
    ({ kind, text }) => kind === 'measure' || (kind === 'interrogative' && text !== '呢'),
  );
  if (asks || CHANGE.test(bare)) return false;
  if (!HAN.test(bare)) return contentWords(bare).length <= SHORT_ENGLISH;
  return ELLIPSIS.test(folded) && contentOf(bare).length <= 2 * SHORT;
}

/** The slots of the earlier question that the new one fills otherwise. */
function replacedSlots(earlier: string, bare: string, elliptical: boolean): Slot[] {
  const before = slotsIn(earlier);
  const has = (kind: SlotKind) => before.some((slot) => slot.kind === kind);
  const named = new Set<SlotKind>(slotsIn(bare).map(({ kind }) => kind));
  if (elliptical && namesOnly(bare) && has('place')) named.add('place');
  if (elliptical) {
    // What one company did in a year or a place, another did in some other.
    const kinds: SlotKind[] =
      named.has('name') && has('name') ? ['name', 'place', 'time', 'phase'] : [...named];
    return before.filter(
      ({ kind }) => kind !== 'interrogative' && kind !== 'measure' && kinds.includes(kind),
    );
  }
  const asksAnew = !CHANGE.test(bare);
  return before.filter(({ kind }) =>
    kind === 'interrogative' || kind === 'measure' ? asksAnew : named.has(kind),
  );
}

/** Whether an elliptical question names something of no kind that is told by its form: 衡东呢. */
function namesOnly(bare: string): boolean {
  if (OTHER_UNIT.test(bare)) return false;
  return slotsIn(bare).every(({ kind }) => kind === 'interrogative') && contentOf(bare).length > 0;
}

function comparedWith(folded: string): string | undefined {
  const other = COMPARED_WITH.map((pattern) => pattern.exec(folded)?.[1]).find((side) => side !== undefined);
  return other?.replace(/^the /, '').trim();
}

/** A comparison written out: what was spoken of last beside the other, with what was asked of it. */
function setSideBySide(
  earlier: string,
  { subject, other }: { subject?: string; other: string },
): { text: string; sides: [string, string] } | undefined {
  const slots = slotsIn(earlier);
  const places = slots.filter(({ kind }) => kind === 'place');
  const names = slots.filter(({ kind }) => kind === 'name');
  const last = (subject ?? places.at(-1)?.text ?? names.at(-1)?.text)?.replace(/^the /, '');
  if (last === undefined) return undefined;
  const rest = withoutSlots(earlier, places.length > 0 ? places : names).replace(last, '');
  const text = HAN.test(earlier)
    ? `${last}和${other}相比，${rest.replace(/[?。\s]+/g, '')}`
    : `compare ${last} and ${other}, ${rest.replace(/\?/g, '')}`;
  return { text, sides: [last, other] };
}

/** Readings of a question whose pronoun may mean either of two things of one kind. */
function readingsOf(folded: string, earlier: string): Pick<CompletedQuestion, 'readings'> {
  if (!SINGULAR.test(folded)) return {};
  const slots = slotsIn(earlier);
  for (const kind of ['place', 'name'] as const) {
    const of = slots.filter((slot) => slot.kind === kind);
    const subjects = [...new Set(of.map(({ text }) => text.replace(/^the /, '')))];
    if (subjects.length !== 2) continue;
    const times = slots.filter((slot) => slot.kind === 'time').map(({ text }) => text);
    return {
      readings: subjects.map((subject) => ({
        subject,
        text: [...times, folded.replace(SINGULAR, subject)].join(HAN.test(folded) ? '' : ' '),
      })),
    };
  }
  return {};
}

/** Whether a folded question that nothing goes before names nothing that would tell its subject: 总投资是多少. */
export function isUnspecific(folded: string): boolean {
  const named = slotsIn(folded).some(({ kind }) => kind !== 'interrogative' && kind !== 'measure');
  return !named && contentOf(folded.replace(GENERIC, '')).length === 0;
}
