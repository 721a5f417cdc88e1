import type { QueryUnit } from './query.ts';
import { alternative, ofOneWord } from './wordings.ts';

/** What a question asks for without its name, and how documents name it. */
const IMPLIED: [RegExp, string[]][] = [
  [
    /(?:谁|哪家|哪个(?:公司|企业|集团|老板))(?:来|出钱)?投(?!产|诉|标)/,
    ['投资方', '投资者', '投资主体', '投资商'],
  ],
  [/(?:谁|哪家|哪些?个?(?:公司|企业))(?:[在来])?租/, ['入驻企业', '承租方', '租户']],
  [
    /(?:哪个|什么|哪些)(?:部门|单位|科室|局)|归(?:谁|哪)|(?:由|是)?谁(?:来)?(?:管|负责|牵头|受理)|找谁/,
    ['牵头', '负责', '受理', '组织', '承办', '主管'],
  ],
  [
    /(?:会|论坛|展|活动|仪式)[^,，。?？]{0,4}(?:几号|哪天|什么时候|何时)(?:开|办|举)/,
    ['举行', '举办', '时间', '召开'],
  ],
  [/[押压](?:金)?(?:要)?(?:几|多少)个?月/, ['押金', '保证金']],
  [/(?:招|要|用|带动)(?:多少|几)(?:百|千|十)?(?:个|名)?(?:人|工)/, ['就业', '用工', '员工', '职工']],
  [/(?:干|做)(?:什么|啥)的/, ['主营', '从事', '主要产品']],
  [/(?:有)?(?:什么|啥)(?:好处|用处|意义)/, ['有利于', '意义', '带动', '补强']],
  [/签(?=[的了下过成])/, ['签约', '签订', '签署']],
  [/(?:还)?剩(?:下|余)?(?:多少|几)/, ['剩余', '可租', '可供']],
];

/** How much what is only implied counts beside a word of the question. */
const EMPHASIS = 0.6;

/** Units of what a folded question implies; they belong to no word of it, so that none is missed where they are. */
export function impliedUnits(folded: string): QueryUnit[] {
  return IMPLIED.flatMap(([pattern, wordings]) => {
    const label = pattern.exec(folded)?.[0];
    if (label === undefined) return [];
    const alternatives = wordings.map((wording) => alternative(wording, 1));
    return [{ ...ofOneWord(label, alternatives), word: undefined, emphasis: EMPHASIS, focus: true }];
  });
}
