import type { Basis, Situation } from '../../incentive-types.ts';
import { fold, HAN } from '../../language/fold.ts';
import { inDigits } from '../../language/number-words.ts';
import { traced } from '../../language/traced-text.ts';
import { figuresIn, type GivenFigures } from './figures.ts';
import { bareIndustry, industryIn } from './industry.ts';
import {
  AT_MOST,
  AWARD,
  EDITION,
  GETS,
  type Named,
  namedIn,
  OF_POLICY,
  OTHER_POLICY,
  OWN,
  WHETHER,
} from './words.ts';

/** What one message says that bears on incentives. */
export interface Turn extends GivenFigures {
  /** Whether it asks what its asker would get. */
  asks: boolean;
  /** Whether it can go on with an earlier message that does. */
  goesOn: boolean;
  /** 那2亿元呢: in place of the amount before. */
  replaces: boolean;
  about: Basis[];
  industry?: string;
  year?: number;
  edition?: string;
  asksWhether: boolean;
}

/** Characters of a message that only goes on; English takes more of them. */
const SHORT = { chinese: 48, english: 120 };
const REPLACES = /^(?:那么?|如果|要是|假如|换成|改成|and if|what if|what about|how about)/;
const QUESTION = /[?？]|多少|什么|哪|怎|几|谁|是否|如何|\b(?:who|what|which|when|where|why|how)\b/;

/** Reads one message, in any of the three languages; `before` is what earlier ones have said. */
export function readTurn(text: string, before: Situation | undefined): Turn {
  const folded = inDigits(traced(plain(text))).text;
  const figures = figuresIn(folded, before);
  const about = topicsIn(folded);
  const industry = industryIn(folded) ?? bareIndustry(folded);
  const hasFigures = Object.keys(figures.figures).length > 0 || figures.rent !== undefined;
  const isNew = hasFigures || figures.bare !== undefined || industry !== undefined;
  const year = yearIn(folded);
  const edition = EDITION.exec(folded)?.[1];
  const asksFor = asksForAmount(folded, hasFigures);
  const asksWhether = !asksFor && industry !== undefined && isWhether(folded);
  return {
    ...figures,
    asks: asksFor || asksWhether,
    asksWhether,
    goesOn:
      isNew &&
      folded.length <= (HAN.test(folded) ? SHORT.chinese : SHORT.english) &&
      !QUESTION.test(folded.replace(REPLACES, '')) &&
      !OF_POLICY.test(folded),
    replaces: REPLACES.test(folded),
    about,
    ...(industry !== undefined && { industry }),
    ...(year !== undefined && { year }),
    ...(edition !== undefined && { edition }),
  };
}

/** Folded, with m² as a word: else its digit is a figure of its own. */
function plain(text: string): string {
  return fold(text).replace(/(?<![a-z])n?m2(?![a-z\d])/g, '平方米');
}

/** What would be got for figures of one's own; or, without them, how much one would get oneself. */
function asksForAmount(folded: string, hasFigures: boolean): boolean {
  if (OTHER_POLICY.test(folded)) return false;
  const isAward = AWARD.test(folded) || TAKES.test(folded) || (hasFigures && TOGETHER.test(folded));
  if (!isAward || !GETS.test(folded) || OF_POLICY.test(folded)) return false;
  if (hasFigures) return true;
  return (
    !AT_MOST.test(folded) &&
    OWN.test(folded) &&
    /多少|几|how much|what (?:do|would|could|can|will) we get|\bmuch\b/.test(folded)
  );
}

const TAKES = /(?:能|可以?)(?:拿|领|得)(?:到)?多少|what (?:do|would|could|can|will) we get/;
/** 两项能一起拿吗，最多拿多少: what is taken for figures of one's own is an award. */
const TOGETHER =
  /(?:一起|一并|同时|都能?|都可以?|叠加|最多|最高|共|总共)(?:能|可以?)?(?:拿|领|享受)|(?:get|receive|claim) (?:them )?both/;

function isWhether(folded: string): boolean {
  return (
    WHETHER.test(folded) &&
    !OF_POLICY.test(folded) &&
    !OTHER_POLICY.test(folded) &&
    !/哪|什么|which|what/.test(folded)
  );
}

const TOPICS: Partial<Record<Named, readonly Basis[]>> = {
  investment: ['fixedInvestment', 'totalInvestment'],
  rent: ['rentPaid', 'rentArea'],
  area: ['rentPaid', 'rentArea', 'floorArea'],
  talent: ['doctors', 'masters', 'bachelors'],
};
const AWARD_NEAR =
  /^(?:的)?(?:投资|费用|额|一次性| |-|in |for )?(?:的)?(?:award|subsid|incentive|grant|bonus|reward|奖励|奖补|补贴|补助|奖|补|减免|扶持|贴息)/;

/** What is asked about by name: 固投奖励, 设备投资补贴, 能补多少租金, logistics subsidy. */
function topicsIn(folded: string): Basis[] {
  const words = namedIn(folded);
  const near = words.filter(
    ({ start, end }) =>
      AWARD_NEAR.test(folded.slice(end, end + 16)) ||
      /(?:补|减免|补贴|补助|subsid\w+ (?:for|on|of))(?:多少|几)?(?:钱)?(?:的)?$/.test(
        folded.slice(Math.max(0, start - 18), start),
      ),
  );
  return [...new Set(near.flatMap(({ named }) => TOPICS[named] ?? [named as Basis]))];
}

const YEARS: readonly RegExp[] = [
  /第\s?([1-9一二两三四五六七八九])\s?年/,
  /\byear (one|two|three|four|five|[1-9])\b/,
  /\b(first|second|third|fourth|fifth) year\b/,
];
const NUMBERS = [
  '',
  '1一onefirst首',
  '2二两twosecond',
  '3三threethird',
  '4四fourfourth',
  '5五fivefifth',
  '6六',
  '7七',
  '8八',
  '9九',
];

function yearIn(folded: string): number | undefined {
  if (/首年/.test(folded)) return 1;
  const found = YEARS.map((form) => form.exec(folded)?.[1]).find((one) => one !== undefined);
  const year = found === undefined ? -1 : NUMBERS.findIndex((forms) => forms.includes(found));
  return year > 0 ? year : undefined;
}
