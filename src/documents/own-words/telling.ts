import { fold } from '../../language/fold.ts';
import type { CleanText } from '../../types.ts';

/** Titles of what explains, retells or collects the documents of others; folded, without spaces. */
const RETELLING_TITLE =
  /(?:解读|解析|图解|读懂|问答|答问|答记者问|常见问题(?:解答|汇总)?|要点|亮点|汇编|摘编|一览表?|新闻(?:发布会?|稿)?|报道|访谈|讲话|发言|faq|q&a)(?:\([^()]*\)|[一二三四五六七八九十\d]+)?$|^(?:一图读懂|一图看懂|图解|政策解读|政策问答|解读|新闻|快讯)/;
const ENGLISH_TITLE =
  /\b(?:faqs?|q ?& ?a|frequently asked questions|explained|interview|press release|news)\b/;
/** A newspaper's words: who wrote it, from whom it is known. */
const REPORTER =
  /(?:本[报報]|本[网網]|本[台臺]|全媒[体體]|[见見][习習])?[记記]者[:：(（]?\s?(?:\p{Script=Han}{2,4}[)）\s]|[获獲]悉|了解到|[从從].{2,20}[获獲]悉)|本[报報][讯訊]|本[网網][讯訊]|通[讯訊][员員]|新[华華]社|[据據](?:悉|了解|介[绍紹])/u;
const LATELY = /^.{0,30}(?:近日|日前|昨日|昨天)/;
const OPENING_BLOCKS = 4;

/** Whether a document is news, an answer or an explanation: it speaks of a policy's days, and is not that policy. */
export function tellsOfOthers({ title = '', text, blocks }: CleanText): boolean {
  const content = blocks.filter(({ kind }) => kind !== 'boilerplate' && kind !== 'caption');
  const opening = content.slice(0, OPENING_BLOCKS).map(({ start, end }) => fold(text.slice(start, end)));
  const titles = [fold(title), opening[0] ?? ''];
  return (
    titles.some((line) => RETELLING_TITLE.test(line.replace(/\s/g, '')) || ENGLISH_TITLE.test(line)) ||
    opening.some((line) => LATELY.test(line)) ||
    REPORTER.test(text)
  );
}
