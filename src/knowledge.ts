import { describeError } from './errors.ts';
import { EmbeddingFailed, type IngestPorts } from './ingest/document.ts';
import { type IngestOptions, ingest } from './ingest/ingest.ts';
import type { IngestReport } from './ingest/report.ts';
import { type SettlePorts, settleEmbedding } from './ingest/settle-embedding.ts';
import type { SnapshotSource } from './ingest/snapshot.ts';
import type { FusionWeights } from './retrieval/candidates/fusion-weights.ts';
import type { EmbeddingStates } from './store/embedding-state.ts';
import type { RegisterStore } from './store/register-store.ts';

/**
 * Documents and their index, opened together because what is served must be what the index holds.
 * With `embedding`, every entry of the index has a vector of that model; without, none has.
 */
export interface Knowledge extends IngestPorts, SnapshotSource {
  /** What of the documents can be counted, in the same file. */
  registers: RegisterStore;
  /** What is known of the model whose vectors the index holds. */
  embeddingStates: EmbeddingStates;
  weigh: SettlePorts['weigh'];
  /** How much vectors count in an answer, where that is known. */
  fusion?: FusionWeights;
  close(): Promise<void>;
}

/** The knowledge that answers, and how it is brought up to date. */
export interface Keeping {
  /** The configured knowledge, or the one that needs no endpoint while the embedding endpoint fails. */
  readonly current: Knowledge;
  /**
   * Takes in what changed. Where the endpoint fails, that is told and documents are searched without it.
   * @throws AppError when store or index fail, EmbeddingFailed where a rebuild was asked for
   */
  take(options: TakeOptions): Promise<IngestReport>;
  close(): Promise<void>;
}

/** What an ingest is told, but for where it goes. */
export type TakeOptions = Omit<IngestOptions, keyof IngestPorts>;

/** What follows the failure of an embedding endpoint, for the person who runs Luodi. */
export const WITHOUT_IT = 'Until it answers again, documents are searched without it.';

/**
 * Keeps knowledge that answers already; `openWithoutEndpoint` opens what is used in its place, and is absent where
 * that knowledge needs no endpoint itself.
 */
export function keepKnowledge(given: {
  knowledge: Knowledge;
  openWithoutEndpoint?: () => Promise<Knowledge>;
  notify: (line: string) => void;
}): Keeping {
  const { knowledge, openWithoutEndpoint, notify } = given;
  let current = knowledge;
  let substitute: Knowledge | undefined;

  async function takeInto(target: Knowledge, options: TakeOptions): Promise<IngestReport> {
    if (options.dryRun) return ingest({ ...options, ...target });
    const { embedding, weights, rebuild, complete } = await settleEmbedding(
      { ...target, onProgress: options.onProgress, beforeEmptying: () => answerMeanwhile(target, options) },
      notify,
    );
    const report = await ingest({
      ...options,
      ...target,
      embedding,
      rebuild: rebuild || options.rebuild,
    });
    await complete();
    current = { ...target, fusion: weights };
    return report;
  }

  async function takeWithoutEndpoint(
    open: () => Promise<Knowledge>,
    options: TakeOptions,
  ): Promise<IngestReport> {
    substitute ??= await open();
    return takeInto(substitute, options);
  }

  /** What needs no endpoint is filled again in a moment, and nothing else could answer until then. */
  async function answerMeanwhile(target: Knowledge, options: TakeOptions): Promise<void> {
    if (target !== knowledge || !openWithoutEndpoint) return;
    await takeWithoutEndpoint(openWithoutEndpoint, { ...options, rebuild: false });
  }

  return {
    get current() {
      return current;
    },
    async take(options) {
      try {
        return await takeInto(knowledge, options);
      } catch (error) {
        // Who asked for a rebuild asked for vectors, too.
        if (!(error instanceof EmbeddingFailed) || options.rebuild || !openWithoutEndpoint) throw error;
        notify(`${describeError(error)} ${WITHOUT_IT}`);
        return await takeWithoutEndpoint(openWithoutEndpoint, options);
      }
    },
    async close() {
      await knowledge.close();
      await substitute?.close();
    },
  };
}
