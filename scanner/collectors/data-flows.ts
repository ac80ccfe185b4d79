import { toCodePlace } from '../code/index.ts';
import { findDataFlows } from '../code/flow/index.ts';
import type { ComponentTargets, DataFlow } from '../code/flow/index.ts';
import { toClassName } from '../dex/index.ts';
import { findRecipient } from '../evidence/index.ts';
import type { DataFlowFacts, Gap, ManifestFacts } from '../evidence/index.ts';
import type { Collector, ScanInput } from './collector.ts';
import { toGap } from './gaps.ts';
import { findHost } from './urls.ts';

/** A scan keeps no more ways than a person or a rule can use. */
const MAX_FLOWS = 2000;

/** Ways of personal information from code that reads it to where it leaves the app. Throws where no entry point is known. */
export const dataFlowsCollector: Collector<'dataFlows'> = {
  slot: 'dataFlows',
  collect: (input) => {
    const { app, findings, reachability, attributor } = input.code();
    const manifest = input.manifest();
    const reach = reachability();
    if (reach === undefined) return { value: [], gaps: [toGap('COLLECTOR_FAILED', [], ['dataFlows'])] };
    const { flows, isCutShort } = findDataFlows({
      app,
      accesses: findings.accesses,
      reachability: reach,
      callbacks: input.data.callbacks,
      isLibrary: (descriptor) => attributor.attribute(toClassName(descriptor)).kind === 'library',
      tables: input.data,
      components: toTargets(manifest),
      budget: input.budget,
    });
    const gaps: Gap[] = [];
    if (isCutShort) gaps.push(toGap('FLOWS_CUT_SHORT'));
    if (flows.length > MAX_FLOWS) gaps.push(toGap('TOO_MUCH', [], ['dataFlows']));
    return { value: flows.slice(0, MAX_FLOWS).map((flow) => toFacts(flow, input)), gaps };
  },
};

/** Who gets Intents inside the app: components that can run, by the actions that their filters name. */
function toTargets(manifest: ManifestFacts): ComponentTargets {
  const byAction = new Map<string, string[]>();
  const names = new Set<string>();
  for (const component of manifest.components) {
    if (!component.enabled) continue;
    const name = component.kind === 'activity-alias' ? component.targetActivity : component.name;
    if (name === undefined) continue;
    names.add(component.name).add(name);
    for (const { actions } of component.intentFilters)
      for (const action of actions) byAction.set(action, [...(byAction.get(action) ?? []), name]);
  }
  return { packageName: manifest.packageName, names, byAction };
}

function toFacts({ access, sink, path, transforms }: DataFlow, input: ScanInput): DataFlowFacts {
  const { attributor } = input.code();
  const from = toCodePlace(access);
  const at = toCodePlace(sink.place);
  const host = sink.kind === 'network' ? findWholeHost(sink) : undefined;
  const rows = host === undefined ? [] : input.data.sdks.findByHost(host);
  const sdkId = rows.length === 1 ? rows[0]?.id : undefined;
  const recipient = host === undefined ? undefined : findRecipient(host, input.manifest().packageName);
  const scheme =
    sink.kind === 'network' ? /^(https?|wss?):\/\//i.exec(sink.to ?? '')?.[1]?.toLowerCase() : undefined;
  return {
    piType: access.piType,
    source: { api: access.api, place: from, attribution: attributor.attribute(from.className) },
    sink: {
      kind: sink.kind,
      api: sink.api,
      place: at,
      attribution: attributor.attribute(at.className),
      ...(sink.to === undefined ? {} : { to: sink.to }),
      ...(host === undefined ? {} : { host }),
      ...(recipient === undefined ? {} : { recipient }),
      ...(sdkId === undefined ? {} : { sdkId }),
      ...(scheme === undefined ? {} : { clearText: scheme === 'http' || scheme === 'ws' }),
      ...(sink.kind === 'file' && sink.shared ? { shared: true } : {}),
    },
    path: path.map(toCodePlace),
    transforms,
  };
}

/** The host that a text begins with, unless the text might end within it. */
function findWholeHost({ to, isWhole }: DataFlow['sink']): string | undefined {
  if (to === undefined) return undefined;
  if (/^[a-z]+:\/\//i.test(to))
    return isWhole || /^[a-z]+:\/\/[^/?#]+[/?#]/i.test(to) ? findHost(to) : undefined;
  // Sockets are given a host alone.
  return isWhole && !to.includes('/') ? findHost(`tcp://${to}`) : undefined;
}
