import { fold } from './fold.ts';

/** What a name of a place, a park, a firm or an institution usually ends in, folded, longest first. */
const SUFFIXES = [
  '股份有限公司 有限责任公司 有限公司 高新技术 经开区 高新区 示范区 开发区 产业园 工业园 科技园',
  '集团 公司 科技 项目 论坛 峰会 大学 学院 基地 新区 园区 片区 街道 电子 实业 控股 能源 材料 股份 银行',
  '省 市 县 区 州 镇 乡 村 园 港 湖 江 山',
]
  .join(' ')
  .split(' ');

const SUFFIX = new RegExp(SUFFIXES.join('|'), 'gu');
/** Han characters just before a suffix, cut at one that hardly ever stands within a name. */
const BEFORE = /[^\P{Script=Han}的和与及或在是为了等将被把对从向省市县]{2,4}$/u;
const LONGEST = 4;

/**
 * Candidate names in a text: every stretch of 2 to 4 Han characters within the 4 before a suffix, folded.
 * Generous on purpose: a name is only ever looked up by its own pinyin, so that a wrong candidate costs
 * a row and nothing else.
 */
export function candidateNames(text: string): Set<string> {
  const folded = fold(text);
  const names = new Set<string>();
  for (const match of folded.matchAll(SUFFIX)) {
    const window = BEFORE.exec(folded.slice(Math.max(0, match.index - LONGEST), match.index))?.[0];
    if (window !== undefined) addStretches(window, names);
  }
  return names;
}

function addStretches(window: string, names: Set<string>): void {
  for (let start = 0; start < window.length - 1; start += 1) {
    for (let end = start + 2; end <= window.length; end += 1) names.add(window.slice(start, end));
  }
}

/** Spells names in pinyin without tones and spaces, ü as v: 衡阳 → hengyang. The dictionary loads on first use. */
export async function spellNames(names: Iterable<string>): Promise<Map<string, string>> {
  const { pinyin } = await import('pinyin-pro');
  const spelled = new Map<string, string>();
  for (const name of names) {
    spelled.set(name, pinyin(name, { toneType: 'none', type: 'array', v: true }).join(''));
  }
  return spelled;
}

/** A spelling as people type it, brought to the form of `spellNames`: `Lü-liang` → `lvliang`. */
export function normalizeSpelling(spelling: string): string {
  return spelling
    .toLowerCase()
    .replaceAll('ü', 'v')
    .replace(/[^a-z]/g, '');
}
