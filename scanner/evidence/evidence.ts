import type { Gap, Slot } from './slot.ts';
import type {
  ApiCallFacts,
  CodeFacts,
  EndpointFacts,
  HybridFrameworkFacts,
  ManifestFacts,
  NativeLibraryFacts,
  PackerFacts,
  SampleFacts,
  SdkFacts,
  SignatureFacts,
} from './static-facts.ts';
import type {
  AttachmentFacts,
  ConsentDialogFacts,
  DeviceFacts,
  NetworkRequestFacts,
  PermissionRequestFacts,
  PiReadFacts,
  PopupFacts,
  ScenarioRun,
  StartFacts,
} from './dynamic-facts.ts';

/** Raised on any change of the types below that old readers would misread. */
export const EVIDENCE_SCHEMA_VERSION = 1;

/** The value of each evidence slot. A new kind of evidence is a new line here and a collector. */
export type SlotValues = {
  readonly sample: SampleFacts;
  readonly manifest: ManifestFacts;
  readonly signatures: SignatureFacts;
  readonly code: CodeFacts;
  readonly apiCalls: readonly ApiCallFacts[];
  readonly sdks: readonly SdkFacts[];
  readonly endpoints: readonly EndpointFacts[];
  readonly nativeLibraries: readonly NativeLibraryFacts[];
  readonly packers: readonly PackerFacts[];
  readonly hybridFrameworks: readonly HybridFrameworkFacts[];
  readonly device: DeviceFacts;
  readonly scenarios: readonly ScenarioRun[];
  readonly piReads: readonly PiReadFacts[];
  readonly permissionRequests: readonly PermissionRequestFacts[];
  readonly networkRequests: readonly NetworkRequestFacts[];
  readonly starts: readonly StartFacts[];
  readonly consentDialogs: readonly ConsentDialogFacts[];
  readonly popups: readonly PopupFacts[];
  readonly attachments: readonly AttachmentFacts[];
};

export type SlotName = keyof SlotValues;

export const SLOT_NAMES = [
  'sample',
  'manifest',
  'signatures',
  'code',
  'apiCalls',
  'sdks',
  'endpoints',
  'nativeLibraries',
  'packers',
  'hybridFrameworks',
  'device',
  'scenarios',
  'piReads',
  'permissionRequests',
  'networkRequests',
  'starts',
  'consentDialogs',
  'popups',
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
