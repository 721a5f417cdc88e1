import type { Exclusive } from '../../incentive-types.ts';
import { chineseNumber } from '../../language/numerals.ts';

const NOT_TWICE =
  /(?:不|不得|不能|不可|不予)(?:同时|重复|叠加|兼得|累计)(?:享受|奖励|补助|补贴|申报|支持|执行|计算)?|[就从]高不[就重](?:复|低)|择(?:优|高|一)|(?:就|从)高(?:执行|享受|奖励|原则)|不重复/;
/** Other levels' policies: a matter for those who know what else was granted. */
const OTHERS =
  /上级|国家|省|市级|市(?:同|相)|自治区|其他(?:政策|同类|优惠|扶持)|园区其他|同类(?:政策|资金|奖励|扶持)|已享受|已经享受|各级/;
const NUMBER = '[一二三四五六七八九十]{1,3}';
const ARTICLES = new RegExp(
  `第(${NUMBER})条?(?:([至到~—–-])第?(${NUMBER})条)?|(?<=[、和与及])第?(${NUMBER})条`,
  'g',
);
const LIST = new RegExp(`第(${NUMBER}(?:、${NUMBER})+)条`);

/**
 * That some rules of a document do not stack, where a sentence of folded text says so; `undefined` where it speaks of
 * the policies of others, or of nothing of the kind.
 *
 * @param article the one that the sentence stands in, for 本条
 */
export function readExclusive(
  sentence: string,
  article: string | undefined,
): Pick<Exclusive, 'articles' | 'sameMatter'> | undefined {
  if (!NOT_TWICE.test(sentence)) return undefined;
  const articles = articlesIn(sentence);
  if (articles.length > 1) return { articles, sameMatter: false };
  if (/本条/.test(sentence) && article) return { articles: [article], sameMatter: false };
  if (
    OTHERS.test(sentence) &&
    !/本(?:政策|办法|措施|规定|意见|若干)[^,]{0,8}(?:多|两|各|不同|条)/.test(sentence)
  )
    return undefined;
  const isOwn = /(?:本(?:政策|办法|措施|规定|意见|细则)|多项|多个|两项|以上各(?:条|项)|上述)/.test(sentence);
  if (!isOwn && !/同一/.test(sentence)) return undefined;
  return { articles: [], sameMatter: /同一(?:事项|内容|类型|类别|投入)|同类/.test(sentence) };
}

/** 第三条和第四条, 第三、四条, 第三条至第五条. */
function articlesIn(sentence: string): string[] {
  const list = LIST.exec(sentence)?.[1]
    ?.split('、')
    .map((number) => `第${number}条`);
  if (list) return list;
  const found: string[] = [];
  for (const [, first, isRange, last, more] of sentence.matchAll(ARTICLES)) {
    if (isRange && last) found.push(...between(first!, last));
    else found.push(`第${first ?? more}条`);
  }
  return [...new Set(found)];
}

const DIGITS = '一二三四五六七八九';

function between(first: string, last: string): string[] {
  const [from, to] = [chineseNumber(first), chineseNumber(last)];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => `第${written(from + at)}条`);
}

/** 十二 for 12, below a hundred. */
function written(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens - 1]}十`;
  return `${ten}${ones === 0 ? '' : DIGITS[ones - 1]}`;
}
