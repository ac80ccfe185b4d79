import type { Gap, Slot } from './slot.ts';
import type {
  ApiCallFacts,
  CodeFacts,
  DataFlowFacts,
  EndpointFacts,
  HybridFrameworkFacts,
  ManifestFacts,
  NativeLibraryFacts,
  PackerFacts,
  PermissionUseFacts,
  SampleFacts,
  SdkFacts,
  SignatureFacts,
} from './static-facts.ts';
import type { ListingFacts } from './listing-facts.ts';
import type { PolicyFacts, PolicyMatchFacts } from './policy-facts.ts';
import type {
  AttachmentFacts,
  ConsentDialogFacts,
  DeviceFacts,
  NetworkRequestFacts,
  PermissionRequestFacts,
  PiReadFacts,
  PopupFacts,
  ScenarioRun,
  SettingFacts,
  StartFacts,
} from './dynamic-facts.ts';

/** Raised on any change of the types below that old readers would misread. */
export const EVIDENCE_SCHEMA_VERSION = 2;

/** The value of each evidence slot. A new kind of evidence is a new line here and a collector. */
export type SlotValues = {
  readonly sample: SampleFacts;
  readonly manifest: ManifestFacts;
  readonly signatures: SignatureFacts;
  readonly code: CodeFacts;
  readonly apiCalls: readonly ApiCallFacts[];
  readonly dataFlows: readonly DataFlowFacts[];
  readonly sdks: readonly SdkFacts[];
  readonly permissionUse: PermissionUseFacts;
  readonly endpoints: readonly EndpointFacts[];
  readonly nativeLibraries: readonly NativeLibraryFacts[];
  readonly packers: readonly PackerFacts[];
  readonly hybridFrameworks: readonly HybridFrameworkFacts[];
  readonly policies: readonly PolicyFacts[];
  readonly device: DeviceFacts;
  readonly scenarios: readonly ScenarioRun[];
  readonly piReads: readonly PiReadFacts[];
  readonly permissionRequests: readonly PermissionRequestFacts[];
  readonly networkRequests: readonly NetworkRequestFacts[];
  readonly starts: readonly StartFacts[];
  readonly consentDialogs: readonly ConsentDialogFacts[];
  readonly popups: readonly PopupFacts[];
  readonly settings: readonly SettingFacts[];
  readonly policyMatches: readonly PolicyMatchFacts[];
  readonly listing: ListingFacts;
  readonly attachments: readonly AttachmentFacts[];
};

export type SlotName = keyof SlotValues;

export const SLOT_NAMES = [
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
  'device',
  'scenarios',
  'piReads',
  'permissionRequests',
  'networkRequests',
  'starts',
  'consentDialogs',
  'popups',
  'settings',
  'policyMatches',
  'listing',
  'attachments',
] as const satisfies readonly SlotName[];

export type Slots = { readonly [Name in SlotName]: Slot<SlotValues[Name]> };

/** Everything collected from one sample. JSON, self-contained but for the attachments' bytes beside it. */
export type Evidence = {
  readonly schemaVersion: typeof EVIDENCE_SCHEMA_VERSION;
  readonly engineVersion: string;
  readonly profile: 'static' | 'full';
  /** ISO 8601 UTC, injected. */
  readonly collectedAt: string;
  readonly slots: Slots;
  readonly gaps: readonly Gap[];
  /** SHA-256 (lower-case hex) over the canonical JSON of everything above; absent until sealed. */
  readonly seal?: string;
};
