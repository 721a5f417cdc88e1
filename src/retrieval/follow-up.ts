import { fold } from '../language/fold.ts';
import { blankQuestionWords, isEnglishFiller } from './question-words.ts';

/** A question completed from earlier ones: its own text, and the earlier text that it leans on. */
export interface CompletedQuestion {
  own: string;
  /** The earlier question, itself completed, that gives the subject; absent for a question that stands alone. */
  earlier?: string;
  /** Whether the question says so little that the earlier one also says what is asked for. */
  elliptical: boolean;
}

const POINTS_BACK =
  /^(?:那么?|它|他|她|这|该|此|其中?|前者|后者|上述|以上|还有|另外|和|里头|里面|后来|随后|之后|结果|同期|当时|当年)|[它她他](?!处|乡|国)|(?:这|那|该|此)(?:个|些|家|项|笔|次|座|片|条)?(?:项目|企业|公司|园区|政策|活动|集团|产业|会议|人)?|\b(?:it|its|they|them|their|that|this|these|those|he|she|his|her|there|the (?:project|company|park|zone|event|policy)|and|what about|how about)\b/;
const TRAILING_ELLIPSIS = /呢[？?]?\s*$|^\s*(?:and|what about|how about)\b/i;

/** The asker says that what comes has nothing to do with what came before. */
const NEW_SUBJECT =
  /^(?:换个话题|换一个话题|另一个问题|再问(?:个)?别的|顺便问(?:一下|个别的)?|说别的|change of (?:topic|subject)|on (?:a|another) (?:different|other)? ?(?:note|topic)|different question)/;

/** A year and the word for a rule say of which rule, not what about it: 2023年的政策怎么规定？ */
const RULE_OF_A_YEAR =
  /\d{4}年?度?|(?:新|旧|老|原来?|以前|之前|现行|当时)的?(?=政策|办法|规定|措施|意见|文件)|政策|办法|规定|措施|文件|条款|版本?/g;

// A question that stands alone names its subject; with fewer content characters than this it hardly can.
const SHORT = 5;
const SHORT_ENGLISH = 3;

/**
 * Whether and how a question leans on the ones before it.
 *
 * @param question the question as asked
 * @param history earlier questions of the same asker, oldest first
 */
export function completeQuestion(question: string, history: readonly string[]): CompletedQuestion {
  const previous = history.at(-1);
  if (previous === undefined) return { own: question, elliptical: false };
  const folded = fold(question).trim();
  if (NEW_SUBJECT.test(folded)) return { own: question, elliptical: false };
  const content = blankQuestionWords(folded.replace(RULE_OF_A_YEAR, '')).replace(/[^\p{L}\p{N}]/gu, '');
  const pointsBack = POINTS_BACK.test(folded) || TRAILING_ELLIPSIS.test(folded);
  const short = /\p{Script=Han}/u.test(folded)
    ? content.length < SHORT
    : folded.split(/\s+/).length <= SHORT_ENGLISH;
  if (!pointsBack && !short) return { own: question, elliptical: false };
  const before = completeQuestion(previous, history.slice(0, -1));
  const earlier = before.earlier ? `${before.earlier} ${before.own}` : before.own;
  const words = folded.match(/[a-z]+/g)?.filter((word) => !isEnglishFiller(word)) ?? [];
  const bare = words.length > 0 ? words.length <= SHORT_ENGLISH : content.length <= SHORT;
  return { own: question, earlier, elliptical: TRAILING_ELLIPSIS.test(folded) && bare };
}
