import type { Figure } from '../../language/figures.ts';
import type { Unit } from '../../language/measures.ts';
import { chineseNumber } from '../../language/numerals.ts';

/** What kind of thing answers a question, or a part of one. */
export type Expectation =
  | 'money'
  | 'count'
  | 'people'
  | 'percent'
  | 'date'
  | 'duration'
  | 'area'
  | 'quantity'
  | 'person'
  | 'place'
  | 'list'
  | 'yes-no'
  | 'reason'
  | 'manner'
  | 'comparison'
  | 'thing';

/** Those that a figure answers. */
export const FIGURES: readonly Expectation[] = [
  'money',
  'count',
  'people',
  'percent',
  'date',
  'duration',
  'area',
  'quantity',
];

// Two or more set side by side: 甲和乙哪个多, 甲跟乙谁更高, 把甲和乙对比一下.
const COMPARISON =
  /(?:和|与|跟|、)[^,，。?？]{2,16}(?:各|分别)[^,，。?？]{0,8}(?:多少|几)|对比|相比|比较|区别|差别|(?:哪一?[个家边项块座栋处条种类款片]|谁|孰).{0,8}(?:更|最|多|少|大|高|低|快|慢|早|晚|强|勤|便宜|贵|长|短|近|远)(?!少)|比.{1,12}(?:多|少|高|低|大|早|晚)(?:了)?多少|\bcompar|\bversus\b|\bvs\b|difference between|\b(?:which|who)\b.{0,60}\b(?:(?<!\bor )more|higher|larger|bigger|earlier|later|greater|less|fewer|most)\b/;

// Steam is measured, money is paid: how much of what else a question asks for.
const HOW_MUCH_OF =
  /\bhow much (?!(?:(?:total|annual|foreign|fixed|actual|extra|state|public|private|new|more|less|in|tax) )*(?:money|tax|taxes|capital|invest\w*|output|revenue|rent\w*|subsid\w*|support|fund\w*|reward|bonus|deposit|profit|sales|loan|cost|price|fee|value|cash|compensation|allowance|aid|credit|is|are|was|were|do|does|did|will|would|can|could|has|have|had|may|might|should|must|of|per|for|to|on|by|at|from|it|they|we|i|you|a|an|the|that|this|longer|higher|larger|bigger|lower|cheaper)\b)[a-z]/;

// Tried in order on the folded question; the first that fits wins.
const RULES: [Expectation, RegExp][] = [
  ['comparison', COMPARISON],
  [
    'percent',
    /百分之几|(?:几|多少)个(?:百分)?点(?!钟)|几成(?!功)|百分比|比例|占比|按[^,，。？?]{1,15}的多少(?![个家项名人元万亿])|(?:增长|下降|增幅|同比|环比|提高|降低)(?:了)?多少|增长率|税率|利率|\bpercent|\bgrowth\b|\bgrow\b|\brate\b|\bshare of/,
  ],
  [
    'duration',
    /多久|多长时间|几个月|几年|(?:几|多少)个?(?:工作日|自然日|小时|分钟|星期|周)|多少天|几天|多少年|多少个月|有效期(?!.{0,4}(?:到|至|截止|止于|止到)?(?:什么时候|何时|哪|几[号月]|啥时))|how long|how many (?:days|months|years|weeks)|how much (?:earlier|later|ahead)/,
  ],
  [
    'date',
    /什么时候|什么时间|何时|哪(?:一)?[年天日月]|几月|几号|哪个月|几点|时间是|日期|\bwhen\b|what (?:date|day|time|year)|which (?:date|day|month|year)/,
  ],
  [
    'money',
    /\bhow (?:big|large) (?:is|was|are|were|will)\b[^?]*\b(?:fund|investment|capital|budget|loan|subsidy|tranche|contract|deal)\b/,
  ],
  [
    'area',
    /面积|多少亩|多少平|(?<!(?:额|资|钱|规模|金|盘子|产能|产量|产值|能力|容量|功率|缺口|力度|难度|压力)(?:[有是做能]|到底|究竟)?)多大(?!.{0,4}(?:投资|规模|金额))|几亩|how (?:large|big)\b|how much (?:land|space|floor space)\b|(?<!\bhow many\b[^,?]*)\barea\b|how many (?:mu|hectares|square)/,
  ],
  ['quantity', /(?:产能|产量|容量|能力|功率|装机)[^,，。?？]{0,3}多大/],
  ['money', /多少(?:钱)?一(?:吨|度|方|立方|平|亩|个?月|天|年|位|间|套|晚)/],
  ['quantity', HOW_MUCH_OF],
  [
    'money',
    /(?:额|投资|资金|规模|盘子)(?:有|是|做)?多大|多少(?:钱|元|万元|亿|资金|美元)|(?:投资|金额|总额|额|钱|租金|价格|费用|成本|税收|产值|外资|资金|收入|补贴|奖励|单价|电价|水价|气价|房租|注册资本)[^，。？?]{0,8}(?:多少|几何|呢)|多少(?![个家项户人名位条场次种类处]).{0,6}(?:投资|外资|资金|税收|产值)|how much|\bwhat\b[^?]*\bin total\b|\bcosts?\b|\bfees?\b|\btariffs?\b|\bprice|total investment|\brent\b|\bwhat (?:is|was|were|are) (?:the |its |their )?(?:[a-z-]+ ){0,2}(?:revenue|profit|turnover|sales)\b/,
  ],
  ['list', /哪几|哪些/],
  [
    'people',
    /(?:多少|几)(?:个)?(?:人|名|位|员工)|人数|how many (?:people|persons|members|staff|employees|workers)/,
  ],
  [
    'count',
    /(?:多少|几)(?:个|家|户|项|条|场|次|辆|台|套|种|类|所|座|栋|届|只|部|处|期)|多少(?:项目|企业|公司|园区)|多少[^，。？?]{1,6}$|几(?:大|多)|数量|个数|how many|number of/,
  ],
  [
    'person',
    /谁|哪位|哪个人|何人|什么人|叫(?:啥|什么)|哪些人|负责人是|(?:哪个|哪家|什么)(?:部门|单位|机构|科室|公司|企业)|哪家(?!.{0,4}多)|归哪|\bwhich (?:department|office|bureau|agency|authority|official|company|division)\b|\bwho\b|\bwhom\b|\bwhose\b/,
  ],
  [
    'list',
    /哪些|哪几|哪\s?[\d一二两三四五六七八九十]+|有什么|有何|分别是|都有|包括|什么(?:企业|项目|产业|政策|装置|问题|活动|难题|优势|领域)|列出|which (?:[a-z\d-]+ ){0,4}[a-z-]+s (?:are|were|have|had|did|do|does|has|can|will)\b|\bwhich (?:[a-z\d-]+ ){0,2}(?:projects|companies|firms|plots|plants|factories|parks|zones|rules|policies|events|industries|products|documents|materials|departments|investors)\b|what (?:are|were)|what(?:'s| is| was) (?:on|in) the (?:agenda|programme|program|schedule|list)|\blist\b|what (?:kinds|types)/,
  ],
  [
    'place',
    /哪里|哪儿|在哪|何处|什么地方|哪个(?:园区|区|县|市|地方|城市|省)|位于|地址|落户|\bwhere\b|which (?:park|zone|city|county|district)/,
  ],
  ['reason', /为什么|为何|为啥|为嘛|原因|怎么会|缘由|\bwhy\b|\breasons?\b/],
  ['manner', /怎么|如何|怎样|流程|步骤|\bhow (?:do|does|did|can|to|is|are|was|were)\b/],
  ['count', /(?:项目|企业|客商|活动|单位)(?:的)?(?:数量?|个数|家数|总数)/],
  ['quantity', /多少|几(?:何)?|多(?:高|长|重|宽|深|远|快)|how (?:far|high|tall|heavy|fast|old)/],
  [
    'yes-no',
    /吗[？?]?$|是否|是不是|有没有|能不能|可不可以|对吗|[是对]吧|对不对|吧[？?]?$|^(?:is|are|was|were|do|does|did|has|have|can|will)\b|\b(?:right|correct)\s?\?$|, (?:is|was|did|does|has)n['’]t (?:it|they)\b/,
  ],
];

/** What would answer this part of a question. `folded` is the folded text of the part. */
export function expectationOf(folded: string): Expectation {
  return RULES.find(([, pattern]) => pattern.test(folded.trim()))?.[0] ?? 'thing';
}

// Attributes named without a question word: 项目数和投资额对比一下.
const ATTRIBUTES: [Expectation, RegExp][] = [
  ['count', /(?:项目|企业|客商|活动|湘商)(?:的)?(?:数|个数|家数|总数)/],
  ['money', /投资额|总投资|金额|总额|产值|税收|租金|价格|外资|营收/],
  ['area', /面积/],
  ['percent', /增长率?|增幅|占比|比例/],
  ['date', /(?:开工|签约|投产|召开|举办)(?:的)?(?:时间|日期)|(?:时间|日期)\s*[?？]?$/],
  ['people', /人数\s*[?？]?$/],
  ['place', /(?:举办地|地点|所在地|地址)\s*[?？]?$/],
];

/** Kinds of things that a folded text asks for by naming them. */
export function attributesIn(folded: string): Expectation[] {
  return ATTRIBUTES.filter(([, pattern]) => pattern.test(folded)).map(([expectation]) => expectation);
}

/** What a figure asserted in a yes-or-no question is, so that the documents' own can be set against it. */
export function expectationOfFigure(figure: Figure): Expectation {
  const kinds: Expectation[] = ['date', 'money', 'percent', 'area', 'duration', 'people', 'count'];
  return kinds.find((kind) => fitsFigure(kind, figure)) ?? 'quantity';
}

/** How many things a folded question asks to be named: 哪7个 asks for seven; `undefined` where it does not say. */
export function listSizeOf(folded: string): number | undefined {
  const match =
    /哪\s?(\d+|[两二三四五六七八九十]+)[个家项条种类位所大]|which (two|three|four|five|six|seven|eight|nine|ten|\d+)\b/.exec(
      folded,
    );
  const number = match?.[1] ?? match?.[2];
  if (number === undefined) return undefined;
  const word = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'].indexOf(number);
  if (word >= 0) return word + 2;
  return /\d/.test(number) ? Number(number) : chineseNumber(number);
}

/** A bare number from here on is an amount: 20亿. */
const LARGE = 1e4;
const MONEY: readonly Unit[] = ['CNY', 'USD', 'HKD', 'EUR'];
const PEOPLE = /[人名位]$/;
const DURATIONS: readonly Unit[] = ['year', 'month', 'week', 'day', 'workday', 'hour', 'minute'];

/** Whether a figure is of the kind expected. */
export function fitsFigure(expectation: Expectation, figure: Figure): boolean {
  switch (expectation) {
    case 'money':
      return MONEY.includes(figure.unit) || (figure.unit === '' && figure.value >= LARGE);
    case 'count':
      return (
        (figure.unit === 'count' && !PEOPLE.test(figure.raw)) ||
        (figure.unit === '' && figure.value < LARGE && !/^(?:19|20)\d\d$/.test(figure.raw))
      );
    case 'people':
      return figure.unit === 'count' && PEOPLE.test(figure.raw);
    case 'percent':
      return ['%', 'point', 'times'].includes(figure.unit);
    case 'date':
      return figure.unit === 'date' || (figure.unit === '' && /^(?:1\d|20)\d\d$/.test(figure.raw));
    case 'duration':
      return DURATIONS.includes(figure.unit);
    case 'area':
      return ['m2', 'mu', 'ha', 'km2'].includes(figure.unit);
    case 'quantity':
      return figure.unit !== 'date';
    case 'comparison':
      return figure.unit !== 'date';
    default:
      return false;
  }
}
