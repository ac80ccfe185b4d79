import { readApiPermissions } from './api-permission-table.ts';
import type { ApiPermissionRow } from './api-permission-table.ts';
import { readCallbackTable } from './framework/callback-table.ts';
import type { PlatformCallbacks } from './framework/callback-table.ts';
import { readPermissionTable } from './permission-table.ts';
import type { PermissionTable } from './permission-table.ts';
import { readPiChannels } from './pi-channels.ts';
import type { PiChannel } from './pi-channels.ts';
import { readPiTypes } from './pi-types.ts';
import type { PiType } from './pi-types.ts';
import { readSdkTable } from './sdk-table.ts';
import type { SdkTable } from './sdk-table.ts';
import { readHybridFrameworks, readLibraryPrefixes, readPackers, readPolicyWords } from './shell-tables.ts';
import type { HybridFrameworkRow, PackerRow, PolicyWord } from './shell-tables.ts';

/** Every table the scanner works with; each is read from its text when first asked for, then kept. */
export type ScannerData = {
  readonly piTypes: readonly PiType[];
  readonly piChannels: readonly PiChannel[];
  readonly sdks: SdkTable;
  readonly permissions: PermissionTable;
  readonly apiPermissions: readonly ApiPermissionRow[];
  readonly libraryPrefixes: ReadonlySet<string>;
  readonly packers: readonly PackerRow[];
  readonly hybridFrameworks: readonly HybridFrameworkRow[];
  readonly policyWords: readonly PolicyWord[];
  /** What Android may call on objects of the app's classes. */
  readonly callbacks: PlatformCallbacks;
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
  callbacks: 'framework/callbacks.txt.gz',
} as const satisfies Record<keyof ScannerData, string>;

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
    get callbacks() {
      return lazily(DATA_FILES.callbacks, readCallbackTable);
    },
  };
}
