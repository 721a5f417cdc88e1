import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { createAdaptorServer } from '@hono/node-server';
import pino from 'pino';
import { openService, type Service } from '../app/service.ts';
import { createLuodi } from '../app.ts';
import type { Config } from '../config.ts';
import { AppError, describeError } from '../errors.ts';
import type { Luodi } from '../luodi.ts';
import { NothingToAnswerFrom } from './exit-code.ts';
import { configOf, ingestShown } from './open.ts';
import type { CommonOptions } from './options.ts';
import { print, warn } from './terminal.ts';

/** Time a client has for its request line and headers, and for the whole request, in milliseconds: enough for a phone, too little to hold sockets with. */
const HEADERS_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Time answers under way have to end after a signal, in milliseconds; service managers wait about ten seconds. */
const STOP_TIMEOUT_MS = 8_000;

/** `luodi start`: reads what changed and serves the visitor page. */
export async function start(options: Pick<CommonOptions, 'pack' | 'data'>): Promise<void> {
  const config = configOf(options);
  await requireFreePort(config);
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const luodi = await createLuodi(config, {
    notify: warn,
    onFailure: (stage, error) => log.error({ err: error, stage }, describeError(error)),
    onAttempt: (attempts) => log.warn({ attempts }, 'A question instructs the desk; nothing follows it.'),
  });
  const isReady = (await luodi.passages()) > 0;
  // Before anybody can ask: what was taken from the public while Luodi did not run.
  await luodi.withdraw();
  if (!isReady) await ingestFirst(luodi, config);
  await luodi.warmUp();
  const service = await openService(luodi, config, log);
  const server = await listen(service, config);
  stopOnSignal(server, service, luodi);
  await service.start();
  for (const address of addresses(config, server)) print(`Luodi is at ${address}`);
  if (service.channels.length > 0) print(`Luodi answers on ${service.channels.join(', ')} as well.`);
  if (isReady) await ingestBehind(luodi);
}

async function ingestFirst(luodi: Luodi, config: Config): Promise<void> {
  const report = await ingestShown(luodi);
  if (report.passages > 0) return;
  await luodi.close();
  throw new NothingToAnswerFrom(config);
}

/** What answered before goes on answering, so a failure here is said and not fatal. */
async function ingestBehind(luodi: Luodi): Promise<void> {
  try {
    const { files, removed } = await ingestShown(luodi);
    const taken = files.filter(({ status }) => !['unchanged', 'failed', 'skipped'].includes(status));
    const changed = taken.length + removed.length;
    if (changed > 0) print(`${changed} documents changed; the answers follow them now.`);
  } catch (error) {
    warn(`${describeError(error)} What was read earlier goes on answering.`);
  }
}

/** Fails before anything is read, rather than after. */
async function requireFreePort({ host, port }: Config): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
  } catch (cause) {
    throw cannotListen(host, port, cause);
  } finally {
    probe.close();
  }
}

/**
 * Whether the server can listen where it is told to.
 * @returns what to say if it cannot.
 */
export async function portProblem(config: Config): Promise<AppError | undefined> {
  return requireFreePort(config).then(
    () => undefined,
    (error) => error as AppError,
  );
}

function cannotListen(host: string, port: number, cause: unknown): AppError {
  const code = (cause as NodeJS.ErrnoException).code;
  const place = `${host}:${port}`;
  if (code === 'EADDRINUSE') {
    const next = 'Stop the other program, or set LUODI_PORT to another port.';
    return new AppError('conflict', `${place} is in use by another program.`, { next, cause });
  }
  const next = 'Check LUODI_HOST and LUODI_PORT.';
  return new AppError('misconfigured', `Cannot listen on ${place} (${code}).`, { next, cause });
}

async function listen(service: Service, { host, port }: Config): Promise<Server> {
  const server = createAdaptorServer({
    fetch: service.fetch,
    serverOptions: { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
  }) as Server;
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    throw cannotListen(host, port, cause);
  }
  return server;
}

function addresses({ host, publicUrl }: Config, server: Server): string[] {
  const port = (server.address() as { port: number }).port;
  const everywhere = host === '0.0.0.0' || host === '::';
  const hosts = everywhere ? ['127.0.0.1', ...ownAddresses()] : [host];
  const local = hosts.map((name) => `http://${name.includes(':') ? `[${name}]` : name}:${port}/`);
  return publicUrl ? [publicUrl, ...local] : local;
}

function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return all.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address);
}

/** Lets answers under way end, then stops; a second signal stops at once. */
function stopOnSignal(server: Server, service: Service, luodi: Luodi): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    warn('Stopping.');
    const timeout = setTimeout(() => server.closeAllConnections(), STOP_TIMEOUT_MS);
    server.close();
    server.closeIdleConnections();
    await Promise.all([once(server, 'close'), service.stop()]);
    clearTimeout(timeout);
    // An ingest under way is simply dropped: it is safe to stop at any moment.
    if (!luodi.isIngesting) await luodi.close();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
