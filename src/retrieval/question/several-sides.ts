/** What a name of a side is made of, commas and joining words aside. */
const SIDE = '[^、,，:：?？。;；和与跟]{2,16}';
const LAST = '(?:、|和|与|跟|以及|还有)';
/** What is asked of them begins here. */
const ASKED =
  '(?=[,，:：]|这?[三四五六两][个场家项次届者]|的|在|\\d{4}|一共|总共|合计|共计|加起来|共签|哪|谁|各|分别|相比|对比|比较)';
const THREE_CHINESE = new RegExp(`((?:${SIDE}、)+${SIDE}?)${LAST}(${SIDE}?)${ASKED}`, 'u');
const THREE_ENGLISH = /[:,] ?((?:[^,:?]{3,50}, )+[^,:?]{3,50}?),? (?:or|and) ([^,:?.]{3,50}?)(?=[,?.]|$)/;
const SUM = /加起来|一共|总共|合计|共计/;
const TWO_SUMMED = new RegExp(`^(${SIDE}?)${LAST}(${SIDE}?)(?=一共|总共|合计|共计|加起来)`, 'u');

/** The things that a folded question sets side by side, where there are three or more; those of a sum also where they are two. */
export function severalSidesOf(folded: string): string[] {
  const [, first, last] =
    THREE_CHINESE.exec(folded) ??
    THREE_ENGLISH.exec(folded) ??
    (SUM.test(folded) ? TWO_SUMMED.exec(folded) : null) ??
    [];
  if (first === undefined || last === undefined) return [];
  return [...first.split(/、|, /), last].map((side) => side.replace(/^the /, '').trim());
}

/** Whether a folded question wants what several things come to together. */
export function wantsSum(folded: string): boolean {
  return SUM.test(folded);
}
