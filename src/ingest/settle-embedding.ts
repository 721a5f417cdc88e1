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
  const { embedding, embeddingStates: states, weigh } = ports;
  if (!embedding) return AS_IT_IS;
  const { identity } = embedding;
  let state = await states.read(identity);
  const probe = await readProbe(embedding);
  if ('failure' in probe) {
    if (!state?.isIndexed) throw new EmbeddingFailed(probe.failure);
    return { ...AS_IT_IS, embedding: refusing(embedding, probe.failure), weights: state.weights };
  }
  const known = state && isSame(state.probe, probe.vector) ? state.weights : undefined;
  const weights = await asEmbedding(weigh(embedding, known));
  if (!state || !known) {
    const isEmpty = (await ports.index.count()) === 0;
    if (!isEmpty) notice(changed(embedding.name));
    const { length: dimension } = probe.vector;
    state = { dimension, probe: probe.vector, weights, isIndexed: isEmpty };
    await states.replace(identity, state);
  } else if (known.same !== weights.same || known.cross !== weights.cross) {
    await states.write(identity, { ...state, weights });
  }
  const settled = { ...state, weights, isIndexed: true };
  const complete = () => states.write(identity, settled);
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
 * Cosine from which two vectors of the same text are of the same model. Rounding on other hardware and in
 * 8 bits stays above 0.99; of two models, or two versions of one, it is below 0.9.
 */
const SAME_MODEL = 0.97;

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

async function asEmbedding<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof AppError ? new EmbeddingFailed(error) : error;
  }
}

/**
 * Empties an index whose entries can only be replaced all at once, when everything that takes long is done:
 * the new vectors are in the cache by then. The ingest that follows finds the index empty and fills it.
 */
async function emptyIndex(ports: SettlePorts): Promise<void> {
  const { store, onProgress } = ports;
  const records = await store.documents();
  const files = records.length;
  onProgress?.({ type: 'started', files });
  for (const [at, record] of records.entries()) {
    onProgress?.({ type: 'reading', path: record.id, position: at + 1, files });
    await embedDocument(await store.passagesOf(record.id), ports);
    onProgress?.({ type: 'finished', position: at + 1, files, file: unchangedFile(record) });
  }
  await ports.beforeEmptying();
  await retireAll(records, ports);
}

async function retireAll(records: readonly DocumentRecord[], { index }: SettlePorts): Promise<void> {
  for (const { id } of records) await index.retire(id);
}

function changed(model: string): string {
  return `The embedding model ${model} gives other vectors than those of the documents: all are embedded anew, and searched by their words until then.`;
}
