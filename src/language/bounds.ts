import type { Figure } from './figures.ts';

/** How a figure is meant: itself, a least, a most, about it, or just below it. */
export type Bound = 'exactly' | 'at-least' | 'up-to' | 'about' | 'nearly' | 'before' | 'after';

// What stands right before a figure; on folded text. The most telling first: 不超过 before 超过.
const BEFORE: [RegExp, Bound][] = [
  [
    /(?:不超过|不高于|不多于|不大于|不得超过|不得高于|不得多于|未超过|不到|不足|不满|未满|低于(?<!不低于|不得低于)|少于(?<!不少于|不得少于)|小于|至多|最多|最高(?:为|达|可达|可)?|上限(?:为|是)?|最长(?:为|不超过)?|控制在)(?:[^,，。;；\d]{0,5}|[^,，。;；\d]{0,8}的)$/,
    'up-to',
  ],
  [
    /(?:不低于|不少于|不小于|不得低于|不得少于|不下|至少(?:要|需|需要|为)?|最低(?:为)?|下限(?:为|是)?|超过|超|突破|高于|多于|大于|达到?(?=.{0,2}以上)|逾|起码|(?<![通经超不])过)(?:[^,，。;；\d]{0,2}|[^,，。;；\d]{0,8}的)$/,
    'at-least',
  ],
  [/(?:将近|接近|近|几乎)\s?(?:人民币)?$/, 'nearly'],
  [/(?:大约|约为|(?<![签合公条规预制])约|大概|差不多)[^,，。;；\d]{0,6}$|~$/, 'about'],
  [
    /\b(?:at most|no more than|not more than|not exceed(?:ing)?|not exceed|no higher than|no longer than|(?:capped|cap|ceiling|maximum|max)(?: at| of)?|up to|less than(?<!no less than|not less than)|fewer than(?<!no fewer than|not fewer than)|below|under|within|shorter than|lower than|not above|not over|does not exceed|limited to)\s?(?:an? |the )?(?:rmb|cny|us\$|usd|[$¥€])?\s?$/,
    'up-to',
  ],
  [
    /\b(?:at least|no less than|not less than|no fewer than|not fewer than|no lower than|not below|more than|over|above|exceed(?:s|ed|ing)?|in excess of|upwards? of|beyond|minimum(?: of)?|starting (?:at|from)|surpass(?:es|ed|ing)?|greater than|higher than|longer than|topp(?:ed|ing))\s?(?:an? |the )?(?:rmb|cny|us\$|usd|[$¥€])?\s?$/,
    'at-least',
  ],
  [
    /\b(?:nearly|almost|close to|just under|approaching|just short of)\s?(?:an? |the )?(?:rmb|cny|us\$|usd|[$¥€])?\s?$/,
    'nearly',
  ],
  [
    /\b(?:about|around|roughly|approximately|approx\.?|some|circa|an estimated)\s?(?:an? |the )?(?:rmb|cny|us\$|usd|[$¥€])?\s?$/,
    'about',
  ],
];

const AFTER: [RegExp, Bound][] = [
  [/^[^,，。;；\d]{0,6}?(?:以上|及以上|起步|不止|打底)/, 'at-least'],
  [/^\s?(?:多|余)(?=\p{Script=Han})/u, 'at-least'],
  [/^\s?(?:左右|上下|许)/, 'about'],
  [/^[^,，。;；\d]{0,5}?(?:以内|之内|以下|及以下|封顶)|^内/, 'up-to'],
  [
    /^\s?(?:or (?:more|above|over)|and (?:above|over|more)|upwards|\+|plus\b)|^[^,.;\d]{0,16}\bor (?:more|above)\b/,
    'at-least',
  ],
  [/^\s?(?:or (?:less|fewer|below)|at most|and below)/, 'up-to'],
  [/^[^,.;\d]{0,14}\bat (?:least)\b/, 'at-least'],
];

const DATE_AFTER: [RegExp, Bound][] = [
  [/^\s?(?:以前|之前|前)/, 'before'],
  [/^\s?(?:以后|之后|后)/, 'after'],
];
const DATE_BEFORE: [RegExp, Bound][] = [
  [/\b(?:by|before|no later than)(?: the)? $/, 'before'],
  [/\b(?:after|later than(?<!no later than)) $/, 'after'],
];

/**
 * How the figure between `before` and `after` is meant; both folded, without another figure in them.
 */
export function boundAt(before: string, after: string, figure: Figure): Bound {
  const isDate = figure.unit === 'date';
  // 近三年 and over five years are stretches of time.
  if (TIMES.has(figure.unit) && /近$|\bover (?:the (?:last|past|next) )?$/.test(before)) return 'exactly';
  const lists = isDate ? [DATE_BEFORE, DATE_AFTER] : [BEFORE, AFTER];
  if (!isDate && /[多余](?:家|个|户|名|人|位|项|件|条|场|次|台|套|万|亿|千|百|元|吨|亩|$)/.test(figure.raw))
    return 'at-least';
  for (const [pattern, bound] of lists[1]!) if (pattern.test(after)) return bound;
  for (const [pattern, bound] of lists[0]!) if (pattern.test(before)) return bound;
  return 'exactly';
}

const TIMES: ReadonlySet<string> = new Set(['year', 'month', 'week', 'day', 'workday']);

/** Whether evidence that means its figure as `held` bears out a statement that means it as `said`. */
export function bearsOut(held: Bound, said: Bound): boolean {
  if (held === said) return true;
  return (said === 'exactly' && held === 'before') || (said === 'before' && held === 'exactly');
}
