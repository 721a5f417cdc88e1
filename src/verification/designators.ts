/** What tells one of a series from the others: 二期, A型, Q2地块. */
export interface Designator {
  raw: string;
  /** What there are several of: 期, 型, 地块. */
  series: string;
  start: number;
}

const DESIGNATORS =
  /(?<![\p{Script=Han}\d][第近])([一二三四五六七八])(期)(?![间限货])|(?<![a-z\d])([a-z]\d{0,2})(型|地块|户型)/gu;

export function designatorsOf(folded: string): Designator[] {
  return [...folded.matchAll(DESIGNATORS)].map((match) => ({
    raw: match[0],
    series: (match[2] ?? match[4])!,
    start: match.index,
  }));
}
