import { readLibraryFlows, readSinks, readSourceCallbacks } from '../code/flow/flow-tables.ts';
import type { FlowTables } from '../code/flow/flow-tables.ts';
import { readApiPermissions } from './api-permission-table.ts';
import type { ApiPermissionRow } from './api-permission-table.ts';
import { readAppTypeWords } from './app-type-words.ts';
import type { AppTypeWords } from './app-type-words.ts';
import { readCallbackTable } from './framework/callback-table.ts';
import type { PlatformCallbacks } from './framework/callback-table.ts';
import { readPermissionTable } from './permission-table.ts';
import type { PermissionTable } from './permission-table.ts';
import { readPiChannels } from './pi-channels.ts';
import type { PiChannel } from './pi-channels.ts';
import { readPiTypes } from './pi-types.ts';
import { readPolicyVocabulary } from './policy-vocabulary.ts';
import type { PolicyVocabulary } from './policy-vocabulary.ts';
import type { PiType } from './pi-types.ts';
import { readSdkFingerprints } from './sdk-fingerprints.ts';
import type { SdkFingerprints } from './sdk-fingerprints.ts';
import { readSdkTexts } from './sdk-texts.ts';
import type { SdkText } from './sdk-texts.ts';
import { readSdkTable } from './sdk-table.ts';
import type { SdkTable } from './sdk-table.ts';
import { readHybridFrameworks, readLibraryPrefixes, readPackers, readPolicyWords } from './shell-tables.ts';
import type { HybridFrameworkRow, PackerRow, PolicyWord } from './shell-tables.ts';

/** Every table the scanner works with; each is read from its text when first asked for, then kept. */
export type ScannerData = FlowTables & {
  readonly piTypes: readonly PiType[];
  readonly piChannels: readonly PiChannel[];
  readonly sdks: SdkTable;
  readonly permissions: PermissionTable;
  readonly apiPermissions: readonly ApiPermissionRow[];
  readonly libraryPrefixes: ReadonlySet<string>;
  readonly packers: readonly PackerRow[];
  readonly hybridFrameworks: readonly HybridFrameworkRow[];
  readonly policyWords: readonly PolicyWord[];
  readonly sdkTexts: readonly SdkText[];
  readonly sdkFingerprints: SdkFingerprints;
  readonly appTypeWords: readonly AppTypeWords[];
  /** What Android may call on objects of the app's classes. */
  readonly callbacks: PlatformCallbacks;
  /** The words by which privacy policies are read; from the tables in data/policy. */
  readonly policyVocabulary: PolicyVocabulary;
};

/** The files behind the tables, by the name of the table. */
export const DATA_FILES = {
  piTypes: 'pi-taxonomy.json',
  piChannels: 'pi-channels.tsv',
  sdks: 'sdks.tsv',
  permissions: 'permissions.tsv',
  apiPermissions: 'api-permissions.tsv',
  libraryPrefixes: 'libraries.tsv',
  packers: 'packers.tsv',
  hybridFrameworks: 'hybrid-frameworks.tsv',
  policyWords: 'policy-words.tsv',
  sdkTexts: 'sdk-texts.tsv',
  sdkFingerprints: 'sdk-fingerprints.tsv',
  appTypeWords: 'app-type-words.tsv',
  callbacks: 'framework/callbacks.txt.gz',
  libraryFlows: '../code/flow/library-flows.tsv',
  sinks: '../code/flow/sinks.tsv',
  sourceCallbacks: '../code/flow/source-callbacks.tsv',
} as const satisfies Record<Exclude<keyof ScannerData, 'policyVocabulary'>, string>;

/** Tables over a function that gives a file's text by its name, unpacked; a file is asked for once, when it is needed. */
export function toScannerData(readText: (file: string) => string): ScannerData {
  const kept = new Map<string, unknown>();
  const lazily = <T>(file: string, read: (text: string) => T): T => {
    if (!kept.has(file)) kept.set(file, read(readText(file)));
    return kept.get(file) as T;
  };
  return {
    get piTypes() {
      return lazily(DATA_FILES.piTypes, readPiTypes);
    },
    get piChannels() {
      return lazily(DATA_FILES.piChannels, readPiChannels);
    },
    get sdks() {
      return lazily(DATA_FILES.sdks, readSdkTable);
    },
    get permissions() {
      return lazily(DATA_FILES.permissions, readPermissionTable);
    },
    get apiPermissions() {
      return lazily(DATA_FILES.apiPermissions, readApiPermissions);
    },
    get libraryPrefixes() {
      return lazily(DATA_FILES.libraryPrefixes, readLibraryPrefixes);
    },
    get packers() {
      return lazily(DATA_FILES.packers, readPackers);
    },
    get hybridFrameworks() {
      return lazily(DATA_FILES.hybridFrameworks, readHybridFrameworks);
    },
    get policyWords() {
      return lazily(DATA_FILES.policyWords, readPolicyWords);
    },
    get sdkTexts() {
      return lazily(DATA_FILES.sdkTexts, readSdkTexts);
    },
    get sdkFingerprints() {
      return lazily(DATA_FILES.sdkFingerprints, readSdkFingerprints);
    },
    get appTypeWords() {
      return lazily(DATA_FILES.appTypeWords, readAppTypeWords);
    },
    get libraryFlows() {
      return lazily(DATA_FILES.libraryFlows, readLibraryFlows);
    },
    get sinks() {
      return lazily(DATA_FILES.sinks, readSinks);
    },
    get sourceCallbacks() {
      return lazily(DATA_FILES.sourceCallbacks, readSourceCallbacks);
    },
    get callbacks() {
      return lazily(DATA_FILES.callbacks, readCallbackTable);
    },
    get policyVocabulary() {
      const name = 'policy';
      if (!kept.has(name)) kept.set(name, readPolicyVocabulary(readText));
      return kept.get(name) as PolicyVocabulary;
    },
  };
}
