/** Takes up jobs, so many at once, until it is stopped. */
export interface WorkLoop {
  /** Looks for jobs now. */
  wake(): void;
  /** Looks for jobs in so many milliseconds, when one is known to be ready. */
  wakeIn(ms: number): void;
  /** Room for a job that is not found by looking; `undefined` where there is none, or where nothing is taken up. */
  room(): Room | undefined;
  start(): void;
  /** Takes up nothing more; resolves when what is under way has ended, or after `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

/** To be used once. */
export interface Room {
  run(job: () => Promise<void>): void;
  leave(): void;
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

/** What is ready later than this is found by looking. */
const LONGEST_ALARM_MS = 60_000;

/** A loop over jobs that lie in a store. */
export function createWorkLoop({ next, atOnce, pollMs, onError }: WorkLoopOptions): WorkLoop {
  const underWay = new Set<Promise<void>>();
  const alarms = new Set<NodeJS.Timeout>();
  let kept = 0;
  let isRunning = false;
  let isLooking = false;
  let looked: Promise<void> | undefined;
  let isWoken = false;
  let poll: NodeJS.Timeout | undefined;
  const hasRoom = () => underWay.size + kept < atOnce;

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
        while (isRunning && hasRoom()) {
          const job = await next();
          if (!job) break;
          run(job);
        }
      } while (isRunning && isWoken && hasRoom());
    } catch (error) {
      onError(error);
    } finally {
      isLooking = false;
    }
  };

  const wake = () => {
    isWoken = true;
    if (isRunning && !isLooking) looked = look();
  };

  const drain = async () => {
    while (isLooking || underWay.size > 0) await Promise.all([looked, ...underWay]);
  };

  return {
    wake,
    wakeIn(ms) {
      if (!isRunning || ms > LONGEST_ALARM_MS) return;
      const alarm = setTimeout(() => {
        alarms.delete(alarm);
        wake();
      }, ms);
      alarms.add(alarm);
    },
    room() {
      if (!isRunning || !hasRoom()) return undefined;
      kept += 1;
      return {
        run: (job) => {
          kept -= 1;
          run(job);
        },
        leave: () => {
          kept -= 1;
          wake();
        },
      };
    },
    start() {
      isRunning = true;
      poll = setInterval(wake, pollMs);
      wake();
    },
    async stop(withinMs) {
      isRunning = false;
      clearInterval(poll);
      for (const alarm of alarms) clearTimeout(alarm);
      const timeout = Promise.withResolvers<void>();
      const timer = setTimeout(timeout.resolve, withinMs);
      await Promise.race([drain(), timeout.promise]);
      clearTimeout(timer);
    },
  };
}
