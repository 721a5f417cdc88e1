import { CONCEALMENTS, DICTATIONS } from './instruction-dictations.ts';
import { OVERRIDES, PROMPTS, ROLES } from './instruction-orders.ts';
import { PARAPHRASES } from './instruction-paraphrases.ts';
import { form, type InstructionForm } from './instruction-words.ts';

// The same orders in languages that the desk does not answer in.
const ELSEWHERE = [
  form(
    'override',
    '(?:игнориру|забуд|отмени)\\p{L}*.{0,30}(?:инструкци|указани|правил|команд)|системн\\p{L}+ промпт',
  ),
  form(
    'override',
    '(?:以前|これまで|今まで|上记|前)の?.{0,8}(?:指示|命令|プロンプト).{0,10}(?:无视|忘れ)|システムプロンプト|隠された指示',
  ),
  form(
    'override',
    '(?:이전|위|앞|지금까지)(?:의|에)?.{0,10}(?:지시|명령|프롬프트|지침).{0,10}(?:무시|잊)|시스템 ?프롬프트',
  ),
  form(
    'override',
    '\\b(?:ignor(?:a|ez|er|ad|en|are|i|iert?|e(?= (?:tod|tou|les|as|le|tutt|alle)))|olvid\\p{L}+|oubli\\p{L}+|esque[cç]\\p{L}+|desconsider\\p{L}+|dimentic\\p{L}+|vergiss|vergesst|missachte\\p{L}*)\\b.{0,30}\\b(?:instrucciones|instruções|instructions|consignes|istruzioni|anweisungen|reglas|règles|regras|regeln|befehle|vorgaben|órdenes)\\b.{0,14}(?:anterior|pr[eé]v|préc|précéd|ci-dessus|preced|$|[.!])|\\bignorier\\p{L}*\\b.{0,30}\\b(?:anweisungen|befehle|regeln|vorgaben|instruktionen)\\b',
  ),
  form(
    'override',
    '(?:bỏ qua|phớt lờ).{0,24}(?:hướng dẫn|chỉ dẫn|lệnh|chỉ thị)|\\babaikan\\b.{0,20}\\b(?:instruksi|arahan|perintah)\\b|\\b(?:ignora|olvida|oublie[zr]?|vergiss|esqueça|dimentica)\\b (?:tutto|todo|tout|alles|tudo)\\b|önceki.{0,12}talimat.{0,20}(?:yok say|görmezden)',
  ),
  form(
    'override',
    '(?:تجاهل|انس).{0,24}(?:التعليمات|الاوامر|الأوامر|القواعد)|पिछले.{0,16}निर्देश.{0,20}(?:अनदेखा|नज़रअंदाज़)|(?:ละเว้น|เพิกเฉย).{0,16}คำสั่ง',
  ),
];

const MARK_UP = [
  form('mark-up', '<\\|[a-z_]{2,20}\\|>|\\[/?inst\\]|<</?sys>>|<(?:start|end)_of_turn>'),
  form(
    'mark-up',
    '</?(?:system|evidence|question|instructions?|prompt|tool_?calls?|tool_use|function_?calls?|invoke|assistant)(?: [^>]{0,80})?>',
  ),
  form('mark-up', '^\\W{0,4}#{2,4} ?(?:system|instructions?|assistant|prompt)(?: ?:|$)'),
  form(
    'mark-up',
    '["\']role["\'] ?: ?["\'](?:system|assistant|user)|\\b(?:begin|end|start)(?: of)?(?: the)?(?: new| system| hidden)+ (?:instructions?|prompts?|messages?)\\b',
  ),
  form('mark-up', '"(?:tool_calls|function_call|tool_use)" ?:'),
];

/** All forms; the first that fits a sentence names its kind. */
export const INSTRUCTION_FORMS: readonly InstructionForm[] = [
  ...MARK_UP,
  ...OVERRIDES,
  ...PROMPTS,
  ...ROLES,
  ...DICTATIONS,
  ...CONCEALMENTS,
  ...PARAPHRASES,
  ...ELSEWHERE,
];
