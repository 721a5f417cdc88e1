import { readFileSync } from 'node:fs';
import { stem } from '../language/tokens.ts';

/** English and Chinese of the trade: how a question in one language is asked of documents in the other. */
export interface Glossary {
  /** Chinese wordings by English phrase, the phrase's words stemmed and joined by spaces. */
  byEnglish: Map<string, string[]>;
  /** Chinese wordings of the trade's terms. */
  terms: Set<string>;
  /** Other Chinese wordings of the same thing, by Chinese wording. */
  siblings: Map<string, string[]>;
  /** Words in the longest English phrase. */
  longestPhrase: number;
  /** Characters in the longest Chinese wording. */
  longestWording: number;
}

let loaded: Glossary | undefined;

/** The glossary that ships, read once from `glossary.tsv` and `synonyms.tsv` beside this file. */
export function glossary(): Glossary {
  loaded ??= parseGlossary(read('./glossary.tsv'), read('./synonyms.tsv'));
  return loaded;
}

function read(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}

/**
 * Reads `english<TAB>中文|中文` lines, and lines of Chinese wordings that mean the same, `开工|动工|开建`.
 * Lines that start with `#` are comments.
 */
function parseGlossary(tsv: string, synonyms = ''): Glossary {
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
  for (const line of tsv.split('\n')) {
    const [english, chinese] = line.split('\t');
    if (line.startsWith('#') || !english || !chinese) continue;
    const words = english
      .trim()
      .split(/[\s-]+/)
      .map(stem);
    const wordings = chinese.trim().split('|');
    longestPhrase = Math.max(longestPhrase, words.length);
    append(byEnglish, words.join(' '), wordings);
    relate(wordings);
    for (const wording of wordings) terms.add(wording);
  }
  for (const line of synonyms.split('\n')) if (line && !line.startsWith('#')) relate(line.trim().split('|'));
  return { byEnglish, terms, siblings, longestPhrase, longestWording };
}

function append(map: Map<string, string[]>, key: string, values: readonly string[]): void {
  map.set(key, [...new Set([...(map.get(key) ?? []), ...values])]);
}
