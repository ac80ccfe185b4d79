import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

/**
 * Closes every way from this process to the network, for good. Node 20's permission flags do not cover it. All of
 * http, tls and fetch end in `net.Socket.connect`; names are resolved by `dns`; datagrams go through `dgram`. Internal
 * bindings, the only way around, are refused by the permission flags.
 */
export function denyNetwork(): void {
  replaceAll(net.Socket.prototype, ['connect']);
  replaceAll(net.Server.prototype, ['listen']);
  replaceAll(dgram.Socket.prototype, ['bind', 'connect', 'send', 'sendto']);
  const names = [...Object.keys(dns), ...Object.keys(dns.Resolver.prototype)].filter(isQuery);
  replaceAll(dns, names);
  replaceAll(dns.Resolver.prototype, names);
  replaceAll(dns.promises, names);
  replaceAll(dns.promises.Resolver.prototype, names);
  for (const name of ['fetch', 'WebSocket', 'EventSource']) {
    if (name in globalThis) Object.defineProperty(globalThis, name, { ...fixed, value: refuse });
  }
  syncBuiltinESMExports();
}

const fixed = { configurable: false, enumerable: true, writable: false };

function isQuery(name: string): boolean {
  return name === 'lookup' || name === 'lookupService' || name.startsWith('resolve') || name === 'reverse';
}

function replaceAll(owner: object, names: readonly string[]): void {
  for (const name of names) {
    if (name in owner) Object.defineProperty(owner, name, { ...fixed, value: refuse });
  }
}

function refuse(): never {
  throw Object.assign(new Error('A device process has no network.'), { code: 'ERR_ACCESS_DENIED' });
}
