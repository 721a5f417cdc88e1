import { type CoverageWeights, weighUnits } from '../src/retrieval/candidates/coverage.ts';
import { LIKENESS_WEIGHTS } from '../src/retrieval/candidates/likeness.ts';
import { Matcher } from '../src/retrieval/candidates/matcher.ts';
import { WINDOW_WEIGHTS } from '../src/retrieval/candidates/rank.ts';
import type { Rarity } from '../src/retrieval/candidates/rarity.ts';
import type { QueryUnit } from '../src/retrieval/question/query.ts';
import { type Sentence, sentencesOf } from '../src/retrieval/reading/sentences.ts';
import type { FitSet } from './fit-ranking-sets.ts';
import { type Judged, rankUnder, type SignalsFound, searchAll } from './fit-ranking-signals.ts';

/** Rank of each question's right paragraph (`rankUnder`) under weights of a question's parts. */
export type CoverageRanks = (weights: CoverageWeights) => number[];

/** A question with what its candidates are read for anew under other weights. */
interface Read {
  units: readonly QueryUnit[];
  rarity: Rarity;
  judged: Judged;
  /** Sentences of each candidate. */
  sentences: (readonly Sentence[])[];
}

/** Asks every question once; vectors count as given, windows as they do today. */
export async function openCoverageRanks(set: FitSet, dense: number): Promise<CoverageRanks> {
  // Kept here: what search keeps of sentences is less than a whole set.
  const read = new Map<string, readonly Sentence[]>();
  const all: Read[] = [];
  for await (const { relevant, query, rarity, ranked, candidates } of searchAll(set)) {
    for (const { passage } of ranked) if (!read.has(passage.id)) read.set(passage.id, sentencesOf(passage));
    const sentences = ranked.map(({ passage }) => read.get(passage.id)!);
    all.push({ units: query.units, rarity, judged: { candidates, relevant }, sentences });
  }
  return (weights) =>
    all.map(({ units, rarity, judged, sentences }) => {
      const matcher = new Matcher(weighUnits(units, rarity, weights));
      const candidates = judged.candidates.map(
        (candidate, at): SignalsFound => ({ ...candidate, ...matcher.bestWindows(sentences[at]!) }),
      );
      return rankUnder(
        { candidates, relevant: judged.relevant },
        { ...WINDOW_WEIGHTS, ...LIKENESS_WEIGHTS, dense },
      );
    });
}
