import { describe, expect, it } from 'vitest';
import { connect, deskOf, post, REQUEST_HEADERS, request } from './support/mcp-client.ts';
import { KEY, servePrograms, WRONG_KEY } from './support/programs.ts';

describe('the protocol', () => {
  it.each(['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'])(
    'is spoken in version %s',
    async (version) => {
      const server = await servePrograms(deskOf());
      const params = {
        protocolVersion: version,
        capabilities: {},
        clientInfo: { name: 'test', version: '1' },
      };
      const text = await (await post(server, request('initialize', params))).text();
      expect(text).toContain(`"protocolVersion":"${version}"`);
      const tools = await post(server, request('tools/list'), { 'mcp-protocol-version': version });
      expect(await tools.text()).toContain('"read_source"');
    },
  );

  it('answers an unknown version with one it knows, and refuses it in a header', async () => {
    const server = await servePrograms(deskOf());
    const params = {
      protocolVersion: '2099-01-01',
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    };
    expect(await (await post(server, request('initialize', params))).text()).toContain('2025-11-25');
    const refused = await post(server, request('tools/list'), { 'mcp-protocol-version': '2099-01-01' });
    expect(refused.status).toBe(400);
  });

  it('admits POST alone, of JSON that is not too large, in batches that are not too long', async () => {
    const server = await servePrograms(deskOf());
    for (const method of ['GET', 'DELETE', 'PUT']) {
      const response = await fetch(`${server.origin}/mcp`, { method, headers: REQUEST_HEADERS });
      expect([method, response.status, response.headers.get('allow')]).toEqual([method, 405, 'POST']);
    }
    const list = request('tools/list');
    const statuses = await Promise.all([
      post(server, [list, { ...list, id: 2 }]),
      post(
        server,
        Array.from({ length: 11 }, (_, id) => ({ ...list, id })),
      ),
      post(server, []),
      post(server, 'null'),
      post(server, '{"jsonrpc": "2.0", '),
      post(server, { jsonrpc: '1.0' }),
      post(server, request('tools/call', { name: 'ask', arguments: { question: '长'.repeat(100_000) } })),
      post(server, list, { accept: 'application/json' }),
      post(server, list, { 'content-type': 'text/plain' }),
      post(server, { jsonrpc: '2.0', method: 'notifications/initialized' }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([200, 400, 400, 400, 400, 400, 413, 406, 415, 202]);
  });
});

describe('keys, limits and origins', () => {
  it('admit a key that is set, and none that is not', async () => {
    const server = await servePrograms(deskOf(), { apiKeys: [KEY] });
    const client = await connect(server, { authorization: `Bearer ${KEY}` });
    expect((await client.listTools()).tools.length).toBe(4);
    const wrong = await post(server, request('tools/list'), { authorization: `Bearer ${WRONG_KEY}` });
    expect([wrong.status, wrong.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    await expect(connect(server)).rejects.toThrow();
  });

  it('count each call of a batch, and let the rest of the protocol be', async () => {
    const server = await servePrograms(deskOf(), { perMinute: { key: 9, address: 3 } });
    const list = (id: number) => request('tools/call', { name: 'list_documents', arguments: {} }, id);
    for (let count = 0; count < 5; count++)
      expect((await post(server, request('tools/list'))).status).toBe(200);
    expect((await post(server, [list(1), list(2)])).status).toBe(200);
    const refused = await post(server, [list(3), list(4)]);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    server.later(60);
    expect((await post(server, list(5))).status).toBe(200);
  });

  it('admit the pages of origins that are set, and of no other', async () => {
    const server = await servePrograms(deskOf(), { allowedOrigins: ['https://park.example'] });
    const from = (origin: string) => post(server, request('tools/list'), { origin });
    const admitted = await from('https://park.example');
    expect([admitted.status, admitted.headers.get('access-control-allow-origin')]).toEqual([
      ...[200, 'https://park.example'],
    ]);
    const others = [
      'null',
      'http://park.example',
      'https://park.example.evil.example',
      'https://evilpark.example',
    ];
    for (const origin of others) expect([origin, (await from(origin)).status]).toEqual([origin, 403]);
    const preflight = await fetch(`${server.origin}/mcp`, {
      method: 'OPTIONS',
      headers: { origin: 'https://park.example', 'access-control-request-method': 'POST' },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, 'POST']);
  });
});
