/** `allowed`, or how many whole seconds to wait before the next try. */
export type Admission = { allowed: true } | { allowed: false; retryAfterSeconds: number };

const WINDOW_MS = 60_000;
/** Enough for a busy hall; beyond it quiet clients are forgotten, so that memory stays bounded. */
const CLIENTS_KEPT = 20_000;

/**
 * Admits at most `perMinute` calls of one client in any 60 seconds, kept in memory.
 *
 * A refused call does not count, so that a client that waits as told is admitted.
 */
export function createRateLimit(options: { perMinute: number; clock: () => Date }) {
  const calls = new Map<string, number[]>();

  return function admit(client: string): Admission {
    const now = options.clock().getTime();
    const recent = (calls.get(client) ?? []).filter((time) => time > now - WINDOW_MS);
    if (recent.length >= options.perMinute) {
      const oldest = recent[0] ?? now;
      calls.set(client, recent);
      return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil((oldest + WINDOW_MS - now) / 1000)) };
    }
    recent.push(now);
    // Deleting first moves the client to the end: the map's order is "longest quiet first".
    calls.delete(client);
    calls.set(client, recent);
    for (const quiet of calls.keys()) {
      if (calls.size <= CLIENTS_KEPT) break;
      calls.delete(quiet);
    }
    return { allowed: true };
  };
}
