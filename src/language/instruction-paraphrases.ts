import { ANSWER, form, MACHINE_ENGLISH, OFFICIALS, OPENING } from './instruction-words.ts';

const READER =
  '(?:ai|人工智[能慧]|智能体|大?语言模型|大模型|聊天机器人|问答机器人|机器人|自动化?程序|爬虫|(?:智能|问答|ai)助手|llm)';
const USER = '(?:用户|使用者|访客|提问者|来访者|来问的人|对方|别人|任何人|谁)';

/** To be another, with other rules. */
const SELVES = [
  form(
    'role',
    '你(?:是|就是)(?:一[个名位])?[^,。]{0,10}(?:不会拒绝|(?:没有|不受|无视|无)(?:任何|道德|伦理)*(?:限制|约束|审查|底线))',
  ),
  form(
    'role',
    '(?:没有|不受|无视|抛弃)(?:任何|道德|伦理)*(?:限制|约束|底线|审查)的(?:机器人|ai|模型|助手|角色)',
  ),
  form(
    'role',
    '你的(?:真实|真正|新|实际)的?(?:身份|角色|名字|任务|使命)[是为]|(?:忘[了记掉]|放弃)你是|(?:服从|听从|听命于)我|命令你|按我说的(?:回答|答|做|来)',
  ),
  form('role', '(?:切换|进入|改|变)[成为到至入]?~4(?:无审查|无限制|不受限|自由|解锁|邪恶)的?(?:模式|状态)'),
  form(
    'role',
    '\\byour (?:new|real|true|actual|secret) (?:role|identity|name|task|job|purpose|persona|objective) (?:is|will be)\\b|\\byou (?:have been|are|were) (?:now )?(?:re-?programmed|jailbroken|unlocked|unchained)\\b|\\byou (?:now )?have no (?:more )?(?:restrictions?|rules|limits|filters|guidelines|limitations)\\b',
  ),
  form(
    'role',
    '\\b(?:pretend|imagine|assume|act as if|suppose)(?: that)? you (?:have|had|are|were) (?:no|not|free|without|unrestricted)\\b|\\bas an? (?:ai|assistant|model|bot)(?: \\w+)? without\\b|\\b(?:unrestricted|unfiltered|uncensored|jailbroken?) mode\\b|\\bfrom this (?:point|moment)(?: on(?:wards?)?)?,? you\\b|\\b(?:do as i say|obey me|listen only to me|comply with me)\\b',
  ),
  form(
    'role',
    '(?:^|[^\\p{L}])你是[^,。?]{2,14}, ?(?:请|现在|必须|直接|要)|你没有(?:任何)?(?:规则|限制|约束)|(?:请|你)~4忘[记掉了]了?(?:自己|你)是|(?:只|要|必须)听我的?(?:,|。|$|话|命令)',
  ),
  form('role', '以最高权限|你~4被(?:要求|禁止|指示|吩咐)~2(?:遵守|遵循|回答|说|做|透露)'),
  form(
    'role',
    '\\b(?:as )?if you (?:had|have|were under) no (?:rules|guidelines|restrictions?|limits|filters)\\b|\\byou are an? (?:\\w+ )?(?:ai|assistant|bot|model|chatbot) (?:that|who|with|without)\\b|\\bfrom here on(?: out)?,? (?:you|answer|reply|respond)\\b|(?:^|[.!] ?|please )(?:act|roleplay|role-play) as my\\b',
  ),
  form(
    'role',
    '你现在拥有~4权限|跳出(?:你的|当前)?角色|从今(?:以后|往后|天起),? ?你(?:叫|是|就)|(?:请|要求你?|命令你?)~4泄[露漏]~4(?:资料|信息|机密|数据)',
  ),
  form(
    'role',
    '\\b(?:speak|talk|answer|respond|reply|write) (?:only )?(?:like|as|in) .{1,30} from now on\\b|\\bswitch roles\\b|\\bgrant (?:all|every|any) requests?\\b',
  ),
];

/** That the rules hold no more. */
const RULES = [
  form(
    'override',
    '(?:上文|以上|前面|之前|此前|你|上述)[^。]{0,8}(?:规则|指[令示]|提示词?|设定)(?:全部|都|均|已经?|一律|现在){0,3}(?:作废|失效|无效|不再适用|不再有效|被?解除)',
  ),
  form(
    'override',
    `(?:暂停|停止|中止|不再|别再)(?:遵[守循]~8(?:规则|规范|指[令示]|设定|约束)|(?:按照?|根据|依[照据])~4(?:资料|文件|文档|规则|材料)~4${ANSWER})`,
    OFFICIALS,
  ),
  form('override', '(?:系统级|最高级?)别?的?(?:指令|命令)|优先于(?:一切|所有|任何|其他)+~4(?:指[令示]|提示)'),
  form(
    'override',
    "\\b(?:all|any|your|prior|previous|earlier|above|existing|these|the) (?:\\w+ )?(?:instructions|prompts|directives|guardrails)(?: above)? (?:are|is|have been) (?:now |hereby )?(?:void|null|cancell?ed|obsolete|lifted|revoked|suspended|invalid|disabled)\\b|\\b(?:rules|restrictions|instructions|guidelines|limits)\\b.{0,20}\\b(?:no longer|do not|don't) apply to you\\b",
  ),
  form(
    'override',
    '\\b(?:ignore|disregard|forget|set aside|drop) (?:what|whatever|everything) (?:the )?(?:documents?|sources?|context|files?|evidence|texts?) (?:says?|states?|contains?)|\\b(?:set aside|ignore|disregard|abandon) your (?:\\w+ )?guidance\\b|\\bmake up (?:an?|some|the|any) (?:numbers?|figures?|answers?|data|facts?)\\b',
  ),
  form(
    'override',
    `${OPENING}忽略(?:所有|一切|任何|全部|这些|那些)?的?(?:规定|规则|限制|资料|文件)(?!的)|(?:不要|别|不用|无需)(?:遵[守循]|服从|听从)`,
    OFFICIALS,
  ),
  form(
    'override',
    "\\b(?:do not|don't|never) (?:use|rely on|look at|consult|follow) the (?:documents?|sources?|context|evidence|knowledge base|files)\\b|\\b(?:ignore|disregard|forget) (?:all |any |the |your )*(?:safety|content|security) (?:rules|policy|policies|filters?)\\b",
  ),
  form(
    'override',
    '系统(?:提示词?|指令|消息|讯息)(?:现?已经?|被)?(?:更新|修改|替换|变更)|(?:新|更新后)的系统(?:提示|指令|消息|讯息)|(?:视为|当作|当成|看作)(?:系统|最高|开发者)的?(?:消息|讯息|指令|命令|提示)',
  ),
  form(
    'override',
    `${OPENING}忽略~4(?:知识库|文件|资料|文档)|(?:不要|别|不许|停止)再?引用(?:任何)?(?:文件|资料|文档|来源)`,
    OFFICIALS,
  ),
  form(
    'override',
    '(?:^|[.!;,] ?|please |and )(?:stop (?:citing|quoting)|ignore (?:the|all|any) (?:documents?|context|sources|knowledge base)|use your own knowledge)\\b|\\b(?:override|disable|bypass|turn off|remove) (?:all |your |the |any )*(?:safety|security|content|ethical) (?:protocols?|filters?|rules|measures|guardrails|checks)\\b',
  ),
];

/** What the machine was told, in other words. */
const SECRETS = [
  form(
    'prompt',
    '(?:揭[露示]|公布|曝光|发出来|看看|贴|显示|输出|告诉我|公开|交代|说出)~12(?:(?:背后|幕后|开场|预置|内置|预先|隐藏|底层)的?~2(?:提示|设定|指令|规则)|系统消息|你的?(?:配置|开场白|身份设定))',
  ),
  form(
    'prompt',
    '(?:(?:背后|幕后|开场|预置|内置|隐藏|底层)的?~2(?:提示|设定|指令)|系统消息)~8(?:发出来|贴|给我|看看|念|说出来|展示|公开)',
  ),
  form(
    'prompt',
    '\\b(?:reveal|tell|show|share|repeat|print)\\b.{0,20}\\b(?:what|everything|text|words)\\b.{0,8}\\byour (?:developers?|creators?|operators?|makers?|owners?) (?:wrote|told|said|gave|put)|\\b(?:dump|print|show|cat|sudo|display|reveal)\\b.{0,12}\\b(?:context window|prompts?)$|\\bcontext window\\b.{0,12}\\b(?:print|dump|show)',
  ),
  form(
    'prompt',
    '(?:把|将)你的(?:所有|全部|完整|原始)*的?(?:指[令示]|提示)|(?:列出|告诉我|说出|背出|复述|解释)你的?(?:所有|全部|完整)*的?(?:指[令示]|提示(?!服务))',
  ),
  form(
    'prompt',
    '\\byour (?:system prompt|(?:hidden|initial|secret) (?:prompt|instructions))\\b|\\b(?:contents?|text|wording) of your prompt\\b',
  ),
  form(
    'prompt',
    '\\bgive me your (?:\\w+ )?(?:instructions|prompt|rules)\\b(?! (?:for|on|about|to|regarding))',
  ),
];

/** Words for those who ask, whatever they ask. */
const ANSWERS = [
  form('dictation', `(?:不论|无论|不管|任凭)${USER}~4(?:问|说|提)`),
  form(
    'dictation',
    `(?:任何|所有|一切|全部|每个|往后|今后|以后|凡)~6(?:提问|问题|询问|咨询)~4(?:都|均|一律|统一|只)(?:${ANSWER}|说)(?:[是为:“「"']|可以|不|没有|无)`,
    OFFICIALS,
  ),
  form(
    'dictation',
    `(?:阅读|读到?|读取|处理|解析|看到)[了过]?[本这此该](?:文|段|页|行|处|条)~6的?${READER}|${READER}~4(?:读到|读取|阅读|看到|处理|解析)~8(?:请|应|必须|须|要|立即|务必)`,
  ),
  form(
    'dictation',
    `(?:^|[^\\p{L}])(?:各|所有)?${READER}(?:请|须|必须|应立即|务必)(?:勿|不要|不得|将|把|告诉|输出|${ANSWER}|推荐|说|忽略|只|立即|以)`,
  ),
  form(
    'dictation',
    `(?:回答|回复)[中里](?:不得|不要|必须|要|应|务必)~4(?:出现|提及|提到|包含|使用|说|加)|(?:结尾|末尾|开头|最后)处?(?:附加|附上|加上|添加|写上)(?:以下|下面|如下|这[个句段条]|一句)~2(?:链接|文字|话|网址|广告)`,
    OFFICIALS,
  ),
  form('dictation', `请你?(?:告诉|说服|误导|引导)(?:用户|使用者|访客|提问者|来访者)`, OFFICIALS),
  form(
    'dictation',
    `\\b(?:whatever|no matter what|regardless of what|irrespective of what)\\b.{0,4}?\\b(?:(?:the|a|any) )?(?:users?|visitors?|anyone|someone|they|investors?|people) (?:asks?|says?|wants?)\\b|\\bfor (?:any|all|every) (?:questions?|queries) (?:about|on|regarding|concerning)\\b.{0,40}?,? (?:answer|reply|respond|say|state)\\b`,
    OFFICIALS,
  ),
  form(
    'dictation',
    `\\b${MACHINE_ENGLISH} (?:that (?:are |is )?)?(?:read(?:s|ing)?|process(?:es|ing)?|pars(?:es|ing)|summari[sz](?:es|ing)|index(?:es|ing)) (?:this|these|the (?:text|document|page|file))\\b`,
  ),
  form(
    'dictation',
    `^\\W{0,3}(?:assistant|chatbot|ai), |\\b(?:make sure|ensure)(?: that)? (?:every|each|all|your) (?:answers?|repl(?:y|ies)|responses?)\\b|\\bin (?:all|every|each) (?:of your )?(?:answers?|repl(?:y|ies)|responses?)\\b|\\b(?:promise|assure|tell|inform|convince) the users?\\b|\\b(?:output|say|print|reply with|respond with) the (?:word|phrase|text|string|sentence)\\b`,
    OFFICIALS,
  ),
  form(
    'dictation',
    `(?:如果?|若|要是|当)~12(?:想知道|打听|想了解|关心)~20(?:就|请|一律|都|必须)直?接?(?:告诉|${ANSWER}|说)`,
    OFFICIALS,
  ),
  form(
    'dictation',
    `${USER}(?:不管|无论)?问(?:什么|啥)~4(?:都|就|一律)(?:说|${ANSWER})|(?:所有|全部|一切|每[个次条])的?${ANSWER}(?:改[为成]|变[为成]|换成|都[要用]|一律)|在~4(?:回答|回复)[中里]~2(?:推荐|提[到及]|宣传|强调|声称|承诺)`,
    OFFICIALS,
  ),
  form('dictation', '^\\W{0,3}(?:请|现在|立即)?(?:只|仅|直接)?(?:输出|打印)[:“"「]'),
  form(
    'dictation',
    '\\b(?:answer|reply to|respond to) (?:every|all|any|each) (?:questions?|messages?) with\\b|(?:^|[.!] ?|please |always )(?:say|claim|state|pretend)(?: that)? .{1,50} when(?:ever)? (?:the )?(?:users?|visitors?|someone|anyone|people|they|investors?|asked)\\b',
    OFFICIALS,
  ),
  form(
    'dictation',
    '(?:不许|不准)(?:说|回答|承认)|把~8说成|对(?:所有|每个|任何)~4(?:投资者|投资人|用户|访客|使用者|客户|人)们?(?:说(?!明)|宣称|谎称)',
    OFFICIALS,
  ),
  form(
    'dictation',
    "\\byou must (?:say|claim|pretend)(?: that)?\\b|\\bnever say (?:that )?you (?:do not|don't|cannot|can't)\\b|(?:^|[.!;,] ?|please |must )tell (?:everyone|everybody|all (?:users|visitors|investors))\\b",
    OFFICIALS,
  ),
];

/** The orders again in the words of those who avoid the usual ones. */
export const PARAPHRASES = [...SELVES, ...RULES, ...SECRETS, ...ANSWERS];
