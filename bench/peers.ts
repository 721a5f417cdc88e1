/** Measures Luodi's retrieval beside the libraries that an engineer would pick; see README.md. */
import { AppError, describeError } from '../src/errors.ts';
import type { EmbeddingModel } from '../src/models/model.ts';
import { type CorpusQuestion, readCorpora, readNoise } from './corpora.ts';
import { type BenchEmbedding, EMBEDDINGS, type EmbeddingChoice, openEmbedding } from './embedding.ts';
import { openLuodiRanker } from './luodi-ranker.ts';
import { oneOf, parseOptions, wholeNumber } from './options.ts';
import { flexsearchPeers } from './peers/flexsearch.ts';
import { hashedCharacters } from './peers/hashed-characters.ts';
import { langchainPeers } from './peers/langchain.ts';
import { minisearchPeers } from './peers/minisearch.ts';
import { oramaPeers } from './peers/orama.ts';
import { loadParts, type Peer, WANTED } from './peers/peer.ts';
import { postgresPeers } from './peers/postgres.ts';
import { type Compared, type Engine, race } from './peers/race.ts';
import { winkPeers } from './peers/wink.ts';
import { installRivals, rivalVersion } from './rivals/packages.ts';

interface Options {
  corpus: string[];
  /** Files whose paragraphs answer nothing. */
  noise: string[];
  /** Paragraphs in all, with so many of the noise; with all of it where it is not given. */
  passages?: number;
  questions: number;
  embedding: EmbeddingChoice;
  json: boolean;
}

try {
  const options = readOptions();
  const measured = await measure(options);
  console.log(options.json ? JSON.stringify(measured) : table(measured));
} catch (error) {
  console.error(`bench: ${describeError(error)}`);
  process.exitCode = error instanceof AppError ? 2 : 1;
}

function readOptions(): Options {
  const { corpus, noise, passages, questions, embedding, json } = parseOptions({
    corpus: { type: 'string', multiple: true, default: [] },
    noise: { type: 'string', multiple: true, default: [] },
    passages: { type: 'string' },
    questions: { type: 'string', default: '300' },
    embedding: { type: 'string', default: 'static' },
    json: { type: 'boolean', default: false },
  });
  if (corpus.length === 0) {
    throw new AppError('bad-input', 'There is nothing to search.', { next: 'Give --corpus FILE.' });
  }
  return {
    corpus,
    noise,
    passages: passages === undefined ? undefined : wholeNumber('--passages', passages),
    questions: wholeNumber('--questions', questions),
    embedding: oneOf('--embedding', embedding, EMBEDDINGS),
    json,
  };
}

interface Measured {
  day: string;
  node: string;
  paragraphs: number;
  questions: number;
  engines: Compared[];
}

async function measure(options: Options): Promise<Measured> {
  const { texts, questions } = readTexts(options);
  const embedding = await openEmbedding(options.embedding, Number.POSITIVE_INFINITY);
  const engines: Engine[] = [];
  // What ships with Luodi is not what a peer's user has.
  const peers = await loadPeers((options.embedding === 'endpoint' && embedding.model) || hashedCharacters);
  try {
    const luodi = await openLuodi(texts, embedding);
    engines.push(luodi);
    for (const peer of peers) {
      const startedAt = performance.now();
      const search = await peer.open(texts);
      const indexMs = performance.now() - startedAt;
      engines.push({ name: await rivalVersion(peer.package), setting: peer.setting, indexMs, search });
    }
    return {
      day: new Date().toISOString().slice(0, 10),
      node: process.version,
      paragraphs: texts.length,
      questions: questions.length,
      engines: await race(engines, questions),
    };
  } finally {
    for (const peer of peers) await peer.close?.();
    await embedding.close();
  }
}

/** The paragraphs and a sample of the questions, evenly over all of them. */
function readTexts(options: Options): { texts: string[]; questions: CorpusQuestion[] } {
  const { paragraphs, questions } = readCorpora(options.corpus);
  const noise = readNoise(options.noise, paragraphs);
  const [least, most] = [paragraphs.length, paragraphs.length + noise.length];
  const { passages = most, questions: wanted } = options;
  if (passages < least || passages > most) {
    throw new AppError('bad-input', `--passages must be from ${least} to ${most} with these files.`, {
      next: 'Give --noise FILE for more.',
    });
  }
  const step = Math.max(1, Math.floor(questions.length / wanted));
  const sample = questions.filter((_, at) => at % step === 0).slice(0, wanted);
  if (sample.length === 0) throw new AppError('bad-input', 'There are no questions in these files.');
  return { texts: [...paragraphs, ...noise.slice(0, passages - least)], questions: sample };
}

async function loadPeers(model: EmbeddingModel): Promise<Peer[]> {
  const parts = await loadParts(await installRivals(), model);
  const loaders = [langchainPeers, oramaPeers, minisearchPeers, flexsearchPeers, winkPeers, postgresPeers];
  return (await Promise.all(loaders.map((load) => load(parts)))).flat();
}

async function openLuodi(texts: readonly string[], { model, fusion }: BenchEmbedding): Promise<Engine> {
  const ranker = await openLuodiRanker(texts, { embedding: model, fusion });
  const search = async (question: string) => (await ranker.rank(question)).ranked.slice(0, WANTED);
  const indexMs = ranker.indexMs + ranker.embeddingMs;
  return { name: 'Luodi', setting: model ? model.name : 'no embedding', indexMs, search };
}

function table({ day, node, paragraphs, questions, engines }: Measured): string {
  const share = (value: number) => (100 * value).toFixed(1);
  const number = (value: number) => value.toPrecision(value < 100 ? 2 : 3);
  const head = [
    ...['library', 'setting', 'R@1', 'R@5', 'MRR@10', 'Luodi’s R@1 more by', 'p50 ms', 'p95 ms'],
    ...['p50 ÷ Luodi’s', 'index ms', 'index ÷ Luodi’s'],
  ];
  const rows = engines.map((engine) => [
    ...[engine.name, engine.setting, share(engine.recall1), share(engine.recall5), share(engine.mrr10)],
    `${share(engine.lead1)} [${engine.lead1Interval.map(share).join(', ')}]`,
    ...[engine.p50Ms.toFixed(2), engine.p95Ms.toFixed(2), number(engine.p50Ratio)],
    ...[engine.indexMs.toFixed(0), number(engine.indexRatio)],
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    `${day}, Node ${node}, ${paragraphs} paragraphs, ${questions} questions`,
    '',
    line(head),
    line(head.map(() => '---')),
    ...rows.map(line),
  ].join('\n');
}
