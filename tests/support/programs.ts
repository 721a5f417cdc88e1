import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import type { DeskPort } from '../../src/channels/desk-port.ts';
import { createMcpRoutes, type McpOptions } from '../../src/channels/mcp/mcp.ts';
import { createOpenAiRoutes, type OpenAiOptions } from '../../src/channels/openai-api/openai-api.ts';

/** A key as it is set, and one that is not. */
export const KEY = 'key-of-a-program-0001';
export const WRONG_KEY = 'key-of-a-program-0002';

export interface ProgramServer {
  /** `http://127.0.0.1:port` */
  origin: string;
  /** What was logged. */
  logged: { details: Record<string, unknown>; message: string }[];
  /** Moves the clock on. */
  later(seconds: number): void;
}

/** Serves `/v1` and `/mcp` of a desk on a free loopback port until the test ends. */
export async function servePrograms(
  port: DeskPort,
  options: Partial<OpenAiOptions & McpOptions> = {},
): Promise<ProgramServer> {
  const clock = { now: new Date('2026-03-01T02:00:00Z') };
  const logged: ProgramServer['logged'] = [];
  let ids = 0;
  const settings = {
    apiKeys: [],
    allowedOrigins: [],
    clock: () => clock.now,
    today: () => '2026-03-01',
    createId: () => String(++ids),
    log: { error: (details: Record<string, unknown>, message: string) => logged.push({ details, message }) },
    perMinute: { key: 100, address: 100 },
    links: { source: (passage: string) => `https://luodi.example/source/${passage}` },
    ...options,
  };
  const routes = new Hono();
  routes.route('/v1', createOpenAiRoutes(port, settings));
  routes.route('/mcp', createMcpRoutes(port, settings));
  const started = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: routes.fetch, port: 0, hostname: '127.0.0.1' }, started.resolve);
  const address = await started.promise;
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    if ('closeAllConnections' in server) server.closeAllConnections();
    await closed;
  });
  return {
    origin: `http://127.0.0.1:${address.port}`,
    logged,
    later: (seconds) => {
      clock.now = new Date(clock.now.getTime() + seconds * 1000);
    },
  };
}
