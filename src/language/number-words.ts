import { chineseNumber } from './numerals.ts';
import { rewrite, type TracedText } from './traced-text.ts';

/** The text with numbers and shares that are written in words in digits: fifty-two, 三分之一, 六成, half, 半年. */
export function inDigits(text: TracedText): TracedText {
  return RULES.reduce((rewritten, { pattern, write }) => rewrite(rewritten, pattern, write), text);
}

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const PARTS: Record<string, number> = {
  half: 2,
  third: 3,
  quarter: 4,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
};
const SCALES: Record<string, number> = { hundred: 100, thousand: 1e3, million: 1e6, billion: 1e9 };
const PART = 'thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?';

const placeOf = (words: readonly string[], word: string | undefined) =>
  Math.max(0, words.indexOf(word?.toLowerCase() ?? ''));

/** A share as a percentage; the same share is always written the same. */
const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;

const digitsOr = (numeral: string) => (/^[\d.]+$/.test(numeral) ? Number(numeral) : chineseNumber(numeral));

const NUMERAL = '[一二两三四五六七八九十百千\\d.]+';

const RULES: { pattern: RegExp; write(match: RegExpExecArray): string | undefined }[] = [
  // A quarter of a year is a stretch of time.
  {
    pattern: new RegExp(
      `\\b(?:(a|an|one|two|three|four|five|six|seven|eight|nine|\\d{1,2})[ -])(${PART})\\b(?!,? of 20| 20\\d\\d| floor| party| parties| phase)`,
      'g',
    ),
    write: ([, count, part]) => {
      const whole = PARTS[part!.replace(/s$/, '')]!;
      const number = /^an?$/.test(count!) ? 1 : Number(count) || placeOf(ONES, count);
      return number < whole ? percent(number, whole) : undefined;
    },
  },
  {
    pattern: /(?<![\d/.-])(\d{1,2})\/(\d{1,2})(?![\d/.-])/g,
    write: ([, a, b]) => percent(Number(a), Number(b)),
  },
  {
    pattern: new RegExp(`(${NUMERAL})分之(${NUMERAL}(?:点[一二三四五六七八九]+)?)`, 'g'),
    write: ([, whole, part]) => percent(digitsOr(part!), digitsOr(whole!)),
  },
  {
    pattern: /([一二两三四五六七八九\d])成(?![立为效果都本员功就品长交分熟])/g,
    write: ([, part]) => percent(digitsOr(part!), 10),
  },
  {
    pattern: /([一二三四五六七八九\d])([一二三四五六七八九\d])?折/g,
    write: ([, tens, ones]) => percent(10 * digitsOr(tens!) + (ones ? digitsOr(ones) : 0), 100),
  },
  { pattern: /一半|半数|对半/g, write: () => '50%' },
  { pattern: /过半|大多数|多数(?!企业家)/g, write: () => '超过50%' },
  { pattern: /(?<=[减打])半(?!年|天|月)|半(?=价)/g, write: () => '50%' },
  { pattern: /(?<![上下前后])半年/g, write: () => '6个月' },
  {
    pattern: /\b(?:a |the )?majority\b|\bmost of\b|\bmore than half\b|\bover half\b/g,
    write: () => 'more than 50%',
  },
  {
    pattern:
      /(?<!\b(?:first|second|1st|2nd|latter) )\b(?:by half|half|halved)\b(?![- ]?(?:year|day|of (?:the )?(?:year|20))| 20)/g,
    write: () => '50%',
  },
  { pattern: /\bhalf a year\b/g, write: () => '6 months' },
  {
    pattern: new RegExp(
      `\\b(?:(a|${ONES.slice(1).join('|')}) )(hundred|thousand|million|billion)\\b(?: and)?`,
      'g',
    ),
    write: ([, count, scale]) => String((count === 'a' ? 1 : placeOf(ONES, count)) * SCALES[scale!]!),
  },
  {
    pattern: new RegExp(`\\b(${TENS.slice(2).join('|')})(?:[ -](${ONES.slice(1, 10).join('|')}))?\\b`, 'g'),
    write: ([, tens, ones]) => String(10 * placeOf(TENS, tens) + placeOf(ONES, ones)),
  },
  {
    pattern: new RegExp(`\\b(${ONES.slice(2).join('|')})\\b`, 'g'),
    write: ([word]) => String(placeOf(ONES, word)),
  },
  { pattern: /\bone (?=(?:year|month|week|day|hour|working|calendar)s?\b)/g, write: () => '1 ' },
  {
    pattern: /([一二两三四五六七八九十]+)(?=[至到][一二两三四五六七八九十]+(?:个|年|天|日|倍|人|家|层|楼))/g,
    write: ([, numeral]) => String(chineseNumber(numeral!)),
  },
  {
    pattern: /第([一二三四五六七八九十]+)(?!季|产业)/g,
    write: ([, numeral]) => `第${chineseNumber(numeral!)}`,
  },
  {
    pattern: /分([两二三四五六七八九])(?=期|个阶段|阶段|批)/g,
    write: ([, numeral]) => `分${chineseNumber(numeral!)}`,
  },
  { pattern: /首年/g, write: () => '第1年' },
  { pattern: /(?<![每逐])次年/g, write: () => '第2年' },
  { pattern: /一年(?=[^,。;]{0,4}一[次评])/g, write: () => '每年' },
  {
    pattern:
      /(?<=\d) (?:consecutive|full|calendar|straight|whole|further)(?= (?:years?|months?|weeks?|days?)\b)/g,
    write: () => '',
  },
  { pattern: /(?<=\bthe \d{1,2})(?:st|nd|rd|th)(?= (?:of|day)\b)/g, write: () => '日' },
  { pattern: /(?<=\d)个点/g, write: () => '%' },
  { pattern: /(?<=[超过近上破达到满])亿元/g, write: () => '1亿元' },
  {
    pattern: /([十百千])亿(?=级|重|元|以|项|单|$|[的产])/g,
    write: ([, scale]) => `${chineseNumber(scale!)}亿`,
  },
  { pattern: /(?<=[突超]?过)([十百千])亿/g, write: ([, scale]) => `${chineseNumber(scale!)}亿` },
  // The 2 of a square metre is no figure.
  { pattern: /(?<=[/每·])m2/g, write: () => '平方米' },
  { pattern: /(?<=[/每·])m3/g, write: () => '立方米' },
  { pattern: /(\d)个(亿|万)/g, write: ([, digit, scale]) => `${digit}${scale}` },
];
