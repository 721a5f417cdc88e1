import type { Language } from '../types.ts';
import { HAN, simplify, traditionalize } from './fold.ts';

/**
 * Language and script of a text. Han text without a character that tells the scripts apart counts as
 * `fallback` when that is Chinese, else as Simplified; text without Han characters is English, and so is an English
 * question that gives a name in Chinese.
 */
export function detectLanguage(text: string, fallback: Language = 'zh-Hans'): Language {
  if (!HAN.test(text) || isEnglishWithNames(text)) return 'en';
  const traditional = countDifferences(text, simplify(text));
  // The other way needs a large dictionary, and decides only where Traditional is in question.
  if (traditional === 0 && fallback !== 'zh-Hant') return 'zh-Hans';
  const simplified = countDifferences(text, traditionalize(text));
  if (traditional === simplified) return fallback === 'en' ? 'zh-Hans' : fallback;
  return traditional > simplified ? 'zh-Hant' : 'zh-Hans';
}

const ASKS_IN_ENGLISH =
  /\b(?:what|which|how|who|whom|whose|when|where|why|is|are|was|were|does|did|can|could|will|would|compare|tell)\b/i;
/** What stands in every Chinese question, and in no name. */
const CHINESE_GRAMMAR =
  /[的吗嗎呢么麼吧了是请請]|多少|什|哪|谁|誰|几|幾|怎|如何|何[时時]|是否|有没有|有沒有|为何|為何/;
/** Latin words of an English question at the least, and for each Chinese name in it. */
const LEAST_WORDS = 3;

/** Whether the words of asking are English, and what is Chinese are names: When was the forum (高峰论坛) held? */
function isEnglishWithNames(text: string): boolean {
  const names = text.match(/\p{Script=Han}[\p{Script=Han}\p{N}]*/gu) ?? [];
  const words = text.match(/[a-z]+/gi) ?? [];
  return (
    ASKS_IN_ENGLISH.test(text) &&
    !names.some((name) => CHINESE_GRAMMAR.test(name)) &&
    words.length >= LEAST_WORDS * names.length
  );
}

/** `text` in the script of `language`; English asks for no change of script. */
export function inScriptOf(language: Language, text: string): string {
  if (language === 'zh-Hans') return simplify(text);
  return language === 'zh-Hant' ? traditionalize(simplify(text)) : text;
}

function countDifferences(a: string, b: string): number {
  let differences = 0;
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) differences++;
  return differences;
}
