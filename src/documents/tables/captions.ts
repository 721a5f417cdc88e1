import type { DraftBlock } from '../blocks.ts';
import { enclosedUnit, readUnitName, type Unit } from './units.ts';

/** A longer line is prose, whatever it begins with. */
const LONGEST_CAPTION = 60;
/** A title above its unit line is shorter still. */
const LONGEST_TITLE = 40;
const NUMERAL = '[\\d一二三四五六七八九十]{1,4}(?:[-—–.．]\\d{1,3}){0,2}';
const NUMBERED = new RegExp(
  `^(?:[附续續]?表[格]?\\s*${NUMERAL}(?:$|[\\s　:：、.．（(《]|(?=\\p{Script=Han}))|[附续續]表(?:$|[\\s　:：（(])|Table\\s+\\d{1,3}(?:[-.]\\d{1,3})?(?:$|[:.\\s—–-]))`,
  'iu',
);
/** 表1显示… is a sentence about the table. */
const ABOUT =
  /^[附续續]?表[格]?\s*[\d一二三四五六七八九十.．-]+\s*(?:[显顯]示|列出|列示|是|[为為]|中|所|可[见見]|反映|[给給]出|[说說]明|和|与|與|及|至|、)/;
const ANNEX = new RegExp(
  `^附件\\s*(?:${NUMERAL})?\\s*[：:]?\\s*.*(?:表|[单單]|目[录錄]|明[细細]|台[账賬]|一[览覽]|[汇匯][总總])$`,
  'u',
);
const UNIT_LINE = /^[（(]?\s*(?:(?:[计計]量)?[单單]位|units?)\s*[：:]\s*(.{1,30}?)\s*[）)]?$/i;
const UNIT_WITHIN =
  /(?:^|[\s　（(，,；;])(?:(?:[计計]量)?[单單]位|units?)\s*[：:]\s*([^（()）\s　]+(?: [a-z%]+)?)/i;

/**
 * Takes the lines off the end of `blocks` that caption the table about to come, and gives them as one text:
 * `表1 2023年签约项目`, `附件2：项目清单`, `Table 3: …`, `单位：万元`, and the short title right before such a
 * unit, in a line of its own or in brackets. `undefined`, and nothing taken, where the last lines are none.
 */
export function takeCaption(blocks: DraftBlock[]): string | undefined {
  const unit = takeIf(blocks, isUnitLine);
  const title = takeIf(
    blocks,
    (line) => isNumberedCaption(line) || (unit === undefined ? isTitleWithUnit(line) : isTitle(line)),
  );
  if (unit === undefined) return title;
  const bare = unit.replace(/^[（(]\s*|\s*[）)]$/g, '');
  return title === undefined ? bare : `${title}（${bare}）`;
}

function takeIf(blocks: DraftBlock[], fits: (line: string) => boolean): string | undefined {
  const last = blocks.at(-1);
  if (last?.kind !== 'paragraph' && last?.kind !== 'caption') return undefined;
  const line = last.text.trim();
  if (!fits(line)) return undefined;
  blocks.pop();
  return line;
}

/** Whether a line says nothing but the units of a table: `单位：万元`, `（计量单位：亩）`, `单位：万元、亩`. */
export function isUnitLine(line: string): boolean {
  return isUnitList(UNIT_LINE.exec(line)?.[1]);
}

/** The units that a line or a caption states, as they are written there: the 万元 of `单位：万元`. */
export function statedUnits(text: string): string | undefined {
  return [UNIT_LINE, UNIT_WITHIN].map((form) => form.exec(text)?.[1]).find(isUnitList);
}

function isUnitList(stated: string | undefined): boolean {
  if (stated === undefined) return false;
  return [stated, ...stated.split(/[、，,；;和及]/)].some((name) => readUnitName(name) !== undefined);
}

/** A title that ends in its unit: `企业奖励标准（单位：万元）`. */
function isTitleWithUnit(line: string): boolean {
  const [, title, unit] = /^(.+?)\s*([（(][^（(]+[）)])$/.exec(line) ?? [];
  return title !== undefined && isTitle(title) && isUnitLine(unit!);
}

function isNumberedCaption(line: string): boolean {
  if (line.length > LONGEST_CAPTION || /[。；;！？]|[，,：:]$/.test(line)) return false;
  return (NUMBERED.test(line) && !ABOUT.test(line)) || ANNEX.test(line);
}

function isTitle(line: string): boolean {
  return line.length <= LONGEST_TITLE && !/[。；;！？!?：:，,]/.test(line) && /\p{L}/u.test(line);
}

/** The one unit that a caption gives for its table; none where it names several. */
export function unitOfCaption(caption: string): Unit | undefined {
  const stated = statedUnits(caption);
  return stated === undefined ? enclosedUnit(caption)?.unit : readUnitName(stated);
}
