import { fold } from '../../language/fold.ts';
import { coverage, held, type WeighedUnit } from '../candidates/coverage.ts';
import { type Expectation, fitsFigure } from '../question/expectation.ts';
import type { Query } from '../question/query.ts';
import { type AnalysedSentence, termsOf } from './passage-analysis.ts';

/** What a sentence is held against. */
export interface Wanted {
  /** Units of what is asked for, as against what it is asked about. */
  focus: readonly WeighedUnit[];
  /** How many things are to be named. */
  listSize?: number;
  /** Whether a share is asked for, and not by how much something grew. */
  isShare?: boolean;
}

/** What a query's sentences are held against. */
export function wantedBy(query: Query, units: readonly WeighedUnit[]): Wanted {
  return {
    focus: units.filter(({ focus }) => focus),
    listSize: query.listSize,
    isShare: SHARE.test(fold(query.text)),
  };
}

/**
 * Share, 0 to 1, to which a sentence looks like an answer of the kind expected. A figure of the right kind
 * counts fully only where its own clause speaks of what is asked for: the 7 of 7家企业 is no number of projects.
 */
export function fitness(expectation: Expectation, sentence: AnalysedSentence, wanted: Wanted): number {
  switch (expectation) {
    case 'date':
      return RECURRING_DAY.test(sentence.folded) || CLOCK.test(sentence.folded)
        ? 1
        : figureFitness(expectation, sentence, wanted);
    case 'duration':
      return IN_FORCE.test(sentence.folded) ? 1 : figureFitness(expectation, sentence, wanted);
    case 'list':
      return (
        listFitness(enumerated(sentence.folded), wanted.listSize) * kindShare(sentence.folded, wanted.focus)
      );
    case 'reason':
      return REASON.test(sentence.folded) ? 1 : 0;
    case 'place':
      return PLACE.test(sentence.folded) ? 1 : 0;
    case 'people':
      return ENGLISH_PEOPLE.test(sentence.folded) ? 1 : figureFitness(expectation, sentence, wanted);
    case 'person':
      return AGENT.test(sentence.folded) ? 1 : 0.5;
    case 'manner':
    case 'thing':
    case 'yes-no':
      return 0.5;
    case 'percent':
      return (
        figureFitness(expectation, sentence, wanted) * (wanted.isShare && onlyGrew(sentence.folded) ? 0.5 : 1)
      );
    default:
      return figureFitness(expectation, sentence, wanted);
  }
}

const SHARE =
  /占比|占[^,，。]{0,12}(?:比例|百分之|多少)|\bshare of\b|\b(?:account|accounts|accounted) for\b|\bproportion of\b/;
/** By how much something grew, in the words of a folded text. */
const GREW =
  /(?:增长|下降|上升|增幅|同比|环比|增速|\b(?:up|down|rose|grew|growth|increase|increased|fell))[^,;，；]{0,12}?\d[\d.]*%/g;

const RECURRING_DAY =
  /每(?:年|月|周|季度?)|第[一二三四五六七八九十\d]+个?(?:工作日|季度|周)|上半年|下半年|[春夏秋冬]季|月初|月底|年底|年初|\b(?:every|each) (?:year|month|week|quarter)/;
/** How long a rule is in force is mostly told by its last day. */
const IN_FORCE = /(?:有效期|执行期|施行期|实施期)[^,，。]{0,6}\d{4}年|\bvalid (?:from|until|to)\b/;
/** A time of day: 6:40. */
export const CLOCK = /(?<!\d)\d{1,2}:[0-5]\d(?!\d)/;
const ENGLISH_PEOPLE =
  /\d (?:[a-z]+ )?(?:people|persons|employees|workers|staff|members|technicians|engineers|graduates|residents)\b/;
/** Who does a thing: an office, a company, or someone by title. */
const AGENT =
  /由[^,，;；。]{2,20}(?:局|委|办|部|处|中心|公司|集团|政府|院|协会)|(?:负责人|主任|书记|[市县区局院所]长|经理|董事长|联系人|窗口|投资方|主办|承办|牵头)|有限公司|\b(?:bureau|committee|department|director|manager|mayor|secretary|ltd|co\.|company|office)\b/;
const REASON =
  /由于|因为|因此|原因|致使|导致|为了|以便|\b(?:because|due to|owing to|therefore|(?:made|caused|led|forced)\b.*\bto)\b|\bmade the\b|\bsince\b/;
const PLACE = /[省市区县镇乡村州岛园港路街楼厅馆]|位于|坐落|落户|\b(?:in|at|located)\b/;

function onlyGrew(folded: string): boolean {
  const shares = folded.match(/%/g)?.length ?? 0;
  return shares > 0 && (folded.match(GREW)?.length ?? 0) === shares;
}

/** Says that what is asked for is not known, which is an answer. */
const NOT_GIVEN = /(?:没有|未)(?:给出|公布|披露|说明|载明)|\bnot (?:given|published|disclosed|stated)\b/;

function figureFitness(expectation: Expectation, sentence: AnalysedSentence, { focus }: Wanted): number {
  if (NOT_GIVEN.test(sentence.folded)) return 1;
  const total = focus.reduce((sum, { weight }) => sum + weight, 0);
  let best = 0;
  for (const { figures, terms } of sentence.clauses) {
    if (!figures.some((figure) => fitsFigure(expectation, figure))) continue;
    best = Math.max(best, 0.5 + (total > 0 ? (0.5 * coverage(focus, terms)) / total : 0.5));
  }
  return best;
}

function listFitness(items: number, size: number | undefined): number {
  if (size !== undefined) return items === size ? 1 : items >= 2 ? 0.4 : 0;
  return items >= 3 ? 1 : items === 2 ? 0.6 : 0;
}

/** What the members of a list are called, behind the last of them or before the first: …、…等新模式, 三种方式：…、…. */
const KIND = [
  /、[^、,;。]{1,30}?等(?:[\d一二两三四五六七八九十]+[个家项种类大])?([^,;。]{1,14})/,
  /([^,;。:]{2,20})(?:有|为|是|包括|分为|:)[^:、]{0,20}、/,
];
/** A list of what nobody says may be a list of something else. */
const UNNAMED = 0.6;

function kindShare(folded: string, focus: readonly WeighedUnit[]): number {
  // 哪几个百亿级重大项目 asks for projects: the last word is what is to be named.
  const head = focus.findLast(({ word }) => word !== undefined);
  if (!head) return 1;
  const kinds = KIND.flatMap((pattern) => pattern.exec(folded)?.[1] ?? []);
  return kinds.some((kind) => held(head, termsOf(kind)) >= HEAD_HELD) ? 1 : UNNAMED;
}

/** A synonym names it as well. */
const HEAD_HELD = 0.45;

/** Number of items in the longest enumeration of folded text: 甲、乙、丙 are three. */
export function enumerated(folded: string): number {
  let most = 0;
  for (const clause of folded.split(/[。；;！!？?]|(?<!\d),(?!\d)/)) {
    const marks = clause.split('、').length - 1;
    if (marks > 0) most = Math.max(most, marks + 1);
  }
  const english = folded.split(/, (?:and )?| and /).length;
  return Math.max(
    most,
    /[a-z]/.test(folded) && !/\p{Script=Han}/u.test(folded) && english >= 3 ? english : 0,
  );
}
