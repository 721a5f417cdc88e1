import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import { Hono } from 'hono';

const contentSecurityPolicy = (frameAncestors: string) =>
  [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    `frame-ancestors ${frameAncestors}`,
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');

const SECURITY_HEADERS: Record<string, string> = {
  'content-security-policy': contentSecurityPolicy("'none'"),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

const CONTENT_TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** What is shown in place of a page that has not been built; no failure of the routes. */
export const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Luodi</title>
<p>网页尚未构建，请运行 <code>npm run prepare</code>。</p>
<p>The web page has not been built yet. Run <code>npm run prepare</code>, then reload.</p></html>`;

const compress = promisify(gzip);

/**
 * Sets the security headers on every response that has not chosen its own. No site may frame a page of ours, but
 * `/embed` the sites that are named: exactly those origins, `https://park.example`.
 */
export function securityHeaders(widgetOrigins: readonly string[]): MiddlewareHandler {
  const { 'x-frame-options': _, ...others } = SECURITY_HEADERS;
  const framed = { ...others, 'content-security-policy': contentSecurityPolicy(widgetOrigins.join(' ')) };
  return async (context, next) => {
    await next();
    const isFramed = widgetOrigins.length > 0 && context.req.path === '/embed';
    for (const [name, value] of Object.entries(isFramed ? framed : SECURITY_HEADERS)) {
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
    }
  };
}

/**
 * Serves the built page of `directory`: `/` is read again each time, the files under `/assets/` carry
 * their hash in the name and are kept in memory and by the browser. 503 while the page is not built.
 */
export function createPageRoutes(directory: string): Hono {
  const assets = new Map<string, Asset>();
  const routes = new Hono();

  routes.get('/', async (context) => {
    const page = await readIfPresent(join(directory, 'index.html'));
    if (page === undefined) return context.html(NOT_BUILT, 503);
    return context.body(page, 200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
    });
  });

  routes.get('/favicon.svg', async (context) => {
    const icon = await readIfPresent(join(directory, 'favicon.svg'));
    if (icon === undefined) return context.notFound();
    return context.body(icon, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=86400' });
  });

  // The pattern admits no slash and no leading dot, so that a name cannot leave the folder.
  routes.get('/assets/:name{[A-Za-z0-9_-][A-Za-z0-9._-]*}', async (context) => {
    const name = context.req.param('name');
    const asset = assets.get(name) ?? (await loadAsset(join(directory, 'assets', name)));
    if (asset === undefined) return context.notFound();
    assets.set(name, asset);
    const zipped = context.req.header('accept-encoding')?.includes('gzip') ?? false;
    return context.body(zipped ? asset.zipped : asset.plain, 200, {
      'content-type': CONTENT_TYPES[extname(name)] ?? 'application/octet-stream',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      ...(zipped ? { 'content-encoding': 'gzip' } : {}),
    });
  });

  return routes;
}

interface Asset {
  plain: Uint8Array<ArrayBuffer>;
  zipped: Uint8Array<ArrayBuffer>;
}

async function loadAsset(file: string): Promise<Asset | undefined> {
  const plain = await readIfPresent(file);
  return plain && { plain, zipped: new Uint8Array(await compress(plain)) };
}

/** The bytes of a file; `undefined` where there is none. */
export async function readIfPresent(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
