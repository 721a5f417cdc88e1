import { industryNames, sameIndustries } from '../../registers/understand/industries.ts';

/** What no park calls an industry of its own, but what policies leave out by name. */
const LEFT_OUT: readonly (readonly [RegExp, string])[] = [
  [/房地产|地产开发|real estate|property develop/, '房地产'],
  [/商贸|零售|retail/, '商贸零售'],
];
const DOES = '(?:做|是|属于|从事|搞|生产|研发|主营|制造)(?:一家|一个)?';
const BEHIND = '(?:产业|行业|制造)?(?:类)?的?(?:企业|项目|公司|工厂|厂家?|业务|产业|行业|的|,|。|$)';
const ENGLISH_BEHIND =
  '[- ](?:manufactur\\w*|compan\\w*|projects?|firms?|business\\w*|makers?|producers?|plants?|industry|sector|enterprise)';
const OPEN =
  /(?:做|从事|主营)([\p{Script=Han}]{2,8}?)(?:类|产品|生产|制造)?(?:的(?=[,。]|$)|企业|项目|(?=[,。]|$))/u;
/** What is behind 做 or 是 and no industry. */
const NO_INDUSTRY = /投资|什么|多少|我们|企业|政策|奖励|补贴|这个|那个|哪|新建|一家|外资/;

/** The industry that a folded message says its asker is in, by the Chinese name that documents use. */
export function industryIn(folded: string): string | undefined {
  const leftOut = LEFT_OUT.find(([words]) => words.test(folded));
  if (leftOut) return leftOut[1];
  const known = industryNames()
    .filter((name) => isSaid(folded, name))
    .sort((a, b) => b.length - a.length)[0];
  if (known) return canonical(known);
  const english = industryNames().find((name) =>
    sameIndustries(name).some((other) => /^[a-z]/.test(other) && isSaidInEnglish(folded, other)),
  );
  if (english) return canonical(english);
  const open = OPEN.exec(folded)?.[1];
  return open !== undefined && !NO_INDUSTRY.test(open) ? open : undefined;
}

/** A short message that is nothing but an industry, as an answer to the question for it. */
export function bareIndustry(folded: string): string | undefined {
  const plain = folded
    .replace(/[。.!,\s]|产业|行业|领域|industry|sector$/g, (match) => (match === ' ' ? ' ' : ''))
    .trim();
  const names = sameIndustries(plain);
  return names.length > 0 ? canonical(names[0]!) : undefined;
}

function isSaid(folded: string, name: string): boolean {
  if (!folded.includes(name)) return false;
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(
    `(?:${DOES}|^|[,。])[^,。]{0,4}${escaped}(?!费|成本|支出|补|奖)|${escaped}${BEHIND}`,
  ).test(folded);
}

function isSaidInEnglish(folded: string, name: string): boolean {
  if (!folded.includes(name)) return false;
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(
    `(?<!\\d(?: ?(?:million|billion|thousand|yuan|rmb|cny|usd|us dollars))* )\\b(?:in|make|makes|making|produce|produces|do|does)(?: the)? ${escaped}\\b|\\b${escaped}${ENGLISH_BEHIND}`,
  ).test(folded);
}

/** The first name of its group, which is the one that documents use most. */
function canonical(name: string): string {
  return sameIndustries(name)[0] ?? name;
}
