import type {
  AttachmentFacts,
  ComponentFacts,
  ConsentDialogFacts,
  DataFlowFacts,
  DeviceFacts,
  EndpointFacts,
  Gap,
  HybridFrameworkFacts,
  NativeLibraryFacts,
  NetworkRequestFacts,
  PackerFacts,
  PermissionUseFacts,
  PermissionRequestFacts,
  PiReadFacts,
  PolicyFacts,
  PolicyMatchFacts,
  PopupFacts,
  RequestedPermissionFacts,
  ScenarioRun,
  SettingFacts,
  SdkFacts,
  SignerFacts,
  SlotName,
  StartFacts,
} from '../../scanner/evidence/index.ts';
import type { Coverage, PackJudgement, Score, Severity, Text, Verdict } from '../../rules/engine/verdict.ts';

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
    /** True for a campaign that is over: later documents carry its duties on. */
    readonly isOver?: boolean;
  };
  /** Article, task or clause in the document. */
  readonly article?: Text;
  readonly text: Text;
  readonly severity: Severity;
  /** The label used in public notices, e.g. 违规收集个人信息. */
  readonly noticeLabel?: string;
  /** The same in English; absent in older reports. */
  readonly noticeLabelEn?: string;
  /** `to-be-checked` for texts not yet checked against the official source. */
  readonly source: 'read' | 'partly-read' | 'to-be-checked';
};

/** A policy document without its statements: those that matter are named by places. */
export type ReportPolicy = Pick<
  PolicyFacts,
  | 'id'
  | 'kind'
  | 'title'
  | 'language'
  | 'format'
  | 'origin'
  | 'sha256'
  | 'charCount'
  | 'complete'
  | 'reached'
  | 'announced'
> & {
  /** Keys of what the document leaves out, e.g. `operator-name`. */
  readonly missing: readonly string[];
  /** What it discloses, to be compared with another version; absent in older reports. */
  readonly discloses?: {
    /** Keys of kinds that the app is said to collect. */
    readonly items: readonly string[];
    /** Names of third parties. */
    readonly sdks: readonly string[];
    /** Keys of rights. */
    readonly rights: readonly string[];
    /** Dates of update and effect, YYYY-MM-DD. */
    readonly dates: readonly string[];
  };
};

/** The versioned, self-contained result of a scan. Every rendering is made from this alone. */
export type Report = {
  readonly schemaVersion: typeof REPORT_SCHEMA_VERSION;
  readonly engine: {
    readonly version: string;
    readonly rulesVersion: string;
    readonly packId: string;
    /** The packs that judged, each with its own mark; absent in reports made before there were several. */
    readonly packs?: readonly PackJudgement[];
  };
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
  /** What they are used for; absent where that was not collected, and in older reports. */
  readonly permissionUse?: PermissionUseFacts;
  /** Of the manifest; absent where that was not read, and in older reports. */
  readonly components?: readonly Pick<ComponentFacts, 'kind' | 'name' | 'exported'>[];
  /** Ways of personal information out of the app; absent where not collected, and in older reports. */
  readonly dataFlows?: readonly DataFlowFacts[];
  /** The privacy policies that were read; absent where none was looked for. */
  readonly policies?: readonly ReportPolicy[];
  /** What they say beside what the app was seen to do. */
  readonly policyMatches?: readonly PolicyMatchFacts[];
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
  /** Absent from reports of older versions. */
  readonly settings?: readonly SettingFacts[];
  readonly attachments: readonly AttachmentFacts[];
  /** How each slot of evidence ended. */
  readonly slots: readonly {
    readonly name: SlotName;
    readonly kind: 'present' | 'failed' | 'unsupported' | 'skipped';
    readonly reason?: string;
  }[];
  readonly gaps: readonly Gap[];
};
