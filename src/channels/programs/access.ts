import type { Context } from 'hono';
import { type Admission, createRateLimit } from '../web/rate-limit.ts';
import { clientAddress } from '../web/refusal.ts';
import { createKeyRing } from './keys.ts';

export interface AccessOptions {
  /** Keys that are admitted; anybody is where there are none, as on the page. */
  apiKeys: readonly string[];
  clock: () => Date;
  /** Calls in any 60 seconds: of one key, and of one address where there are no keys. */
  perMinute: { key: number; address: number };
  /** Whether the last `X-Forwarded-For` entry names the client: only behind a proxy that sets it. */
  trustsProxy?: boolean;
}

/** Who may call, and how often. */
export interface Access {
  /** A name for whoever calls; `undefined` where a key is needed and none of ours is given. */
  callerOf(context: Context): string | undefined;
  /** Counts one call of a caller. */
  admit(caller: string): Admission;
  /** Takes a place for an answer in the making; to be given back once. `undefined` where the caller has them all. */
  enter(caller: string): (() => void) | undefined;
}

/** Answers in the making of one caller: more than a platform's users wait for at once, fewer than a desk can bear. */
export const ANSWERS_AT_ONCE = 100;
/** How long to wait for a place, in seconds: about half of what an answer takes that a model words. */
export const RETRY_SECONDS = 4;

/** The access of programs: by key where there are keys, by address otherwise. */
export function createAccess({ apiKeys, clock, perMinute, trustsProxy = false }: AccessOptions): Access {
  const isOpen = apiKeys.length === 0;
  const admit = createRateLimit({ perMinute: isOpen ? perMinute.address : perMinute.key, clock });
  const keyOf = createKeyRing(apiKeys);
  const inside = new Map<string, number>();
  return {
    callerOf: (context) =>
      isOpen ? clientAddress(context, trustsProxy) : keyOf(context.req.header('authorization')),
    admit,
    enter(caller) {
      const count = inside.get(caller) ?? 0;
      if (count >= ANSWERS_AT_ONCE) return undefined;
      inside.set(caller, count + 1);
      return () => {
        const left = inside.get(caller)! - 1;
        if (left > 0) inside.set(caller, left);
        else inside.delete(caller);
      };
    },
  };
}
