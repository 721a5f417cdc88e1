import { createHash } from 'node:crypto';
import type { Language } from '../../types.ts';

/** What a button of a reply does; all but `language` belong to the message whose answer it stands below. */
export type Tap =
  | { action: 'sources' | 'person' | 'up' | 'down' }
  | { action: 'source' | 'ask' | 'reason'; index: number }
  /** By its digest: a list may have changed by the time that something of it is tapped. */
  | { action: 'document'; digest: string }
  | { action: 'language'; language: Language };

/** Why an answer was no help, in the order in which the buttons stand. */
export const REASONS = ['wrong', 'unclear', 'beside-the-point', 'outdated', 'other'] as const;

const SIMPLE = { s: 'sources', p: 'person', u: 'up', d: 'down' } as const;
const INDEXED = { c: 'source', q: 'ask', r: 'reason' } as const;
const LANGUAGES: readonly Language[] = ['zh-Hans', 'zh-Hant', 'en'];

/** What stands for a document in a token. */
export function documentDigest(document: string): string {
  return createHash('sha256').update(document).digest('hex').slice(0, 12);
}

/**
 * The token of a button: at most 46 characters of `0-9 a-z .`, which every channel takes.
 * @param message id of the message that the button's reply answers
 */
export function tapToken(message: string, tap: Tap): string {
  return `${message}.${suffixOf(tap)}`;
}

function suffixOf(tap: Tap): string {
  if (tap.action === 'language') return `l${LANGUAGES.indexOf(tap.language)}`;
  if (tap.action === 'document') return `f${tap.digest}`;
  if ('index' in tap) return `${letterOf(INDEXED, tap.action)}${tap.index}`;
  return letterOf(SIMPLE, tap.action);
}

function letterOf<Letters extends Record<string, string>>(letters: Letters, action: Letters[string]): string {
  return Object.keys(letters).find((letter) => letters[letter] === action)!;
}

/** What a token asks for; `undefined` where it is none of ours. Whose it is, is for the caller to check. */
export function readTap(token: string): { message: string; tap: Tap } | undefined {
  const [, message, digest, letter, digits] =
    /^([0-9a-f]{32})\.(?:f([0-9a-f]{12})|([a-z])(\d{0,3}))$/.exec(token) ?? [];
  if (message === undefined) return undefined;
  if (digest !== undefined) return { message, tap: { action: 'document', digest } };
  const tap = tapOf(letter!, digits!);
  return tap && { message, tap };
}

function tapOf(letter: string, digits: string): Tap | undefined {
  if (digits === '') return letter in SIMPLE ? { action: SIMPLE[letter as keyof typeof SIMPLE] } : undefined;
  const index = Number(digits);
  if (letter === 'l') {
    const language = LANGUAGES[index];
    return language && { action: 'language', language };
  }
  return letter in INDEXED ? { action: INDEXED[letter as keyof typeof INDEXED], index } : undefined;
}
