import { fold } from '../../language/fold.ts';
import { FORCE, SELF } from './chinese-words.ts';
import { DATE, type Marked, NAME, namesIn } from './marks.ts';
import { type Predicates, readPredicates } from './predicates.ts';
import { joinNames, repealsOf } from './repeals.ts';
import type { Standing, Statement } from './statement.ts';

const SUBJECT = new RegExp(`^${SELF}(?:及其?(?:实施细则|操作细则|配套细则|附件))?`);
const ADVERBS = /^(?:的|将|原则上|统一|均|全部|正式|现|即|并|且|同时|也)*/;
/** What else a sentence that speaks of the document says of it. */
const ABOUT_ITSELF = new RegExp(
  `^(?:$|(?:最终)?解释权|(?:具体)?(?:解释|修订|实施)(?:工作)?由|由.{1,40}(?:解释|修订|修改|实施|负责)|未尽|与.{1,60}(?:不一致|冲突|不符|抵触|重复)|已?经.{1,40}(?:通过|同意|批准|审定|审议)|适用于?.{1,40}|${FORCE}(?:之日起|后|之时起)$)`,
);
/** What may stand between such clauses. */
const ASIDE =
  /^(?:并|且)?(?:具体)?(?:$|(?:最终)?解释权|由.{1,40}(?:解释|修订|修改|负责)$|未尽事宜|(?:(?:有效|试行|执行|实施)期限?|期)?(?:届|期)?满|到期|如?遇|请|以.{1,40}为准|按.{1,40}执行$|经.{1,40}(?:通过|同意|批准)后?$|特此)/;
const FROM_ITS_START = new RegExp(`^(?:自|从)${SELF}${FORCE}之日起$`);
const PROCLAIMS = /^(?:经.{1,30})?现(?:予以?|将|就|对).{0,40}(?:印发|公布|发布|颁布|下发|施行)/;
/** A clause that tells what another document says, or who says so. */
const REPORTS = new RegExp(`^(?!根据|依据|按照|为).*(?:${NAME}|[规规]定|明确|指出|提出|表示|介绍|报道|要求)`);

/** Opens the sentence but is no part of it: 第二十条, （二）, 附则：. */
const OPENING = new RegExp(
  [
    '^(?:第[一二三四五六七八九十百〇零\\d]{1,6}[章条](?:之[一二三四五六七八九十]{1,3})?[:、.]?',
    '[一二三四五六七八九十]{1,4}、|\\([一二三四五六七八九十\\d]{1,3}\\)|\\d{1,2}(?:[、.](?!\\d)|(?=本))|[•·●■◆*-]',
    '附则:?|(?:其他|其它|其他事项|有关说明|说明|备注|注):',
    `(?:政策)?(?:有效期限?|(?:执行|实施|施行|生效)(?:期限|时间|日期))[:、]?(?=${SELF}))`,
  ].join('|'),
);
/** `自…起，本政策正式施行` is `本政策自…起施行`. */
const TURNED = new RegExp(`^((?:自|从)?${DATE}起),?(${SELF})(?=(?:正式|开始|统一)*${FORCE})`);
const ASIDES_IN_BRACKETS = /\((?:试行|暂行|修订[稿版]?|以下简称[^()]*|含[^()]*|包括[^()]*)\)/g;

/** Whom the clause at hand speaks of: `reported` is what another document is said to say. */
type Whose = 'self' | 'unsaid' | 'other' | 'reported';

/** What a Chinese sentence says of its own document, clause by clause, as long as it speaks of nothing else. */
export function readChinese(marked: Marked, standing: Standing): Statement {
  const statement: Statement = { repeals: [], isOwn: false };
  let whose: Whose = 'unsaid';
  let before: Predicates | undefined = { isNamed: standing.isNamed };
  for (const clause of clausesOf(marked, standing.ownNames)) {
    const subject = SUBJECT.exec(clause)?.[0];
    const predicate = clause.slice(subject?.length ?? 0).replace(ADVERBS, '');
    const repeals = repealsOf(marked, clause);
    const said = readPredicates(marked, predicate, before?.isNamed ?? false);
    const isUnderstood = repeals !== undefined || said !== undefined;
    if (repeals?.namesItself && whose !== 'reported') whose = 'self';
    else whose = whoseIs(clause, { whose, subject, isUnderstood });
    if (whose === 'self' || (whose === 'unsaid' && standing.mayLackSubject)) {
      statement.isOwn ||= isUnderstood || subject !== undefined;
      statement.repeals.push(...(repeals?.names ?? []));
      Object.assign(statement, said && withPending(said, before));
    }
    before = said;
  }
  return statement;
}

function whoseIs(
  clause: string,
  { whose, subject, isUnderstood }: { whose: Whose; subject: string | undefined; isUnderstood: boolean },
): Whose {
  if (PROCLAIMS.test(clause)) return 'self';
  if (whose === 'reported') return whose;
  if (FROM_ITS_START.test(clause)) return 'self';
  if (subject !== undefined) {
    const rest = clause.slice(subject.length).replace(ADVERBS, '');
    return isUnderstood || ABOUT_ITSELF.test(rest) ? 'self' : 'other';
  }
  if (isUnderstood || ASIDE.test(clause)) return whose;
  return REPORTS.test(clause) ? 'reported' : 'other';
}

/** `自…起` alone says nothing; with `有效期三年` behind it, it is the beginning. */
function withPending(said: Predicates, before: Predicates | undefined): Pick<Statement, 'start' | 'end'> {
  const start = said.start ?? (said.isNamed ? before?.pending : undefined);
  return { ...(start && { start }), ...(said.end && { end: said.end }) };
}

function clausesOf({ text, names }: Marked, ownNames: readonly string[]): string[] {
  let rest = text;
  for (let opening = OPENING.exec(rest); opening; opening = OPENING.exec(rest))
    rest = rest.slice(opening[0].length);
  const ownNamed = rest.replace(new RegExp(NAME, 'g'), (character) => {
    const [name = ''] = namesIn({ names }, character);
    return ownNames.includes(fold(name).replace(/\s/g, '')) ? '本文件' : character;
  });
  return joinNames(ownNamed.replace(ASIDES_IN_BRACKETS, ''))
    .replace(TURNED, '$2$1')
    .replace(/[。!?]+$/, '')
    .split(/[,;()]/);
}
