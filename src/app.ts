import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { answerQuestion } from './answer/answer.ts';
import type { createWebRoutes, WebLog } from './channels/web/web.ts';
import type { Config } from './config.ts';
import { readPack } from './documents/pack.ts';
import { textReader } from './documents/text.ts';
import { AppError, describeError } from './errors.ts';
import { type DocumentIntake, EmbeddingFailed, embedDocument, ingestDocument } from './ingest/document.ts';
import { prepareDocument } from './ingest/prepare.ts';
import { openReadingPool } from './ingest/reading-pool.ts';
import { type Knowledge, WITHOUT_IT } from './knowledge.ts';
import { createDesk, type Luodi, type Wiring } from './luodi.ts';
import type { EmbeddingModel, Reranker } from './models/model.ts';
import { createChatModel, createEmbeddingModel } from './models/openai-compatible.ts';
import { createReranker } from './models/reranker.ts';
import { calibrate } from './retrieval/calibrate.ts';
import { type FusionWeights, fittedWeights } from './retrieval/fusion-weights.ts';
import { createStaticEmbedding } from './semantics/static-embedding.ts';
import { copyDatabase } from './store/backup.ts';
import { type Database, openDatabase } from './store/database.ts';
import { openEmbeddingStates } from './store/sqlite-embedding-states.ts';
import { openEmbeddingCache } from './store/sqlite-embeddings.ts';
import { openIncentiveStore } from './store/sqlite-incentives.ts';
import { openKnowledgeStore } from './store/sqlite-knowledge.ts';
import { openRegisterStore } from './store/sqlite-registers.ts';
import type { AnswerEvent, DocumentSource, Pack, Question } from './types.ts';
import { openEmbeddedIndex } from './vectors/embedded.ts';
import type { PassageIndex } from './vectors/passage-index.ts';
import { openQdrantIndex } from './vectors/qdrant.ts';

export interface LuodiOptions {
  /** Gets one line for the person at the terminal, when something is used in place of what was asked for. */
  notify?: (line: string) => void;
  /** Whether to throw, instead of using the embedded index, where Qdrant does not answer. */
  requireIndex?: boolean;
  /** Whether an index of another shape is put aside, instead of refused, for one that is filled anew. */
  recreateIndex?: boolean;
  clock?: () => Date;
  /** Gets what went wrong on the way to an answer. */
  onFailure?: Wiring['onFailure'];
  onAttempt?: Wiring['onAttempt'];
}

/**
 * Wires Luodi from its configuration. The only place that names drivers.
 * @throws AppError when a pack cannot be read, the data folder cannot be used, or (with `requireIndex`) Qdrant fails.
 */
export async function createLuodi(config: Config, options: LuodiOptions = {}): Promise<Luodi> {
  const { notify = () => {}, clock = () => new Date() } = options;
  const packs = await readPacks(config);
  return createDesk({
    packs,
    readPacks: () => readPacks(config),
    openReading: () => openReadingPool(),
    knowledge: await openKnowledge(config, options),
    openWithoutEndpoint:
      config.embedding && (() => openKnowledge({ ...config, embedding: undefined }, options)),
    chat: config.chat && createChatModel(config.chat),
    reranker: config.reranker && createReranker(config.reranker),
    clock,
    notify,
    onFailure: options.onFailure,
    onAttempt: options.onAttempt,
  });
}

/**
 * Answers one question from given texts alone, each a document titled by its number, in a database in memory.
 * Nothing of the packs is read or kept.
 */
export async function* answerFromTexts(
  { texts, question }: { texts: readonly string[]; question: Question },
  config: Config,
  options: LuodiOptions = {},
): AsyncIterable<AnswerEvent> {
  const { embedding, reranker } = questionModels(config);
  const knowledge = await openBeside({ file: ':memory:', embedding }, openEmbeddedIndex);
  try {
    const intakes = await Promise.all(texts.map((text, at) => readText(text, at + 1)));
    try {
      for (const intake of intakes) {
        intake.dense = await embedDocument(intake.prepared.passages, knowledge);
      }
      knowledge.fusion ??= await weighOnce(embedding);
    } catch (error) {
      options.notify?.(`${describeError(error)} The texts are searched by their words only.`);
      for (const intake of intakes) intake.dense = undefined;
      knowledge.embedding = undefined;
    }
    for (const intake of intakes) await ingestDocument(intake, knowledge);
    const chat = config.chat && createChatModel(config.chat);
    const { onFailure, onAttempt } = options;
    const about = { name: 'Luodi' };
    yield* answerQuestion(question, { ...knowledge, chat, reranker, about, onFailure, onAttempt });
  } finally {
    await knowledge.close();
  }
}

/** Version of a text that is never replaced. */
const ONLY_VERSION = '1';

async function readText(text: string, number: number): Promise<DocumentIntake> {
  const path = `passage-${number}.txt`;
  // What cutting left of a character makes no text unreadable here: the rest of it is evidence.
  const whole = text.toWellFormed().replaceAll('\u{fffd}', '');
  const clean = await textReader.read(Buffer.from(whole), path);
  const source: DocumentSource = { path, file: path, title: String(number), audience: 'public' };
  const prepared = await prepareDocument({ id: path, version: ONLY_VERSION, source, clean });
  const { title, ownWords, clean: disarmed } = prepared;
  const head = { id: path, version: ONLY_VERSION, contentHash: '', title, source, packName: '', ownWords };
  // A text that is given for one question is evidence whatever it says of its own days.
  return { document: { ...head, validity: { fromText: false }, clean: disarmed }, prepared };
}

/** The visitor page and its routes over Luodi, as a fetch handler for a server. Loaded only where there is one. */
export async function createWebApp(
  luodi: Luodi,
  { log }: { log: WebLog },
): Promise<Pick<ReturnType<typeof createWebRoutes>, 'fetch'>> {
  const { createWebRoutes: createRoutes } = await import('./channels/web/web.ts');
  return createRoutes(luodi, {
    pageDirectory: PAGE_DIRECTORY,
    clock: () => new Date(),
    today: () => luodi.today(),
    createId: randomUUID,
    log,
  });
}

/** Where the built visitor page is. */
export const PAGE_DIRECTORY = join(import.meta.dirname, '..', 'web', 'dist');

async function readPacks(config: Config): Promise<Pack[]> {
  return Promise.all(config.packs.map((directory) => readPack(directory)));
}

/**
 * Opens what is known, in the index that is configured. Each kind of index and each embedding model has
 * its own file, because what is served must be what the index holds, and all its vectors must be comparable.
 */
async function openKnowledge(config: Config, options: LuodiOptions): Promise<Knowledge> {
  const embedding = chooseEmbedding(config);
  const suffix = shortHash(embedding.identity);
  const beside = (kind: string) => ({
    file: join(config.dataDirectory, `knowledge-${kind}${suffix}.sqlite`),
    embedding,
    keepsVectors: config.embedding !== undefined,
  });
  const openEmbedded = () => openBeside(beside(''), openEmbeddedIndex);
  if (!config.qdrant) return openEmbedded();
  const settings = { ...config.qdrant, recreate: options.recreateIndex };
  try {
    return await openBeside(beside('qdrant-'), async (database) => {
      const dimension = await dimensionOf(embedding, database);
      const collection = `luodi_${config.packKey}_${suffix}_d${dimension}`;
      return openQdrantIndex({ ...settings, collection, dimension });
    });
  } catch (error) {
    if (error instanceof EmbeddingFailed && config.embedding) {
      options.notify?.(`${describeError(error)} ${WITHOUT_IT}`);
      return openKnowledge({ ...config, embedding: undefined }, options);
    }
    const isUnreachable = error instanceof AppError && error.code === 'unreachable';
    if (!isUnreachable || options.requireIndex) throw error;
    options.notify?.(`${error.message} The embedded index is used instead.`);
    return openEmbedded();
  }
}

/**
 * Length of a model's vectors, for which a Qdrant collection is made. The model tells it; while that does not
 * answer, it is that of the vectors there are.
 * @throws EmbeddingFailed where it does not answer and there are none.
 */
async function dimensionOf(embedding: EmbeddingModel, database: Database): Promise<number> {
  try {
    const [vector] = await embedding.embed(['1'], 'query');
    return vector!.length;
  } catch (error) {
    const known = await openEmbeddingStates(database).read(embedding.identity);
    if (!known) throw new EmbeddingFailed(error);
    return known.dimension;
  }
}

/** The models that are asked at each question, for whoever wants to see whether they answer. */
export function questionModels(config: Config): { embedding: EmbeddingModel; reranker?: Reranker } {
  const { reranker } = config;
  return { embedding: chooseEmbedding(config), reranker: reranker && createReranker(reranker) };
}

/** The embedding model that is configured, or the one that ships. */
function chooseEmbedding({ embedding }: Pick<Config, 'embedding'>): EmbeddingModel {
  return embedding ? createEmbeddingModel(embedding) : createStaticEmbedding();
}

/** How much a model's vectors count: what was fitted, or found out before, or else found out now. */
async function weigh(model: EmbeddingModel, known?: FusionWeights): Promise<FusionWeights> {
  const weights = fittedWeights(model.name) ?? known;
  if (weights) return weights;
  const database = openDatabase(':memory:');
  try {
    return await calibrate(model, () => openEmbeddedIndex(database));
  } finally {
    await database.close();
  }
}

/** Weights that were found out without a place to keep them, by identity. */
const weighed = new Map<string, Promise<FusionWeights>>();

/** `weigh` for texts that come with a question: once in a process, not for each question. */
function weighOnce(model: EmbeddingModel): Promise<FusionWeights> {
  const weights = weighed.get(model.identity) ?? weigh(model);
  weighed.set(model.identity, weights);
  weights.catch(() => weighed.delete(model.identity));
  return weights;
}

/** Where documents are kept, and what embeds them. */
interface Place {
  file: string;
  embedding: EmbeddingModel;
  /**
   * Whether vectors are kept to be used again, as those of an endpoint are. The embedding that ships makes a
   * passage's in a fraction of a millisecond, and to keep it would more than double the file.
   */
  keepsVectors?: boolean;
}

async function openBeside(
  { file, embedding, keepsVectors }: Place,
  openIndex: (database: Database) => Promise<PassageIndex>,
): Promise<Knowledge> {
  const database = openDatabase(file);
  try {
    const index = await openIndex(database);
    const store = openKnowledgeStore(database);
    const registers = openRegisterStore(database);
    const incentives = openIncentiveStore(database);
    const embeddingStates = openEmbeddingStates(database);
    const state = await embeddingStates.read(embedding.identity);
    return {
      store,
      registers,
      incentives,
      index,
      embedding,
      embeddingCache: keepsVectors ? openEmbeddingCache(database) : undefined,
      embeddingStates,
      weigh,
      fusion: fittedWeights(embedding.name) ?? state?.weights,
      backup: (folder) => copyDatabase(database, folder),
      async close() {
        await index.close();
        await registers.close();
        await incentives.close();
        await store.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
