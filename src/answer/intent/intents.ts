import { fold } from '../../language/fold.ts';
import type { Question } from '../../types.ts';
import { type Attempt, ordinaryPart } from './attempts.ts';
import { isWish } from './wishes.ts';

/** What an asker wants, where it is not an answer from the documents. */
export type Intent =
  | 'question'
  | 'greeting'
  | 'thanks'
  | 'goodbye'
  | 'identity'
  | 'handoff'
  | 'wish'
  | 'instruction';

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
  /转人工|人工客服|(?:找|联系|接通|叫|换|要)(?:一下|个|一个|真)?(?:人工|真人|专人|工作人员|招商(?:人员|专员|经理|干部|局的人)|客户?经理|负责人|专员)|(?:安排|派|请|让|找)(?:个|一个|一位|一名|专|你们的?|贵方)*(?:人|同事|人员|工作人员|专员|经理|负责人|领导).{0,12}(?:联系|对接|回电|来电|沟通|接洽|洽谈|答复|跟我|和我|与我|打电话|接待|陪同|面谈)|(?:请|希望|麻烦).{0,10}(?:联系我|给我(?:打|回)(?:个)?电话|回电|与我联系|和我联系|跟我联系|加我微信)|转接.{0,6}(?:人员|专员|经理|人工|负责人)|(?:让|请|叫).{0,12}给我回(?:个)?(?:电|电话)|(?:想|要|希望)(?:和|跟|与|同|找|约).{0,12}(?:面谈|洽谈|当面(?:谈|聊|沟通|说|讲|问)|通话|见面|聊聊|聊一下)|预约.{0,8}(?:考察|参观|面谈|洽谈)|安排.{0,6}(?:考察|参观|接待)/;
const HANDOFF_ENGLISH =
  /\b(?:speak|talk|chat|connect me|put me through|get in touch|be in touch|meet)(?: directly)? (?:to|with)\b.{0,30}\b(?:person|human|someone|somebody|staff|agent|representative|manager|officer|colleague|team)|\b(?:have|ask|get|let|arrange for|want|need) (?:someone|somebody|a (?:person|colleague|representative|manager)|your (?:team|staff|colleague))\b.{0,25}\b(?:contact|call|reach|email|phone|meet)|\b(?:contact|call|reach|phone|email) me\b|\b(?:real|human|live) (?:person|agent|being)\b|\barrange (?:a|for a|an on-?site) (?:visit|meeting|call|site visit|tour)/;

/** Courtesy is small talk only where nothing is asked beside it: 你好，请问… is a question. */
const COURTESY_LENGTH = 16;

/**
 * What a message asks of the desk. Only plain cases are taken out of the way of search; whatever is
 * not one of them is a question.
 */
export function intentOf(text: string): Intent {
  const { attempts, rest } = ordinaryPart(text);
  // What is left of an attempt is courtesy, or the rest of its wording, unless it asks or wishes something.
  const intent = intentIn(attempts.length > 0 ? rest : text);
  if (
    attempts.length === 0 ||
    intent === 'handoff' ||
    intent === 'wish' ||
    (intent === 'question' && ASKS.test(fold(rest)))
  )
    return intent;
  return 'instruction';
}

/** A message that is a question by its words. */
const ASKS =
  /[?？]|多少|什么|哪|怎|几|吗|呢|谁|是否|有没有|能否|如何|\b(?:who|what|which|when|where|why|how|is|are|do|does|did|can|could|may)\b/;

function intentIn(text: string): Intent {
  const folded = fold(text).trim();
  if (HANDOFF.test(folded) || HANDOFF_ENGLISH.test(folded)) return 'handoff';
  if (isWish(folded)) return 'wish';
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

/**
 * A question without the sentences that instruct the desk, and its history without theirs. A message that
 * asks nothing beside them is left as it is: the desk's reply to it is fixed.
 *
 * @param onAttempt gets the attempts of the question itself; those of earlier messages were told before
 */
export function withoutAttempts(question: Question, onAttempt?: (attempts: Attempt[]) => void): Question {
  const { attempts } = ordinaryPart(question.text);
  if (attempts.length > 0) onAttempt?.(attempts);
  return {
    ...question,
    text: withoutAttempt(question.text),
    history: question.history.map(withoutAttempt),
  };
}

function withoutAttempt(message: string): string {
  return intentOf(message) === 'instruction' ? message : ordinaryPart(message).rest;
}
