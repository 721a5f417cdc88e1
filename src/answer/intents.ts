import { fold } from '../language/fold.ts';

/** What an asker wants, where it is not an answer from the documents. */
export type Intent = 'question' | 'greeting' | 'thanks' | 'goodbye' | 'identity' | 'handoff' | 'instruction';

const GREETING =
  /^(?:你好|您好|哈喽|哈啰|嗨|早上好|上午好|中午好|下午好|晚上好|早安|早啊|在吗|在不在|有人吗|hello|hi|hey|good (?:morning|afternoon|evening|day)|greetings|how(?: is|'s| are) (?:it going|you|things|everything)|nice to meet)/;
const THANKS =
  /^(?:好的?|行|嗯|哦|ok|非常|十分|太|多)?\s?(?:谢谢|感谢|多谢|谢了|谢啦|谢过|辛苦了?)|^(?:ok |great |many |cool )?(?:thanks?|thank you|thx|cheers|much appreciated)/;
const GOODBYE = /^(?:再见|拜拜|回头见|先这样|bye|goodbye|see you)/;
const IDENTITY =
  /^(?:请问)?(?:你|您)(?:是(?:谁|什么|机器人|人工智能|真人|人工)|叫什么|能(?:做|干|帮我?做)什么|可以做什么|会什么)|^(?:who|what) are you|what can you do|are you (?:a |an )?(?:human|robot|bot|ai|real)/;

// Courtesy that has the form of a question; on text without punctuation.
const HOW_ARE_YOU =
  /^(?:(?:hi|hey|hello)(?: there)? )?how (?:s|is|are) (?:it going|you(?: doing)?(?: today)?|things)$|^(?:你|您)?(?:最近)?(?:还好吗|好吗|怎么样)$/;

// The wish for a person: somebody to make contact, to arrange, to call back.
const HANDOFF =
  /转人工|人工客服|(?:找|联系|接通|叫|换|要)(?:一下|个|一个|真)?(?:人工|真人|专人|工作人员|招商(?:人员|专员|经理|干部|局的人)|客户?经理|负责人|专员)|(?:安排|派|请|让|找)(?:个|一个|一位|一名|专|你们的?|贵方)*(?:人|同事|人员|工作人员|专员|经理|负责人|领导).{0,12}(?:联系|对接|回电|来电|沟通|接洽|洽谈|答复|跟我|和我|与我|打电话|接待|陪同|面谈)|(?:请|希望|麻烦).{0,10}(?:联系我|给我(?:打|回)(?:个)?电话|回电|与我联系|和我联系|跟我联系|加我微信)|(?:想|要|希望)(?:和|跟|与).{0,8}(?:面谈|洽谈|当面谈|通话|见面|聊聊)|预约.{0,8}(?:考察|参观|面谈|洽谈)|安排.{0,6}(?:考察|参观|接待)/;
const HANDOFF_ENGLISH =
  /\b(?:speak|talk|chat|connect me|put me through|get in touch|be in touch|meet)(?: directly)? (?:to|with)\b.{0,30}\b(?:person|human|someone|somebody|staff|agent|representative|manager|officer|colleague|team)|\b(?:have|ask|get|let|arrange for|want|need) (?:someone|somebody|a (?:person|colleague|representative|manager)|your (?:team|staff|colleague))\b.{0,25}\b(?:contact|call|reach|email|phone|meet)|\b(?:contact|call|reach|phone|email) me\b|\b(?:real|human|live) (?:person|agent|being)\b|\barrange (?:a|for a|an on-?site) (?:visit|meeting|call|site visit|tour)/;

// Attempts to instruct the desk itself. They change nothing; seeing them keeps their words out of search.
const INSTRUCTION =
  /(?:忽略|无视|忘记|忘掉|不要(?:管|理会)|跳过|覆盖|取消)(?:掉|你)?.{0,12}(?:之前|以上|上述|前面|先前|此前|所有|全部|一切|系统).{0,8}(?:指示|指令|提示|规则|要求|设定|限制|命令|内容|约束)|(?:系统|初始|原始|隐藏)(?:的)?(?:提示词?|指令|设定|prompt)|(?:你的|输出|显示|打印|重复|复述|泄露|告诉我).{0,8}(?:提示词|prompt|系统指令|内部规则)|(?:扮演|假装|假设你是|你现在是|从现在(?:开始|起)你).{0,20}(?:模式|没有限制|不受|角色|dan|开发者)|开发者模式|越狱|\bignore (?:all |any |the |your |my )*(?:previous|prior|above|earlier|preceding|system)\b|\bdisregard\b.{0,30}\b(?:instructions?|rules?|prompts?|above)|\b(?:system|hidden|initial) prompt\b|\b(?:reveal|print|repeat|show|output|display)\b.{0,30}\b(?:prompt|instructions)\b|\bdeveloper mode\b|\bjailbreak\b|\byou are now\b.{0,30}\b(?:dan|unrestricted|free)\b/;

/** Courtesy is small talk only where nothing is asked beside it: 你好，请问… is a question. */
const COURTESY_LENGTH = 16;

/**
 * What a message asks of the desk. Only plain cases are taken out of the way of search; whatever is
 * not one of them is a question.
 */
export function intentOf(text: string): Intent {
  const folded = fold(text).trim();
  if (INSTRUCTION.test(folded)) return 'instruction';
  if (HANDOFF.test(folded) || HANDOFF_ENGLISH.test(folded)) return 'handoff';
  const bare = folded.replace(/[\s\p{P}\p{S}]+/gu, ' ').trim();
  if (IDENTITY.test(bare)) return 'identity';
  if (HOW_ARE_YOU.test(bare)) return 'greeting';
  const limit = /\p{Script=Han}/u.test(bare) ? COURTESY_LENGTH / 2 : COURTESY_LENGTH * 2;
  if (
    bare.length > limit ||
    /[?？]|多少|什么|哪|怎|几/.test(folded.replace(GREETING, '').replace(/^[\s?？!！。.]+$/, ''))
  )
    return 'question';
  if (GREETING.test(bare)) return 'greeting';
  if (THANKS.test(bare)) return 'thanks';
  if (GOODBYE.test(bare)) return 'goodbye';
  return 'question';
}
