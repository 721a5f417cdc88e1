/** One visitor: when they open the page, and when they ask what, in milliseconds from the beginning. */
export interface PlannedVisitor {
  opensAt: number;
  asks: { at: number; question: string }[];
}

export interface LoadPlan {
  visitors: number;
  seconds: number;
  /** Questions of each visitor. */
  questions: number;
  /** A number from 0 up to 1. */
  random: () => number;
  pool: readonly string[];
}

/** Somebody looks at a page for so long before they ask, in milliseconds. */
const FIRST_LOOK_MS = 2_000;

/**
 * Who comes when, computed before anything is sent, so that a slow server does not slow its own load: half of the
 * visitors in the first fifth of the time, as when a host says "scan now", the rest evenly after it, each a Poisson
 * arrival. Each asks at random moments within two thirds of the time after they came: at full size, 15 questions a
 * second after the first minute and 24 at the most, where the security reference has 10 and 20 (section 8).
 */
export function planLoad({ visitors, seconds, questions, random, pool }: LoadPlan): PlannedVisitor[] {
  const end = seconds * 1000;
  const rush = end / 5;
  const stay = (end * 2) / 3;
  return Array.from({ length: visitors }, (_, at) => {
    const opensAt = at < visitors / 2 ? random() * rush : rush + random() * (end - rush);
    const asks = Array.from({ length: questions }, () => ({
      at: opensAt + FIRST_LOOK_MS + random() * stay,
      question: pool[Math.floor(random() * pool.length)]!,
    }));
    return { opensAt, asks: asks.sort((one, other) => one.at - other.at) };
  }).sort((one, other) => one.opensAt - other.opensAt);
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32, by Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
