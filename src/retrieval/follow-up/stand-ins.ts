import { HAN } from '../../language/fold.ts';
import { replaceSlots, type Slot, slotsIn } from './slots.ts';

/** An earlier question with what a shorter one names put in its place. */
export interface Substituted {
  text: string;
  /** What had to give way. */
  instead?: string;
}

/**
 * Puts what a question names in the place of what the one before asked about, where no form tells its kind: of what it
 * begins with, of its one name, of what stands behind the same preposition, or before its verb.
 *
 * @param said what is named, folded
 * @param before the slots of the earlier question
 */
export function standIn(earlier: string, said: string, before: readonly Slot[]): Substituted | undefined {
  return (
    (CHINESE_PHRASE.test(said) ? undefined : byOpening(earlier, said)) ??
    byName(before, earlier, said) ??
    byPreposition(earlier, said) ??
    byVerb(earlier, said)
  );
}

/** What a park supplies is asked of the same place: 蒸汽呢 after 江北的电价. */
export const SUPPLY =
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
