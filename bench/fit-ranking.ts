/** Fits the weights that passages are ranked by on development sets; see README.md. */
import { AppError, describeError } from '../src/errors.ts';
import { COVERAGE_WEIGHTS } from '../src/retrieval/coverage.ts';
import type { FusionWeights } from '../src/retrieval/fusion-weights.ts';
import { LIKENESS_WEIGHTS } from '../src/retrieval/likeness.ts';
import { WINDOW_WEIGHTS } from '../src/retrieval/rank.ts';
import { TERM_WEIGHTS } from '../src/retrieval/sparse-query.ts';
import { type BenchEmbedding, openEmbedding } from './embedding.ts';
import { type CoverageRanks, openCoverageRanks } from './fit-ranking-coverage.ts';
import { type Fit, fitWeights, type Parameter, type Ranks } from './fit-ranking-grid.ts';
import { type FitOptions, readFitOptions } from './fit-ranking-options.ts';
import { type FitSet, openSet } from './fit-ranking-sets.ts';
import { collectSignals, type Judged, rankUnder, type SignalWeights } from './fit-ranking-signals.ts';
import { fitTable } from './fit-ranking-table.ts';
import { openTermRanks } from './fit-ranking-terms.ts';

/** Weights that let candidates of both kinds in, those by words and those by vectors, whichever weight is fitted. */
const BOTH_KINDS: FusionWeights = { same: 0.3, cross: 2 };

try {
  const options = readFitOptions();
  const embedding = await openEmbedding(options.embedding, 0);
  try {
    const sets: FitSet[] = [];
    for (const { corpus, questions } of options.sets) {
      const fusion = options.fit === 'fusion' ? BOTH_KINDS : embedding.fusion;
      sets.push(
        await openSet(corpus, { questions, every: options.every, embedding: embedding.model, fusion }),
      );
    }
    const found = await fitOn(sets, options, embedding);
    const named = sets.map(({ name, questions }) => ({ name, questions: questions.length }));
    console.log(options.json ? JSON.stringify({ sets: named, ...found }) : fitTable(named, found));
  } finally {
    await embedding.close();
  }
} catch (error) {
  console.error(`bench: ${describeError(error)}`);
  process.exitCode = error instanceof AppError ? 2 : 1;
}

function fitOn(sets: readonly FitSet[], options: FitOptions, { fusion }: BenchEmbedding): Promise<Fit> {
  if (options.fit === 'terms') return fitTerms(sets);
  const isCross = sets[0]!.isCross;
  if (sets.some((set) => set.isCross !== isCross)) {
    throw new AppError('bad-input', 'Sets within one language and sets across two are fitted one by one.');
  }
  const dense = fusion?.[isCross ? 'cross' : 'same'] ?? 0;
  if (options.fit === 'coverage') return fitCoverage(sets, dense);
  if (options.fit === 'likeness') return fitLikeness(sets, dense);
  return options.fit === 'windows' ? fitWindows(sets, dense) : fitFusion(sets, isCross, dense);
}

async function fitTerms(sets: readonly FitSet[]): Promise<Fit> {
  const ranks = await Promise.all(sets.map(openTermRanks));
  const parameters = [
    { name: 'pair', shipped: TERM_WEIGHTS.pair, from: 0.2, to: 1.4, step: 0.3, finest: 0.1 },
    {
      name: 'pairRarityExponent',
      shipped: TERM_WEIGHTS.pairRarityExponent,
      from: 0,
      to: 1,
      step: 0.25,
      finest: 0.125,
    },
    { name: 'otherWording', shipped: TERM_WEIGHTS.otherWording, from: 0.2, to: 1, step: 0.4, finest: 0.1 },
  ] as const satisfies readonly Parameter[];
  return fitWeights(parameters, halvesOf(sets), async (weights) =>
    Promise.all(ranks.map((ranksAt) => ranksAt(weights))),
  );
}

/** How the parts of a question weigh in what sentences hold of it. */
async function fitCoverage(sets: readonly FitSet[], dense: number): Promise<Fit> {
  const { pairShare, rarityExponent } = COVERAGE_WEIGHTS;
  const parameters = [
    { name: 'pairShare', shipped: pairShare, from: 0.2, to: 1, step: 0.2, finest: 0.1 },
    { name: 'rarityExponent', shipped: rarityExponent, from: 0.5, to: 2.5, step: 0.5, finest: 0.25 },
  ] as const satisfies readonly Parameter[];
  const ranks: CoverageRanks[] = [];
  for (const set of sets) ranks.push(await openCoverageRanks(set, dense));
  return fitWeights(parameters, halvesOf(sets), async (weights) => ranks.map((ranksAt) => ranksAt(weights)));
}

/** What sentences hold of a question, beside the index's score; vectors count as they do today. */
async function fitWindows(sets: readonly FitSet[], dense: number): Promise<Fit> {
  const { single, double } = WINDOW_WEIGHTS;
  const parameters = [
    { name: 'single', shipped: single, from: 0, to: 2, step: 0.2, finest: 0.05 },
    { name: 'double', shipped: double, from: 0, to: 3, step: 0.2, finest: 0.05 },
  ] as const satisfies readonly Parameter[];
  const ranksAt = await signalRanks(sets);
  return fitWeights(parameters, halvesOf(sets), async (weights) =>
    ranksAt({ ...weights, ...LIKENESS_WEIGHTS, dense }),
  );
}

/** How much vectors count; sentences count as they do today. */
async function fitFusion(sets: readonly FitSet[], isCross: boolean, shipped: number): Promise<Fit> {
  const name = isCross ? 'cross' : 'same';
  const parameter = {
    name,
    shipped,
    from: 0,
    to: isCross ? 4 : 1,
    step: isCross ? 0.4 : 0.1,
    finest: 0.05,
  } as const;
  const ranksAt = await signalRanks(sets);
  return fitWeights([parameter], halvesOf(sets), async (weights) =>
    ranksAt({ ...WINDOW_WEIGHTS, ...LIKENESS_WEIGHTS, dense: weights[name] }),
  );
}

/** What passages and their sentences say in other words; vectors and windows count as they do today. */
async function fitLikeness(sets: readonly FitSet[], dense: number): Promise<Fit> {
  const { whole, sentence } = LIKENESS_WEIGHTS;
  const parameters = [
    { name: 'whole', shipped: whole, from: 0, to: 2, step: 0.4, finest: 0.1 },
    { name: 'sentence', shipped: sentence, from: 0, to: 2, step: 0.4, finest: 0.1 },
  ] as const satisfies readonly Parameter[];
  const ranksAt = await signalRanks(sets);
  return fitWeights(parameters, halvesOf(sets), async (weights) =>
    ranksAt({ ...WINDOW_WEIGHTS, ...weights, dense }),
  );
}

async function signalRanks(sets: readonly FitSet[]): Promise<(weights: SignalWeights) => Ranks> {
  const judged: Judged[][] = [];
  for (const set of sets) judged.push(await collectSignals(set));
  return (weights) => judged.map((questions) => questions.map((question) => rankUnder(question, weights)));
}

function halvesOf(sets: readonly FitSet[]): number[][] {
  return sets.map(({ halves }) => halves);
}
