import type { Language } from './protocol.ts';

export const LANGUAGES: readonly Language[] = ['zh-Hans', 'zh-Hant', 'en'];

/**
 * The page's language from what the browser prefers, most wanted first: `zh-TW`, `zh-HK`, `zh-MO` and
 * `zh-Hant` are Traditional, other Chinese is Simplified, and anyone else reads English.
 */
export function languageFrom(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    if (/^zh-(hant|tw|hk|mo)\b/i.test(tag)) return 'zh-Hant';
    if (/^zh\b/i.test(tag)) return 'zh-Hans';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return preferred.length === 0 ? 'zh-Hans' : 'en';
}

/** Language of a visitor's own words, for fonts and screen readers. */
export function languageOfWords(text: string): 'zh' | 'en' {
  return /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
}
