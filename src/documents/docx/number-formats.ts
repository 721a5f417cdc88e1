/** The number formats of lists (ECMA-376, 17.18.59) that occur in Chinese and English documents. */

const DIGITS = '零一二三四五六七八九';
const LEGAL_SIMPLIFIED = '零壹贰叁肆伍陆柒捌玖';
const LEGAL_TRADITIONAL = '零壹貳參肆伍陸柒捌玖';
const UNITS = ['', '十', '百', '千'];
const LEGAL_UNITS = ['', '拾', '佰', '仟'];
const ROMAN: readonly [number, string][] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];
/** Numbers beyond are mistakes; the Roman ones would grow without end. */
const LARGEST = 9999;

type Format = (number: number) => string;

const counting: Format = (number) => spelled(number, DIGITS, UNITS).replace(/^一十/, '十');
const digitwise: Format = (number) =>
  String(number).replace(/\d/g, (digit) => (digit === '0' ? '〇' : DIGITS[Number(digit)]!));
const roman: Format = (number) => {
  let rest = number;
  return ROMAN.map(([value, letters]) => {
    const times = Math.floor(rest / value);
    rest -= times * value;
    return letters.repeat(times);
  }).join('');
};
/** a to z, then aa to zz. */
const letter: Format = (number) =>
  String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.ceil(number / 26));

const FORMATS: Readonly<Record<string, Format>> = {
  chineseCounting: counting,
  chineseCountingThousand: counting,
  taiwaneseCounting: counting,
  taiwaneseCountingThousand: counting,
  japaneseCounting: counting,
  chineseLegalSimplified: (number) => spelled(number, LEGAL_SIMPLIFIED, LEGAL_UNITS),
  ideographLegalTraditional: (number) => spelled(number, LEGAL_TRADITIONAL, LEGAL_UNITS),
  ideographDigital: digitwise,
  japaneseDigitalTenThousand: digitwise,
  taiwaneseDigital: digitwise,
  ideographTraditional: oneOf('甲乙丙丁戊己庚辛壬癸'),
  ideographZodiac: oneOf('子丑寅卯辰巳午未申酉戌亥'),
  ideographEnclosedCircle: oneOf('㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉'),
  decimalEnclosedCircle: oneOf('①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'),
  decimalEnclosedCircleChinese: oneOf('①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'),
  decimalEnclosedParen: oneOf('⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇'),
  decimalEnclosedFullstop: oneOf('⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛'),
  decimalFullWidth: (number) =>
    String(number).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  decimalZero: (number) => String(number).padStart(2, '0'),
  lowerLetter: letter,
  upperLetter: (number) => letter(number).toUpperCase(),
  lowerRoman: roman,
  upperRoman: (number) => roman(number).toUpperCase(),
  none: () => '',
};

/**
 * A number as Word writes it in a list of that format: `chineseCounting` makes 12 `十二`. Formats that are not
 * known, and numbers that a format has no sign for, are written in digits.
 */
export function formatNumber(number: number, format: string): string {
  const formatted = number >= 1 && number <= LARGEST ? FORMATS[format]?.(number) : undefined;
  return formatted ?? String(number);
}

function oneOf(signs: string): Format {
  const list = [...signs];
  return (number) => list[number - 1] ?? String(number);
}

/** 105 is 一百零五: one zero for any number of empty places within. */
function spelled(number: number, digits: string, units: readonly string[]): string {
  const places = [...String(number)].map(Number);
  let text = '';
  for (const [at, digit] of places.entries()) {
    if (digit > 0) text += digits[digit]! + units[places.length - 1 - at]!;
    else if (!text.endsWith(digits[0]!)) text += digits[0]!;
  }
  return number > 0 ? text.replace(new RegExp(`${digits[0]}$`), '') : text;
}
