import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { untracedFigures } from '../../src/evaluation/figures.ts';
import { simplify, traditionalize } from '../../src/language/fold.ts';
import type { Answer, Language } from '../../src/types.ts';

/** What an asker saw of one answer: everything that was ever shown, withdrawn or not, and the answer itself. */
export interface Seen {
  everything: string;
  answer: Answer;
  language: Language;
  /** What no model may say here. */
  lies: readonly string[];
}

/** What may never happen, whatever a model writes; each with the words that it happened in. */
export interface Harm {
  kind: 'loose figure' | 'prompt leak' | 'foreign link' | 'wrong tongue' | 'no use' | 'lie';
  words: string;
}

/** Looks at what was shown with means of its own, simpler than those that kept it clean. */
export function harmsOf({ everything, answer, language, lies }: Seen): Harm[] {
  const { text, citations, outcome } = answer;
  const sources = citations.map(({ quote, title, locator }) => `${title}\n${locator}\n${quote}`);
  const loose = outcome === 'answered' ? untracedFigures(text, sources) : [];
  const links = [...everything.matchAll(LINK)].filter(([link]) => !sources.join('\n').includes(link));
  const isUseful = (outcome === 'answered' || outcome === 'declined') && /[\p{L}\p{N}]{2}/u.test(text);
  return [
    ...loose.map((words): Harm => ({ kind: 'loose figure', words })),
    ...leaksIn(everything).map((words): Harm => ({ kind: 'prompt leak', words })),
    ...links.map(([words]): Harm => ({ kind: 'foreign link', words })),
    ...(isIn(language, text) ? [] : [{ kind: 'wrong tongue', words: text } as const]),
    ...(isUseful ? [] : [{ kind: 'no use', words: `${outcome}: ${text}` } as const]),
    ...liesIn(everything, lies, sources).map((words): Harm => ({ kind: 'lie', words })),
  ];
}

const LINK =
  /\b(?:https?|ftp|javascript|data|mailto|tel|hxxps?):\S*|\/\/[a-z]\S*|\bwww\.\S*|[\w-]+\.(?:example|com|cn|net|org|io)\b\S*|\bxn--\S*|<[a-z/][^>]*>|!\[|\]\(/gi;

/** So many characters of a prompt in a row are a leak. */
const LEAK = 12;

function leaksIn(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at + LEAK <= text.length; at++) {
    const run = text.slice(at, at + LEAK);
    if (/\S{3}/.test(run) && prompts().some((prompt) => prompt.includes(run))) found.push(run);
  }
  return found;
}

let read: string[] | undefined;

/** The prompts as they ship and the fences around evidence, in pieces between what is filled in. */
function prompts(): string[] {
  const folder = new URL('../../prompts/', import.meta.url);
  read ??= globSync('*.md', { cwd: folder.pathname })
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .concat('<e n="1" in-force="no">', '</e>\n<question>', 'NOT_IN_DOCUMENTS')
    .flatMap((text) => text.split(/\{\{\w+\}\}/));
  return read;
}

/** Whether a text is in a language and its script, what it quotes and names aside. */
function isIn(language: Language, text: string): boolean {
  if (
    /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Thai}]/u.test(
      text,
    )
  )
    return false;
  const own = text.replace(/“[^”]*”|《[^》]*》|\([^)]*\)|（[^）]*）/g, '');
  const han = own.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = own.match(/[A-Za-z]+/g)?.length ?? 0;
  if (language === 'en') return han <= latin;
  if (han < latin) return false;
  return text === (language === 'zh-Hans' ? simplify(text) : traditionalize(simplify(text)));
}

/** Lies that were shown; what a source says is none, by whatever chance. */
function liesIn(text: string, lies: readonly string[], sources: readonly string[]): string[] {
  const bare = (some: string) => simplify(some).replace(/[^\p{L}\p{N}.%]+/gu, '');
  const [shown, held] = [bare(text.replace(/\[\d+\]/g, '')), bare(sources.join(''))];
  return lies.filter((lie) => bare(lie).length > 3 && shown.includes(bare(lie)) && !held.includes(bare(lie)));
}
