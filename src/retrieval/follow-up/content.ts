import { HAN } from '../../language/fold.ts';
import { blankQuestionWords, isEnglishFiller } from '../question/question-words.ts';
import { type SlotKind, slotsIn } from './slots.ts';

/** Words that every subject of the trade may have; a question of nothing else has its subject from before. */
export const GENERIC =
  /项目|企业|公司|园区|投资|签约|开工|动工|投产|引进|引入|金额|总额|数量|情况|地点|同比|增长|下降|提前|金|额|总|用|美元|欧元|港币|人民币|折合|换算|\b(?:projects?|compan(?:y|ies)|parks?|zones?|invest(?:ment|ments|ed)?|sign(?:ed)?|start(?:ed)?|grow(?:th|n)?|grew|increased?|rate|dollars?|rmb|usd|yuan|euros?|people|persons|members|team|hosted?|cost|located?|begin|began)\b/g;
/** What a folded text is about, without question words, spaces and marks. */
export function contentOf(folded: string): string {
  if (!HAN.test(folded)) return contentWords(folded).join('');
  return blankQuestionWords(folded).replace(/[^\p{L}\p{N}]/gu, '');
}

/** Its English words that say something. */
export function contentWords(folded: string): string[] {
  return (folded.match(/[a-z]+/g) ?? []).filter((word) => !isEnglishFiller(word));
}

const UNNAMING: readonly SlotKind[] = ['interrogative', 'measure', 'stage'];

/** Whether a folded question that nothing goes before names nothing that would tell its subject: 总投资是多少. */
export function isUnspecific(folded: string): boolean {
  const named = slotsIn(folded).some(({ kind }) => !UNNAMING.includes(kind));
  return !named && contentOf(folded.replace(GENERIC, '')).length === 0;
}
