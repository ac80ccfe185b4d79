import type { SlotName } from '../evidence/index.ts';
import { apiCallsCollector } from './api-calls.ts';
import { codeCollector } from './code.ts';
import type { Collector } from './collector.ts';
import { dataFlowsCollector } from './data-flows.ts';
import { endpointsCollector } from './endpoints.ts';
import { hybridFrameworksCollector } from './hybrid-frameworks.ts';
import { manifestCollector } from './manifest.ts';
import { nativeLibrariesCollector } from './native-libraries.ts';
import { packersCollector } from './packers.ts';
import { policiesCollector } from './policies.ts';
import { permissionUseCollector } from './permission-use.ts';
import { sampleCollector } from './sample.ts';
import { sdksCollector } from './sdks.ts';
import { signaturesCollector } from './signatures.ts';

export { attempt, toScanInput } from './collector.ts';
export type { Collected, Collector, CollectorOverrides, ScanInput } from './collector.ts';
export { GAPS, toGap } from './gaps.ts';
export type { GapCode } from './gaps.ts';
export { addMetPolicies, findPolicyAddresses } from './policies.ts';
export type { FetchedPolicy, MetPolicies } from './policies.ts';
export { readIcon } from './icon.ts';
export type { Icon } from './icon.ts';

/** Slots that a package alone fills; the others need a run on a device. */
export const STATIC_SLOTS = [
  'sample',
  'manifest',
  'signatures',
  'code',
  'apiCalls',
  'dataFlows',
  'sdks',
  'permissionUse',
  'endpoints',
  'nativeLibraries',
  'packers',
  'hybridFrameworks',
  'policies',
] as const satisfies readonly SlotName[];

export type StaticSlot = (typeof STATIC_SLOTS)[number];

export type StaticCollectors = { readonly [Name in StaticSlot]: Collector<Name> };

/** One collector for each static slot. */
export const STATIC_COLLECTORS: StaticCollectors = {
  sample: sampleCollector,
  manifest: manifestCollector,
  signatures: signaturesCollector,
  code: codeCollector,
  apiCalls: apiCallsCollector,
  dataFlows: dataFlowsCollector,
  sdks: sdksCollector,
  permissionUse: permissionUseCollector,
  endpoints: endpointsCollector,
  nativeLibraries: nativeLibrariesCollector,
  packers: packersCollector,
  hybridFrameworks: hybridFrameworksCollector,
  policies: policiesCollector,
};
