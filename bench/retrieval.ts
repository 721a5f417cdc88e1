/** Measures how well and how fast paragraphs are found for questions; see README.md. */
import { writeFileSync } from 'node:fs';
import { AppError, describeError } from '../src/errors.ts';
import type { FusionWeights } from '../src/retrieval/candidates/fusion-weights.ts';
import { openBenchIndex } from './bench-index.ts';
import { type CorpusQuestion, readAsked, readNoise } from './corpora.ts';
import { type BenchEmbedding, openEmbedding, openReranker } from './embedding.ts';
import { openLuodiRanker } from './luodi-ranker.ts';
import { peakMemory, percentile } from './measure.ts';
import { bootstrapInterval, measureRankings, type RankingMeasures, rankOf } from './ranking-measures.ts';
import { inScript, type RetrievalOptions, readRetrievalOptions } from './retrieval-options.ts';

/** All that was measured. Times are in milliseconds, memory is in bytes. */
interface Figures extends RankingMeasures {
  corpus: string[];
  embedding: string;
  /** How much vectors count beside words. */
  fusion?: FusionWeights;
  index: string;
  rerank: boolean;
  day: string;
  node: string;
  paragraphs: number;
  noise: number;
  passages: number;
  questions: number;
  recall1Interval: [low: number, high: number];
  /** Questions for which fewer than ten paragraphs were found. */
  fewerThanTen: number;
  indexMs: number;
  /** Of the passages; those that an earlier run embedded cost next to nothing. */
  embeddingMs: number;
  question: { p50Ms: number; p95Ms: number; timed: number };
  /** The part of it that a question's own vector takes; without an embedding, none. */
  questionEmbedding?: { p50Ms: number; p95Ms: number };
  peakBytes?: number;
}

/** What was found for one question. */
interface Found extends CorpusQuestion {
  ranked: number[];
  ms: number;
  embeddingMs: number;
}

const DEPTH = 10;

try {
  const options = readRetrievalOptions();
  // Found out now rather than after minutes of measuring.
  if (options.ranks) writeRanks(options.ranks, []);
  const { figures, found } = await measure(options);
  if (options.ranks) writeRanks(options.ranks, found);
  console.log(options.json ? JSON.stringify(figures) : table(figures));
} catch (error) {
  console.error(`bench: ${describeError(error)}`);
  process.exitCode = error instanceof AppError ? 2 : 1;
}

async function measure(options: RetrievalOptions): Promise<{ figures: Figures; found: Found[] }> {
  const { paragraphs, questions } = readAsked(options);
  const noise = readNoise(options.noise, paragraphs);
  const embedding = await openEmbedding(options.embedding);
  const reranker = options.rerank ? openReranker() : undefined;
  const openIndex = await openBenchIndex(options.index, embedding.model);
  try {
    const ranker = await openLuodiRanker([...paragraphs, ...noise], {
      embedding: embedding.model,
      fusion: embedding.fusion,
      reranker,
      openIndex: openIndex.open,
    });
    const found: Found[] = [];
    for (const question of questions) {
      const startedAt = performance.now();
      const { ranked, embeddingMs } = await ranker.rank(inScript(question.text, options.script));
      const ms = performance.now() - startedAt;
      found.push({ ...question, ranked: ranked.slice(0, DEPTH), ms, embeddingMs });
    }
    const { passages, indexMs, embeddingMs } = ranker;
    await ranker.close();
    const size = { paragraphs: paragraphs.length, noise: noise.length, passages };
    const figures = { ...describe(options), ...size, indexMs, embeddingMs, ...summarise(found, embedding) };
    return { figures, found };
  } finally {
    await openIndex.remove();
    await embedding.close();
  }
}

function describe({ corpus, embedding, index, rerank }: RetrievalOptions) {
  return {
    corpus,
    embedding,
    index,
    rerank,
    day: new Date().toISOString().slice(0, 10),
    node: process.version,
  };
}

function summarise(found: readonly Found[], { model, fusion, freshQuestions }: BenchEmbedding) {
  const timed = freshQuestions > 0 ? found.slice(0, freshQuestions) : found;
  const timesOf = (ms: readonly number[]) => ({ p50Ms: percentile(ms, 0.5), p95Ms: percentile(ms, 0.95) });
  return {
    questions: found.length,
    fusion,
    ...measureRankings(found),
    recall1Interval: bootstrapInterval(found.map((ranking) => Number(rankOf(ranking) === 1))),
    fewerThanTen: found.filter(({ ranked }) => ranked.length < DEPTH).length,
    question: { ...timesOf(timed.map(({ ms }) => ms)), timed: timed.length },
    questionEmbedding: model && timesOf(timed.map(({ embeddingMs }) => embeddingMs)),
    peakBytes: peakMemory(),
  };
}

function writeRanks(file: string, found: readonly Found[]): void {
  try {
    writeFileSync(file, found.map(({ id, ranked }) => `${JSON.stringify({ id, ranked })}\n`).join(''));
  } catch (cause) {
    throw new AppError('bad-input', `${file} cannot be written (${(cause as Error).message}).`, { cause });
  }
}

function table(figures: Figures): string {
  const share = (value: number) => (100 * value).toFixed(2);
  const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
  const { fusion, recall1Interval, question, questionEmbedding, peakBytes } = figures;
  const rows = [
    ['corpus', figures.corpus.join(', ')],
    ['paragraphs', `${figures.paragraphs}, noise ${figures.noise}, passages ${figures.passages}`],
    ['embedding, index', `${figures.embedding}, ${figures.index}${figures.rerank ? ', reranked' : ''}`],
    ...(fusion ? [['weight of vectors', `${fusion.same} in one language, ${fusion.cross} across`]] : []),
    ['questions', `${figures.questions}, of which ${figures.fewerThanTen} found fewer than ten paragraphs`],
    ['Recall@1', `${share(figures.recall1)} [${recall1Interval.map(share).join(', ')}]`],
    ['Recall@5', share(figures.recall5)],
    ['Recall@10', share(figures.recall10)],
    ['MRR@10', share(figures.mrr10)],
    ['nDCG@10', share(figures.ndcg10)],
    ['index', `${ms(figures.indexMs)}, and embedding ${ms(figures.embeddingMs)}`],
    ['question', `p50 ${ms(question.p50Ms)}, p95 ${ms(question.p95Ms)} (${question.timed} timed)`],
    ...(questionEmbedding
      ? [['… its vector', `p50 ${ms(questionEmbedding.p50Ms)}, p95 ${ms(questionEmbedding.p95Ms)}`]]
      : []),
    ['peak memory', peakBytes === undefined ? 'unknown' : `${Math.round(peakBytes / 2 ** 20)} MB`],
    ['day, Node', `${figures.day}, ${figures.node}`],
  ];
  return rows.map(([name, value]) => `${name!.padEnd(18)}${value}`).join('\n');
}
