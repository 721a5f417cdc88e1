import type { Language } from '../types.ts';
import { HAN, simplify, traditionalize } from './fold.ts';

/**
 * Language and script of a text. Han text without a character that tells the scripts apart counts as
 * `fallback` when that is Chinese, else as Simplified; text without Han characters is English.
 */
export function detectLanguage(text: string, fallback: Language = 'zh-Hans'): Language {
  if (!HAN.test(text)) return 'en';
  const traditional = countDifferences(text, simplify(text));
  // The other way needs a large dictionary, and decides only where Traditional is in question.
  if (traditional === 0 && fallback !== 'zh-Hant') return 'zh-Hans';
  const simplified = countDifferences(text, traditionalize(text));
  if (traditional === simplified) return fallback === 'en' ? 'zh-Hans' : fallback;
  return traditional > simplified ? 'zh-Hant' : 'zh-Hans';
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
