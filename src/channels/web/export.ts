import { Hono } from 'hono';
import { EXPORT_FORMATS, MEDIA_TYPES, writeTable } from '../../exports/write.ts';
import { type AdmissionOptions, createAdmission, refuse, refuseMalformed } from './refusal.ts';
import type { VisitorDesk } from './visitor-desk.ts';

/** Longer than any query that is asked in words; below what servers and proxies take in an address. */
const TOKEN_LIMIT = 6000;

/**
 * `GET /:format?table=TOKEN`: all rows of a computed table, for the public, as a file to keep. A token comes from a
 * visitor and is worth nothing by itself: what it asks for is checked like a question.
 */
export function createExportRoutes(
  desk: Pick<VisitorDesk, 'port' | 'sessions' | 'today'> & AdmissionOptions,
): Hono {
  const { port, sessions, today } = desk;
  const admit = createAdmission(desk);
  const routes = new Hono();

  routes.get('/:format', async (context) => {
    const format = EXPORT_FORMATS.find((known) => known === context.req.param('format'));
    const token = context.req.query('table') ?? '';
    if (format === undefined || token === '' || token.length > TOKEN_LIMIT) return refuseMalformed(context);
    const refusal = admit(
      context,
      sessions.read(context),
      '下载太频繁，请稍候再试。 / Too many downloads at once; please wait a moment.',
    );
    if (refusal) return refusal;
    const table = await port.exportTable(token, 'public');
    if (table === undefined)
      return refuse(context, {
        status: 404,
        code: 'not-found',
        message: '没有这张表，请重新提问。 / There is no such table; please ask again.',
      });
    return context.body(writeTable(table, format), 200, {
      'content-type': MEDIA_TYPES[format],
      'content-disposition': attachment(`${table.name}-${today()}.${format}`),
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
    });
  });
  return routes;
}

/** A file's name after RFC 6266: in its own characters, with a plain one for whoever cannot read those. */
function attachment(name: string): string {
  const safe = name.toWellFormed().replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]/gu, ' ');
  // RFC 5987 leaves fewer characters as they are than addresses do.
  const encoded = encodeURIComponent(safe).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const plain = safe.replace(/[^\x20-\x7e]+/g, '').replace(/^-/, 'table-');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
