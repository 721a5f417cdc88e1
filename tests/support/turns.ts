/** Watches the turns of this thread's event loop. */
export interface TurnWatch {
  /** The most that one turn has computed so far, in milliseconds: what held all others up. */
  longest(): number;
  stop(): void;
}

const RESOLUTION_MS = 5;

/**
 * Starts to watch. Counted is what this thread itself computes in a turn: on a busy machine a turn may take
 * longer because others have the processor, which says nothing about the program.
 */
export function watchTurns(): TurnWatch {
  let longest = 0;
  let last = process.threadCpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.threadCpuUsage(last);
    longest = Math.max(longest, (user + system) / 1000);
    last = process.threadCpuUsage();
  }, RESOLUTION_MS);
  timer.unref();
  return { longest: () => longest, stop: () => clearInterval(timer) };
}
