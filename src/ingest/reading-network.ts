import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';
import workerThreads from 'node:worker_threads';

/** Most hosts that are kept for one file. */
const MOST_HOSTS = 5;
/** Longest name of a host in the domain name system. */
const LONGEST_HOST = 253;

const attempts = new Set<string>();

/** The hosts that a reader has tried to reach since the last call. */
export function takeAttempts(): string[] {
  const hosts = [...attempts];
  attempts.clear();
  return hosts;
}

/**
 * Takes the network from this process, before any reader is loaded: whatever connects, asks for an address
 * or sends a datagram throws, and the host is kept for the report. Node's permissions do not cover it yet.
 * No thread can be started either, because permissions do not hold in one.
 */
export function closeNetwork(): void {
  replace(net.Socket.prototype, ['connect']);
  replace(net, ['connect', 'createConnection']);
  replace(tls, ['connect']);
  replace(http, ['request', 'get']);
  replace(https, ['request', 'get']);
  replace(dgram, ['createSocket']);
  for (const resolver of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    replace(resolver, namesOf(resolver, /^(lookup|resolve|reverse)/));
  }
  replace(globalThis, ['fetch', 'WebSocket', 'EventSource']);
  replace(workerThreads, ['Worker']);
  syncBuiltinESMExports();
}

function namesOf(owner: object, pattern: RegExp): string[] {
  return Object.getOwnPropertyNames(owner).filter((name) => pattern.test(name));
}

function replace(owner: object, names: readonly string[]): void {
  for (const name of names) {
    // Callable with and without `new`, as what it stands for.
    const value = function refuse(...args: unknown[]): never {
      const host = hostIn(args);
      if (attempts.size < MOST_HOSTS) attempts.add(host);
      throw new Error(`There is no network here: ${name} of ${host} was refused.`);
    };
    Object.defineProperty(owner, name, { value, configurable: false, writable: false });
  }
}

/** Who was to be reached, from the arguments of any of the functions above. */
function hostIn(args: readonly unknown[]): string {
  // net.Socket.connect gets its arguments in one array from within Node.
  const flat = args.flat() as unknown[];
  for (const argument of flat) {
    if (argument instanceof URL) return short(argument.host);
    if (typeof argument === 'string') return short(URL.parse(argument)?.host || argument);
    if (typeof argument !== 'object' || argument === null) continue;
    const { hostname, host, path, url } = argument as Record<string, unknown>;
    const named = hostname ?? host ?? (typeof url === 'string' ? URL.parse(url)?.host : undefined) ?? path;
    if (typeof named === 'string') return short(named);
  }
  return 'another program';
}

function short(host: string): string {
  return host.slice(0, LONGEST_HOST);
}
