import { createHash, randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

/** Who asks, as far as the desk knows: a browser that came back with its cookie. */
export interface Visitor {
  /** SHA-256 of the cookie's secret, which itself is kept nowhere: for limits. */
  id: string;
  /** Where the visitor's present conversation is. */
  place: string;
  isNew: boolean;
}

export interface SessionOptions {
  /** Address of the page as visitors see it; without it, that of the request. */
  publicUrl?: string;
  /** Whether `X-Forwarded-Proto` is believed. */
  trustsProxy: boolean;
  /** 32 random bytes in base64url. */
  createSecret?: () => string;
}

export interface Sessions {
  /** The visitor of a request; `undefined` where it brings no session. */
  read(context: Context): Visitor | undefined;
  /** The visitor, with a session made for them where they had none. */
  ensure(context: Context): Visitor;
  /** Begins the visitor's next conversation: what was said before is at another place. */
  renew(context: Context): void;
}

/** A page within another site's page says so, because its cookie is another one. */
export const EMBEDDED_HEADER = 'x-luodi-embedded';
const LIFETIME_SECONDS = 30 * 24 * 3600;
const COOKIE = /^([\w-]{43})\.(\d{1,6})$/;

interface Kept {
  secret: string;
  /** How many conversations were begun before the present one. */
  count: number;
}

/**
 * Sessions by cookie: an unguessable secret and the number of the present conversation. None is made for reading.
 *
 * `SameSite=Lax` on the page; within another site's page `None` and `Partitioned`
 * (https://developer.mozilla.org/docs/Web/Privacy/Guides/Privacy_sandbox/Partitioned_cookies), so that a visitor of
 * two sites is two visitors. Over https the name has the prefix `__Host-`: no other host can set it.
 */
export function createSessions(options: SessionOptions): Sessions {
  const { createSecret = () => randomBytes(32).toString('base64url') } = options;
  const keptIn = (context: Context, isEmbedded: boolean): Kept | undefined => {
    const name = cookieName(isEmbedded);
    const value = isSecure(context, options) ? getCookie(context, name, 'host') : getCookie(context, name);
    const [, secret, count] = COOKIE.exec(value ?? '') ?? [];
    return secret === undefined ? undefined : { secret, count: Number(count) };
  };
  const keep = (context: Context, { secret, count }: Kept): void => {
    const isEmbedded = isInFrame(context);
    const secure = isSecure(context, options);
    setCookie(context, cookieName(isEmbedded), `${secret}.${count}`, {
      httpOnly: true,
      path: '/',
      maxAge: LIFETIME_SECONDS,
      // A browser takes no `None` without `Secure`: within another page the desk needs https, or a loopback address.
      ...(isEmbedded
        ? { secure: true, sameSite: 'None', partitioned: true }
        : { secure, sameSite: 'Lax' as const }),
      ...(secure && { prefix: 'host' as const }),
    });
  };
  return {
    read(context) {
      const kept = keptIn(context, isInFrame(context));
      return kept && visitorOf(kept, false);
    },
    ensure(context) {
      const kept = keptIn(context, isInFrame(context));
      const present = kept ?? { secret: createSecret(), count: 0 };
      keep(context, present);
      return visitorOf(present, kept === undefined);
    },
    renew(context) {
      const kept = keptIn(context, isInFrame(context));
      if (kept) keep(context, { ...kept, count: (kept.count + 1) % 1_000_000 });
    },
  };
}

function visitorOf({ secret, count }: Kept, isNew: boolean): Visitor {
  const id = createHash('sha256').update(secret).digest('hex');
  return { id, place: `${id}.${count}`, isNew };
}

function cookieName(isEmbedded: boolean): string {
  return isEmbedded ? 'luodi_frame' : 'luodi_visitor';
}

function isInFrame(context: Context): boolean {
  return context.req.header(EMBEDDED_HEADER) !== undefined;
}

/** Whether visitors reach the page by https. */
function isSecure(context: Context, { publicUrl, trustsProxy }: SessionOptions): boolean {
  if (publicUrl !== undefined) return publicUrl.startsWith('https:');
  const forwarded = trustsProxy && context.req.header('x-forwarded-proto')?.split(',').at(-1)?.trim();
  return (forwarded || new URL(context.req.url).protocol.slice(0, -1)) === 'https';
}
