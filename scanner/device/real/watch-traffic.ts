import type { CompletedRequest, Mockttp } from 'mockttp';
import { ScanError } from '../../errors.ts';
import type { DeviceEventKind } from '../device.ts';

export type TrafficWatch = {
  readonly port: number;
  /** PEM of the authority that clients have to trust. */
  readonly caPem: string;
  /** Hosts whose client refused the authority: the app, or a part of it, pins its certificates. */
  readonly pinnedHosts: () => readonly string[];
  readonly close: () => Promise<void>;
};

export type TrafficOptions = {
  /** An authority that the device trusts already; a new one when absent. */
  readonly ca?: { readonly certPem: string; readonly keyPem: string };
  readonly onRequest: (event: Extract<DeviceEventKind, { kind: 'network-request' }>) => void;
  /** A client did not accept the certificate. */
  readonly onRefusal?: (host: string) => void;
  /** Authorities of servers that are trusted beside the usual ones. */
  readonly trustedCaPems?: readonly string[];
};

const mostBodyBytes = 64 * 1024;
const mostPinnedHosts = 500;

/**
 * Starts a proxy on the loopback address that reads HTTPS with a certificate of its own and passes everything on. A
 * client that does not accept the certificate gives up its connection, which is evidence of pinning. mockttp is loaded
 * only here.
 */
export async function watchTraffic({
  ca,
  onRequest,
  onRefusal,
  trustedCaPems = [],
}: TrafficOptions): Promise<TrafficWatch> {
  const { getLocal, generateCACertificate } = await loadMockttp();
  const authority = ca ?? (await makeAuthority(generateCACertificate));
  const server: Mockttp = getLocal({
    https: { cert: authority.certPem, key: authority.keyPem },
    http2: true,
    maxBodySize: mostBodyBytes,
  });
  const pinned = new Set<string>();
  await server.start();
  await server.forAnyRequest().thenPassThrough({
    ...(trustedCaPems.length > 0 && { additionalTrustedCAs: trustedCaPems.map((cert) => ({ cert })) }),
  });
  await server.forAnyWebSocket().thenPassThrough();
  await server.on('request', (request) => void toEvent(request).then(onRequest));
  await server.on('tls-client-error', ({ tlsMetadata, failureCause, destination }) => {
    // A client that just went away has said nothing of the certificate.
    if (failureCause !== 'cert-rejected' && failureCause !== 'reset' && failureCause !== 'closed') return;
    const host = tlsMetadata.sniHostname ?? destination?.hostname;
    if (host === undefined || pinned.size >= mostPinnedHosts) return;
    pinned.add(host);
    onRefusal?.(host);
  });
  return {
    port: server.port,
    caPem: authority.certPem,
    pinnedHosts: () => [...pinned].sort(),
    close: () => server.stop(),
  };
}

async function makeAuthority(
  generate: typeof import('mockttp').generateCACertificate,
): Promise<{ readonly certPem: string; readonly keyPem: string }> {
  const { cert, key } = await generate({ subject: { commonName: 'appgov test authority' } });
  return { certPem: cert, keyPem: key };
}

async function toEvent(
  request: CompletedRequest,
): Promise<Extract<DeviceEventKind, { kind: 'network-request' }>> {
  const buffer = (await request.body.getDecodedBuffer().catch(() => undefined)) ?? request.body.buffer;
  const body = buffer.subarray(0, mostBodyBytes);
  const text = body.toString('utf8');
  return {
    kind: 'network-request',
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(
      Object.entries(request.headers).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
      ),
    ),
    body: text.includes('\ufffd') ? body.toString('base64') : text,
    bodySizeBytes: buffer.length,
    labels: [],
  };
}

async function loadMockttp(): Promise<typeof import('mockttp')> {
  try {
    return await import('mockttp');
  } catch (cause) {
    throw new ScanError(
      'DEVICE_FAILED',
      'The traffic of a device is read by the package mockttp, which is not installed: run `npm install mockttp`.',
      { cause },
    );
  }
}
