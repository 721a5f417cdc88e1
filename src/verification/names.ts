import { type SpeltStretch, spellStretches, wordingsSpelt } from '../language/spelling.ts';
import { stem } from '../language/tokens.ts';
import { glossary } from '../retrieval/glossary/glossary.ts';
import { KNOWN_NAMES } from './known-names.ts';
import { isPlainEnglish } from './plain-english.ts';

const MOST_KEPT = 200;
const spelt = new Map<string, SpeltStretch[]>();

/** The Han wordings in the evidence's folded words that an English word spells. */
export function nameWords(word: string, evidence: string): string[] {
  const letters = word
    .toLowerCase()
    .replaceAll('ü', 'v')
    .replace(/[^a-z]/g, '');
  const known = KNOWN_NAMES.get(letters)?.filter((wording) => evidence.includes(wording)) ?? [];
  if (letters.length < 3 || known.length > 0) return known;
  let stretches = spelt.get(evidence);
  if (!stretches) {
    stretches = spellStretches(evidence);
    if (spelt.size >= MOST_KEPT) spelt.delete(spelt.keys().next().value!);
    spelt.set(evidence, stretches);
  }
  return wordingsSpelt(letters, stretches);
}

const CAPITALISED = /(?<![\w&.-])(?:[A-Z][A-Za-z&]*[A-Za-z])(?:['’]s)?/g;

/**
 * Names in the English of a statement that the evidence does not have in any form: neither as they stand, nor as
 * what they spell, nor as what the glossary makes of them.
 */
export function looseNames(
  statement: string,
  evidence: string,
): { start: number; end: number; said: string }[] {
  const vocabulary = glossaryWords();
  return [...statement.matchAll(CAPITALISED)].flatMap((match) => {
    const word = match[0].replace(/['’]s$/, '');
    const lower = word.toLowerCase();
    const isFirst = /(?:^|[.!?:;]\s|[“"「(]\s?)$/.test(statement.slice(0, match.index));
    if (evidence.includes(lower) || isPlainEnglish(lower, isFirst)) return [];
    if (vocabulary.has(stem(lower)) && (isFirst || !/^[A-Z]{2,}$/.test(word))) return [];
    if (nameWords(lower, evidence).length > 0) return [];
    if (isPartOfName(match, statement, evidence)) return [];
    return [{ start: match.index, end: match.index + word.length, said: word }];
  });
}

let words: Set<string> | undefined;
function glossaryWords(): Set<string> {
  words ??= new Set([...glossary().byEnglish.keys()].flatMap((phrase) => phrase.split(' ')));
  return words;
}

/** Whether a word is spelt in the evidence together with the one beside it: Zhou Lixin. */
function isPartOfName(match: RegExpExecArray, statement: string, evidence: string): boolean {
  const word = match[0].replace(/['’]s$/, '');
  const next = /^ ([A-Z][a-z]+)/.exec(statement.slice(match.index + match[0].length))?.[1];
  const previous = /([A-Z][a-z]+) $/.exec(statement.slice(0, match.index))?.[1];
  return [next && word + next, previous && previous + word].some(
    (both) => both !== undefined && nameWords(both, evidence).length > 0,
  );
}
