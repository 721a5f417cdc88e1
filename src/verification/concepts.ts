/**
 * What a figure or a day is of, in both languages. Concepts of one group exclude each other: what a document
 * says of output it does not say of tax.
 */
export interface Concept {
  name: string;
  group: 'measure' | 'counted' | 'event';
  words: RegExp;
}

const TABLE: [Concept['group'], string, string, string][] = [
  [
    'measure',
    'completed-investment',
    '完成投资|已投资|累计完成',
    '(?:investment|invested|completed) so far|has been completed|has been invested|completed investment',
  ],
  ['measure', 'registered-capital', '注册资本|实缴资本', 'registered capital|paid-in capital'],
  ['measure', 'intensity', '投资强度', 'investment intensity'],
  ['measure', 'investment', '投资(?!者|方|促进)|引资|出资', 'invest(?:s|ed|ing|ments?)?\\b(?! promotion)'],
  [
    'measure',
    'output',
    '产值|增加值|产能|年产(?!业)|产量|日处理|处理能力',
    'output(?: value)?\\b|value added|(?<!full |designed )capacity',
  ],
  ['measure', 'tax', '税收|纳税|税额|年税', 'tax(?:es)?\\b|tax revenue'],
  [
    'measure',
    'revenue',
    '营收|营业收入|总收入|主营业务收入|销售收入|年收入',
    '(?<!tax )revenues?|(?<!wholesale |retail )turnover',
  ],
  ['measure', 'sales', '销售额|批发额|零售额|社零|交易额|网络零售', '\\bsales\\b|wholesale|retail'],
  ['measure', 'profit', '利润', 'profits?\\b'],
  ['measure', 'export', '出口', 'exports?\\b'],
  ['measure', 'import', '进口(?!博览)', 'imports?\\b'],
  ['measure', 'contribution', '贡献', 'contribut(?:e|es|ing|ion)'],
  ['measure', 'rent', '租金|房租|月租|年租', '\\brent(?:s|al)?\\b'],
  ['measure', 'property-fee', '物业费|物业管理费', 'property(?: management)? fee|service charge'],
  ['measure', 'deposit', '押金|保证金|定金', '\\bdeposit'],
  ['measure', 'water', '用水|水价|供水', '\\bwater\\b'],
  ['measure', 'sewage', '污水', 'sewage|wastewater|effluent'],
  ['measure', 'steam', '蒸汽|用汽', 'steam'],
  ['measure', 'power', '用电|电价|供电', 'electricity|power price'],
  ['measure', 'gas', '天然气|燃气|用气|气价', 'natural gas|\\bgas\\b'],
  ['measure', 'reward', '奖励|奖金|再奖', 'reward(?:s|ed)?\\b|award|bonus|prize'],
  ['measure', 'subsidy', '补贴|补助|补偿', 'subsid(?:y|ies|ised|ized)|\\bgrants\\b|allowance'],
  ['measure', 'free', '免租|免费|全免|免收|免征|免缴', '\\bfree\\b|rent-free|exempt|waive[sd]?'],
  ['measure', 'loan', '贷款|授信', '\\bloans?\\b|credit line'],
  [
    'measure',
    'salary',
    '月薪|年薪|工资|薪酬|薪资',
    '\\bsalar(?:y|ies)|\\bwages?\\b|\\bearns?\\b|\\bpaid\\b(?!-)',
  ],
  ['measure', 'fund', '基金', '\\bfunds?\\b'],
  ['measure', 'research', '研发(?!楼|大楼|用房|中心|机构|厂房)', 'r&d|research'],
  ['measure', 'far', '容积率', 'plot ratio|floor[- ]area ratio'],
  ['measure', 'height', '层高|净高', 'ceiling height|floor height|storey height|clear height|headroom'],
  ['measure', 'load', '承重|荷载', 'floor load|load'],
  ['measure', 'valuation', '估值|市值', 'valuation|market value of'],
  ['measure', 'gdp', '生产总值|gdp', '\\bgdp\\b|gross domestic product'],
  ['measure', 'foreign', '外资', 'foreign[- ]capital|foreign investment|\\bfdi\\b'],
  ['counted', 'project', '项目|专案', 'projects?\\b'],
  [
    'counted',
    'company',
    '企业|公司|厂商|厂家|商家',
    'compan(?:y|ies)|firms?\\b|enterprises?\\b|businesses\\b|manufacturers|makers|tenants',
  ],
  [
    'counted',
    'person',
    '员工|职工|人员|就业|岗位|人才(?!公寓|补贴)|从业',
    'employees?|\\bstaff\\b|workers?\\b|jobs?\\b|people',
  ],
  ['counted', 'patent', '专利', 'patents?'],
  ['counted', 'household', '\\d+户|户(?=拆|居)', 'households?'],
  ['counted', 'apartment', '公寓|住房', 'apartments?|flats\\b'],
  ['counted', 'substation', '变电站', 'substations?'],
  ['event', 'signed', '签约|签订|签署|签下|签成', '\\bsign(?:s|ed|ing)?\\b|signature'],
  [
    'event',
    'started',
    '开工|动工|奠基|开建|破土',
    'broke ground|break(?:s|ing)? ground|broken ground|groundbreaking|(?:construction|work)(?: (?:was|has|had))? (?:start|beg[au]n|commence)|start(?:s|ed|ing)? (?:of )?(?:construction|building|work)|beg[au]n construction|construction start|foundation stone',
  ],
  ['event', 'stopped', '停工|停产', 'stopped work|work stopped|suspended work'],
  ['event', 'topped', '封顶', 'topped out|topping out|roof'],
  [
    'event',
    'completed',
    '竣工|建成(?!区)|完工|验收',
    '\\bwas completed|were completed|be completed|complet(?:ed|ion) (?:in|on|by)|completion|\\bfinished in',
  ],
  [
    'event',
    'operating',
    '投产|投入运营|投入使用|试生产|启用|投运',
    'into (?:production|operation|service|use)|start(?:s|ed|ing)? (?:production|operation)|begin production|production (?:start|beg)|(?:berth|terminal|station|line).{0,20}\\bopen|trial production|production at|commission(?:ed|ing)',
  ],
  ['event', 'issued', '印发|发布|公布|出台|颁布', '\\bissued?\\b|published|promulgated|released'],
  [
    'event',
    'effective',
    '施行|生效|实施|执行',
    'took effect|take(?:s)? effect|came into (?:force|effect)|in force|effective|appl(?:y|ies|ied) from|implemented',
  ],
  ['event', 'valid-until', '有效期|到期|失效', '\\bvalid|expir'],
  ['event', 'founded', '成立(?!以来)|创立|创办|设立', 'founded|established|set up|incorporated'],
  [
    'event',
    'opened',
    '开幕|召开|举行|举办',
    'opened in|\\bheld\\b|took place|\\bopened on|convened|conference opened|forum opened',
  ],
  ['event', 'suspended', '暂停', 'suspended'],
  ['event', 'apply', '申报|申请', 'appl(?:y|ications?) '],
];

export const CONCEPTS: readonly Concept[] = TABLE.map(([group, name, chinese, english]) => ({
  group,
  name,
  words: new RegExp(`${chinese}|${english}`),
}));

const ANYWHERE = new Map(CONCEPTS.map((concept) => [concept, new RegExp(concept.words.source, 'g')]));

/** The concepts that folded text speaks of. */
export function conceptsIn(folded: string): Concept[] {
  return CONCEPTS.filter(({ words }) => words.test(folded));
}

/** A concept where it stands. */
interface Place {
  concept: Concept;
  start: number;
  end: number;
}

function placesIn(text: string, group: Concept['group']): Place[] {
  return CONCEPTS.filter((concept) => concept.group === group && concept.words.test(text)).flatMap(
    (concept) =>
      [...text.matchAll(ANYWHERE.get(concept)!)].map((match) => ({
        concept,
        start: match.index,
        end: match.index + match[0].length,
      })),
  );
}

const COUNTS: ReadonlySet<string> = new Set(['', 'count']);
const AREAS: ReadonlySet<string> = new Set(['m2', 'mu', 'ha', 'km2', 'km', 'm', 'm3', 'sqft', 'kV']);
const LENGTHS: ReadonlySet<string> = new Set(['year', 'month']);
const DURATIONS: ReadonlySet<string> = new Set([
  'year',
  'month',
  'week',
  'day',
  'workday',
  'hour',
  'minute',
  'number',
  'rank',
]);

/**
 * The concepts that the words of a clause tie to a figure of it: of a day, what happened; of a count, what is
 * counted; of an amount, what it is of, which is named nearest before it or right behind it.
 *
 * @param before the clause up to the figure
 * @param after the clause behind it
 */
export function conceptsTied(before: string, after: string, unit: string, isFirst: boolean): Concept[] {
  if (unit === 'date') return conceptsIn(before + after).filter(({ group }) => group === 'event');
  if (LENGTHS.has(unit)) return conceptsIn(before + after).filter(({ name }) => name === 'free');
  if (DURATIONS.has(unit) || AREAS.has(unit)) return [];
  const isCount = COUNTS.has(unit);
  const group = isCount ? 'counted' : 'measure';
  const behind = placesIn(after, group).sort((a, b) => a.start - b.start);
  const ahead = placesIn(before, group).sort((a, b) => b.end - a.end);
  const isEnglish = /[a-z]{2}/.test(after) || /[a-z]{2}/.test(before);
  if (isCount) return countedBy(before, after, ahead, behind, isEnglish);
  const direct = behind.filter(({ start }) =>
    /^(?:的|用于)?\p{Script=Han}{0,3}$|^ (?:of|in|for) (?:\S+ ){0,3}$/u.test(after.slice(0, start)),
  );
  const nearest = ahead.filter(({ end, start }) => end === ahead[0]!.end || start >= ahead[0]!.start);
  const tied = isEnglish && direct.length > 0 ? direct : [...nearest, ...direct];
  if (tied.length > 0) return [...new Set(tied.map(({ concept }) => concept))];
  return isEnglish && isFirst ? behind.slice(0, 1).map(({ concept }) => concept) : [];
}

function countedBy(
  before: string,
  after: string,
  ahead: Place[],
  behind: Place[],
  isEnglish: boolean,
): Concept[] {
  const close = isEnglish
    ? [
        ...behind.filter(
          ({ start }) =>
            /^(?: [a-z\p{Script=Han}'’-]+){0,4} ?$/u.test(after.slice(0, start)) &&
            !VERB.test(after.slice(0, start)),
        ),
      ]
    : [
        ...behind.filter(({ start }) => start <= 6 && !/[,，、]/.test(after.slice(0, start))),
        ...ahead.filter(({ end }) => /^[共有达到的为约近超过计:新]{0,3}$/.test(before.slice(end))),
      ];
  const nearest = close.slice(0, 1);
  return nearest.map(({ concept }) => concept);
}

const VERB = /\b(?:is|are|was|were|has|have|had|of|in|at|from|with|and|to)\b/;
