import { interrogatives } from '../question/question-words.ts';

/**
 * What a stretch of a question says: from which amount on, of which rank, first or last, which step, when, which phase, where, of
 * whom, or what of it is asked for.
 */
export type SlotKind =
  | 'bound'
  | 'rank'
  | 'edge'
  | 'stage'
  | 'time'
  | 'phase'
  | 'place'
  | 'name'
  | 'measure'
  | 'interrogative';

export interface Slot {
  kind: SlotKind;
  start: number;
  end: number;
  text: string;
}

const HAN = '\\p{Script=Han}';
/** A Han name begins behind what is none: a mark, a particle, a verb of the trade, or a time. */
const NAME_START = `(?<=^|[^${HAN}]|[年在和与跟同及到的把将给从对月里])`;
const PLACE_END =
  '(?:高新区|经开区|开发区|工业园区?|科技园|园区|新区|自贸区|保税区|(?<=\\p{Script=Han}{2})(?:[市县区镇]|园(?!区|林|艺|丁))(?![委政]))';
const NAME_END = '(?:项目|公司|集团|产业园|基地|科技|企业|大会|论坛|峰会|小分队|活动|政策|办法|会议)';

const AMOUNT =
  '(?:\\d[\\d.,]*|[一二两三四五六七八九十百]+)\\s?[万亿千百]*(?:美?元|亩|平方米|平米|公里|人|家|个|年|度|千瓦时|吨|代)?';
const ENGLISH_AMOUNT =
  '(?:generation |class |grade |level |rmb |usd |us\\$|\\$)?\\d[\\d.,]*(?: ?(?:million|billion|thousand))?(?: (?:yuan|rmb|dollars|mu))?';

// Tried in this order; a stretch belongs to the first that claims it.
const PATTERNS: [SlotKind, RegExp][] = [
  [
    'interrogative',
    /\b(?:how (?:many|much|long|big|large)|what(?: is| was| are| were)?|when(?: was| is| did)?|which|who|where)\b/g,
  ],
  [
    'bound',
    new RegExp(
      `(?:超过|不足|不到|不满|低于|高于|大于|小于|少于|多于|至少)\\s?${AMOUNT}|${AMOUNT}(?:及|或|\\(含\\))?以[上下内]|\\b(?:below|under|above|over|beyond|(?:more|less|fewer) than|at least|at most|up to|exceeding) ${ENGLISH_AMOUNT}|\\b${ENGLISH_AMOUNT}(?: [a-z]+){0,2}? (?:and|or) (?:above|over|more|higher|below|under|less|lower|fewer)\\b`,
      'gu',
    ),
  ],
  [
    'rank',
    /(?:国家|省|市|自治区|区|县|世界)级(?![高经开新工园])|博士后?|硕士|本科|大专|\b(?:national|provincial|regional|municipal|city|county|district|state)[- ]level\b|\b(?:doctorate|ph\.?d|master['’]?s?|bachelor['’]?s?)\b/gu,
  ],
  [
    'edge',
    /[首末头][班批]|首次|初次|重新(?=认定|申报|申请)|再次|[上下]一?[届次批轮]|最后一?[班个批家条届次]|第[一二三四五六七八九\d](?:班|批|家|名|届|次|轮)|最[早晚大小高低多少](?!程度)|\b(?:first|second|third|last|final|earliest|latest|largest|smallest|highest|lowest|biggest)\b(?! (?:phase|half|quarter|year|stage))/gu,
  ],
  [
    'stage',
    /签约|开工|动工|奠基|投产|试产|竣工|封顶|达产|交付|入住|启用|\b(?:signed|(?:break|broke) ground|construction (?:start(?:ed)?|begin|began)|(?:start|began|begin) (?:construction|production)|completed|finished)\b/gu,
  ],
  [
    'time',
    /(?:19|20)\d\d\s?年?(?:度|上半年|下半年|第?[一二三四1-4]季度|\d{1,2}月(?:份)?(?:\d{1,2}[日号]|[初中底末]|[上中下]旬)?)?|(?<!\d)\d{1,2}月份?(?:\d{1,2}[日号]|[初中底末]|[上中下]旬)?|[年月][初中底末](?!\p{Script=Han}?[额日])|去年|前年|今年|明年|本年度?|上年度?|上半年|下半年|\b(?:in |during )?(?:19|20)\d\d\b|\b(?:this|last|next) year\b/gu,
  ],
  [
    'phase',
    /第?[一二三四五六七八九十\d]{1,2}期(?!间|限|待|望|货|刊)|\b(?:phase|stage) ?(?:i{1,3}|iv|v|\d|one|two|three|four|five)\b|\b(?:first|second|third|fourth|fifth) phase\b/gu,
  ],
  [
    'place',
    new RegExp(
      `(?:${NAME_START}${HAN}{2,4})?全[市省县区国](?:范围)?|${NAME_START}(?:(?!全[市省县])${HAN}){0,6}?${PLACE_END}(?!${HAN}?长)|\\b(?:the )?(?:whole (?:city|province)|(?:[a-z]+ )?(?:[a-z]+-tech|high-tech|economic(?: and technological)?|industrial|development|free trade)(?: [a-z]+)? (?:zone|park|area|district)|[a-z]+ (?:zone|park|city|county|district))\\b`,
      'gu',
    ),
  ],
  ['name', /(?<![a-z\d])[a-z]{1,3}-?\d{1,4}(?![\d.,%a-z])(?:厂房|地块|号楼)?/gu],
  ['name', new RegExp(`${NAME_START}(?:(?![什哪几了的签引投]|多少)${HAN}){2,10}?${NAME_END}`, 'gu')],
  [
    'measure',
    /总?投资(?:额|金额|总额)?|总额|金额|租金|价格|单价|电价|水价|气价|面积|产值|产能|产量|容积率|工资|上限|下限|期限|年限|条件|流程|(?<![新原]|复合|功能|建筑)材料|税收|外资|营收|收入|人数|个数|数量|比例|占比|时间|日期|地址|电话|\b(?:total )?(?:investment|amount|rent|price|(?:floor|land) area|output|tax(?: revenue)?|date|number|share)\b/gu,
  ],
];

/**
 * The slots of a folded question, in order, not overlapping.
 *
 * @param names what is known to be a name, folded
 */
export function slotsIn(folded: string, names: readonly string[] = []): Slot[] {
  const slots: Slot[] = [];
  let left = folded;
  const claim = (kind: SlotKind, start: number, end: number) => {
    slots.push({ kind, start, end, text: folded.slice(start, end) });
    left = left.slice(0, start) + ' '.repeat(end - start) + left.slice(end);
  };
  for (const { start, end } of interrogatives(folded)) claim('interrogative', start, end);
  for (const name of names)
    for (const match of left.matchAll(new RegExp(`(?<![a-z])(?:the )?${literal(name)}(?![a-z])`, 'g')))
      claim(PLACE_NAME.test(name) ? 'place' : 'name', match.index, match.index + match[0].length);
  for (const [kind, pattern] of PATTERNS)
    for (const match of left.matchAll(pattern)) claim(kind, match.index, match.index + match[0].length);
  return slots.sort((a, b) => a.start - b.start);
}

/** A text without some of its slots, their places closed up; what is given stands where the first of them was. */
export function withoutSlots(folded: string, slots: readonly Slot[], instead = ''): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of slots) {
    rest += folded.slice(at, start) + (at === 0 ? instead : '');
    at = end;
  }
  return (rest + folded.slice(at)).replace(/\s+/g, ' ').trim();
}

/** A text with some of its slots, which stand in order, written otherwise. */
export function replaceSlots(folded: string, changes: readonly [Slot, string][]): string {
  let text = '';
  let at = 0;
  for (const [{ start, end }, instead] of changes) {
    text += folded.slice(at, start) + instead;
    at = end;
  }
  return (text + folded.slice(at)).replace(/\s+/g, ' ').trim();
}

const PLACE_NAME = /\b(?:zone|park|city|county|district)$/;

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
