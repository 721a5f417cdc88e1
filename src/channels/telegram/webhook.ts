import { createHash, timingSafeEqual } from 'node:crypto';
import { describeError } from '../../errors.ts';
import type { ChannelLog } from '../channel.ts';
import { readBody } from '../read-body.ts';

/** An update is far shorter. */
const BODY_BYTES = 1024 * 1024;

export interface WebhookOptions {
  /** As it was given to Telegram. */
  secret: string;
  take(update: unknown): Promise<void>;
  log: ChannelLog;
}

/**
 * Answers Telegram's calls: 200 only once what was said is on disk, 503 where it could not be kept, so that Telegram
 * calls again; 401, and nothing read, without the secret.
 */
export function createWebhook({
  secret,
  take,
  log,
}: WebhookOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } });
    const given = request.headers.get('x-telegram-bot-api-secret-token') ?? '';
    if (!isSame(given, secret)) return new Response(null, { status: 401 });
    const body = await readBody(request, BODY_BYTES);
    if (!body) return new Response(null, { status: 413 });
    const update = parse(body);
    if (update === undefined) return new Response(null, { status: 400 });
    try {
      await take(update);
      return new Response(null, { status: 200 });
    } catch (error) {
      log.error({ channel: 'telegram' }, describeError(error));
      return new Response(null, { status: 503 });
    }
  };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
