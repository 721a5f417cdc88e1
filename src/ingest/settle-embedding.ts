import { AppError } from '../errors.ts';
import type { EmbeddingModel } from '../models/model.ts';
import type { EmbeddingState, EmbeddingStates } from '../store/embedding-state.ts';
import type { DocumentRecord } from '../store/knowledge-store.ts';
import { EmbeddingFailed, embedDocument, type IngestPorts } from './document.ts';
import { type IngestProgress, unchangedFile } from './report.ts';

type Weights = EmbeddingState['weights'];

/** What the vectors of documents are settled with. */
export interface SettlePorts extends IngestPorts {
  embeddingStates: EmbeddingStates;
  /** How much a model's vectors count, where it was found out before or has to be found out. */
  weigh: (model: EmbeddingModel, known?: Weights) => Promise<Weights>;
  /** Called before the index is emptied, for something else to answer until it is full again. */
  beforeEmptying: () => Promise<void>;
  onProgress?: (event: IngestProgress) => void;
}

/** What an ingest has to heed. */
export interface Settlement {
  /** The model to ingest with; it refuses where it could not be told whether it is still the same. */
  embedding?: EmbeddingModel;
  weights?: Weights;
  /** Whether a new index is to be filled, and `complete` called when it answers. */
  rebuild: boolean;
  complete(): Promise<void>;
}

/**
 * Makes sure, before an ingest, that all vectors are of one model. A model that has changed behind its name
 * (another dimension, or another vector of a fixed text) has all documents embedded anew; until that is done
 * the vectors there are answer no question. Stopped on the way, it goes on where it was.
 *
 * @param notice gets what the person who runs Luodi should know, one sentence
 * @throws EmbeddingFailed when the endpoint does and there is something to embed; AppError of store or index
 */
export async function settleEmbedding(
  ports: SettlePorts,
  notice: (text: string) => void,
): Promise<Settlement> {
  const { embedding, embeddingStates } = ports;
  if (!embedding) return AS_IT_IS;
  const earlier = await embeddingStates.read(embedding.identity);
  const probe = await readProbe(embedding);
  if ('failure' in probe) {
    if (!earlier?.isIndexed) throw new EmbeddingFailed(probe.failure);
    return { ...AS_IT_IS, embedding: refusing(embedding, probe.failure), weights: earlier.weights };
  }
  const isKnown = earlier !== undefined && isSame(earlier.probe, probe.vector);
  const state = isKnown
    ? await weighAgain(earlier, embedding, ports)
    : await begin(probe.vector, embedding, ports);
  if (!isKnown && !state.isIndexed) notice(changed(embedding.name));
  const { weights } = state;
  const complete = () => embeddingStates.write(embedding.identity, { ...state, isIndexed: true });
  if (state.isIndexed) return { ...AS_IT_IS, embedding, weights };
  if (ports.index.upkeep) return { embedding, weights, rebuild: true, complete };
  await emptyIndex(ports);
  await complete();
  return { ...AS_IT_IS, embedding, weights };
}

const AS_IT_IS = { rebuild: false, complete: async () => {} };

/** Short, in both languages, of everyday words: every model has something to say of it. */
const PROBE = '工业园区标准厂房出租 / factory buildings to let in the industrial park';

/**
 * Cosine from which two vectors of that text are of the same model, for endpoints round differently from one
 * request to the next and in 8 bits. Measured on multilingual-e5-small: another fine-tuning of it is at 0.943,
 * the same with the prefix of passages in place of that of questions at 0.972.
 */
const SAME_MODEL = 0.98;

/** As a question, because somebody may be waiting: `ask` ingests first. */
async function readProbe(model: EmbeddingModel): Promise<{ vector: Float32Array } | { failure: unknown }> {
  try {
    const [vector] = await model.embed([PROBE], 'query');
    return { vector: vector! };
  } catch (failure) {
    return { failure };
  }
}

function isSame(one: Float32Array, other: Float32Array): boolean {
  if (one.length !== other.length) return false;
  return one.reduce((sum, value, place) => sum + value * other[place]!, 0) >= SAME_MODEL;
}

/** What could not be told to be the same model must not add to its vectors. */
function refusing(model: EmbeddingModel, failure: unknown): EmbeddingModel {
  return { ...model, embed: () => Promise.reject(failure) };
}

/** What is known of a model that is still the same: its weights may have been fitted since. */
async function weighAgain(
  earlier: EmbeddingState,
  embedding: EmbeddingModel,
  { weigh, embeddingStates }: SettlePorts,
): Promise<EmbeddingState> {
  const weights = await weigh(embedding, earlier.weights);
  const { same, cross } = earlier.weights;
  if (weights.same === same && weights.cross === cross) return earlier;
  const state = { ...earlier, weights };
  await embeddingStates.write(embedding.identity, state);
  return state;
}

/** What is known from now on of a model that is new, or that has come in the place of another. */
async function begin(
  probe: Float32Array,
  embedding: EmbeddingModel,
  { weigh, embeddingStates, index }: SettlePorts,
): Promise<EmbeddingState> {
  const weights = await weigh(embedding).catch((error) => {
    throw error instanceof AppError ? new EmbeddingFailed(error) : error;
  });
  const isEmpty = (await index.count()) === 0;
  const state = { dimension: probe.length, probe, weights, isIndexed: isEmpty };
  await embeddingStates.replace(embedding.identity, state);
  return state;
}

/**
 * Empties an index whose entries can only be replaced all at once, when everything that takes long is done.
 * The ingest that follows finds the index empty and fills it.
 */
async function emptyIndex(ports: SettlePorts): Promise<void> {
  const { store, index, embeddingCache, beforeEmptying } = ports;
  const records = await store.documents();
  if (embeddingCache) await embedAhead(records, ports);
  await beforeEmptying();
  for (const { id } of records) await index.retire(id);
}

/** Embeds what is served, so that the ingest that follows finds the vectors in the cache. */
async function embedAhead(records: readonly DocumentRecord[], ports: SettlePorts): Promise<void> {
  const { store, onProgress } = ports;
  const files = records.length;
  onProgress?.({ type: 'started', files });
  for (const [at, record] of records.entries()) {
    onProgress?.({ type: 'reading', path: record.id, position: at + 1, files });
    await embedDocument(await store.passagesOf(record.id), ports);
    onProgress?.({ type: 'finished', position: at + 1, files, file: unchangedFile(record) });
  }
}

function changed(model: string): string {
  return `The embedding model ${model} gives other vectors than those of the documents: all are embedded anew, and searched by their words until then.`;
}
