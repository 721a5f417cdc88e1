import { fold } from '../../language/fold.ts';
import { type Expectation, FIGURES } from '../../retrieval/expectation.ts';
import type { Query } from '../../retrieval/query.ts';

/** What a question leaves open: a figure of some kinds, the name of a person, or something else. */
export type Slot = { of: 'figure'; kinds: readonly Expectation[] } | { of: 'person' } | { of: 'other' };

// What is asked for without a question word stands last: 2022年特斯拉交付量.
const NOUNS: readonly [Expectation, RegExp][] = [
  ['date', /(?:时间|日期)[?？]?$/],
  ['people', /人数[?？]?$/],
  ['percent', /(?:率|占比|增幅|增速)[?？]?$/],
  ['quantity', /(?:量|数|额|规模|票房|收入|营收|gdp|产值|总值|市值|价格|奖金|利润)(?:是)?[?？]?$/],
];

const PERSON =
  /谁|哪位|导演|编剧|主演|冠军|得主|教练|总监|\bceo\b|执行官|作者|负责人|主席|总统|首相|部长|歌手|演员|选手|主持|火炬手|旗手|\bwho\b/;

/** What answers a question. */
export function slotOf({ text, expectations }: Query): Slot {
  const folded = fold(text).trim();
  const asked = expectations.filter((expectation) => FIGURES.includes(expectation));
  const named = NOUNS.find(([, pattern]) => pattern.test(folded))?.[0];
  const kinds = asked.length > 0 || named === undefined ? asked : [named];
  if (kinds.length > 0) return { of: 'figure', kinds };
  return PERSON.test(folded) ? { of: 'person' } : { of: 'other' };
}
