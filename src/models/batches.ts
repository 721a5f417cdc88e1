import { EndpointRefusal } from './endpoint-errors.ts';

/** Batches of one endpoint: the size goes down for good once the endpoint finds it too large. */
export interface BatchSize {
  current: number;
}

interface Work<Result> {
  size: BatchSize;
  /** Batches under way at the same time. */
  concurrency: number;
  /** Sends one batch; gives one result for each of its texts, in their order. */
  send: (batch: string[], signal: AbortSignal) => Promise<Result[]>;
  signal?: AbortSignal;
}

/**
 * Sends texts in batches and gives one result for each, in their order. A batch that is refused as too
 * large is halved and sent again.
 *
 * @throws the first failure, or the reason of `signal`; the batches under way are then abandoned.
 */
export async function askInBatches<Result>(
  texts: readonly string[],
  { size, concurrency, send, signal }: Work<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(texts.length);
  const failed = new AbortController();
  const stopped = signal ? AbortSignal.any([failed.signal, signal]) : failed.signal;
  let next = 0;

  async function askRange(start: number, end: number): Promise<void> {
    try {
      const given = await send(texts.slice(start, end), stopped);
      for (const [offset, result] of given.entries()) results[start + offset] = result;
    } catch (error) {
      if (end - start === 1 || !isTooLarge(error)) throw error;
      const middle = start + Math.ceil((end - start) / 2);
      size.current = Math.min(size.current, middle - start);
      await askRange(start, middle);
      await askRange(middle, end);
    }
  }

  async function takeBatches(): Promise<void> {
    while (next < texts.length && !stopped.aborted) {
      const start = next;
      next = Math.min(start + size.current, texts.length);
      await askRange(start, next);
    }
  }

  const workers = Array.from({ length: concurrency }, () =>
    takeBatches().catch((error) => {
      if (!failed.signal.aborted) failed.abort(error);
    }),
  );
  await Promise.all(workers);
  stopped.throwIfAborted();
  return results;
}

/**
 * How endpoints say that a request holds too many texts: 413 (Text Embeddings Inference, SiliconFlow), or
 * 400 with words such as "batch size is invalid, it should not be larger than 10" (DashScope),
 * "Too many inputs" (Azure) and "'$.input' is invalid" (OpenAI).
 */
function isTooLarge(error: unknown): boolean {
  if (!(error instanceof EndpointRefusal)) return false;
  if (error.status === 413) return true;
  return (
    [400, 422].includes(error.status) && /batch|too (many|large|long)|\$\.input|at most/i.test(error.said)
  );
}
