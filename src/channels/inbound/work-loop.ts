/** Takes up jobs, so many at once, until it is stopped. */
export interface WorkLoop {
  /** Looks for jobs now. */
  wake(): void;
  /** Whether one more job may be taken. */
  readonly hasRoom: boolean;
  /** Takes a job that is there already, beside those it looks for. */
  run(job: () => Promise<void>): void;
  start(): void;
  /** Takes up nothing more; resolves when what is under way has ended, or after `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

export interface WorkLoopOptions {
  /** The next job; `undefined` where there is none now. What it throws is given to `onError`, and tried again. */
  next: () => Promise<(() => Promise<void>) | undefined>;
  /** Jobs under way at most. */
  atOnce: number;
  /** How often it looks without being woken: for what other processes left, in milliseconds. */
  pollMs: number;
  onError: (error: unknown) => void;
}

/** A loop over jobs that lie in a store. */
export function createWorkLoop({ next, atOnce, pollMs, onError }: WorkLoopOptions): WorkLoop {
  const underWay = new Set<Promise<void>>();
  let isRunning = false;
  let isLooking = false;
  let isWoken = false;
  let poll: NodeJS.Timeout | undefined;

  const run = (job: () => Promise<void>) => {
    const done = job()
      .catch(onError)
      .finally(() => {
        underWay.delete(done);
        wake();
      });
    underWay.add(done);
  };

  const look = async () => {
    isLooking = true;
    try {
      do {
        isWoken = false;
        while (isRunning && underWay.size < atOnce) {
          const job = await next();
          if (!job) break;
          run(job);
        }
      } while (isRunning && isWoken && underWay.size < atOnce);
    } catch (error) {
      onError(error);
    } finally {
      isLooking = false;
    }
  };

  const wake = () => {
    isWoken = true;
    if (isRunning && !isLooking) void look();
  };

  return {
    wake,
    run,
    get hasRoom() {
      return underWay.size < atOnce;
    },
    start() {
      isRunning = true;
      poll = setInterval(wake, pollMs);
      wake();
    },
    async stop(withinMs) {
      isRunning = false;
      clearInterval(poll);
      const timeout = Promise.withResolvers<void>();
      const timer = setTimeout(timeout.resolve, withinMs);
      await Promise.race([Promise.all(underWay), timeout.promise]);
      clearTimeout(timer);
    },
  };
}
