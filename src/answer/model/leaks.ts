import { fold } from '../../language/fold.ts';
import { promptPieces } from './prompt.ts';

/** So many letters and digits of a prompt in a row are no chance. */
const RUN = 10;

/**
 * Whether a text repeats a prompt: as it stands, spaced out or broken by marks, backwards, shifted by thirteen
 * letters, or in Base64.
 */
export function leaksPrompt(text: string): boolean {
  const bare = bareOf(text);
  const turned = [bare, [...bare].reverse().join(''), bare.replace(/[a-z]/g, shifted)];
  const decoded = [...text.matchAll(/[A-Za-z\d+/_-]{16,}={0,2}/g)].map(([run]) =>
    bareOf(Buffer.from(run, 'base64').toString('utf8')),
  );
  return [...turned, ...decoded].some(repeats);
}

function repeats(bare: string): boolean {
  for (let at = 0; at + RUN <= bare.length; at++) if (runs().has(bare.slice(at, at + RUN))) return true;
  return false;
}

let known: Set<string> | undefined;

function runs(): ReadonlySet<string> {
  if (known) return known;
  known = new Set();
  for (const piece of promptPieces()) {
    const bare = bareOf(piece);
    for (let at = 0; at + RUN <= bare.length; at++) known.add(bare.slice(at, at + RUN));
  }
  return known;
}

function bareOf(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, '');
}

function shifted(letter: string): string {
  return String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97);
}
