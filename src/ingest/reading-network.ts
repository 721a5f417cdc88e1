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
 * or sends a datagram throws, and the host is kept for the report; Node's permissions do not cover it yet.
 * Threads are taken as well, because the permissions do not hold in one.
 */
export function closeNetwork(): void {
  refuse(net.Socket.prototype, ['connect']);
  refuse(net, ['connect', 'createConnection']);
  refuse(tls, ['connect']);
  refuse(http, ['request', 'get']);
  refuse(https, ['request', 'get']);
  refuse(dgram, ['createSocket']);
  refuse(dgram.Socket.prototype, ['bind', 'connect', 'send']);
  for (const resolver of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    const questions = Object.getOwnPropertyNames(resolver).filter((name) =>
      /^(lookup|resolve|reverse)/.test(name),
    );
    refuse(resolver, questions);
  }
  refuse(globalThis, ['fetch', 'WebSocket', 'EventSource']);
  put(workerThreads, 'Worker', () => {
    throw new Error('No thread can be started here.');
  });
  syncBuiltinESMExports();
}

function refuse(owner: object, names: readonly string[]): void {
  for (const name of names) {
    put(owner, name, (args) => {
      const host = hostIn(args);
      if (attempts.size < MOST_HOSTS) attempts.add(host);
      throw new Error(`There is no network here: ${name} of ${host} was refused.`);
    });
  }
}

/** Puts a function in the place of another one, which may be a class. */
function put(owner: object, name: string, act: (args: unknown[]) => never): void {
  function value(...args: unknown[]): never {
    return act(args);
  }
  Object.defineProperty(owner, name, { value, configurable: false, writable: false });
}

/** Who was to be reached, from the arguments of any of the functions above. */
function hostIn(args: readonly unknown[]): string {
  // A socket gets what it is to connect to in one array from within Node.
  for (const argument of args.flat() as unknown[]) {
    if (argument instanceof URL) return argument.host.slice(0, LONGEST_HOST);
    if (typeof argument === 'string') return hostOf(argument);
    if (typeof argument !== 'object' || argument === null) continue;
    const { hostname, host, url, path } = argument as Record<string, unknown>;
    const named = [hostname, host, url, path].find((part) => typeof part === 'string');
    if (named !== undefined) return hostOf(named as string);
  }
  return 'another machine';
}

/** The host of an address, or what is none as it is. */
function hostOf(address: string): string {
  return (URL.parse(address)?.host || address).slice(0, LONGEST_HOST);
}
