import { readFileSync } from 'node:fs';
import { stem } from '../../language/tokens.ts';

/** English and Chinese of the trade: how a question in one language is asked of documents in the other. */
export interface Glossary {
  /** Chinese wordings by English phrase, of the trade and of every day; the phrase's words stemmed and joined by spaces. */
  byEnglish: Map<string, string[]>;
  /** Chinese wordings of the trade's terms. */
  terms: Set<string>;
  /** Other Chinese wordings of the same thing, by Chinese wording. */
  siblings: Map<string, string[]>;
  /** Words in the longest English phrase, articles among them included. */
  longestPhrase: number;
  /** Characters in the longest Chinese wording. */
  longestWording: number;
}

let loaded: Glossary | undefined;

/** The glossary that ships, read once from `glossary.tsv`, `synonyms.tsv` and `everyday.tsv` beside this file. */
export function glossary(): Glossary {
  loaded ??= parseGlossary({
    trade: read('./glossary.tsv'),
    synonyms: read('./synonyms.tsv'),
    everyday: read('./everyday.tsv'),
  });
  return loaded;
}

function read(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}

/**
 * Reads `english<TAB>中文|中文` lines, and lines of Chinese wordings that mean the same, `开工|动工|开建`. What an
 * everyday word may stand for is no synonym of what else it may stand for, and no term of the trade.
 * Lines that start with `#` are comments.
 */
function parseGlossary(files: { trade: string; synonyms: string; everyday: string }): Glossary {
  const byEnglish = new Map<string, string[]>();
  const siblings = new Map<string, string[]>();
  const terms = new Set<string>();
  let longestPhrase = 1;
  let longestWording = 1;
  const relate = (wordings: readonly string[]) => {
    for (const wording of wordings) {
      longestWording = Math.max(longestWording, wording.length);
      append(
        siblings,
        wording,
        wordings.filter((other) => other !== wording),
      );
    }
  };
  const translate = (line: string): string[] => {
    const [english = '', chinese = ''] = line.split('\t');
    const words = english.trim().split(/[\s-]+/);
    const wordings = chinese.trim().split('|');
    longestPhrase = Math.max(longestPhrase, words.length + 1);
    append(byEnglish, phraseKey(words), wordings);
    return wordings;
  };
  for (const line of linesOf(files.trade)) {
    const wordings = translate(line);
    relate(wordings);
    for (const wording of wordings) terms.add(wording);
  }
  for (const line of linesOf(files.everyday)) translate(line);
  for (const line of linesOf(files.synonyms)) relate(line.trim().split('|'));
  return { byEnglish, terms, siblings, longestPhrase, longestWording };
}

/** What a phrase is looked up by, whatever its endings and articles: to register a company, registering the company. */
export function phraseKey(words: readonly string[]): string {
  return words
    .filter((word) => !ARTICLE.test(word))
    .map(stem)
    .join(' ');
}

const ARTICLE = /^(?:a|an|the)$/;

function linesOf(tsv: string): string[] {
  return tsv.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

function append(map: Map<string, string[]>, key: string, values: readonly string[]): void {
  map.set(key, [...new Set([...(map.get(key) ?? []), ...values])]);
}
