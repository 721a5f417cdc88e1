import { fold, HAN } from '../../language/fold.ts';

/** What stands around a number: `亿元` behind it, or `RMB ` before it and ` billion` behind it. */
export interface Unit {
  before: string;
  after: string;
}

/** The header of a column: its name, and the unit of its numbers where the header gives one. */
export interface Column {
  /** Without the unit: `投资额`. */
  name: string;
  /** As it is written: `投资额（亿元）`. */
  header: string;
  unit?: Unit;
}

// All on folded text.
const SCALE = '(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)?';
const MONEY = '(?:人民币)?(?:美元|美金|港元|港币|欧元|日元|元|人民币)(?:人民币)?';
const SIZE =
  'm2|m3|km2|ha|平方米|平米|平方公里|平方千米|平方|亩|公顷|立方米|立方|方|公里|千米|米|厘米|毫米|km|m|cm|mm';
const MATTER =
  '公斤|千克|克|吨|标准煤|吨标准煤|kg|t|升|千瓦时|度|千瓦|兆瓦|吉瓦|千伏安|兆伏安|千伏|kwh|mwh|gwh|kw|mw|gw|kva|mva|kv|兆帕|mpa|标箱|teu|℃|分贝|db';
const TIME = '个?工作日|周年|年|个月|月|周|天|日|小时|分钟|秒';
const COUNT =
  '个|家|户|人次|人|名|位|项|条|次|场|台套|台|套|件|款|座|栋|幢|宗|批|辆|列|架|艘|类|种|处|所|届|期|层|间|套间|床|张|万件|倍';
const SHARE = '%|‰|个?百分点';
const CHINESE = `(?:${SCALE}(?:${MONEY}|${SIZE}|${MATTER}|${TIME}|${COUNT})|${SCALE.slice(0, -1)}|${SHARE})`;
const CHINESE_UNIT = new RegExp(`^${CHINESE}(?:[/每·•.*]${CHINESE}){0,3}$`);

const CURRENCY = 'rmb|cny|usd|us\\$|hkd|hk\\$|eur|[$€¥]';
const ENGLISH_SCALE = 'thousand|million|billion|trillion|mn|bn';
const WORD =
  '(?:yuan|rmb|renminbi|us dollars?|dollars?|usd|euros?|mu|hectares?|sq\\.? ?m|sqm|sq\\.? ?km|square (?:kilo)?met(?:er|re)s?|(?:kilo)?met(?:er|re)s?|(?:metric )?(?:tons?|tonnes?)|years?|months?|weeks?|(?:working |business )?days?|hours?|minutes?|percent|per cent|percentage points?|people|persons|employees|companies|enterprises|projects)';
const PER = `(?:(?: ?/ ?| per )(?:${WORD}|${SIZE}|${MATTER}|[a-z]+)){0,2}`;
const PREFIXED = new RegExp(`^(${CURRENCY})( ?(?:${ENGLISH_SCALE}))?(${PER})$`);
const SUFFIXED = new RegExp(`^(?:(?:${ENGLISH_SCALE}) )?${WORD}${PER}$`);
/** Alone behind a slash these are as often part of a name: 年/月, 企业/人. */
const VAGUE = new RegExp(`^(?:${TIME}|${COUNT})$`);

/** The unit a text is, and nothing else; `undefined` for 含税, 全称 or two units at once. */
export function readUnitName(text: string): Unit | undefined {
  const raw = text.trim();
  const folded = fold(raw);
  // A letter is a unit only as it is written: t are tons, T is a name.
  if (folded === '' || /^[A-Z]$/.test(raw)) return undefined;
  const prefixed = PREFIXED.exec(folded);
  if (prefixed) {
    const sign = raw.slice(0, prefixed[1]!.length);
    return { before: /[a-z]$/i.test(sign) ? `${sign} ` : sign, after: spaced(raw.slice(sign.length)) };
  }
  if (SUFFIXED.test(folded)) return { before: '', after: ` ${raw}` };
  return CHINESE_UNIT.test(folded) ? { before: '', after: raw } : undefined;
}

function spaced(after: string): string {
  return /^[a-z]/i.test(after) ? ` ${after}` : after;
}

const ENCLOSED =
  /^(.*?)\s*[（(［[【]\s*(?:(?:[计計]量)?[单單]位\s*[：:]?)?([^（()）［\][】【]{1,30})[）)］\]】]\s*$/su;

/** A header with its unit: `投资额（亿元）`, `面积/亩`, `起始价 万元/亩`, `Investment (RMB billion)`. */
export function readHeader(header: string): Column {
  const found = enclosedUnit(header) ?? separatedUnit(header);
  return found ? { ...found, header } : { name: header, header };
}

/** A name with a unit in brackets behind it. */
export function enclosedUnit(text: string): { name: string; unit: Unit } | undefined {
  const [, name, inside] = ENCLOSED.exec(text) ?? [];
  const unit = inside === undefined ? undefined : readUnitName(inside);
  return unit && { name: name!.trim(), unit: fitting(unit, name!) };
}

function separatedUnit(header: string): { name: string; unit: Unit } | undefined {
  if (readUnitName(header)) return undefined;
  for (const { index } of header.matchAll(/[/／:：,，]|(?<=\p{Script=Han})[\s　]+(?=\S+$)/gu)) {
    const name = header.slice(0, index).trim();
    const rest = header.slice(index + 1).trim();
    const unit = VAGUE.test(fold(rest)) ? undefined : readUnitName(rest);
    if (unit && name !== '') return { name, unit: fitting(unit, name) };
  }
  return undefined;
}

/** In a Latin text a number and its unit are two words: 500 kW, but 功率：500kW. 工期：6月 would be June. */
function fitting(unit: Unit, name: string): Unit {
  if (unit.after === '月' && /[期限時时]|[长長]$/.test(name)) return { ...unit, after: '个月' };
  return HAN.test(name) || HAN.test(unit.after) ? unit : { ...unit, after: spaced(unit.after) };
}

/** A column's header from its tiers, the upper first; a tier that is only a unit gives the unit alone. */
export function readTiers(tiers: readonly string[]): Column {
  const header = tiers.join(' ');
  const read = tiers.map((tier, depth) => {
    const unit = depth > 0 ? readUnitName(tier) : undefined;
    return unit ? { name: '', unit } : readHeader(tier);
  });
  const name = read.map((tier) => tier.name).filter((part) => part !== '');
  const unit = read.findLast((tier) => tier.unit)?.unit;
  return unit && name.length > 0 ? { name: name.join(' '), header, unit } : { name: header, header };
}

const NUMBER = '(?:[1-9]\\d{0,2}(?:,\\d{3})+|0|[1-9]\\d*)(?:\\.\\d+)?';
const QUANTITY = new RegExp(`^[+-]?(${NUMBER})(?: ?[-~–—至到] ?(${NUMBER}))?$`);

/**
 * Whether a text is a number or a range of numbers and nothing else. Codes and telephone numbers
 * (`0734-12`, `007`) and dates (`2026-03`) are none.
 */
export function isQuantity(text: string): boolean {
  const [, low, high] = QUANTITY.exec(text.normalize('NFKC').trim().replace('−', '-')) ?? [];
  if (low === undefined) return false;
  return high === undefined || toNumber(low) <= toNumber(high);
}

function toNumber(written: string): number {
  return Number(written.replaceAll(',', ''));
}

/** A quantity with its unit: `12.5` → `12.5亿元`. */
export function withUnit(quantity: string, { before, after }: Unit): string {
  return before + quantity + after;
}
