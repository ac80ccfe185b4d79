import { BlockList, isIP, isIPv4 } from 'node:net';

/** Networks that a fetch never reaches unless they are allowed by name: everything that is not the public internet. */
const CLOSED_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Of IPv6 only global unicast is public, and not the parts of it that carry IPv4 or documentation. */
const CLOSED_V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const closed = new BlockList();
for (const [network, bits] of CLOSED_V4) closed.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of CLOSED_V6) closed.addSubnet(network, bits, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address belongs to the public internet. Mapped IPv4 is judged as the IPv4 address it is. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address)?.[1];
  const bare = mapped ?? address.replace(/%.*$/u, '');
  if (isIP(bare) === 0) return false;
  if (isIPv4(bare)) return !closed.check(bare, 'ipv4');
  return globalUnicast.check(bare, 'ipv6') && !closed.check(bare, 'ipv6');
}

/** Hosts that may be reached although they are not public: `intranet.example`, `.corp.example`, `127.0.0.1:8080`. */
export type AllowList = readonly string[];

/** Whether host (and port, where an entry has one) are on the list. A leading dot stands for every host below. */
export function isAllowedHost(host: string, port: number, allow: AllowList): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/gu, '');
  return allow.some((entry) => {
    const match = /^(.+?)(?::(\d+))?$/u.exec(entry.toLowerCase());
    const [, wanted = '', wantedPort] = match ?? [];
    if (wantedPort !== undefined && Number(wantedPort) !== port) return false;
    return wanted.startsWith('.') ? name.endsWith(wanted) : name === wanted;
  });
}
