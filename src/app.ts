import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { answerQuestion } from './answer/answer.ts';
import type { createWebRoutes, WebLog } from './channels/web.ts';
import type { Config } from './config.ts';
import { readPack } from './documents/pack.ts';
import { textReader } from './documents/text.ts';
import { AppError, describeError } from './errors.ts';
import { type DocumentIntake, embedDocument, ingestDocument } from './ingest/document.ts';
import { prepareDocument } from './ingest/prepare.ts';
import { openReadingPool } from './ingest/reading-pool.ts';
import { createDesk, type Knowledge, type Luodi, type Wiring } from './luodi.ts';
import type { EmbeddingModel } from './models/model.ts';
import { createChatModel, createEmbeddingModel } from './models/openai-compatible.ts';
import { createReranker } from './models/reranker.ts';
import { copyDatabase } from './store/backup.ts';
import { type Database, openDatabase } from './store/database.ts';
import { openEmbeddingCache } from './store/sqlite-embeddings.ts';
import { openKnowledgeStore } from './store/sqlite-knowledge.ts';
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
    openWithoutEmbedding: () => openKnowledge({ ...config, embedding: undefined }, options),
    chat: config.chat && createChatModel(config.chat),
    reranker: config.reranker && createReranker(config.reranker),
    clock,
    notify,
    onFailure: options.onFailure,
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
  const knowledge = await openBeside(':memory:', config, openEmbeddedIndex);
  try {
    const intakes = await Promise.all(texts.map((text, at) => readText(text, at + 1)));
    try {
      for (const intake of intakes) {
        intake.dense = await embedDocument(intake.prepared.passages, knowledge);
      }
    } catch (error) {
      options.notify?.(`${describeError(error)} The texts are searched by their words only.`);
      for (const intake of intakes) intake.dense = undefined;
      knowledge.embedding = undefined;
    }
    for (const intake of intakes) await ingestDocument(intake, knowledge);
    const chat = config.chat && createChatModel(config.chat);
    const reranker = config.reranker && createReranker(config.reranker);
    const { onFailure } = options;
    yield* answerQuestion(question, { ...knowledge, chat, reranker, about: { name: 'Luodi' }, onFailure });
  } finally {
    await knowledge.close();
  }
}

/** Version of a text that is never replaced. */
const ONLY_VERSION = '1';

async function readText(text: string, number: number): Promise<DocumentIntake> {
  const path = `passage-${number}.txt`;
  const clean = await textReader.read(Buffer.from(text), path);
  const source: DocumentSource = { path, file: path, title: String(number), audience: 'public' };
  const prepared = await prepareDocument({ id: path, version: ONLY_VERSION, source, clean });
  const { title, ownWords } = prepared;
  const head = { id: path, version: ONLY_VERSION, contentHash: '', title, source, packName: '', ownWords };
  // A text that is given for one question is evidence whatever it says of its own days.
  return { document: { ...head, validity: { fromText: false }, clean }, prepared };
}

/** The visitor page and its routes over Luodi, as a fetch handler for a server. Loaded only where there is one. */
export async function createWebApp(
  luodi: Luodi,
  { log }: { log: WebLog },
): Promise<Pick<ReturnType<typeof createWebRoutes>, 'fetch'>> {
  const { createWebRoutes: createRoutes } = await import('./channels/web.ts');
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
  const suffix = embedding ? `-${shortHash(embedding.identity)}` : '';
  if (!config.qdrant) return openBeside(`knowledge${suffix}.sqlite`, config, openEmbeddedIndex);
  const collection = `luodi_${config.packKey}${suffix.replace('-', '_')}`;
  let dimension: number | undefined;
  try {
    dimension = await dimensionOf(embedding);
  } catch (error) {
    options.notify?.(
      `${describeError(error)} Until it answers again, documents are searched by their words only.`,
    );
    return openKnowledge({ ...config, embedding: undefined }, options);
  }
  try {
    const index = await openQdrantIndex({
      ...config.qdrant,
      ...{ collection, dimension, recreate: options.recreateIndex },
    });
    return openBeside(`knowledge-qdrant${suffix}.sqlite`, config, async () => index);
  } catch (error) {
    const isUnreachable = error instanceof AppError && error.code === 'unreachable';
    if (!isUnreachable || options.requireIndex) throw error;
    options.notify?.(`${error.message} The embedded index is used instead.`);
    return openBeside(`knowledge${suffix}.sqlite`, config, openEmbeddedIndex);
  }
}

/** A Qdrant collection is made for vectors of one length, which only the model knows. */
async function dimensionOf(embedding: EmbeddingModel | undefined): Promise<number | undefined> {
  const [vector] = (await embedding?.embed(['1'], 'query')) ?? [];
  return vector?.length;
}

/** The embedding model that is configured; `undefined` where documents are searched by their words only. */
function chooseEmbedding({ embedding }: Pick<Config, 'embedding'>): EmbeddingModel | undefined {
  return embedding && createEmbeddingModel(embedding);
}

async function openBeside(
  file: string,
  config: Pick<Config, 'dataDirectory' | 'embedding'>,
  openIndex: (database: Database) => Promise<PassageIndex>,
): Promise<Knowledge> {
  const database = openDatabase(file === ':memory:' ? file : join(config.dataDirectory, file));
  const index = await openIndex(database);
  const store = openKnowledgeStore(database);
  return {
    store,
    index,
    embedding: chooseEmbedding(config),
    embeddingCache: openEmbeddingCache(database),
    backup: (folder) => copyDatabase(database, folder),
    async close() {
      await index.close();
      await store.close();
      await database.close();
    },
  };
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
