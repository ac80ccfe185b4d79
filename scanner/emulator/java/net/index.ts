import type { ClassModel } from '../../machine/index.ts';
import { exceptions } from './exceptions.ts';
import { connections } from './http-connection.ts';
import { addresses } from './inet-address.ts';
import { proxies } from './proxy.ts';
import { sockets } from './socket.ts';
import { tls } from './tls.ts';
import { uris } from './uri.ts';
import { urlCoding } from './url-coding.ts';
import { urls } from './url.ts';

/** Modelled classes of java.net and javax.net, towards the recorder in system/network.ts. */
export const classes: readonly ClassModel[] = [
  ...exceptions,
  ...urls,
  ...connections,
  ...uris,
  ...urlCoding,
  ...addresses,
  ...proxies,
  ...sockets,
  ...tls,
];
