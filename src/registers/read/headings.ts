import { fold } from '../../language/fold.ts';

/** A heading taken apart: what the column is called, folded and without spaces between Chinese, and its unit. */
export interface Heading {
  name: string;
  /** As it is written: 亿元, RMB million, t/㎡. */
  unit?: string;
}

// What a unit of money, of land, of floors or of a price is, and nothing else; on folded text.
const CURRENCY = 'rmb|cny|usd|us\\$|hk\\$|hkd|eur|[$¥€]';
const SCALE = 'thousand|million|billion|mn|bn';
const MONEY = `[万亿千百十]*(?:元|美元|美金|港元|港币|欧元|人民币)(?:人民币)?|[万亿]|(?:${CURRENCY})(?: ?(?:${SCALE}|m))?|(?:(?:${SCALE}) )?(?:yuan|rmb|cny|usd|us\\$|(?:us )?dollars?|euros?|eur|hkd)`;
const SIZE =
  '[万千百]?(?:亩|公顷|平方米|平方公里|平米|平方|m2|km2|米|吨|公斤|千克|千牛)|mu|ha|hectares?|sq\\.? ?m|sqm|sq\\.? ?km|sq\\.? ?ft|square met(?:er|re)s?|met(?:er|re)s?|m|t|kg|kn|tons?|tonnes?';
const UNIT = new RegExp(`^(?:${MONEY}|${SIZE})(?: ?(?:[/·*]|每|\\bper\\b)[^()]{1,24})?$`);
const ENCLOSED = /^(.*?)\s*[（(［[【]\s*([^（()）［\][】【]{1,30})\s*[）)］\]】]\s*$/su;
const APART = /^(.*?\S)\s*(?:[/／:：,，]|\s)\s*(\S.{0,19})$/su;

/** Headings are the same in every row of a table. */
const known = new Map<string, Heading>();
const MOST_KNOWN = 1000;

/** Reads the heading of a column: 投资额（亿元）, 面积/亩, 出让起始价 万元/亩, Investment (RMB million). */
export function readHeading(heading: string): Heading {
  let read = known.get(heading);
  if (!read) {
    if (known.size >= MOST_KNOWN) known.clear();
    read = takeApart(heading);
    known.set(heading, read);
  }
  return read;
}

/** What is longer is no heading of a column that is known. */
const LONGEST_HEADING = 80;

function takeApart(given: string): Heading {
  if (given.length > LONGEST_HEADING) return { name: keyOf(given.slice(0, LONGEST_HEADING)) };
  const heading = inOneLanguage(given);
  const enclosed = ENCLOSED.exec(heading);
  if (enclosed && isUnit(enclosed[2]!)) return { name: keyOf(enclosed[1]!), unit: unitOf(enclosed[2]!) };
  for (const { index } of heading.matchAll(/[/／:：,，\s]/g)) {
    const [name, rest] = [heading.slice(0, index).trim(), heading.slice(index + 1).trim()];
    if (name !== '' && APART.test(heading) && isUnit(rest) && !/\s/.test(rest))
      return { name: keyOf(name), unit: unitOf(rest) };
  }
  return { name: keyOf(heading) };
}

/** English behind the Chinese of a heading, or of its unit: 投资总额 Investment（万美元 USD 10,000）. */
const BESIDE_CHINESE = /(?<=\p{Script=Han})\s+([A-Za-z][A-Za-z0-9 .,'&/-]*)(?=$|\s*[（(）)])/gu;
const BEFORE_CHINESE = /^([A-Za-z][A-Za-z .'&/-]*)\s+(?=\p{Script=Han})/u;

/** A heading that is written in two languages, in the Chinese one; a unit beside it is no translation of it. */
function inOneLanguage(heading: string): string {
  const chosen = (whole: string, latin: string, at: number) =>
    isUnit(latin) && !/[（(][^）)]*$/.test(heading.slice(0, at)) ? whole : '';
  return heading.replace(BESIDE_CHINESE, chosen).replace(BEFORE_CHINESE, chosen);
}

function isUnit(text: string): boolean {
  const unit = unitOf(text);
  // A number in it would become part of the cell's.
  return UNIT.test(unit) && !/\d/.test(unit.replace(/m[23]/g, ''));
}

/** A unit as it stands behind a number: RMB 100 million is 亿元, 港币亿元 is 亿港元. */
function unitOf(text: string): string {
  return fold(text)
    .replace(/^(?:计量)?单位\s*[:]?\s*/, '')
    .replace(/^(rmb|cny|usd|us\$|hkd|hk\$|eur|yuan|[$¥€])\s*(?:'000|1,?000\b)/, '$1 thousand')
    .replace(/^(rmb|cny|yuan|¥)\s*10,?000(?![,\d])/, '万元')
    .replace(/^(usd|us\$|\$)\s*10,?000(?![,\d])/, '万美元')
    .replace(/^(?:rmb|cny|yuan|¥)\s*100\s*(?:million|mn|m)\b/, '亿元')
    .replace(/^(?:usd|us\$|\$)\s*100\s*(?:million|mn|m)\b/, '亿美元')
    .replace(/^10,?000\s*(?:yuan|rmb|cny)\b/, '万元')
    .replace(/^100\s*million\s*(?:yuan|rmb|cny)\b/, '亿元')
    .replace(/^10,?000\s*(?:usd|us\$|us dollars?|dollars?)/, '万美元')
    .replace(/^(人民币|港币|港元|美元|美金)\s*([万亿])元?$/, (_, currency: string, scale: string) =>
      currency === '人民币' ? `${scale}元` : scale + currency,
    )
    .trim();
}

/** What headings are compared by: folded, without spaces beside Chinese and marks at the ends. */
export function keyOf(text: string): string {
  return fold(text)
    .trim()
    .replace(/(?<=[^a-z0-9]) +| +(?=[^a-z0-9(])/g, '')
    .replace(/^[*＊]+|[:：*＊]+$/g, '')
    .trim();
}

/** The unit that a caption or a line gives for a whole table: 单位：亿元; a heading such as 工业用电（元/千瓦时）. */
export function statedUnit(text: string): string | undefined {
  const stated = /(?:单位|單位|units?)\s*[：:]\s*([^（()）\s，,、；;]+)\s*(?:[）)]|$)/i.exec(text)?.[1];
  if (stated !== undefined) return isUnit(stated) ? unitOf(stated) : undefined;
  const enclosed = ENCLOSED.exec(text)?.[2];
  return enclosed !== undefined && isUnit(enclosed) ? unitOf(enclosed) : undefined;
}

/** A heading without the remark in brackets behind it: 投资方（国别）; one that says which part of it is meant keeps it. */
export function withoutRemark(key: string): string {
  const [, name, remark] = /^(.+?)\(([^()]*)\)$/.exec(key) ?? [];
  return name === undefined || /完成|到位|累计|年度|计划|预计|其中|planned|expected/.test(remark!)
    ? key
    : name;
}
