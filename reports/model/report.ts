import type {
  AttachmentFacts,
  ConsentDialogFacts,
  DeviceFacts,
  EndpointFacts,
  Gap,
  HybridFrameworkFacts,
  NativeLibraryFacts,
  NetworkRequestFacts,
  PackerFacts,
  PermissionRequestFacts,
  PiReadFacts,
  PopupFacts,
  RequestedPermissionFacts,
  ScenarioRun,
  SdkFacts,
  SignerFacts,
  SlotName,
  StartFacts,
} from '../../scanner/evidence/index.ts';
import type { Coverage, Score, Severity, Text, Verdict } from '../../rules/engine/verdict.ts';

/** Raised when a reader of the previous version would misread the report. */
export const REPORT_SCHEMA_VERSION = '1.0.0';

/** What the report says of a duty, so that a reader needs no catalogue beside it. */
export type ReportDuty = {
  readonly id: string;
  readonly document: {
    readonly id: string;
    readonly titleZh: string;
    readonly titleEn: string;
    readonly number?: string;
  };
  /** Article, task or clause in the document. */
  readonly article?: Text;
  readonly text: Text;
  readonly severity: Severity;
  /** The label used in public notices, e.g. 违规收集个人信息. */
  readonly noticeLabel?: string;
  /** `to-be-checked` for texts not yet checked against the official source. */
  readonly source: 'read' | 'partly-read' | 'to-be-checked';
};

/** The versioned, self-contained result of a scan. Every rendering is made from this alone. */
export type Report = {
  readonly schemaVersion: typeof REPORT_SCHEMA_VERSION;
  readonly engine: { readonly version: string; readonly rulesVersion: string; readonly packId: string };
  /** ISO 8601 UTC, injected. */
  readonly createdAt: string;
  readonly profile: 'static' | 'full';
  /** Texts are empty and numbers 0 where the slot they come from is not present; `slots` says why. */
  readonly app: {
    readonly packageName: string;
    readonly label: string;
    readonly versionName: string;
    readonly versionCode: number;
    readonly fileName: string;
    readonly sha256: string;
    readonly sha1: string;
    readonly md5: string;
    readonly sizeBytes: number;
    readonly minSdk: number;
    readonly targetSdk: number;
    readonly signers: readonly SignerFacts[];
  };
  readonly evidenceSeal: string;
  readonly score: Score;
  readonly coverage: Coverage;
  readonly verdicts: readonly Verdict[];
  /** Every duty that a verdict names. */
  readonly duties: readonly ReportDuty[];
  readonly sdks: readonly SdkFacts[];
  readonly permissions: readonly RequestedPermissionFacts[];
  readonly endpoints: readonly EndpointFacts[];
  readonly nativeLibraries: readonly NativeLibraryFacts[];
  readonly packers: readonly PackerFacts[];
  readonly hybridFrameworks: readonly HybridFrameworkFacts[];
  /** Count of call sites by taxonomy key and by who makes them: `app`, an SDK id, `library:PREFIX` or `unknown`. */
  readonly piCalls: readonly {
    readonly piType: string;
    readonly name: Text;
    readonly caller: string;
    readonly callSites: number;
  }[];
  /** What each taxonomy key that occurs in this report is called. */
  readonly piNames: Readonly<Record<string, Text>>;
  readonly device?: DeviceFacts;
  readonly scenarios: readonly ScenarioRun[];
  readonly piReads: readonly PiReadFacts[];
  readonly permissionRequests: readonly PermissionRequestFacts[];
  readonly networkRequests: readonly NetworkRequestFacts[];
  readonly starts: readonly StartFacts[];
  readonly consentDialogs: readonly ConsentDialogFacts[];
  readonly popups: readonly PopupFacts[];
  readonly attachments: readonly AttachmentFacts[];
  /** How each slot of evidence ended. */
  readonly slots: readonly {
    readonly name: SlotName;
    readonly kind: 'present' | 'failed' | 'unsupported' | 'skipped';
    readonly reason?: string;
  }[];
  readonly gaps: readonly Gap[];
};
