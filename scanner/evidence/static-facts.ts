import type { CodePlace, Place } from './place.ts';
import type { Recipient } from './recipient.ts';

/** E13: the bytes that were scanned. */
export type SampleFacts = {
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly sha1: string;
  readonly md5: string;
  readonly format: 'apk' | 'apks' | 'xapk' | 'apkm' | 'aab';
  /** Every APK inside: one for a plain APK, the base first for a bundle of splits. */
  readonly apks: readonly { readonly name: string; readonly sizeBytes: number; readonly sha256: string }[];
};

export type ComponentKind = 'activity' | 'activity-alias' | 'service' | 'receiver' | 'provider';

export type IntentFilterFacts = {
  readonly actions: readonly string[];
  readonly categories: readonly string[];
  readonly data: readonly Readonly<Record<string, string>>[];
  readonly priority?: number;
};

export type ComponentFacts = {
  readonly kind: ComponentKind;
  /** Fully qualified, dots resolved against the package. */
  readonly name: string;
  /** As Android decides it: the attribute, else whether it has an intent filter. */
  readonly exported: boolean;
  readonly enabled: boolean;
  readonly process?: string;
  readonly permission?: string;
  readonly authorities?: readonly string[];
  /** Own label of the component, when it has one. */
  readonly label?: string;
  /** Resource id of its own theme. */
  readonly themeId?: number;
  /** android:initOrder of a provider. */
  readonly initOrder?: number;
  readonly targetActivity?: string;
  readonly intentFilters: readonly IntentFilterFacts[];
  readonly metaData: readonly MetaDataFacts[];
  readonly place: Place;
};

export type MetaDataFacts = { readonly name: string; readonly value?: string; readonly resource?: string };

export type RequestedPermissionFacts = {
  readonly name: string;
  /** android:maxSdkVersion, when given. */
  readonly maxSdk?: number;
  readonly minSdk?: number;
  /** normal, dangerous, signature, ... from the platform's table; absent for the app's own. */
  readonly protection?: string;
  /** Permission group without prefix, e.g. `LOCATION`. */
  readonly group?: string;
  /** Keys of scanner/data/pi-taxonomy.json that the permission opens. */
  readonly piTypes: readonly string[];
  readonly place: Place;
};

/** What AndroidManifest.xml says, with resources resolved. */
export type ManifestFacts = {
  readonly packageName: string;
  /** In the default locale. */
  readonly label: string;
  /** Labels by BCP 47 tag, `''` for the default. */
  readonly labels: Readonly<Record<string, string>>;
  readonly versionName: string;
  /** versionCodeMajor * 2^32 + versionCode, as a number (exact below 2^53). */
  readonly versionCode: number;
  readonly minSdk: number;
  readonly targetSdk: number;
  readonly compileSdk?: number;
  readonly maxSdk?: number;
  readonly split?: string;
  readonly sharedUserId?: string;
  readonly application: {
    /** Fully qualified class of android:name. */
    readonly name?: string;
    readonly debuggable: boolean;
    readonly allowBackup: boolean;
    readonly usesCleartextTraffic?: boolean;
    readonly networkSecurityConfig?: string;
    /** Resource id of the theme that activities without their own get. */
    readonly themeId?: number;
    readonly metaData: readonly MetaDataFacts[];
  };
  readonly components: readonly ComponentFacts[];
  readonly permissions: readonly RequestedPermissionFacts[];
  readonly definedPermissions: readonly { readonly name: string; readonly protection?: string }[];
  readonly usesFeatures: readonly { readonly name: string; readonly required: boolean }[];
  readonly usesLibraries: readonly string[];
  readonly queriesPackages: readonly string[];
  /** Entry name of the launcher icon chosen for xxhdpi, when it is a bitmap. */
  readonly iconFile?: string;
};

/** One certificate that signs the sample. Digests are lower-case hex over the DER certificate. */
export type SignerFacts = {
  /** Signature schemes under which this certificate signs, in verified form. */
  readonly schemes: readonly ('v1' | 'v2' | 'v3' | 'v3.1' | 'v4')[];
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly sha256: string;
  readonly sha1: string;
  readonly md5: string;
  readonly publicKey: {
    readonly algorithm: string;
    readonly sizeBits: number;
    /** Of the SubjectPublicKeyInfo. */ readonly sha256: string;
    readonly md5: string;
    readonly sha1: string;
    /** Hex of the RSA modulus, as filing records quote it. */ readonly modulusHex?: string;
  };
};

export type SignatureFacts = {
  readonly signers: readonly SignerFacts[];
  /** Per scheme found: whether it verified, and what is wrong if not. */
  readonly schemes: readonly {
    readonly scheme: 'v1' | 'v2' | 'v3' | 'v3.1' | 'v4';
    readonly verified: boolean;
    readonly problems: readonly string[];
  }[];
  /** SHA-256 of each certificate of the rotation lineage, oldest first. */
  readonly lineage: readonly string[];
};

/** Who owns a class: the app's own code, a named SDK, or a platform library bundled in it. */
export type Attribution =
  | { readonly kind: 'app' }
  | { readonly kind: 'sdk'; readonly sdkId: string }
  | { readonly kind: 'library'; readonly prefix: string }
  | { readonly kind: 'unknown' };

/** E8: one place in the bytecode that reads personal information, or touches its channel. */
export type ApiCallFacts = {
  /** Key of the taxonomy, e.g. `imei`. */
  readonly piType: string;
  /** Canonical name of what is called or read, e.g. `android.telephony.TelephonyManager.getDeviceId`. */
  readonly api: string;
  readonly channel: 'api' | 'field' | 'content-uri' | 'property' | 'path' | 'command' | 'intent-action';
  /** How the place reaches the API where it does not name it: by name through reflection, through a method of the
   *  app that passes its argument on, or by overriding the method that Android calls. */
  readonly via?: 'reflection' | 'wrapper' | 'override';
  readonly place: CodePlace;
  readonly attribution: Attribution;
  /** Static reach from an entry point: `before-consent` where it can run though nobody agreed, `after-consent` where only
   *  a tap on agree leads there, `reachable` in evidence of engines that did not tell these apart. */
  readonly reach: 'before-consent' | 'after-consent' | 'reachable' | 'unreachable' | 'cannot-tell';
  /** Calls from an entry point to the method at `place`, the entry point's first; empty where the method is one. Found
   *  breadth-first, for calls outside bundled libraries that can be reached; the way that proves `reach`. */
  readonly path?: readonly CodePlace[];
};

/** Where personal information leaves the app's own memory. `command` is a program that the app starts. */
export type DataSinkKind = 'network' | 'file' | 'log' | 'sms' | 'ipc' | 'clipboard' | 'command';

/** A way of personal information from where it is read to where it leaves the app, found in code that can run. */
export type DataFlowFacts = {
  /** Key of the taxonomy. */
  readonly piType: string;
  readonly source: {
    /** As in ApiCallFacts. */
    readonly api: string;
    readonly place: CodePlace;
    readonly attribution: Attribution;
  };
  readonly sink: {
    readonly kind: DataSinkKind;
    /** What is called, e.g. `java.net.URL.openConnection`. */
    readonly api: string;
    readonly place: CodePlace;
    readonly attribution: Attribution;
    /** How the address, path, number, package or action begins that gets it; absent where code does not tell. */
    readonly to?: string;
    /** Host of an address, where that is told wholly. */
    readonly host?: string;
    /** Whether that host lies in the domain that the package name is made from. */
    readonly recipient?: Recipient;
    /** The SDK whose host that is, where the table names exactly one. */
    readonly sdkId?: string;
    /** Whether it goes over the network unencrypted, as the address's scheme tells; absent where that is not told. */
    readonly clearText?: boolean;
    /** For a file: it lies where other apps may read it. Absent where the place is not told. */
    readonly shared?: boolean;
  };
  /** From the read to the sink: both, and the calls, fields and changes between them. */
  readonly path: readonly CodePlace[];
  /** What was done to it, in order, e.g. `json`, `base64`, `md5`, `aes`; `hash` and `cipher` where the algorithm is not told. */
  readonly transforms: readonly string[];
};

export type SdkFacts = {
  readonly id: string;
  readonly name: string;
  readonly nameZh?: string;
  readonly vendor: string;
  /** ISO 3166 alpha-2, where known. */
  readonly country?: string;
  readonly category: string;
  readonly version?: string;
  /** What gave it away; at least one. */
  readonly matches: readonly {
    readonly by:
      'package-prefix' | 'component' | 'meta-data' | 'native-library' | 'domain' | 'fingerprint' | 'string';
    readonly value: string;
    readonly place: Place;
  }[];
  readonly confidence: 'certain' | 'likely' | 'possible';
  /**
   * Whether its code can run, as far as static reading tells; `cannot-tell` also where none of its code was found. Absent
   * from evidence of older versions.
   */
  readonly reach?: 'reachable' | 'unreachable' | 'cannot-tell';
  /** Taxonomy keys that the SDK table says it collects (a claim, not evidence). */
  readonly declaredPiTypes: readonly string[];
  /** Taxonomy keys that calls in its code read, whether or not those calls can run. */
  readonly readsPiTypes: readonly string[];
  /** Those of `readsPiTypes` whose calls can run. Absent from evidence of older versions. */
  readonly reachablePiTypes?: readonly string[];
};

export type EndpointFacts = {
  readonly url: string;
  readonly host: string;
  readonly place: Place;
  readonly attribution: Attribution;
  readonly sdkId?: string;
};

export type NativeLibraryFacts = {
  readonly file: string;
  readonly name: string;
  readonly abi: string;
  readonly sizeBytes: number;
  readonly sha256: string;
};

/** A packer or shell that hides the app's real code from static reading. */
export type PackerFacts = { readonly id: string; readonly name: string; readonly places: readonly Place[] };

/** A framework whose app logic is not in dex. */
export type HybridFrameworkFacts = {
  readonly id:
    | 'flutter'
    | 'react-native'
    | 'unity'
    | 'cordova'
    | 'uni-app'
    | 'xamarin'
    | 'weex'
    | 'cocos'
    | 'capacitor'
    | 'mini-program';
  readonly name: string;
  readonly places: readonly Place[];
};

export type CodeFacts = {
  readonly dexFiles: readonly {
    readonly name: string;
    readonly sizeBytes: number;
    readonly version: string;
    readonly classCount: number;
    readonly methodCount: number;
  }[];
  readonly nativeMethodCount: number;
  readonly dynamicLoading: readonly CodePlace[];
  readonly reflectionCallCount: number;
  /** Strings and layout texts that look like a privacy policy link or consent wording. */
  readonly policyHints: readonly { readonly text: string; readonly place: Place }[];
  /** Where people agree, as far as the code shows it; absent where it was not looked for. */
  readonly consentGates?: readonly ConsentGateFacts[];
  /** What is stored when they do, and tested later. */
  readonly consentFlags?: readonly ConsentFlagFacts[];
};

/** A control with which people agree. */
export type ConsentGateFacts = {
  /** How the code behind it is found: the listener of a view or of a dialog's button, `onClick` of a layout, a page's call
   *  of a JavaScript interface, the test of a box to tick, or what a consent library answers. */
  readonly kind: 'button' | 'dialog-button' | 'layout-handler' | 'page' | 'tick' | 'library';
  /** What the control says, or what names it where it shows no text. */
  readonly label: string;
  /** What runs at the tap, or where the box or library is asked. */
  readonly handler: CodePlace;
  /** Where the control is given its listener. */
  readonly control?: CodePlace;
};

/** A stored answer that the app's later runs test. */
export type ConsentFlagFacts = {
  readonly kind: 'preference' | 'file';
  /** Key of the preference, or name of the file. */
  readonly name: string;
  readonly writtenAt: readonly CodePlace[];
  readonly testedAt: readonly CodePlace[];
};

/** A place that needs a permission: a call, a content URI, or an intent action in code or in the manifest. */
export type PermissionNeedFacts = {
  /** E.g. `android.hardware.Camera.open`, `content://sms`, `android.intent.action.CALL`. */
  readonly api: string;
  readonly place: Place;
  readonly attribution: Attribution;
  readonly reach: 'reachable' | 'unreachable' | 'cannot-tell';
};

/**
 * How the sample's code uses a permission. `reachable`: code that needs it can run. `unreachable`: such code is there and
 * nothing was found that runs it. `none`: nothing needs it, as far as the table of APIs knows. `cannot-tell`: part of the
 * code could not be read. `untracked`: the table knows no API for it.
 */
export type PermissionUse = 'reachable' | 'unreachable' | 'none' | 'cannot-tell' | 'untracked';

/** What requested permissions are used for, and what code needs without asking. */
export type PermissionUseFacts = {
  readonly requested: readonly {
    readonly name: string;
    readonly protection?: string;
    readonly group?: string;
    readonly piTypes: readonly string[];
    readonly use: PermissionUse;
    /** Some of the places, those that can run first. */
    readonly needs: readonly PermissionNeedFacts[];
    readonly place: Place;
  }[];
  /** Dangerous permissions that code of the app or an SDK needs and the manifest does not request. */
  readonly undeclared: readonly {
    readonly name: string;
    readonly needs: readonly PermissionNeedFacts[];
  }[];
  /** The app's type among the 39 of the provisions of 2021; absent where nobody said and nothing tells. */
  readonly appType?: AppTypeFacts;
};

export type AppTypeFacts = {
  /** As in rules/duties/app-types.yml, e.g. `map-navigation`. */
  readonly id: string;
  readonly by: 'submitter' | 'guess';
  /** What a guess rests on, e.g. `label: 地图`; empty for a submitter's word. */
  readonly because: readonly string[];
};
