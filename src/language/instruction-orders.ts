import { ANSWER, COURTEOUS, form, OPENING, OPENING_ENGLISH } from './instruction-words.ts';

/** To drop the rules. */
export const OVERRIDES = [
  form(
    'override',
    `${OPENING}(?:把|将)?(?:忽略|无视|忘[记掉了]|抛开|丢弃|不要?(?:必|用|再)?(?:理会|遵守|遵循|理睬|管)|停止遵[守循])(?!了)(?:掉|你)?~12(?:之前|以前|以上|上述|上面|前述|前面|先前|此前|所有|全部|一切|任何|系统|原有|原来|既有|安全|你的)~10(?:指示|指令|提示|规则|规定|要求|设定|限制|命令|约束|对话|上下文|消息|内容|说明|约定)`,
    COURTEOUS,
  ),
  form(
    'override',
    '(?:把|将)(?:之前|以前|以上|上述|上面|前述|前面|先前|此前|所有|全部)~10(?:指示|指令|提示|规则|要求|设定|限制|命令|约束|对话|内容)~4(?:忽略|无视|忘[记掉了]|抛开|丢弃)',
    COURTEOUS,
  ),
  form(
    'override',
    '(?:忽略|无视|忘记|绕过|覆盖|关闭|解除|突破|停用|禁用|取消|修改|违反)(?:掉)?(?:你的|系统的?(?=提示词|指令|设定))~6(?:规则|限制|设定|指令|提示词?|安全|约束|过滤|审查)',
    COURTEOUS,
  ),
  form('override', '(?:绕过|覆盖|取消|跳过|推翻)~8(?:提示词|系统(?:提示|指令|设定))|跳过(?:核对|校验|核实)'),
  form(
    'override',
    `${OPENING}(?:忘[记掉]|放弃)你的?~4(?:身份|角色|设定|任务)|${OPENING}忽略~4(?:文件|资料|文档|知识库)的?内容`,
  ),
  form(
    'override',
    `(?:不要|别|无需|不必|不用)(?:依照|根据|按照|依据|参考)~4(?:文件|资料|文档|材料|知识库)(?:来)?${ANSWER}`,
  ),
  form(
    'override',
    `${OPENING_ENGLISH}(?:ignore|disregard|forget|override|bypass|discard|skip|overlook|set aside|pay no attention to|(?:do not|don't|stop|no longer) (?:follow(?:ing)?|obey(?:ing)?|heed(?:ing)?|comply with))(?: about)?(?: (?:all|any|every|of|the|your|my|these|those|this|that|other))*(?: (?:previous|prior|above|earlier|preceding|system|existing|former|original|initial|foregoing|safety|current|past|hidden|internal|old))+(?: (?:and|or|system|safety|given|\\w+)){0,2} (?:instructions?|prompts?|rules?|guidelines?|directions?|directives?|commands?|context|constraints?|restrictions?|messages?|programming|training|orders?|text|content)\\b`,
    COURTEOUS,
  ),
  form(
    'override',
    `${OPENING_ENGLISH}(?:ignore|disregard|forget|override|bypass|drop) (?:about )?(?:all |any )?(?:of )?your(?: \\w+){0,3} (?:instructions?|prompts?|rules?|guidelines?|programming|training|restrictions?|filters?|guardrails?)\\b`,
    COURTEOUS,
  ),
  form(
    'override',
    `${OPENING_ENGLISH}(?:ignore|disregard|forget) (?:all |everything |anything |whatever |what )?(?:of )?(?:that )?(?:(?:the )?(?:above|previous|prior|earlier|foregoing)(?=$|[.,;:!]| and| then| but)|(?:came |was said )?before|you (?:were|have been|are|had been) (?:told|instructed|given)|(?:i|we|they) (?:said|told you))`,
    COURTEOUS,
  ),
];

/** To show what the machine was told. */
export const PROMPTS = [
  form(
    'prompt',
    '(?:输出|显示|打印|重复|复述|泄露|透露|告诉我|说出|写出|列出|翻译|总结|公开|展示|给我看|发给我|贴出|交出|提供|暴露|导出)~14(?:(?:你的?|系统|初始|原始|内部|隐藏|完整|全部|以上|上面|前面)的?(?:提示词|prompt)|你的(?:系统|初始|原始|内部|隐藏|完整|全部|底层)*(?:提示|指令|设定)|你的(?:系统|初始|原始|内部|隐藏|底层)+(?:规则|配置|设置)|(?:系统|初始|原始|内部|隐藏)的?(?:指令|设定)|系统提示(?![词:“"「])|(?:隐藏|内部|初始)的?提示|你(?:收到|得到|拿到)的~4(?:消息|指令|提示|设定|要求))',
  ),
  form(
    'prompt',
    '(?:你的?|系统|初始|原始|内部|隐藏)的?(?:(?:系统|初始|原始|内部|隐藏|完整)的?)*(?:提示词|prompt|(?<=系统|初始|原始|内部|隐藏)(?:指令|设定)|(?<=你的(?:系统|初始|原始|内部|隐藏))规则)~12(?:是什么|是啥|有哪些|全文|逐字|原文|原样|翻译|复述|重复|告诉我|给我|输出|打印|列出|公开|发给)',
  ),
  form(
    'prompt',
    '(?:重复|复述|逐字|原样|一字不(?:漏|差)|打印)~8(?:上面|以上|上文|前面|之前|你收到)的?~6(?:全部|所有|内容|文字|话|对话|消息)',
  ),
  form(
    'prompt',
    "\\b(?:reveal|print|repeat|show|output|display|tell|give|share|leak|dump|expose|write|recite|list|translate|summari[sz]e|paste|quote|disclose|see|view|access|continue|encode|what(?: is| are| was| were|'s))\\b.{0,30}?\\b(?:your (?:(?:full|exact|entire|own) )?(?:prompt|(?:(?:system|hidden|initial|original|starting|secret|internal|developer) )+(?:prompts?|instructions?|messages?|rules|guidelines))|(?:the |its )?(?:(?:system|hidden|initial|original|secret) )(?:prompt|instructions given))",
  ),
  form(
    'prompt',
    '\\b(?:repeat|print|output|copy|recite|reproduce)\\b.{0,20}?\\b(?:words?|text|everything|content|sentences?|messages?|instructions?|prompt)\\b.{0,12}?\\babove\\b|\\babove\\b.{0,30}\\bverbatim\\b',
  ),
  form(
    'prompt',
    '\\b(?:system|hidden|initial) prompt\\b ?:|\\bshow me (?:the|your) prompt\\b|\\bsystem_?prompt\\b',
  ),
  form(
    'prompt',
    '\\b(?:translate|reveal|print|repeat|output|leak|dump|recite|encode|disclose|summari[sz]e) (?:all )?your (?:\\w+ )?(?:prompts?|instructions?|rules|guidelines|directives|configuration)\\b(?! (?:for|on|about|to|regarding|of))',
  ),
  form(
    'prompt',
    '\\bwhat (?:were|are|was) you (?:told|instructed|given|not (?:supposed|allowed))\\b|\\b(?:instructions?|rules|text|messages?|prompt)(?: that)? (?:(?:were|have|are) you|you (?:were|are|have been)) (?:initially |originally |first )?(?:been )?given\\b|\\binitiali[sz]ation string\\b|\\byour (?:initial|internal|starting) configuration\\b',
  ),
  form(
    'prompt',
    '["\'“‘]?my (?:system )?(?:instructions are|prompt is)\\b|\\brepeat (?:this|the|our) (?:entire |whole )?conversation\\b',
  ),
];

/** To be somebody else. */
export const ROLES = [
  form(
    'role',
    '你(?:现在|已经|从此|以后)(?:起|开始)?(?:就|将|要|必须)?(?:是(?!否|不是|谁|在)|扮演|变成|成为|不再)(?:一[个名位]|没有|不受|~20(?:限制|约束|助手|ai|机器人|模型|模式|管理员|开发者|角色|主任|领导|黑客))',
  ),
  form(
    'role',
    '(?:从现在(?:开始|起)|从此刻起|从这一刻起|接下来),? ?你(?:就|将|要|必须|得|是(?!否)|只|不|可以|扮演)',
  ),
  form(
    'role',
    '(?:请|你|让你|要你)[^,。]{0,6}(?:扮演|假扮|饰演|充当)~16(?:ai|人工智[能慧]|模型|助手|机器人|黑客|没有|不受|主任|领导|管理员|开发者|dan|角色)',
  ),
  form(
    'role',
    '(?:假装|假设|设想)(?:你|自己)(?:是|没有|不受)~16(?:ai|人工智[能慧]|模型|没有|不受|限制|领导|主任|管理员|开发者|批准)',
  ),
  form(
    'role',
    '(?:进入|开启|启用|打开|激活|使用|用|以|切换(?:到|至|为|成)?)~4(?:开发者|越狱|dan|上帝|无限制|管理员)模式',
  ),
  form(
    'role',
    '你(?:其实|实际上|本质上)是一|你不再受|你(?:已经?)?被(?:重新)?(?:编程|设定|配置)[为成]|你的(?:新的?)?任务(?:已经?|现在|变|改)',
  ),
  form('role', '我是你的?(?:开发者|创造者|管理员|主人|创建者|程序员|上级)'),
  form(
    'role',
    '以(?:管理员|root)的?(?:身份|权限)(?:来?执行(?:以下|下列|这)|回答)|以(?:开发者|最高权限)的?身份',
  ),
  form(
    'role',
    "\\byou(?: are|'re) now\\b.{0,40}?\\b(?:dan|unrestricted|free (?:of|from|to)|assistant|ai|bot|model|mode|developer|admin|jailbroken|evil|no longer|pirate|chatbot|unfiltered|uncensored)\\b",
  ),
  form(
    'role',
    '(?:^|[.!;:] ?)\\W{0,3}from now on,? (?:you\\b|always\\b|never\\b|ignore\\b|answer\\b|respond\\b|reply\\b|act\\b|say\\b)',
  ),
  form(
    'role',
    '\\b(?:act|behave|respond|roleplay|role-play|pretend)\\b.{0,12}?\\b(?:as|to be|that you|you are|like)\\b.{0,30}?\\b(?:ai|assistant|unrestricted|dan|bot|language model|chatbot|terminal|hacker|(?:no|without)(?: any)? (?:rules|restrictions|limits|filters)|developer|director)\\b',
  ),
  form(
    'role',
    '\\b(?:enter|enable|activate|switch to|turn on|go into)\\b.{0,8}?\\b(?:developer|debug|god|dan|admin|jailbreak|unrestricted) mode\\b|\\bdo anything now\\b',
  ),
];
