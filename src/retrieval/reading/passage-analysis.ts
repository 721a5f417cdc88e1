import { splitClauses } from '../../language/clauses.ts';
import { type Figure, readFigures } from '../../language/figures.ts';
import { fold } from '../../language/fold.ts';
import { FIRST_WORD, pairId, termSequence } from '../../language/tokens.ts';
import type { Passage, Span } from '../../types.ts';
import { keeping } from './keeping.ts';
import { type Sentence, sentencesOf } from './sentences.ts';

/** A sentence of a passage with what a question is matched against. */
export interface AnalysedSentence extends Span {
  folded: string;
  terms: ReadonlySet<number>;
  figures: Figure[];
  clauses: { terms: ReadonlySet<number>; figures: Figure[] }[];
}

export interface AnalysedPassage {
  sentences: AnalysedSentence[];
}

/** At some tens of KB a passage, with its sets of terms. */
const MOST_KEPT = 2000;

/** Sentences of a passage, their terms and figures. */
export const analysePassage = keeping(
  MOST_KEPT,
  (passage: Pick<Passage, 'text' | 'kind'>): AnalysedPassage => ({
    sentences: sentencesOf(passage).map(analyseSentence),
  }),
);

function analyseSentence({ text, start, end, sequence }: Sentence): AnalysedSentence {
  const ofSeveral = TOTAL_OF_SEVERAL.test(fold(text));
  const clauses = splitClauses(text).map((clause) => {
    const figures = readFigures(clause.replace(SERIAL, (serial) => ' '.repeat(serial.length)));
    const magnitudes = ofSeveral ? [] : figures.flatMap(magnitudeTerms);
    return { figures, terms: new Set([...termsOf(clause), ...magnitudes]) };
  });
  const terms = termsIn(sequence);
  for (const clause of clauses) for (const term of clause.terms) terms.add(term);
  return {
    start,
    end,
    folded: fold(text),
    terms,
    figures: clauses.flatMap(({ figures }) => figures),
    clauses,
  };
}

/** The number of a row tells nothing of what the row is about: 序号：15. */
const SERIAL = /^\s*(?:序号?|序號|no\.?|#)\s*[:：]\s*\d+\s*(?=[;；]|$)/i;

// What ten projects cost together is no size of one.
const TOTAL_OF_SEVERAL = /项目\s?(?:[2-9]|\d{2,})个|(?:[2-9]|\d{2,})个[^,，。]{0,8}项目/;

/** An amount of 101.8亿元 is what 百亿 asks for: pairs of the round word for amounts up to twice as large. */
function magnitudeTerms(figure: Figure): number[] {
  if (figure.unit === 'date') return [];
  const magnitude = MAGNITUDES.find(([from]) => figure.value >= from && figure.value < 2 * from);
  return magnitude ? [...termsOf(magnitude[1])] : [];
}

const MAGNITUDES: [number, string][] = [
  [1e9, '十亿'],
  [1e10, '百亿'],
  [1e11, '千亿'],
];

/** Term ids of a text in any script: characters, pairs, words. */
export function termsOf(text: string): Set<number> {
  return termsIn(termSequence(text));
}

function termsIn(sequence: Uint32Array): Set<number> {
  const terms = new Set<number>();
  for (let i = 0; i < sequence.length; i++) {
    const id = sequence[i]!;
    const next = sequence[i + 1]!;
    terms.add(id);
    if (id < FIRST_WORD && next < FIRST_WORD) terms.add(pairId(id, next));
  }
  return terms;
}
