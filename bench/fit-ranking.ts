/** Fits the weights that passages are ranked by on development sets; see README.md. */
import { AppError, describeError } from '../src/errors.ts';
import { COVERAGE_WEIGHTS } from '../src/retrieval/candidates/coverage.ts';
import type { FusionWeights } from '../src/retrieval/candidates/fusion-weights.ts';
import { LIKENESS_WEIGHTS } from '../src/retrieval/candidates/likeness.ts';
import { WINDOW_WEIGHTS } from '../src/retrieval/candidates/rank.ts';
import { TERM_WEIGHTS } from '../src/retrieval/candidates/sparse-query.ts';
import { type BenchEmbedding, openEmbedding } from './embedding.ts';
import { type CoverageRanks, openCoverageRanks } from './fit-ranking-coverage.ts';
import { type Fit, fitWeights, type Parameter, type Weights } from './fit-ranking-grid.ts';
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

/** What sentences hold of a question, beside the index's score. */
function fitWindows(sets: readonly FitSet[], dense: number): Promise<Fit> {
  const { single, double } = WINDOW_WEIGHTS;
  const parameters = [
    { name: 'single', shipped: single, from: 0, to: 2, step: 0.2, finest: 0.05 },
    { name: 'double', shipped: double, from: 0, to: 3, step: 0.2, finest: 0.05 },
  ] as const satisfies readonly Parameter[];
  return fitSignals(parameters, sets, (weights) => ({ ...weights, dense }));
}

/** What passages and their sentences say in other words. */
function fitLikeness(sets: readonly FitSet[], dense: number): Promise<Fit> {
  const { whole, sentence } = LIKENESS_WEIGHTS;
  const parameters = [
    { name: 'whole', shipped: whole, from: 0, to: 2, step: 0.4, finest: 0.1 },
    { name: 'sentence', shipped: sentence, from: 0, to: 2, step: 0.4, finest: 0.1 },
  ] as const satisfies readonly Parameter[];
  return fitSignals(parameters, sets, (weights) => ({ ...weights, dense }));
}

/** How much vectors count. */
function fitFusion(sets: readonly FitSet[], isCross: boolean, shipped: number): Promise<Fit> {
  const range = isCross
    ? ({ name: 'cross', to: 4, step: 0.4 } as const)
    : ({ name: 'same', to: 1, step: 0.1 } as const);
  const parameter = { ...range, shipped, from: 0, finest: 0.05 };
  return fitSignals([parameter], sets, (weights) => ({ dense: weights[range.name] }));
}

/** Fits weights of a search's signals; those that `signalsOf` leaves out count as they do today. */
async function fitSignals<Name extends string>(
  parameters: readonly Parameter<Name>[],
  sets: readonly FitSet[],
  signalsOf: (weights: Weights<Name>) => Partial<SignalWeights> & { dense: number },
): Promise<Fit> {
  const judged: Judged[][] = [];
  for (const set of sets) judged.push(await collectSignals(set));
  return fitWeights(parameters, halvesOf(sets), async (weights) => {
    const signals = { ...WINDOW_WEIGHTS, ...LIKENESS_WEIGHTS, ...signalsOf(weights) };
    return judged.map((questions) => questions.map((question) => rankUnder(question, signals)));
  });
}

function halvesOf(sets: readonly FitSet[]): number[][] {
  return sets.map(({ halves }) => halves);
}
