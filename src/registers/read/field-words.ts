import type { FieldName, RegisterName } from '../../register-types.ts';

/**
 * What headings call a field, on folded headings without units and without spaces beside Chinese; what tells most
 * comes first, and a heading is taken by the first field that it fits. Other words go to pack.yaml, under `columns`.
 */
type Words = readonly [FieldName, readonly RegExp[]];

const ZONE: Words = [
  'zone',
  [
    /(?:落户|落地|承接|所在|所属|入驻|适用|签约|拟落户|建设|选址)(?:的)?(?:产业)?(?:园区|片区|功能区|开发区|园)(?:名称)?$/,
    /^(?:所在|适用)?(?:产业)?(?:园区|片区|功能区|开发区|板块|园)(?:名称)?$|^(?:industrial )?(?:zone|park)(?: name)?$|^(?:host|hosting|receiving|target) (?:zone|park)$/,
    /^(?:落户|落地|承接|承载|所在|入驻|选址)?(?:载体|平台)(?:名称)?$|^(?:落户|落地|承接|承载|选址)(?:地|地点|区域|位置|县区|单位)?$|^(?:所在)?区域$|^(?:所在|落户|所属)?(?:县市区|县区|区县|市区县|属地)$|^location$/,
  ],
];
const INDUSTRY: Words = [
  'industry',
  [
    /(?:所属|主导|产业|行业|适[合宜配]|意向|准入)(?:的)?(?:产业|行业|类别|类型|门类|分类|领域|方向|定位|准入|要求)(?:类别|类型|门类|分类|领域|方向)?$|^(?:产业|行业)$|^(?:suitable |target |preferred )?(?:industry|industries|sector|sectors)$/,
  ],
];
const STATUS: Words = [
  'status',
  [
    /^(?:.{0,4})(?:状态|现状)$|^(?:供地|出让|出租|租赁|招租|使用)(?:情况|进度)$|^是否(?:可[供租]|出[让租]|空置)$|^(?:status|availability)$/,
  ],
];

const PROGRESS: Words = [
  'progress',
  [
    /^(?:项目|建设|推进|工作|当前|目前|最新|所处)?(?:进展|进度|状态|阶段|现状)(?:情况)?$|^(?:project |current )?(?:status|stage|progress)$/,
  ],
];

/** Of stages: planned days are none. */
const PLANNED = /计划|预计|拟|预期|目标|\b(?:planned|expected|estimated|target)\b/;
const DAY = '(?:时间|日期|年月|年份|年度|日|年)?$';

export const FIELD_WORDS: Record<Exclude<RegisterName, 'zones'>, readonly Words[]> = {
  projects: [
    [
      'name',
      [
        /项目(?:名称?|名称及.*)$|\bproject(?: name| title)$|^name of (?:the )?project$/,
        /^(?:签约|投资|招商|重点|在建|在谈|意向|拟建)?项目$|^projects?$/,
        /^名称$|^name$/,
      ],
    ],
    [
      'investor',
      [
        /投资(?:方|人|商|主体|企业|单位|者|公司|机构)(?:名称|全称)?$|\binvest(?:or|ing (?:company|party|entity|enterprise))s?(?: name)?$/,
        /^(?:签约|实施|建设|项目|意向|引进|入驻)?(?:企业|公司|客商|业主)(?:名称|全称|主体)?$|^(?:签约|实施|建设|项目|意向|引进|业主)单位(?:名称)?$|^乙方(?:单位|名称)?$|^(?:company|enterprise)(?: name)?$/,
      ],
    ],
    [
      'foreignCapital',
      [
        /(?:到资|到位|合同|协议|利用|实际利用|使用|其中|境外|注册)?[:：]?外资(?:额|金额|总额|规模)?$|外商投资额$|境外资金$|^(?:actual |contracted |utili[sz]ed )?foreign (?:capital|investment)(?: amount| used)?$|^fdi$/,
      ],
    ],
    [
      'amount',
      [
        /(?:计划|协议|合同|签约|预计|拟|项目)?(?:总投资|投资总)(?:额|金额|规模|量)?$|^total (?:planned |contracted )?investment(?: amount| value)?$/,
        /(?<!固定资产|设备|年度|本年|当年|本期|累计|完成|到位|已|外商|其中)(?:投资|投资额|投资金额|投资规模|投资估算|引资额|引资金额|协议金额|合同金额|签约金额|协议额|合同额|签约额)$|^(?:planned |contracted |agreed |proposed |project )?investment(?: amount| value| size)?$|^amount (?:of investment|invested)$/,
        /^(?:项目)?(?:金额|规模|体量)$|^(?:固定资产投资|固投)(?:额|总额)?$|^(?:contract |project )?(?:amount|value)$/,
      ],
    ],
    [
      'chainLink',
      [
        /(?:产业链|链条|链上|供应链)?(?:环节|节点)$|^(?:supply |value |industry |industrial )?chain (?:link|segment|node|position)$/,
      ],
    ],
    INDUSTRY,
    [
      'signed',
      [
        new RegExp(`(?:签约|签订|签署|签定|协议签订|合同签订)${DAY}`),
        /^(?:date (?:of signing|signed)|sign(?:ed|ing)(?: on| date| time| in)?|contract(?:ed)? (?:date|on)|agreement date)$/,
      ],
    ],
    [
      'started',
      [
        new RegExp(`(?:开工|动工|开建|奠基)(?:建设)?${DAY}`),
        /^(?:(?:construction )?(?:start(?:ed)?|commenced?|commencement)(?: of construction| date| on| in)*|(?:date of )?ground-?breaking(?: date)?|broke ground(?: on| in)?|construction (?:start(?:ed)?|began)(?: on| in)?)$/,
      ],
    ],
    [
      'operating',
      [
        new RegExp(`(?:投产|投运|投入运营|投入生产|量产|投用)(?:运营)?${DAY}`),
        /^(?:(?:start of |in |into )?(?:operations?|operational|operating|production)(?: start(?:ed)?| began)?(?: since| on| date| in)?|commission(?:ed|ing)(?: on| date| in)?|opened(?: on)?)$/,
      ],
    ],
    ZONE,
    PROGRESS,
    [
      'introducedBy',
      [
        /引荐|(?:项目|信息|线索|招商)(?:信息)?(?:来源|渠道)|招引(?:单位|主体|人|渠道)|引进(?:单位|渠道|方式|人)|推荐(?:单位|人)|介绍人|牵线|首[谈报]/,
        /^来源$|^(?:lead |project )?source$|^(?:introduced|referred) (?:by|through)$|^introducer$|^referral$|^(?:签约|推介|招商)活动(?:名称)?$/,
      ],
    ],
  ],
  plots: [
    [
      'name',
      [
        /(?:地块|宗地)(?:编号|名称|号|代码)?$|^(?:land )?(?:parcel|plot|lot)(?: (?:no|number|id|code|name))?\.?$/,
        /^(?:编号|代码|no\.?|id|code)$/,
      ],
    ],
    [
      'landUse',
      [
        /用地(?:性质|类型|类别)$|土地(?:性质|用途|类型)$|规划(?:用途|用地性质)$|^用途$|^(?:land |planned )?use$|^land use (?:type|class)$/,
      ],
    ],
    ['plotRatio', [/容积率(?:上限|下限|要求|指标)?$|^(?:plot|floor area) ratio$|^far$/]],
    ['area', [/(?<!建筑|建设)(?:面积|用地|占地|净用地)$|^(?:land |site |plot )?(?:area|size)$/]],
    [
      'price',
      [
        /(?<!总)(?:起始|起拍|起叫|挂牌|出让|基准|指导|成交|参考)?(?:地|底|单|均|始)?价格?$|^(?:reserve |starting |land |floor |unit |asking |listing )*price$/,
      ],
    ],
    INDUSTRY,
    ZONE,
    STATUS,
    ['utilities', [/配套|基础设施|^(?:available )?(?:utilities|infrastructure)$/]],
  ],
  factories: [
    [
      'name',
      [
        /(?:厂房|楼栋|楼宇|车间|仓库)(?:名称|编号|号)?$|^(?:楼|栋|幢)号?$|^(?:factory |standard )?(?:building|workshop|factory|premises)(?: (?:no|number|id|code|name))?\.?$/,
      ],
    ],
    ['floorHeight', [/层高$|净高$|^(?:floor|ceiling|clear|storey|story) height$/]],
    [
      'floorLoad',
      [
        /荷载$|承重$|载荷$|荷重$|^(?:floor )?(?:load|loading|load capacity|loading capacity|load-bearing|bearing capacity)$/,
      ],
    ],
    ['rent', [/租金(?:单价|标准|价格)?$|租价$|^(?:monthly )?rent(?:al)?(?: price)?$/]],
    [
      'area',
      [
        /(?:可租|可供|可用|出租|招租|剩余|空置)(?:建筑)?面积$|^available (?:floor )?(?:area|space)$/,
        /建筑面积$|^(?:gross )?(?:floor|building) area$/,
        /面积$|^(?:area|size)$/,
      ],
    ],
    INDUSTRY,
    ZONE,
    STATUS,
  ],
  tariffs: [
    ZONE,
    ['from', [/^(?:执行|生效|实施|起始)(?:开始)?(?:时间|日期)$|^(?:effective |valid )?from$/]],
    ['to', [/^(?:截止|终止|失效|结束)(?:时间|日期)$|^(?:valid )?(?:to|until)$/]],
  ],
  chains: [
    [
      'chain',
      [/产业链(?:条)?(?:名称)?$|^链条(?:名称)?$|^(?:supply |value |industry |industrial )?chain(?: name)?$/],
    ],
    ['missing', [/缺失|缺口|短板|薄弱|断点|空白|^(?:missing(?: links?)?|gaps?)$/]],
    [
      'wanted',
      [
        /拟引进|(?:招引|引进|招商|招引目标)(?:的)?(?:方向|目标|重点|企业|对象|需求)|目标企业|补链|^(?:wanted|targets?|target (?:companies|enterprises)|to attract|sought)$/,
      ],
    ],
    [
      'have',
      [
        /(?:已有|现有|已引进|本地|在园|入驻|代表|龙头|重点|链上|骨干)(?:的)?(?:企业|公司|项目)|^(?:existing |local |resident |have |present )?(?:companies|enterprises|firms|suppliers)$|^have$/,
      ],
    ],
    ['name', [/(?:环节|节点)(?:名称)?$|^(?:(?:supply |value )?chain )?(?:link|segment|node)$/]],
    [
      'position',
      [/^(?:位置|所处位置|上中下游|上下游|所在位置|层级|阶段|产业链位置)$|^(?:position|tier|stream)$/],
    ],
    STATUS,
  ],
};

/** Part of an amount: what is to be, or was, invested in a year or so far. */
const PART =
  /(?:\d{4}|本|当|今|上|全)年|年度|本期|累计|完成|到位|\b(?:annual|to date|completed|paid[- ]in)\b/;
const OTHERWISE: Partial<Record<FieldName, RegExp>> = {
  amount: PART,
  foreignCapital: /是否|股比/,
  signed: PLANNED,
  started: PLANNED,
  operating: PLANNED,
};

/** Whether a heading that has the words of a field says that something else is meant: what is planned, or a part. */
export function isOtherwise(field: FieldName, heading: string): boolean {
  return OTHERWISE[field]?.test(heading) ?? false;
}
