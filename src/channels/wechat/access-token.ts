import type { Instant } from '../../channel-types.ts';

export interface AccessToken {
  /** A token that is valid for minutes more, from memory where there is one. */
  get(): Promise<string>;
  /** Another token in place of one that was refused; what others have fetched meanwhile counts. */
  renew(stale: string): Promise<string>;
}

export interface TokenAnswer {
  token: string;
  expiresInSeconds: number;
}

interface Held {
  token: string;
  renewAt: Instant;
  expiresAt: Instant;
}

// In its last five minutes, asking gives the next token while the present one still holds (获取稳定版接口调用凭据).
const OVERLAP_MS = 300_000;

/**
 * Keeps the access token of an account: fetched when first needed, once for all who wait, and anew before it expires.
 * @param options.request fetches one; what it throws goes to the callers, and the next call tries again
 */
export function createAccessToken(options: {
  request: () => Promise<TokenAnswer>;
  clock: () => Date;
}): AccessToken {
  const now = () => options.clock().getTime();
  let held: Held | undefined;
  let fetching: Promise<Held> | undefined;

  async function fetchNext(): Promise<Held> {
    const { token, expiresInSeconds } = await options.request();
    const lastsMs = expiresInSeconds * 1000;
    const expiresAt = now() + lastsMs;
    return { token, expiresAt, renewAt: expiresAt - Math.min(OVERLAP_MS, lastsMs / 2) };
  }

  /** One call at a time, whoever asks. */
  async function next(): Promise<string> {
    fetching ??= fetchNext().finally(() => {
      fetching = undefined;
    });
    held = await fetching;
    return held.token;
  }

  return {
    async get() {
      if (!held || now() >= held.expiresAt) return next();
      if (now() < held.renewAt) return held.token;
      const present = held;
      // The present one still holds: a failure to renew it early concerns nobody yet.
      return next().catch((error: unknown) => {
        if (now() < present.expiresAt) return present.token;
        throw error;
      });
    },
    async renew(stale) {
      if (held && held.token !== stale && now() < held.expiresAt) return held.token;
      return next();
    },
  };
}
