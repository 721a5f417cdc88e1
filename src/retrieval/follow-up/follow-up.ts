import { fold, HAN } from '../../language/fold.ts';
import { properNames } from '../question/proper-names.ts';
import { asksWhichOnly, comparedBefore, comparedWith, setSideBySide } from './compared-before.ts';
import { contentOf, contentWords, GENERIC } from './content.ts';
import { oneOfTwo, readingsOf } from './pointing.ts';
import { replaceSlots, type Slot, type SlotKind, slotsIn, withoutSlots } from './slots.ts';
import { headless, substitute, timeWithin } from './substitution.ts';

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
  /** What had to give way to that. */
  instead?: string;
  /** What a comparison with what was spoken of before sets side by side. */
  sides?: [string, string];
  /** The question as it would be asked of either of two things spoken of before, where it points back at one. */
  readings?: Reading[];
  /** The two things last spoken of, each with what was asked of it, where only the greater is asked for. */
  compared?: Reading[];
}

/** One way to understand a question: what it is about, and the whole question. */
export interface Reading {
  subject: string;
  text: string;
}

/** The asker says that what comes has nothing to do with what came before; to what, is said behind it. */
const NEW_SUBJECT =
  /^(?:(?:好的?|ok(?:ay)?|thanks?)[.,，。!！\s]*)?(?:换一?个(?:话题|问题|项目|园区)|另一个问题|另外问(?:一下|个别的)?|再问(?:个)?别的|顺便问(?:一下|个别的)?|改问(?:一下)?|回到|说回|说别的|back to|change of (?:topic|subject)|on (?:a|another) (?:different|other)? ?(?:note|topic)|(?:a )?different question|(?:a )?new (?:topic|question)|something else)(?:吧|了)?[\s,，:：.。;；-]*/;

/** Words that stand for something said before. */
const PRONOUN =
  /^(?:该|此|其中?|前者|后者|上述|以上|里头|里面|后来|随后|之后|结果|同期|当时|当年)|[它她他](?!处|乡|国)|(?:这|那|该|此)(?:个|些|家|项|笔|次|座|片|条)(?!月|年|小时)(?:项目|企业|公司|园区|政策|活动|集团|产业|会议|人)?|\b(?:it|its|they|them|their|that|this|these|those|he|she|his|her|there|the (?:project|company|park|zone|event|policy))\b/;
const CONNECTOR = /^(?:那么?|还有|另外|和|与|跟|然后|(?:and|what about|how about|then)\b)[\s,]*/;
const ELLIPSIS = /呢[？?,，]|呢\s*$|^(?:what about|how about)\b/;
/** A clause that says when, of something that only the question before names: 建成以后带来什么. */
const AFTERWARDS =
  /^(?:那|等)?(?:全部|正式)?[建盖修落投达开签竣完搬引办](?:成|好|完|产|工|约|地|户|设|起来|进来)?(?:了|投产|使用|运营)?(?:以|之)?后/;

/** A year and the word for a rule say of which rule, not what about it: 2023年的政策怎么规定？ */
const RULE_OF_A_YEAR =
  /\d{4}年?度?|(?:新|旧|老|原来?|以前|之前|现行|当时)的?(?=政策|办法|规定|措施|意见|文件)|政策|办法|规定|措施|文件|条款|版本?/g;
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
  const turned = folded.replace(NEW_SUBJECT, '');
  if (turned !== folded && turned !== '') return { own: turned, elliptical: false };
  if (previous === undefined || turned !== folded || !leans(folded)) return alone;
  const before = completeQuestion(previous, history.slice(0, -1));
  const earlier = fold(textOf(before));
  const named = thingAndMeasure(folded);
  if (named !== undefined) return { own: named, earlier: onlyKinds(earlier, ['time']), elliptical: false };
  const other = comparedWith(folded);
  const sideBySide = other && setSideBySide(earlier, { subject: before.subject, other, asked: folded });
  if (sideBySide) return { own: sideBySide.text, elliptical: false, sides: sideBySide.sides };
  const bare = (other === undefined ? folded : `${other}呢`).replace(CONNECTOR, '');
  if (asksWhichOnly(bare)) {
    const compared = comparedBefore(allCompleted(history));
    if (compared.length > 0) return { own: question, earlier, elliptical: false, compared };
  }
  const pointed = oneOfTwo(folded, earlier);
  if (pointed) return pointed;
  const names = properNames([...history, question]);
  const elliptical = asksNothing(bare, folded);
  const substituted = elliptical && !isUnitWish(bare) ? substitute(earlier, bare, names) : undefined;
  if (substituted)
    return {
      own: substituted.text,
      elliptical: false,
      subject: nameIn(bare),
      instead: substituted.instead,
    };
  const kept = elliptical ? earlier : keptFor(earlier, bare, names);
  const subject = elliptical && !isUnitWish(bare) && !PRONOUN.test(bare) ? nameIn(bare) : subjectBefore(bare);
  const instead = timeReplaced(earlier, kept);
  return { own: question, earlier: kept, elliptical, subject, instead, ...readingsOf(folded, kept) };
}

/** 那江北的电价呢 names the thing and what is asked of it: nothing but the time goes on. */
function thingAndMeasure(folded: string): string | undefined {
  const match = /^(?:那么?)?(\p{Script=Han}{2,8})的(\p{Script=Han}{2,8})呢[?？]?$/u.exec(folded);
  if (!match || PRONOUN.test(match[1]!) || contentOf(match[1]!) !== match[1]) return undefined;
  const isThing = contentOf(withoutSlots(match[1]!, ofKinds(match[1]!, NO_NAME))) !== '';
  const isMeasure =
    /(?:[额量价费数率金积值]|工资|收入|规模|能力)$/.test(match[2]!) ||
    ofKinds(match[2]!, ['measure']).length > 0;
  return isThing && isMeasure ? `${match[1]}的${match[2]}是多少?` : undefined;
}

function ofKinds(text: string, kinds: readonly SlotKind[], names: readonly string[] = []): Slot[] {
  return slotsIn(text, names).filter(({ kind }) => kinds.includes(kind));
}

/** The slots of some kinds in a text, and nothing else of it; `undefined` for none. */
function onlyKinds(
  text: string,
  kinds: readonly SlotKind[],
  names: readonly string[] = [],
): string | undefined {
  const kept = ofKinds(text, kinds, names).map((slot) => slot.text);
  return kept.length > 0 ? kept.join(' ') : undefined;
}

const SAYS_ITS_THING = 1;

/** What goes on of the earlier question beside one that asks for itself: of an English one, what its pronoun stands for. */
function keptFor(earlier: string, bare: string, names: readonly string[]): string {
  // What stands behind a preposition of place tells where its thing is, not what it is.
  const isNamed = slotsIn(earlier, names).some(
    ({ kind, text, start }) =>
      kind === 'name' &&
      names.includes(text) &&
      !/\b(?:in|at|from|of|near|to|for) (?:the )?$/.test(earlier.slice(0, start)),
  );
  const asks = contentWords(bare.replace(GENERIC, '')).length >= SAYS_ITS_THING;
  if (isNamed && asks && PRONOUN.test(bare) && !HAN.test(bare) && !CHANGE.test(bare))
    return onlyKinds(earlier, ['name', 'place', 'phase', 'time'], names) ?? earlier;
  return withOwnSlots(earlier, bare, names);
}

/** The time that the earlier question spoke of and this one does not. */
function timeReplaced(earlier: string, kept: string): string | undefined {
  return ofKinds(earlier, ['time']).find(({ text }) => !kept.includes(text))?.text;
}

/** The questions before, each completed, the last one first; as many as a comparison may need. */
function allCompleted(history: readonly string[]): CompletedQuestion[] {
  return [-1, -2].flatMap((at) => {
    const question = history.at(at);
    return question === undefined ? [] : [completeQuestion(question, history.slice(0, at))];
  });
}

/** What a question is about that names it first and then asks: 那市长呢，去了几次. */
function subjectBefore(bare: string): string | undefined {
  const named = /^(?!第|[前后]者|其他)(\p{Script=Han}{2,12})呢[,，]/u.exec(bare)?.[1];
  return named && nameIn(named);
}

/** What an elliptical question names, if that is neither a time nor a phase. */
function nameIn(bare: string): string | undefined {
  const kinds = slotsIn(bare).filter(({ kind }) => NO_NAME.includes(kind));
  const name = headless(withoutSlots(bare, kinds).replace(/呢|[?？。.!！]/g, '')).replace(
    /^(?:for|in|at|on|of|to|from|with|by|during) (?:the )?|(?<=\p{Script=Han})[那这](?:个|家|块|边|里|场)$|^[到在从离距](?=\p{Script=Han}{2})|(?<=\p{Script=Han})的$/gu,
    '',
  );
  return name === '' ? undefined : name;
}

/** Kinds of slots that name nothing by themselves. */
const NO_NAME: readonly SlotKind[] = ['time', 'phase', 'bound', 'edge', 'stage'];

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
  if (AFTERWARDS.test(folded)) return true;
  const bare = folded.replace(CONNECTOR, '');
  if (asksWhichOnly(bare)) return true;
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

/** A follow-up that names something and asks nothing: 那二期呢, what about Hengdong, in dollars. */
function asksNothing(bare: string, folded: string): boolean {
  if (isUnitWish(bare)) return true;
  const asks = slotsIn(bare).some(
    ({ kind, text }) => kind === 'measure' || (kind === 'interrogative' && text !== '呢'),
  );
  if (asks || CHANGE.test(bare)) return false;
  if (/^(?:is|are|was|were|do|does|did|can|will|has|have)\b/.test(bare)) return false;
  if (!HAN.test(bare)) return contentWords(bare).length <= SHORT_ENGLISH;
  return ELLIPSIS.test(folded) && contentOf(bare).length <= 2 * SHORT;
}

/** The slots of the earlier question that one with a question of its own fills otherwise; times as they are meant now. */
function withOwnSlots(earlier: string, bare: string, names: readonly string[]): string {
  const own = slotsIn(bare, names);
  const asksAnew = !CHANGE.test(bare);
  const time = own.find(({ kind }) => kind === 'time')?.text;
  const changes = slotsIn(earlier, names).flatMap((slot): [Slot, string][] => {
    if (slot.kind === 'interrogative' || slot.kind === 'measure') return asksAnew ? [[slot, '']] : [];
    if (!own.some(({ kind }) => kind === slot.kind)) return [];
    const within = slot.kind === 'time' && time ? timeWithin(slot.text, time) : '';
    return [[slot, within === time ? '' : within]];
  });
  return replaceSlots(earlier, changes);
}
