import { HAN } from '../language/fold.ts';
import { type Slot, type SlotKind, slotsIn, withoutSlots } from './slots.ts';

/** An earlier question with what a shorter one names put in its place. */
export interface Substituted {
  text: string;
  /** What had to give way. */
  instead?: string;
}

/** What is of one kind whatever else is asked: each takes the place of its like. */
const BY_KIND: readonly SlotKind[] = ['bound', 'rank', 'edge', 'stage', 'time', 'phase'];

/**
 * Puts what a question names that asks nothing of its own (那二期呢, and for those below 500?) in the place of its
 * like in an earlier question.
 *
 * @param bare the question, folded, without the words that join it to the one before
 * @param names what is known to be a name
 * @returns `undefined` where the earlier question has nothing of the kind
 */
export function substitute(earlier: string, bare: string, names: readonly string[]): Substituted | undefined {
  const said = bare
    .replace(/呢?[?？。.!！]*$/, '')
    .replace(/(?<=\p{Script=Han})[那这](?:个|家|块|边|里|场)$/u, '')
    .replace(/(?<=\p{Script=Han})的$/u, '');
  const own = slotsIn(said, names);
  const before = slotsIn(earlier, names);
  const like = own.filter(({ kind }) => BY_KIND.includes(kind) && before.some((slot) => slot.kind === kind));
  const rest = headless(withoutSlots(said, like));
  const namesThing = rest !== '';
  const given = new Set(own.map(({ kind }) => kind));
  const places = namesThing ? placesFor(before, given, { said, earlier }) : [];
  if (like.length === 0 && places.length === 0)
    return namesThing
      ? ((CHINESE_PHRASE.test(said) ? undefined : byOpening(earlier, said)) ??
          byName(before, earlier, said) ??
          byPreposition(earlier, said) ??
          byVerb(earlier, said))
      : undefined;
  // What one company did in a year or a place, another did in some other.
  const dropped =
    places.some(({ kind }) => kind === 'name') && given.has('name')
      ? before.filter(({ kind }) => kind === 'place' || kind === 'time' || kind === 'phase')
      : [];
  const changes = before.flatMap((slot): [Slot, string][] => {
    if (slot === places[0]) return [[slot, joined(earlier.slice(0, slot.start), withoutSlots(said, like))]];
    if (places.includes(slot)) return [[slot, '']];
    const mine = like.find(({ kind }) => kind === slot.kind);
    if (mine) return [[slot, within(slot, mine)]];
    return dropped.includes(slot) ? [[slot, '']] : [];
  });
  const overlap = places[0] && said.endsWith(earlier.charAt(places[0].end)) ? 1 : 0;
  if (overlap && places[0] && HAN.test(earlier.charAt(places[0].end))) places[0].end += overlap;
  const instead = places[0]?.text.replace(/^the /, '');
  return { text: replaceSlots(earlier, changes), instead };
}

/** What is put behind a text, without the preposition that stands there already. */
function joined(before: string, said: string): string {
  return /\b(?:in|at|on|of|for|by|from|to|with) (?:the )?$/.test(before)
    ? said.replace(/^(?:in|at|on|of|for|by|from|to|with) /, '')
    : said;
}

/** Slots of the earlier question that a thing named anew takes the place of. */
function placesFor(
  before: readonly Slot[],
  given: ReadonlySet<SlotKind>,
  { said, earlier }: { said: string; earlier: string },
): Slot[] {
  const of = (kind: SlotKind) =>
    before.filter((slot) => slot.kind === kind && !/^(?:园区|开发区|工业园区?|产业园)$/.test(slot.text));
  if (given.has('name') && of('name').length > 1) return behindPreposition(of('name'), { said, earlier });
  if (given.has('name') && of('name').length > 0) return of('name');
  const isPlain = !slotsIn(said).some(({ kind }) => kind !== 'interrogative');
  if (isPlain && SUPPLY.test(said) && of('measure').length > 0) return of('measure');
  if (given.has('place') || isPlain) return of('place');
  return given.has('name') ? of('place') : [];
}

/** Of several names those that stand where the new one would: behind its preposition, or behind none. */
function behindPreposition(
  slots: readonly Slot[],
  { said, earlier }: { said: string; earlier: string },
): Slot[] {
  const own = PREPOSITION.exec(said)?.[1];
  const alike = slots.filter(
    ({ start }) =>
      /\b(in|at|on|from|for|to|by|of|with) (?:the )?$/.exec(earlier.slice(0, start))?.[1] === own,
  );
  return alike.length > 0 ? alike.slice(0, 1) : [...slots];
}

const PREPOSITION = /^(in|at|on|from|for|to|by|of|with) /;

/** What a park supplies is asked of the same place: 蒸汽呢 after 江北的电价. */
const SUPPLY =
  /^(?:工业)?(?:用)?(?:水|电|气|蒸汽|天然气|管道气|燃气|污水(?:处理)?费?|供热|热力|物业费?|宽带|网络|土地|地价|厂房|宿舍|房租)$/;

/** Who or what a Chinese question begins with, before what is asked of it. */
const OPENING =
  /^(?:那么?)?(\p{Script=Han}{2,8}?)(?=有多少|有几|一共|总共|现在|共?有|的|是|在|离|距|[引签投规占去来开办产招用走]|每|平均|一年|什么时候|哪|\d)/u;
/** What a place has: of 江北变电站 the place is 江北. */
const FACILITY =
  /(?:变电站|(?:污水)?处理厂|泊位|码头|厂房|宿舍|公寓|学校|医院|企业|项目|工资|税收|外资|产能|产值)$/;

/** 临港呢 takes the place of what the question before begins with, where nothing else in it is of its kind. */
function byOpening(earlier: string, said: string): Substituted | undefined {
  const opening = OPENING.exec(earlier)?.[1];
  const isName =
    /^\p{Script=Han}{2,10}$/u.test(said) &&
    !SUPPLY.test(said) &&
    slotsIn(said).every(({ kind }) => kind === 'name' || kind === 'place');
  if (!opening || !isName || slotsIn(opening).some(({ kind }) => kind !== 'name')) return undefined;
  const tail = FACILITY.exec(opening)?.[0] ?? '';
  const instead =
    opening.length - tail.length >= 2 && !FACILITY.test(said)
      ? opening.slice(0, opening.length - tail.length)
      : opening;
  return { text: earlier.replace(instead, said), instead };
}

/** What a short question names, folded, without what only stands for a thing named before: for those, the … one. */
export function headless(said: string): string {
  return said
    .replace(/^(?:(?:for|in|at|on|of|to|from|with|by|during) )?(?:those|these|that|the|a|an|ones?)\b/, '')
    .replace(/\b(?:ones?|those)$/, '')
    .replace(/^(?:的|那些?|项目|企业)+$/, '')
    .trim();
}

/** 海岸港机呢 takes the place of the one name before; what is counted (多少家规上企业) is no name. */
function byName(before: readonly Slot[], earlier: string, said: string): Substituted | undefined {
  const named = before.filter(({ kind }, at) => kind === 'name' && before[at - 1]?.kind !== 'interrogative');
  const [slot] = named;
  const isName =
    /^\p{Script=Han}{2,12}$/u.test(said) &&
    !SUPPLY.test(said) &&
    slotsIn(said).every(({ kind }) => kind === 'name');
  if (!slot || named.length > 1 || !isName) return undefined;
  return { text: replaceSlots(earlier, [[slot, said]]), instead: slot.text };
}

/** Who or what an English question asks of, before its verb. */
const BEFORE_VERB =
  /\b(?:did|was|were|is|are|does|do|will|has|have) ((?:the )?(?:[a-z\d’'()-]+ ){1,5}?)(?=(?:opened|open|started|start|begin|take place|held|signed|located|built|finished|completed|cost|employ|invest|sign|bring in|cover|break ground|launched|last|get|have|produce)\b)/;

/** "And the conference?" takes the place of what the verb of the question before was asked of. */
function byVerb(earlier: string, said: string): Substituted | undefined {
  const before = BEFORE_VERB.exec(earlier)?.[1]?.trim();
  if (!before || HAN.test(said) || !/^(?:the )?(?:[a-z\d’'-]+ ?){1,5}$/.test(said)) return undefined;
  return { text: earlier.replace(before, said), instead: before.replace(/^the /, '') };
}

/** To, from or at what a Chinese question asks: 到广州呢 after 洛浔到南宁多远. */
const CHINESE_PHRASE = /^(到|离|距|在|从|给|对|向|往)(\p{Script=Han}{2,8})$/u;

const CLASSES: readonly RegExp[] = [/^(?:in|at|on|during|from)$/, /^(?:for|to)$/, /^by$/, /^of$/, /^with$/];
const LAST_PHRASE = /\b(in|at|on|during|from|for|to|by|of|with) ((?:[^\s,?]+ ){0,5}[^\s,?]+)\s*\??$/;

/** "And at the forum?" takes the place of "in the theme month" at the end of the question before. */
function byPreposition(earlier: string, said: string): Substituted | undefined {
  const chinese = CHINESE_PHRASE.exec(said);
  if (chinese) {
    const like = new RegExp(
      `${chinese[1]}(\\p{Script=Han}{2,6}?)(?=多远|多久|多少|要|的|有|$|[?？])`,
      'u',
    ).exec(earlier);
    return like ? { text: earlier.replace(like[0], said), instead: like[1] } : undefined;
  }
  if (HAN.test(earlier.charAt(0))) return undefined;
  const [, own] = /^([a-z]+) /.exec(said) ?? [];
  const last = LAST_PHRASE.exec(earlier);
  if (!own || !last || !CLASSES.some((alike) => alike.test(own) && alike.test(last[1]!))) return undefined;
  const text = `${earlier.slice(0, last.index)}${said}?`;
  return { text, instead: last[2]!.replace(/^(?:the|an?) /, '') };
}

/** What a slot says in the place of another of its kind: with the year or the unit of that, where it has none. */
function within(before: Slot, { kind, text }: Slot): string {
  if (kind === 'time') return timeWithin(before.text, text);
  return kind === 'bound' ? boundWithin(before.text, text) : text;
}

const UNIT = /(?<=[\d万亿千百])(?:美?元|亩|平方米|平米|公里|人|家|个|年|度|千瓦时|吨|代)/;

/** A bound as it is meant after another: 超过20亿 after 1亿元以上 is 20亿元以上. */
function boundWithin(before: string, said: string): string {
  const unit = UNIT.exec(before)?.[0] ?? '';
  const whole = UNIT.test(said) ? said : said.replace(/\d[\d.]*[万亿千百]*/, `$&${unit}`);
  const above = /^(?:超过|高于|大于|多于)(.+)$/.exec(whole)?.[1];
  return above && before.endsWith('以上') ? `${above}以上` : whole;
}

/** A time as it is meant after another: 月底 after 2023年11月初 is 2023年11月底. */
export function timeWithin(before: string, said: string): string {
  if (/(?:19|20)\d\d|[去前今明]年|year/.test(said)) return said;
  const year = /(?:19|20)\d\d年?|[去前今明]年/.exec(before)?.[0] ?? '';
  const month = /\d{1,2}月/.exec(before)?.[0];
  if (said.startsWith('月')) return month ? `${year}${month}${said.slice(1)}` : said;
  return said.startsWith('年') ? `${year}${said.slice(1)}` : `${year}${said}`;
}

/** A text with some of its slots, which stand in order, written otherwise. */
export function replaceSlots(folded: string, changes: readonly [Slot, string][]): string {
  let text = '';
  let at = 0;
  for (const [{ start, end }, instead] of changes) {
    text += folded.slice(at, start) + instead;
    at = end;
  }
  return (text + folded.slice(at)).replace(/\s+/g, ' ').trim();
}
