import { toCodePlace } from '../code/index.ts';
import type { Attribution, EndpointFacts, Gap, Place } from '../evidence/index.ts';
import { attempt } from './collector.ts';
import type { Collector, ScanInput } from './collector.ts';
import { toGap } from './gaps.ts';
import { findResourceTexts } from './resource-texts.ts';
import { findUrls } from './urls.ts';

const MAX_ENDPOINTS = 20_000;
const MAX_ASSET_BYTES = 1024 * 1024;
const MAX_ASSETS_BYTES = 16 * 1024 * 1024;
const TEXT_ASSET =
  /^(?:assets|res\/raw)\/.*\.(?:js|json|html?|xml|txt|properties|conf|cfg|ini|ya?ml|bundle|css)$/iu;

/** Network addresses in code, resources and text assets, each once for each owner. */
export const endpointsCollector: Collector<'endpoints'> = {
  slot: 'endpoints',
  collect: (input) => {
    const endpoints = new Map<string, EndpointFacts>();
    const add = (text: string, place: Place, attribution: Attribution): void => {
      for (const { url, host } of findUrls(text)) {
        const sdkId = attribution.kind === 'sdk' ? attribution.sdkId : findHostOwner(input, host);
        const owner = attribution.kind === 'sdk' ? attribution.sdkId : attribution.kind;
        const key = `${url} ${owner}`;
        if (endpoints.has(key) || endpoints.size >= MAX_ENDPOINTS) continue;
        endpoints.set(key, { url, host, place, attribution, ...(sdkId === undefined ? {} : { sdkId }) });
      }
    };
    const reading = attempt(input.code);
    for (const use of reading?.findings.urls ?? []) {
      const place = toCodePlace(use);
      add(use.text, place, reading?.attributor.attribute(place.className) ?? { kind: 'unknown' });
    }
    // Resources of libraries are merged into the app's own, so nobody can be named.
    const resources = attempt(() => input.pkg.resources());
    if (resources !== undefined)
      for (const text of findResourceTexts(resources, input.data.policyWords).urls)
        add(text, { kind: 'file', file: 'resources.arsc' }, { kind: 'unknown' });
    readAssets(input, (text, file) => add(text, { kind: 'file', file }, { kind: 'unknown' }));
    const gaps: Gap[] = endpoints.size >= MAX_ENDPOINTS ? [toGap('TOO_MUCH', [], ['endpoints'])] : [];
    // Without code the addresses of resources are not the whole; the slot must not look complete.
    if (!reading) input.code();
    return { value: [...endpoints.values()], gaps };
  },
};

/** The SDK of a host, where the table names exactly one. */
function findHostOwner(input: ScanInput, host: string): string | undefined {
  const rows = input.data.sdks.findByHost(host);
  return rows.length === 1 ? rows[0]?.id : undefined;
}

function readAssets(input: ScanInput, use: (text: string, file: string) => void): void {
  let leftBytes = MAX_ASSETS_BYTES;
  for (const apk of input.pkg.apks) {
    for (const entry of apk.entries()) {
      if (entry.sizeBytes > Math.min(MAX_ASSET_BYTES, leftBytes) || !TEXT_ASSET.test(entry.name)) continue;
      const bytes = attempt(() => apk.read(entry));
      if (!bytes) continue;
      leftBytes -= bytes.length;
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
      if (text.includes('://')) use(text, entry.name);
    }
  }
}
