import { type Figure, readFigures } from '../language/figures.ts';
import { fold } from '../language/fold.ts';
import { splitSentences } from '../language/sentences.ts';
import { bigramId, tokenize, unigramId } from '../language/terms.ts';
import type { Passage, Span } from '../types.ts';

/** A sentence of a passage with what a question is matched against. */
export interface AnalysedSentence extends Span {
  folded: string;
  terms: ReadonlySet<number>;
  figures: Figure[];
}

export interface AnalysedPassage {
  sentences: AnalysedSentence[];
  terms: ReadonlySet<number>;
}

// A passage does not change under its id, so its analysis is kept; 2,000 passages take about 40 MB.
const KEPT = 2000;
const kept = new Map<string, AnalysedPassage>();

/** Sentences of a passage, their terms and figures. */
export function analysePassage(passage: Pick<Passage, 'id' | 'text'>): AnalysedPassage {
  const known = kept.get(passage.id);
  if (known) return known;
  const sentences = splitSentences(passage.text).map(({ start, end }) =>
    analyseSentence(passage.text.slice(start, end), start, end),
  );
  const terms = new Set<number>();
  for (const sentence of sentences) for (const term of sentence.terms) terms.add(term);
  const analysed = { sentences, terms };
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value!);
  kept.set(passage.id, analysed);
  return analysed;
}

function analyseSentence(text: string, start: number, end: number): AnalysedSentence {
  const figures = readFigures(text);
  const terms = termsOf(text);
  for (const figure of figures) {
    const magnitude = MAGNITUDES.findLast(([from]) => figure.value >= from);
    if (magnitude && figure.unit !== 'date') for (const term of termsOf(magnitude[1])) terms.add(term);
  }
  return { start, end, folded: fold(text), terms, figures };
}

// An amount of 101.8亿元 is what 百亿级 asks for.
const MAGNITUDES: [number, string][] = [
  [1e9, '十亿'],
  [1e10, '百亿'],
  [1e11, '千亿'],
  [1e12, '万亿'],
];

/** Term ids of a text in any script: characters, pairs, words. */
export function termsOf(text: string): Set<number> {
  const tokens = tokenize(fold(text));
  const terms = new Set<number>();
  for (const [i, token] of tokens.entries()) {
    terms.add(unigramId(token));
    const next = tokens[i + 1];
    if (token.han && next?.han) terms.add(bigramId(token, next));
  }
  return terms;
}
