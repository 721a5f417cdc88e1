import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AppError } from '../../errors.ts';
import { createRateLimit } from './rate-limit.ts';
import type { Visitor } from './session.ts';

/** A failure of an interface: JSON `{ error: { code, message } }` with a public message only. */
export function refuse(
  context: Context,
  refusal: { status: ContentfulStatusCode; code: string; message: string },
): Response {
  return context.json({ error: { code: refusal.code, message: refusal.message } }, refusal.status);
}

/** What is not there, and what is not this visitor's: it must not tell which. */
export function refuseUnknown(context: Context): Response {
  const message = '没有这条消息。 / There is no such message.';
  return refuse(context, { status: 404, code: 'not-found', message });
}

export function refuseMalformed(context: Context): Response {
  const message = '请求格式不正确。 / The request is not in the expected form.';
  return refuse(context, { status: 400, code: 'bad-request', message });
}

/** What a visitor may read of an error. */
export function publicMessageOf(error: unknown): string {
  return (error instanceof AppError ? error : new AppError('unreachable', '')).publicMessage;
}

export interface AdmissionOptions {
  clock: () => Date;
  /** Calls of one visitor in any 60 seconds, and of one address, which may be a whole hall's. */
  questionsPerMinute: { visitor: number; address: number };
  /** Whether the last `X-Forwarded-For` entry names the client: only behind a proxy that sets it. */
  trustsProxy: boolean;
}

/**
 * Admits so many calls of a visitor in a minute, and so many of an address; of more, the function gives the refusal.
 * A visitor without a session counts for their address alone.
 */
export function createAdmission({ clock, questionsPerMinute, trustsProxy }: AdmissionOptions) {
  const admitVisitor = createRateLimit({ perMinute: questionsPerMinute.visitor, clock });
  const admitAddress = createRateLimit({ perMinute: questionsPerMinute.address, clock });
  return (context: Context, visitor: Visitor | undefined, message: string): Response | undefined => {
    const byVisitor = visitor ? admitVisitor(visitor.id) : ({ allowed: true } as const);
    const admission = byVisitor.allowed ? admitAddress(clientAddress(context, trustsProxy)) : byVisitor;
    if (admission.allowed) return undefined;
    context.header('retry-after', String(admission.retryAfterSeconds));
    return refuse(context, { status: 429, code: 'too-many-questions', message });
  };
}

/** Who calls, as far as the network tells: an address, or the network that one client has of IPv6. */
export function clientAddress(context: Context, trustsProxy: boolean): string {
  if (trustsProxy) {
    // The last entry is the one our own proxy wrote; those before it are whatever the client sent.
    const forwarded = context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
    if (forwarded) return networkOf(forwarded);
  }
  // Without a socket the request came through `app.request()`, which has one client.
  const served = (context.env as { incoming?: unknown } | undefined)?.incoming !== undefined;
  return served ? networkOf(getConnInfo(context).remote.address ?? 'unknown') : 'in-process';
}

/** One client has a whole /64 of IPv6 addresses (RFC 6177), and one of IPv4. */
function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length;
  return [...groups, ...Array<string>(Math.max(0, missing)).fill('0')].slice(0, 4).join(':');
}
