import { LANGUAGES, languageFrom } from './language.ts';
import type { Language } from './protocol.ts';

const KEY = 'luodi.language';

/** The language that the address asks for, that the visitor chose before, or that their browser prefers. */
export function rememberedLanguage(): Language {
  const kept = new URLSearchParams(location.search).get('language') ?? storage()?.getItem(KEY);
  const known = LANGUAGES.find((language) => language === kept);
  return known ?? languageFrom(navigator.languages);
}

/** Keeps the visitor's choice for their next visit, where the browser allows it. */
export function rememberLanguage(language: Language): void {
  try {
    storage()?.setItem(KEY, language);
  } catch {
    // A full or locked store: the choice lasts for this page only.
  }
}

function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
