/** What figures are counted in. `''` is a bare number. */
export type Unit =
  | ''
  | 'CNY'
  | 'USD'
  | 'HKD'
  | 'EUR'
  | '%'
  | 'point'
  | 'm2'
  | 'm3'
  | 'sqft'
  | 'l'
  | 'kV'
  | 'mu'
  | 'ha'
  | 'km2'
  | 't'
  | 'm'
  | 'km'
  | 'kWh'
  | 'kW'
  | 'MW'
  | 'TEU'
  | 'year'
  | 'month'
  | 'week'
  | 'day'
  | 'workday'
  | 'hour'
  | 'minute'
  | 'times'
  | 'date'
  | 'rank'
  | 'number'
  | 'count';

// On folded text, tried in order.
const CHINESE_UNITS: [RegExp, Unit][] = [
  [/^人民币/, 'CNY'],
  [/^(?:元人民币|元|块)/, 'CNY'],
  [/^美元|^美金/, 'USD'],
  [/^港元|^港币/, 'HKD'],
  [/^欧元/, 'EUR'],
  [/^个百分点/, 'point'],
  [/^%/, '%'],
  [/^(?:立方米|立方公尺|立方|m3)/, 'm3'],
  [/^平方英尺/, 'sqft'],
  [/^(?:千伏|kv\b)/, 'kV'],
  [/^升/, 'l'],
  [/^(?:平方公里|km2)/, 'km2'],
  [/^(?:平方米|平方公尺|平米|平方|m2|平(?![均原台安]))/, 'm2'],
  [/^亩/, 'mu'],
  [/^(?:公顷|ha\b)/, 'ha'],
  [/^(?:吨|t\b)/, 't'],
  [/^(?:公里|千米|km\b)/, 'km'],
  [/^(?:千瓦时|度电|kwh\b)/, 'kWh'],
  [/^(?:千瓦|kw\b)/, 'kW'],
  [/^(?:兆瓦|mw\b)/, 'MW'],
  [/^(?:标准箱|标箱|teus?\b)/, 'TEU'],
  [/^(?:米|公尺|m\b)/, 'm'],
  [/^(?:周年|年)/, 'year'],
  [/^个?月/, 'month'],
  [/^(?:周|星期)/, 'week'],
  [/^个?工作日/, 'workday'],
  [/^(?:天|日)/, 'day'],
  [/^强/, 'rank'],
  [/^号/, 'number'],
  [/^(?:个小时|小时)/, 'hour'],
  [/^分钟/, 'minute'],
  [/^倍/, 'times'],
  [
    /^(?:多|余)?(?:家|户|人|名|位|项(?!目)|个|条|次|场|台|套|件|款|座|栋|宗|批|辆|万人次|人次|类|种|处|所|届|期|层|间)/,
    'count',
  ],
];

const ENGLISH_UNITS: [RegExp, Unit][] = [
  [/^(?:rmb|cny|yuan|renminbi)\b/, 'CNY'],
  [/^(?:us ?dollars?|usd|us\$|dollars?)\b/, 'USD'],
  [/^(?:hong kong dollars?|hkd|hk\$)/, 'HKD'],
  [/^(?:euros?|eur)\b/, 'EUR'],
  [/^percentage points?\b/, 'point'],
  [/^(?:%|percent\b|per cent\b)/, '%'],
  [/^(?:cubic met(?:er|re)s?|cu ?m|m3)\b/, 'm3'],
  [/^(?:square (?:foot|feet)|sq ?ft)\b/, 'sqft'],
  [/^(?:kv|kilovolts?)\b/, 'kV'],
  [/^(?:kwh|kilowatt[- ]hours?)\b/, 'kWh'],
  [/^(?:kw|kilowatts?)\b/, 'kW'],
  [/^(?:mw|megawatts?)\b/, 'MW'],
  [/^(?:teus?|twenty-foot equivalent units?)\b/, 'TEU'],
  [/^(?:lit(?:er|re)s?)\b/, 'l'],
  [/^(?:square kilomet(?:er|re)s?|sq ?km|km2)\b/, 'km2'],
  [/^(?:square met(?:er|re)s?|sq ?m|sqm|m2)\b/, 'm2'],
  [/^mu\b/, 'mu'],
  [/^(?:hectares?|ha)\b/, 'ha'],
  [/^(?:metric )?(?:tons?|tonnes?)\b/, 't'],
  [/^(?:kilomet(?:er|re)s?|km)\b/, 'km'],
  [/^(?:met(?:er|re)s?|m)\b/, 'm'],
  [/^years?\b/, 'year'],
  [/^months?\b/, 'month'],
  [/^weeks?\b/, 'week'],
  [/^(?:working|business) days?\b/, 'workday'],
  [/^(?:calendar )?days?\b/, 'day'],
  [/^hours?\b/, 'hour'],
  [/^minutes?\b/, 'minute'],
  [/^times\b/, 'times'],
];

const CURRENCIES: Record<string, Unit> = {
  rmb: 'CNY',
  cny: 'CNY',
  '¥': 'CNY',
  usd: 'USD',
  us$: 'USD',
  $: 'USD',
  hk$: 'HKD',
  hkd: 'HKD',
  eur: 'EUR',
  '€': 'EUR',
};

/**
 * The unit that stands at `from` in folded text, with what stands between a number and it (多, 余, a space).
 *
 * @param currency the sign or code before the number, which decides where there is one
 * @returns the unit, `''` where none follows, and the offset behind it
 */
export function readUnit(
  folded: string,
  from: number,
  currency: string | undefined,
): { unit: Unit; end: number } {
  const rest = folded.slice(from, from + 24);
  const prefix = currency === undefined ? undefined : CURRENCIES[currency];
  for (const [patterns, between] of [
    [CHINESE_UNITS, /^(?:[多余来]|[\s-])?/],
    [CHINESE_UNITS, /^/],
    [ENGLISH_UNITS, /^[\s-]?/],
  ] as const) {
    const skipped = between.exec(rest)![0].length;
    for (const [pattern, unit] of patterns) {
      const match = pattern.exec(rest.slice(skipped));
      if (match) return { unit: prefix ?? unit, end: from + skipped + match[0].length };
    }
  }
  return { unit: prefix ?? '', end: from };
}
