import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AppError } from '../../errors.ts';
import { createRateLimit } from './rate-limit.ts';

/** A failure of an interface: JSON `{ error: { code, message } }` with a public message only. */
export function refuse(
  context: Context,
  refusal: { status: ContentfulStatusCode; code: string; message: string },
): Response {
  return context.json({ error: { code: refusal.code, message: refusal.message } }, refusal.status);
}

/** What a visitor may read of an error. */
export function publicMessageOf(error: unknown): string {
  return (error instanceof AppError ? error : new AppError('unreachable', '')).publicMessage;
}

export interface AdmissionOptions {
  clock: () => Date;
  /** Questions one address may ask in any 60 seconds; 30 unless set. A hall behind one address needs more. */
  questionsPerMinute?: number;
  /** Whether the last `X-Forwarded-For` entry names the client: only behind a proxy that sets it. */
  trustForwardedFor?: boolean;
}

/** Admits so many calls of an address in a minute; of more, the function gives the refusal. */
export function createAdmission({
  clock,
  questionsPerMinute = 30,
  trustForwardedFor = false,
}: AdmissionOptions) {
  const admit = createRateLimit({ perMinute: questionsPerMinute, clock });
  return (context: Context, message: string): Response | undefined => {
    const admission = admit(clientAddress(context, trustForwardedFor));
    if (admission.allowed) return undefined;
    context.header('retry-after', String(admission.retryAfterSeconds));
    return refuse(context, { status: 429, code: 'too-many-questions', message });
  };
}

function clientAddress(context: Context, trustForwardedFor: boolean): string {
  if (trustForwardedFor) {
    // The last entry is the one our own proxy wrote; those before it are whatever the client sent.
    const forwarded = context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
    if (forwarded) return forwarded;
  }
  // Without a socket the request came through `app.request()`, which has one client.
  const served = (context.env as { incoming?: unknown } | undefined)?.incoming !== undefined;
  return served ? (getConnInfo(context).remote.address ?? 'unknown') : 'in-process';
}
