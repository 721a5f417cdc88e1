/** What an instruction to a machine is after. */
export type InstructionKind = 'override' | 'prompt' | 'role' | 'dictation' | 'concealment' | 'mark-up';

/** One way of instructing a machine, on folded text: Simplified Chinese, half width, lower case. */
export interface InstructionForm {
  kind: InstructionKind;
  pattern: RegExp;
  /** A sentence that also holds this is none: a conditional, a negation, an instruction to officials. */
  unless?: RegExp;
}

/** A pattern put together from lines; `~` stands for up to so many characters of the same sentence. */
export function form(kind: InstructionKind, pattern: string, unless?: RegExp): InstructionForm {
  const source = pattern.replace(/~(\d+)/g, '[^。\\n]{0,$1}?');
  return { kind, pattern: new RegExp(source, 'u'), unless };
}

// A command opens a clause, after at most these words: 请你现在忽略…, please now ignore…
export const OPENING =
  '(?:^|[^\\p{L}\\p{N}])(?:请|麻烦|烦请|你|您|务必|必须|应当?|需要?|要|得|现在|立即|立刻|马上|从(?:现在|这一刻|此刻)(?:开始|起)|首先|先|可以|能否|能不能|帮我|给我|我|希望|想|让|命令|要求|那么?|就|好的?|直接|彻底|完全|统统|都|然后|并且?|再|而是|转而){0,8}';
export const OPENING_ENGLISH =
  '(?:^|[^\\p{L}\\p{N} ] ?|\\b(?:please|kindly|now|and|then|to|you|must|should|will|can|could|would|just|immediately|first|so|but) )';
export const MACHINE =
  '(?:(?:ai|人工智[能慧]|智能|问答|聊天)(?:问答|聊天|客服)?(?:助手|助理|机器人|模型|系统)|大?语言模型|大模型|(?<![a-z])ai(?![a-z]))';
export const MACHINE_ENGLISH =
  '(?:(?:ais?|llms?|(?:large )?language models?|chatbots?|(?:chat)?gpt|claude|copilot|deepseek|qwen)(?: (?:assistants?|models?|agents?|systems?|chatbots?|readers?))?|(?:virtual |digital )?assistants?)';
export const ANSWER = '(?:回[答复覆应]|答[复覆])';

// Rules of service tell officials what to answer; there they stand before the verb that binds them.
export const OFFICIALS =
  /(?:人员|窗口|单位|部门|干部|员工|专员|机构|机关)(?:应|须|要|必须|可|将|均|都|一次性|当场)|(?:officials?|clerks?|employees?|officers?|staff) (?:should|must|shall|will|are|is)/;
/** If you have paid already, ignore the above: words of courtesy below a bill. */
export const COURTEOUS =
  /^(?!.*(?:指令|规则|系统|你的|instruction|rule|prompt)).*(?:(?:如果?|若|倘)[^。]{0,16}(?:已|无需|不是|非)[^。]{0,12}忽略|\bif (?:you(?: have|'ve)? |not |already ).{0,40}(?:ignore|disregard))/u;
