import { HAN } from '../../language/fold.ts';
import { setsSideBySide, sidesOf } from './comparison.ts';
import type { CompletedQuestion, Reading } from './follow-up.ts';
import { questionsOfSide } from './side-questions.ts';
import { type SlotKind, slotsIn, withoutSlots } from './slots.ts';

const COMPARED_WITH = [
  /^(?:那么?)?(?:和|与|跟|同)(.{2,20}?)(?:相比|对比|比较|比起来|比)(?:一下|呢|怎么样|如何)?[,，]?(?:(?:哪一?个|谁|孰).{1,6})?[？?]?$/u,
  /^(?:那么?)?比(.{2,20}?)(?:呢|怎么样|如何|(?:多|少|高|低|大|贵|便宜)(?:了|出)?(?:多少|几.{0,2}|吗)?)[？?]?$/u,
  /^(?:and )?(?:how does (?:that|it|this) compare (?:with|to)|(?:and )?compared (?:with|to)|versus|vs\.?) (?:that of |the one of )?(.{3,60}?)\??$/,
];
const WHICH_OF_THE_TWO = /(?:哪一?个|谁|孰)(?:更|最)?(?:多|少|大|小|高|低|贵|便宜|早|晚|远|近|长|短)/;

/** What a question sets beside what was spoken of before: 和衡东比呢, how does that compare with Hengdong. */
export function comparedWith(folded: string): string | undefined {
  const other = COMPARED_WITH.map((pattern) => pattern.exec(folded)?.[1]).find((side) => side !== undefined);
  return other?.replace(/^the /, '').trim();
}

/** A comparison written out: what was spoken of last beside the other, with what was asked of it. */
export function setSideBySide(
  earlier: string,
  { subject, other, asked }: { subject?: string; other: string; asked: string },
): { text: string; sides: [string, string] } | undefined {
  const slots = slotsIn(earlier);
  const places = slots.filter(({ kind }) => kind === 'place');
  const names = slots.filter(({ kind }) => kind === 'name');
  const times = slots.filter(({ kind }) => kind === 'time');
  const isOfTimes = times.length > 0 && slotsIn(other).some(({ kind }) => kind === 'time');
  const named = places.at(-1)?.text ?? names.at(-1)?.text;
  const last = (isOfTimes ? times.at(-1)!.text : (subject ?? named))?.replace(/^the /, '');
  if (last === undefined) return undefined;
  const phase = slots.find(({ kind, start }) => kind === 'phase' && earlier.slice(0, start).endsWith(last));
  const label = `${last}${phase?.text ?? ''}`;
  const replaced = isOfTimes ? times.slice(-1) : places.length > 0 ? places : names;
  const rest = withoutSlots(earlier, [...replaced, ...(phase ? [phase] : [])]).replace(last, '');
  const which = WHICH_OF_THE_TWO.exec(asked)?.[0] ?? '';
  const what = which === '' ? rest : rest.replace(/(?:是|有)?多少(?:钱|元)?|什么时候|多[大长远]/, '');
  const text = HAN.test(earlier)
    ? `${label}和${other}相比，${what.replace(/[?。\s]+/g, '')}${which}`
    : `compare ${last} and ${other}, ${rest.replace(/\?/g, '')}`;
  return { text, sides: [HAN.test(earlier) ? label : last, other] };
}

const COMPARATIVE =
  '(?:more expensive|more|less|fewer|higher|lower|larger|bigger|smaller|greater|longer|shorter|farther|closer|nearer|cheaper|earlier|later|sooner|first|most|largest|highest)';
const WHICH_ONLY = [
  /^(?:那么?)?(?:两者|它们|二者)?(?:之间)?(?:相?差|差距|多|少|高|低|大)(?:了|有)?多[少大](?:呢)?[？?]*$/u,
  /^(?:and )?(?:by how much|what(?: is|['’]s) the difference|how much (?:more|less|higher|lower|larger))(?: (?:is|was) (?:it|that))?\??$/,
  /^(?:那么?|所以)?(?:这|那)?(?:两|二)?(?:个|者|家|项|边|次|场)?(?:当中|之间|中|里|相比|比较|比起来)?[,，]?(?:哪一?[个家边项块座处场次年期]|谁|孰)(?:签|投|去|办|引进|招|拿|用|奖|补|产|跑|开)?(?:得|的)?(?:更|最|比较)?(?:多|少|大|小|高|低|贵|便宜|早|晚|先|远|近|长|短)(?:一些|一点|些)?呢?[？?]*$/u,
  new RegExp(
    `^(?:and |so )?(?:which|who)(?: one| year| zone| park| project| phase| event| plot| building| company| of (?:the|them|these|those)(?: two)?)?(?: (?:was|is|were|are|had|has|came|got))?(?: the)? ${COMPARATIVE}(?: one)?\\??$`,
  ),
];

/** Whether a question only asks which of two is more, and names neither. */
export function asksWhichOnly(folded: string): boolean {
  return WHICH_ONLY.some((pattern) => pattern.test(folded));
}

/**
 * The two things last spoken of, each with the question that was asked of it.
 *
 * @param before the questions before, completed, the last one first
 * @returns nothing where the conversation does not name two
 */
export function comparedBefore(before: readonly CompletedQuestion[]): Reading[] {
  const [last, previous] = before;
  if (!last) return [];
  const own = setsSideBySide(last.own) || /各|分别|respectively/.test(last.own) ? sidesOf(last.own) : [];
  const [first, second] = own;
  if (first && second)
    return own.map((side) => ({
      subject: side,
      text: questionsOfSide(last.own, side, [first, second])[0]!,
    }));
  const subject = lastChanged(last, previous) ?? subjectOf(last);
  const other = last.instead ?? (previous && (lastChanged(previous, last) ?? subjectOf(previous)));
  if (!previous || subject === undefined || other === undefined || subject === other) return [];
  return [
    { subject: other, text: textOf(previous) },
    { subject, text: textOf(last) },
  ];
}

/** The phase, time or bound in which a question differs from another. */
function lastChanged(of: CompletedQuestion, from: CompletedQuestion | undefined): string | undefined {
  const own = slotsIn(of.own).filter(({ kind }) => ['phase', 'time', 'bound', 'rank', 'edge'].includes(kind));
  const before = from ? slotsIn(from.own) : [];
  // Where a thing was put in the place of another, it is what differs.
  if (of.instead !== undefined || from?.instead !== undefined) return undefined;
  const changed = own.find(
    ({ kind, text }) =>
      before.some((slot) => slot.kind === kind) && !before.some((slot) => slot.text === text),
  );
  if (changed?.kind !== 'phase') return changed && bareLabel(changed.text);
  const name = /\p{Script=Han}{2,12}$/u.exec(of.own.slice(0, changed.start))?.[0] ?? '';
  return `${name}${changed.text}`;
}

/** What a question was about: what it named in place of another, else its last name or place, phase or time. */
function subjectOf({ subject, own, earlier }: CompletedQuestion): string | undefined {
  if (subject !== undefined) return subject;
  const slots = slotsIn(own).length > 0 ? slotsIn(own) : slotsIn(earlier ?? '');
  const lastOf = (kinds: readonly SlotKind[]) => slots.findLast(({ kind }) => kinds.includes(kind));
  const said = lastOf(['name', 'place']) ?? lastOf(['phase']) ?? lastOf(['time']);
  return said && bareLabel(said.text);
}

function bareLabel(text: string): string {
  return text.replace(/^(?:in|at|on|during|from|for|of) /, '').replace(/^the /, '');
}

function textOf({ own, earlier }: CompletedQuestion): string {
  return earlier === undefined ? own : `${earlier} ${own}`;
}
