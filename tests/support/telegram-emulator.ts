import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { METHODS } from './telegram-emulator-methods.ts';
import { createPeople, type TelegramPeople } from './telegram-emulator-people.ts';
import {
  BotApiError,
  createWorld,
  type Fault,
  type Params,
  type TelegramWorld,
} from './telegram-emulator-world.ts';

export interface TelegramEmulator extends TelegramPeople {
  world: TelegramWorld;
  /** For `TELEGRAM_API_ROOT`. */
  apiRoot: string;
  /** The next calls of a method fail so. */
  fails(fault: Omit<Fault, 'times'> & { times?: number }): void;
  /** Calls of a method that were made, oldest first. */
  calls(method: string): Params[];
  close(): Promise<void>;
}

/**
 * A Bot API server on this machine, for one bot, as strict as Telegram's.
 * @param deliver calls the webhook; over HTTP unless given
 */
export async function startTelegramEmulator(
  options: { deliver?: (request: Request) => Promise<Response>; webhookRetryMs?: number } = {},
): Promise<TelegramEmulator> {
  const { deliver = fetch, webhookRetryMs = 20 } = options;
  const world = createWorld();
  const polling = createPolling(world);
  const closing = new AbortController();
  const pushing = createPushing(world, { deliver, retryMs: webhookRetryMs, signal: closing.signal });
  world.arrived = () => {
    polling.wake();
    pushing.wake();
  };
  const server = createServer((request, response) => {
    void respond(request, response, { world, polling });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...createPeople(world),
    world,
    apiRoot: `http://127.0.0.1:${port}`,
    fails: ({ times = 1, ...fault }) => void world.faults.push({ ...fault, times }),
    calls: (method) => world.calls.filter((call) => call.method === method).map(({ params }) => params),
    async close() {
      closing.abort();
      polling.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Polling {
  get(params: Params): Promise<unknown>;
  wake(): void;
  end(): void;
}

function createPolling(world: TelegramWorld): Polling {
  let current: { resolve: () => void; reject: (error: Error) => void } | undefined;
  return {
    async get({ offset = 0, limit = 100, timeout = 0, allowed_updates: allowed }) {
      if (world.webhook)
        throw new BotApiError(
          409,
          "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        );
      current?.reject(
        new BotApiError(
          409,
          'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
        ),
      );
      if (Array.isArray(allowed)) world.allowed = allowed;
      const from = Number(offset);
      const { updates } = world;
      const first =
        from < 0 ? updates.length + from : updates.findIndex(({ update_id }) => update_id >= from);
      updates.splice(0, first === -1 ? updates.length : Math.max(0, first));
      if (updates.length === 0 && Number(timeout) > 0) {
        const arrival = Promise.withResolvers<void>();
        current = arrival;
        const time = setTimeout(arrival.resolve, Math.min(50, Number(timeout)) * 1000).unref();
        try {
          await arrival.promise;
        } finally {
          clearTimeout(time);
          if (current === arrival) current = undefined;
        }
      }
      return updates.slice(0, Math.min(100, Math.max(1, Number(limit))));
    },
    wake: () => current?.resolve(),
    end: () => current?.resolve(),
  };
}

function createPushing(
  world: TelegramWorld,
  {
    deliver,
    retryMs,
    signal,
  }: { deliver: (request: Request) => Promise<Response>; retryMs: number; signal: AbortSignal },
): { wake(): void } {
  let running = false;
  async function push(): Promise<void> {
    for (let failures = 0; world.webhook && world.updates.length > 0 && !signal.aborted; ) {
      const { url, secret } = world.webhook;
      const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret };
      const request = new Request(url, { method: 'POST', headers, body: JSON.stringify(world.updates[0]) });
      const response = await deliver(request).catch(() => new Response(null, { status: 502 }));
      await response.body?.cancel();
      if (response.ok) {
        world.updates.shift();
        failures = 0;
        continue;
      }
      if (world.webhook) {
        const message = `Wrong response from the webhook: ${response.status}`;
        world.webhook.lastError = { at: world.clock(), message };
      }
      await wait(Math.min(retryMs * 2 ** failures++, 1000), undefined, { signal }).catch(() => undefined);
    }
  }
  return {
    wake() {
      if (running || !world.webhook) return;
      running = true;
      void push().finally(() => {
        running = false;
      });
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { world, polling }: { world: TelegramWorld; polling: Polling },
): Promise<void> {
  const answer = (status: number, body: object) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  try {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://emulator');
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(pathname) ?? [];
    const params = { ...Object.fromEntries(searchParams), ...(await readParams(request)) };
    if (token === undefined) throw new BotApiError(404, 'Not Found');
    if (token !== world.token) throw new BotApiError(401, 'Unauthorized');
    answer(200, { ok: true, result: (await call(method, params, { world, polling })) ?? true });
  } catch (error) {
    const { code, parameters } = error instanceof BotApiError ? error : { code: 500, parameters: undefined };
    const description = error instanceof Error ? error.message : String(error);
    answer(code, { ok: false, error_code: code, description, ...(parameters && { parameters }) });
  }
}

async function call(
  method: string,
  params: Params,
  { world, polling }: { world: TelegramWorld; polling: Polling },
): Promise<unknown> {
  const entry: TelegramWorld['calls'][number] = { method, params, at: world.clock() };
  world.calls.push(entry);
  try {
    const fault = world.faults.find((fault) => fault.method === method && fault.times > 0);
    if (fault) {
      fault.times -= 1;
      const { code, description, retryAfter } = fault;
      throw new BotApiError(
        code,
        description,
        retryAfter === undefined ? undefined : { retry_after: retryAfter },
      );
    }
    if (method.toLowerCase() === 'getupdates') return await polling.get(params);
    const act = METHODS[method.toLowerCase()];
    if (!act) throw new BotApiError(404, 'Not Found: method not found');
    return act(world, params);
  } catch (error) {
    entry.error = error instanceof Error ? error.message : String(error);
    throw error;
  }
}

async function readParams(request: IncomingMessage): Promise<Params> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (body.length === 0) return {};
  if (type.startsWith('application/json')) return JSON.parse(body.toString()) as Params;
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  return Object.fromEntries([...form].map(([name, value]) => [name, plain(value)]));
}

/** Objects come as JSON in a form. */
function plain(value: string | File): unknown {
  if (typeof value !== 'string' || !/^(?:[[{]|-?\d+$|true$|false$)/.test(value)) return value;
  return JSON.parse(value) as unknown;
}
