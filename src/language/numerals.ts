/** What a Chinese scale word multiplies by. */
export const CHINESE_SCALES: Record<string, number> = {
  十: 10,
  百: 100,
  千: 1e3,
  万: 1e4,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  百亿: 1e10,
  千亿: 1e11,
  万亿: 1e12,
};

/** What an English scale word or letter multiplies by. */
export const ENGLISH_SCALES: Record<string, number> = {
  thousand: 1e3,
  k: 1e3,
  million: 1e6,
  mn: 1e6,
  m: 1e6,
  billion: 1e9,
  bn: 1e9,
  b: 1e9,
  trillion: 1e12,
};

const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** Value of a Chinese numeral such as 一百二十, 两千万, 三亿五千万; `NaN` where it is none. */
export function chineseNumber(numeral: string): number {
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  for (const character of numeral) {
    if (character in DIGITS) {
      digit = DIGITS[character]!;
    } else if (character === '万' || character === '亿') {
      const scale = CHINESE_SCALES[character]!;
      section += digit ?? 0;
      // 万亿 multiplies what came before it; 三亿五千万 adds to it.
      if (section === 0) total = (total || 1) * scale;
      else total += section * scale;
      section = 0;
      digit = undefined;
    } else if (character in CHINESE_SCALES) {
      section += (digit ?? 1) * CHINESE_SCALES[character]!;
      digit = undefined;
    } else return Number.NaN;
  }
  return total + section + (digit ?? 0);
}

/** Digits of a year written out, 二〇二三; `NaN` for anything but four of them. */
export function chineseYear(year: string): number {
  return Number([...year].map((character) => DIGITS[character] ?? '?').join(''));
}
