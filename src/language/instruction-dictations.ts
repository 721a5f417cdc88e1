import { ANSWER, form, MACHINE, MACHINE_ENGLISH, OFFICIALS, OPENING } from './instruction-words.ts';

/** To answer in words laid down, or to act. */
export const DICTATIONS = [
  form(
    'dictation',
    `(?:当|如果?|若|凡是?|只要|每当|无论|不管|不论|假如|一旦|有人)~24(?:问|询问|提问|咨询|提到|谈到)~24(?:请|一律|都|就|必须|统一|只能|务必|直接|均|要)(?:直接|只|你)?(?:${ANSWER}|说(?!明)|告诉|告知)(?!到位|清楚|完毕)`,
    OFFICIALS,
  ),
  form(
    'dictation',
    `(?:一律|统一)都?(?:${ANSWER}|说)(?:[为是成说]|["“「『:]|(?=免|没有|有|可以|能|不|全))`,
    OFFICIALS,
  ),
  form(
    'dictation',
    `${OPENING}(?:一律|统一|只|这样|如下)?${ANSWER}(?:说|为|是|成)?:? ?(?:["“「『]|(?<=请(?:直接|一律)?${ANSWER})(?:免|可以|能|没有|全))`,
  ),
  form(
    'dictation',
    `${MACHINE}(?:们)?,? ?(?:必须|务必|一律|只能|应该?|应当|要|需要?)(?!能|可)[^,。]{0,6}?(?:${ANSWER}|告诉|告知|宣称|承诺|推荐|引导)(?!.*(?:问题|咨询|提问|诉求))`,
    OFFICIALS,
  ),
  form(
    'dictation',
    `(?:^|[^\\p{L}\\p{N}])(?:各位|致|尊敬的|亲爱的|所有)?${MACHINE}(?:们)?[,:! ]{0,2}(?:请|注意|须知|听好)`,
  ),
  form(
    'dictation',
    `(?:如果|若|假如|倘若|要是|只要)[你您]是[^,。]{0,8}?(?:${MACHINE}|人工智[能慧]|机器人|智能体)`,
  ),
  form(
    'dictation',
    `(?:作为|身为)(?:一[个名位])?[^,。]{0,6}(?:${MACHINE}|人工智[能慧]|助手|机器人),? ?你(?:必须|应|要|需|只能|务必)`,
  ),
  form(
    'dictation',
    `对(?:所有|各类?)?${MACHINE}的(?:要求|指[令示]|说明) ?:|(?:若|如果?)(?:读者|阅读者|访问者|读取者|处理者)[为是]~4${MACHINE}`,
  ),
  form(
    'dictation',
    `${ANSWER}时(?:称|说|声称|宣称|不要|别)|(?:以后|今后|此后|接下来)的?(?:所有|每[次个]|全部)?${ANSWER}(?:里|中)?(?:都|一律|必须)|在你?的?${ANSWER}[中里](?:加入|插入|附上|写上|带上|包含)(?:这|以下|下面|下列|本|“|")`,
    OFFICIALS,
  ),
  form(
    'dictation',
    `(?:供|给|写给|致|限)(?:所有|各类?|任何)?${MACHINE}(?:来)?(?:阅读|看|读取?|执行|遵[守循]|的(?:指[令示]|说明|留言|消息|话))`,
  ),
  form(
    'dictation',
    '(?:^|[^\\p{L}\\p{N}])(?:系统|管理员|开发者|新的?|隐藏的?|紧急|最高)(?:系统|优先级?)?指令 ?:',
  ),
  form('dictation', '(?:^|[^\\p{L}\\p{N}])\\[?系统(?:消息|指令)?\\]? ?: ?(?:你|忽略|无视|从现在)'),
  form(
    'dictation',
    `(?:每[个次条]|每一[个次条]|所有的?|你的|全部)${ANSWER}~8(?:加上|附上|加入|插入|写上|包含|带上|使用|推荐|最后|末尾|结尾|开头)`,
    OFFICIALS,
  ),
  form(
    'dictation',
    '你(?:必须|只能|务必|要|应当?)(?:始终|一律|总是|永远|无条件地?)(?:承诺|保证|推荐|宣称|答应|同意|回答|说)',
  ),
  form(
    'dictation',
    '(?:调用|执行|运行)~8(?:工具|函数|插件|命令)~16(?:聊天记录|对话记录|客户名单|全部客户|密钥|密码|系统提示)',
  ),
  form(
    'dictation',
    '\\b(?:when(?:ever)?|if|every time)\\b.{0,6}?\\b(?:asked|(?:someone|anyone|(?:the |a |an |any )?(?:user|visitor|investor|customer|person|reader)s?|they|people) (?:asks?|inquires?|wants? to know)|you are asked)\\b.{0,60}?\\b(?:answer|say|reply|respond|tell|state|claim|you must|always)\\b',
    OFFICIALS,
  ),
  form(
    'dictation',
    `(?:^|[^\\p{L}\\p{N} ] ?|\\bplease |\\bmust |\\bshould )(?:you )?(?:always|only|just) (?:answer|reply|respond|say|recommend|claim|promise)\\b`,
    OFFICIALS,
  ),
  form(
    'dictation',
    `(?:^|[.!;:] ?|\\bplease |\\band )(?:answer|respond|reply)(?: only| just)? with (?:only )?["“'‘]|(?:^|[.!;:] ?|\\bplease |\\bmust |\\band )(?:tell|inform|assure|convince) (?:the |all |every |any )?(?:users?|visitors?|investors?|reader|everyone|anyone) (?:that|to)\\b`,
    OFFICIALS,
  ),
  form(
    'dictation',
    `\\b${MACHINE_ENGLISH} (?:must|should|shall|has to|have to|will|needs? to)(?: always| only| now)? (?:say|answer|reply|tell|ignore|mention|recommend|state|claim|promise|inform|obey)\\b`,
  ),
  form(
    'dictation',
    `(?:^|[^\\p{L}\\p{N}])(?:(?:dear|hey|hello|attention:?|note (?:to|for)|instructions? (?:to|for)|message (?:to|for)|for) (?:all |any |the |every |an )*${MACHINE_ENGLISH}(?: only| reading| processing)?(?=[ ]?[:,!—-]| reading| processing)|@${MACHINE_ENGLISH}\\b)`,
  ),
  form('dictation', `\\bif you(?: are|'re) (?:an? |any )?(?:automated )?${MACHINE_ENGLISH}\\b`),
  form(
    'dictation',
    '(?:^|[^\\p{L}\\p{N}])(?:new|updated|system|admin|hidden|secret|priority) (?:system )?(?:instructions?|directives?|override|commands?) ?:',
  ),
  form(
    'dictation',
    '(?:^|[.!] |>)\\W{0,4}(?:system|assistant|developer) ?: ?(?:you (?:must|are|will|should)|ignore|from now|always|never|the user)',
  ),
  form(
    'dictation',
    '\\b(?:append|include|insert|add|put)\\b.{0,60}?\\b(?:end|beginning|start|in|to|of)\\b.{0,8}?\\b(?:your|every|each|all) (?:answers?|responses?|repl(?:y|ies))\\b',
  ),
  form(
    'dictation',
    '(?:^|[.!;:] ?|\\bplease )(?:(?:say|output|echo|reply)(?: exactly| only| just)? ["“\'‘]|output the following (?:text|words|sentence)|(?:begin|start|end|finish) (?:your|every|each|all) (?:answer|response|reply|message))',
  ),
  form(
    'dictation',
    '\\bobey (?:the following|these|my|all|every|this)\\b|\\bfollowing instructions? instead\\b|\\bend of (?:the )?(?:document|context|prompt|input)\\b.{0,20}\\bnew (?:task|instructions?|prompt)\\b|\\b(?:supersedes?|overrides?|replaces?) (?:(?:all|any|your|the|previous|prior|other) )*(?:instructions|prompts?)\\b',
  ),
  form(
    'role',
    '\\b(?:stop being|you are no longer) (?:an? |the )?.{0,20}?\\b(?:assistant|bot|ai|chatbot|desk|model)\\b|\\b(?:system|administrator|admin) override\\b',
  ),
  form(
    'dictation',
    '\\byour (?:answer|response|reply|output|next message) (?:must|should|has to|shall|needs to|will) (?:begin|start|end|be|contain|include|say)\\b',
  ),
  form(
    'dictation',
    '\\b(?:call|invoke|use|run)\\b.{0,12}?(?:\\b|_)(?:\\w+ )?(?:tool|function|plugin|api)\\b.{0,40}?\\b(?:chat history|conversation|password|secret|customer list|system prompt)',
  ),
];

/** To hide an instruction or a source. */
export const CONCEALMENTS = [
  form(
    'concealment',
    '(?:不要|别|切勿|不得|请勿)(?:告诉|透露给|告知|让)(?:用户|访客|提问者|对方|任何人|投资者)~12(?:指令|这条|这段|本段|存在|真相|来源)|(?:不要|别|切勿|请勿)(?:提及|透露|提到|说出)~4(?:本段|这段|本条|这条|此指令|该指令|上述指令|这些指令)',
  ),
  form(
    'concealment',
    '(?:不要|不用|无需|不必|别)(?:再)?(?:标注|注明|引用|给出|附上|显示|核对|核实|标明)(?:任何|你的|其)?(?:来源|出处|资料|证据|引文)',
  ),
  form(
    'concealment',
    "\\b(?:do not|don't|never) (?:tell|inform|mention|reveal|disclose)\\b.{0,24}?\\b(?:users?|visitors?|anyone|this instruction|these instructions|this prompt)\\b",
    OFFICIALS,
  ),
  form(
    'concealment',
    "\\b(?:do not|don't|never|without) (?:cit(?:e|ing)|quot(?:e|ing)|nam(?:e|ing)|giv(?:e|ing)) (?:any |the |your )?(?:sources?|citations?|evidence|references?)\\b.{0,12}?(?:$|answer|respon|repl|[.,!])",
  ),
];
