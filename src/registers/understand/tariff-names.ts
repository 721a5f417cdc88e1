import { fold } from '../../language/fold.ts';
import type { Vocabulary } from '../../register-types.ts';
import { wordKey } from './lexicon.ts';

/** Hours of the day that electricity has a price of its own in, each with its names. */
const HOURS = [
  '尖峰|尖峰时段|critical peak|super peak|sharp peak',
  '高峰|峰段|峰时|峰|高峰时段|峰时段|peak|on-peak|peak hours|peak time',
  '平段|平时|平|平时段|平价|flat|shoulder|mid-peak|standard hours',
  '低谷|谷段|谷时|谷|低谷时段|谷时段|valley|off-peak|off-peak hours|trough',
].map((names) => names.split('|'));
/** A sort of what is sold, 再生水; the utility itself is no sort of it. */
const SORT = /^\p{Script=Han}{2,6}$/u;
const UTILITY =
  /^(?:工业|生产|居民|民用|商业|企业|一般|管道)*(?:用[电水气汽户]|电力?|水|气|蒸汽|天然气|燃气|热力|污水|污水处理费?)$/;
const VOLTAGE = /^(?:(\d+)[-~—至])?(\d+)(?:千伏|kv)/;

/** A part of the names of tariffs, such as 35千伏 of 35千伏 高峰, with all the names that have it. */
export interface TariffPart {
  name: string;
  values: string[];
  /** What it may be called: keys of a lexicon. */
  keys: string[];
}

/** The parts of which the names of tariffs are made, where they say more than of which utility they are. */
export function tariffParts(vocabulary: Vocabulary): TariffPart[] {
  const parts = new Map<string, string[]>();
  for (const name of vocabulary.keys())
    for (const part of name.split(/\s+/)) parts.set(part, [...(parts.get(part) ?? []), name]);
  return [...parts].flatMap(([name, values]) => {
    const keys = keysOf(fold(name));
    return keys.length === 0 ? [] : [{ name, values, keys: keys.map(wordKey) }];
  });
}

function keysOf(part: string): string[] {
  const hours = HOURS.find((names) => names.some((name) => part === name));
  if (hours) return hours;
  const voltage = VOLTAGE.exec(part);
  if (!voltage) {
    const sort = part.replace(/\([^()]*\)$/, '');
    return SORT.test(sort) && !UTILITY.test(sort) ? [sort] : [];
  }
  const [, low, high] = voltage;
  const levels = low === undefined ? [high!] : [`${low}-${high}`, high!];
  return [part, ...levels.flatMap((level) => [`${level}千伏`, `${level} kv`, `${level}kv`])];
}
