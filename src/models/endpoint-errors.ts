import { AppError } from '../errors.ts';
import type { Endpoint } from './endpoint.ts';

/** What a client library's error tells, as far as it tells it; the fields of `openai`'s `APIError`. */
interface Failure {
  status?: number;
  headers?: Headers;
  type?: string;
  message?: string;
  /** The body's `error`, or the whole body where it has none. */
  error?: { message?: unknown; code?: unknown; param?: unknown } | string;
}

/** An endpoint's refusal with the parts of it that a caller may act on. */
export class EndpointRefusal extends AppError {
  readonly status: number;
  /** The request's field that was refused, where the endpoint names it. */
  readonly param: string;
  /** The endpoint's own words, redacted and cut short. */
  readonly said: string;

  constructor(message: string, details: { status: number; param: string; said: string; next: string }) {
    super('refused', message, { next: details.next });
    this.status = details.status;
    this.param = details.param;
    this.said = details.said;
  }
}

/**
 * Turns whatever a request to `endpoint` threw into an `AppError`: `unreachable` where another try may
 * succeed (network, 408, 409, 429, 5xx), `refused` where it will not (other 4xx, quota used up).
 *
 * The original is not kept as `cause`: it may carry the key, and a log prints causes.
 */
export function endpointError(error: unknown, endpoint: Endpoint, now: number): AppError {
  if (error instanceof AppError) return error;
  const failure = (error ?? {}) as Failure;
  const status = failure.status;
  if (status === undefined)
    return failure.error ? errorEvent(failure, endpoint) : networkError(error, endpoint);
  if (status === 429 && !isQuota(failure)) return rateLimited(failure, endpoint, now);
  if (status >= 500 || status === 408 || status === 409) {
    return new AppError(
      'unreachable',
      `The ${endpoint.purpose} endpoint ${endpoint.host} failed (HTTP ${status}).`,
      {
        next: 'Try again later; if it goes on, ask whoever runs the endpoint.',
        retryable: true,
        retryAfterMs: retryAfter(failure.headers, now),
      },
    );
  }
  return refusal(failure, status, endpoint);
}

function refusal(failure: Failure, status: number, endpoint: Endpoint): EndpointRefusal {
  const { purpose, host, model, variables } = endpoint;
  const body = bodyOf(failure);
  const said = readable(body.message ?? failure.message, endpoint);
  const details = { status, param: String(body.param ?? ''), said };
  const make = (message: string, next: string) => new EndpointRefusal(message, { ...details, next });
  if (status === 401 || status === 403) {
    // What the endpoint says here often repeats the key.
    return make(
      `The ${purpose} endpoint ${host}: the key was refused (HTTP ${status}).`,
      `Check ${variables.key}.`,
    );
  }
  if (status === 429) {
    return make(`The ${purpose} endpoint ${host}: the account's quota is used up.`, 'Top up the account.');
  }
  if (status === 404) {
    return make(
      `The ${purpose} endpoint ${host} does not know the model "${model}" or the address.`,
      `Check ${variables.model} and ${variables.url}.`,
    );
  }
  const remedy =
    status === 413 ? 'with room for longer texts' : `that is a ${purpose} model of this endpoint`;
  return make(
    `The ${purpose} endpoint ${host} refused the request (HTTP ${status}): ${said}`,
    `Name a model in ${variables.model} ${remedy}.`,
  );
}

function rateLimited(failure: Failure, endpoint: Endpoint, now: number): AppError {
  const retryAfterMs = retryAfter(failure.headers, now);
  const asked = retryAfterMs === undefined ? '' : `; it asks to wait ${Math.ceil(retryAfterMs / 1000)} s`;
  const message = `The ${endpoint.purpose} endpoint ${endpoint.host} takes no more requests now (HTTP 429)${asked}.`;
  return new AppError('unreachable', message, {
    next: 'Wait, or raise the rate limit of the account.',
    retryable: true,
    retryAfterMs,
  });
}

/** An error sent as an event of a stream that had begun with HTTP 200. */
function errorEvent(failure: Failure, endpoint: Endpoint): AppError {
  const said = readable(bodyOf(failure).message, endpoint);
  return new AppError('unreachable', `The ${endpoint.purpose} endpoint ${endpoint.host} broke off: ${said}`, {
    next: 'Try again later; if it goes on, ask whoever runs the endpoint.',
    retryable: true,
  });
}

function networkError(error: unknown, endpoint: Endpoint): AppError {
  const { purpose, host, variables } = endpoint;
  return new AppError(
    'unreachable',
    `The ${purpose} endpoint ${host} cannot be reached (${systemCode(error)}).`,
    {
      next: `Check ${variables.url}, the network, and that the endpoint is running.`,
      retryable: true,
    },
  );
}

/** The innermost code of an error's causes, such as ECONNREFUSED. */
function systemCode(error: unknown): string {
  let code = 'the connection failed';
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    const own = (at as NodeJS.ErrnoException).code;
    if (typeof own === 'string' && /^[A-Z0-9_]+$/.test(own)) code = own;
  }
  return code;
}

/** OpenAI answers 429 both to too many requests and to an account without credit. */
function isQuota(failure: Failure): boolean {
  return [bodyOf(failure).code, failure.type].includes('insufficient_quota');
}

function bodyOf(failure: Failure): { message?: unknown; code?: unknown; param?: unknown } {
  return typeof failure.error === 'string' ? { message: failure.error } : (failure.error ?? {});
}

/** Milliseconds asked for by `retry-after-ms` or `retry-after` (RFC 9110 section 10.2.3: seconds or a date). */
function retryAfter(headers: Headers | undefined, now: number): number | undefined {
  const inMs = headers?.get('retry-after-ms');
  if (inMs && Number.isFinite(Number(inMs))) return Math.max(0, Number(inMs));
  const value = headers?.get('retry-after')?.trim();
  if (!value) return undefined;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** An endpoint's words on one line of at most 200 characters, without anything that looks like a key. */
function readable(said: unknown, endpoint: Endpoint): string {
  let text = typeof said === 'string' ? said : 'no reason given';
  if (endpoint.apiKey) text = text.replaceAll(endpoint.apiKey, '…');
  return text
    .replace(/Bearer\s+\S+/gi, 'Bearer …')
    .replace(/\b(?:sk|ak|pk|rk)-[\w*-]{6,}/gi, '…')
    .replace(/\/\/[^/\s@]*@/g, '//…@')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .slice(0, 200)
    .trim();
}
