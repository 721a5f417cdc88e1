import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../channel-types.ts';

/** Addresses of this desk that leave it. */
export interface Links {
  /** The page of a passage in its document; `undefined` where the desk has no public address. */
  source(passage: string): string | undefined;
  /** The page that shows one answer, and streams it while it is being made, for whoever holds the link, for two days. */
  answer(message: string): string | undefined;
  /** The message that the token of an `answer` link is for; `undefined` where it is forged or too old. */
  readAnswer(token: string): string | undefined;
}

/** As long as WeChat lets an answer be sent. */
const ANSWER_LINK_MS = 48 * 3600_000;
const SIGNATURE_BYTES = 16;

/**
 * Links of the desk at its public address.
 * @param secret signs them; the same after a restart and in every process
 */
export function createLinks(options: {
  publicUrl: string | undefined;
  secret: string;
  clock: () => Date;
}): Links {
  const { secret, clock } = options;
  const at = (path: string) =>
    options.publicUrl && new URL(path, `${options.publicUrl.replace(/\/*$/, '')}/`).href;
  const sign = (text: string) =>
    createHmac('sha256', secret)
      .update(`answer:${text}`)
      .digest()
      .subarray(0, SIGNATURE_BYTES)
      .toString('base64url');
  return {
    source: (passage) => at(`source/${encodeURIComponent(passage)}`),
    answer(message) {
      const until: Instant = clock().getTime() + ANSWER_LINK_MS;
      const text = `${message}.${Math.ceil(until / 1000).toString(36)}`;
      return at(`a/${text}.${sign(text)}`);
    },
    readAnswer(token) {
      const [, text, message, until, signature] =
        /^(([0-9a-f]{32})\.([0-9a-z]{1,9}))\.([\w-]{22})$/.exec(token) ?? [];
      if (text === undefined || !isSame(signature!, sign(text))) return undefined;
      return Number.parseInt(until!, 36) * 1000 >= clock().getTime() ? message : undefined;
    },
  };
}

function isSame(given: string, right: string): boolean {
  return given.length === right.length && timingSafeEqual(Buffer.from(given), Buffer.from(right));
}
