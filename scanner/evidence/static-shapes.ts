import type {
  ApiCallFacts,
  AppTypeFacts,
  CodeFacts,
  ConsentFlagFacts,
  ConsentGateFacts,
  ComponentFacts,
  DataFlowFacts,
  EndpointFacts,
  HybridFrameworkFacts,
  IntentFilterFacts,
  ManifestFacts,
  MetaDataFacts,
  NativeLibraryFacts,
  PackerFacts,
  PermissionNeedFacts,
  PermissionUseFacts,
  RequestedPermissionFacts,
  SampleFacts,
  SdkFacts,
  SignatureFacts,
  SignerFacts,
} from './static-facts.ts';
import { arrayOf, boolean, number, objectOf, oneOf, optional, recordOf, text, texts } from './shape.ts';
import type { Shape } from './shape.ts';
import { attribution, codePlace, md5, place, places, sha1, sha256 } from './shape-parts.ts';

export const sampleShape: Shape = objectOf<SampleFacts>({
  fileName: text,
  sizeBytes: number,
  sha256,
  sha1,
  md5,
  format: oneOf('apk', 'apks', 'xapk', 'apkm', 'aab'),
  apks: arrayOf(objectOf<SampleFacts['apks'][number]>({ name: text, sizeBytes: number, sha256 })),
});

const metaData: Shape = arrayOf(
  objectOf<MetaDataFacts>({ name: text, value: optional(text), resource: optional(text) }),
);

const intentFilter: Shape = objectOf<IntentFilterFacts>({
  actions: texts,
  categories: texts,
  data: arrayOf(recordOf(text)),
  priority: optional(number),
});

const component: Shape = objectOf<ComponentFacts>({
  kind: oneOf('activity', 'activity-alias', 'service', 'receiver', 'provider'),
  name: text,
  exported: boolean,
  enabled: boolean,
  process: optional(text),
  permission: optional(text),
  authorities: optional(texts),
  label: optional(text),
  initOrder: optional(number),
  themeId: optional(number),
  targetActivity: optional(text),
  intentFilters: arrayOf(intentFilter),
  metaData,
  place,
});

const requestedPermission: Shape = objectOf<RequestedPermissionFacts>({
  name: text,
  maxSdk: optional(number),
  minSdk: optional(number),
  protection: optional(text),
  group: optional(text),
  piTypes: texts,
  place,
});

export const manifestShape: Shape = objectOf<ManifestFacts>({
  packageName: text,
  label: text,
  labels: recordOf(text),
  versionName: text,
  versionCode: number,
  minSdk: number,
  targetSdk: number,
  compileSdk: optional(number),
  maxSdk: optional(number),
  split: optional(text),
  sharedUserId: optional(text),
  application: objectOf<ManifestFacts['application']>({
    name: optional(text),
    debuggable: boolean,
    allowBackup: boolean,
    usesCleartextTraffic: optional(boolean),
    networkSecurityConfig: optional(text),
    themeId: optional(number),
    metaData,
  }),
  components: arrayOf(component),
  permissions: arrayOf(requestedPermission),
  definedPermissions: arrayOf(
    objectOf<ManifestFacts['definedPermissions'][number]>({ name: text, protection: optional(text) }),
  ),
  usesFeatures: arrayOf(objectOf<ManifestFacts['usesFeatures'][number]>({ name: text, required: boolean })),
  usesLibraries: texts,
  queriesPackages: texts,
  iconFile: optional(text),
});

const scheme: Shape = oneOf('v1', 'v2', 'v3', 'v3.1', 'v4');

const signer: Shape = objectOf<SignerFacts>({
  schemes: arrayOf(scheme),
  subject: text,
  issuer: text,
  serialNumber: text,
  notBefore: text,
  notAfter: text,
  sha256,
  sha1,
  md5,
  publicKey: objectOf<SignerFacts['publicKey']>({
    algorithm: text,
    sizeBits: number,
    sha256,
    md5,
    sha1,
    modulusHex: optional(text),
  }),
});

export const signaturesShape: Shape = objectOf<SignatureFacts>({
  signers: arrayOf(signer),
  schemes: arrayOf(
    objectOf<SignatureFacts['schemes'][number]>({ scheme, verified: boolean, problems: texts }),
  ),
  lineage: texts,
});

export const apiCallsShape: Shape = arrayOf(
  objectOf<ApiCallFacts>({
    piType: text,
    api: text,
    channel: oneOf('api', 'field', 'content-uri', 'property', 'path', 'command', 'intent-action'),
    via: optional(oneOf('reflection', 'wrapper', 'override')),
    place: codePlace,
    attribution,
    reach: oneOf('before-consent', 'after-consent', 'reachable', 'unreachable', 'cannot-tell'),
    path: optional(arrayOf(codePlace)),
  }),
);

export const dataFlowsShape: Shape = arrayOf(
  objectOf<DataFlowFacts>({
    piType: text,
    source: objectOf<DataFlowFacts['source']>({ api: text, place: codePlace, attribution }),
    sink: objectOf<DataFlowFacts['sink']>({
      kind: oneOf('network', 'file', 'log', 'sms', 'ipc', 'clipboard', 'command'),
      api: text,
      place: codePlace,
      attribution,
      to: optional(text),
      host: optional(text),
      sdkId: optional(text),
      recipient: optional(oneOf('own-domain', 'other-domain')),
      clearText: optional(boolean),
      shared: optional(boolean),
    }),
    path: arrayOf(codePlace),
    transforms: texts,
  }),
);

export const sdksShape: Shape = arrayOf(
  objectOf<SdkFacts>({
    id: text,
    name: text,
    nameZh: optional(text),
    vendor: text,
    country: optional(text),
    category: text,
    version: optional(text),
    matches: arrayOf(
      objectOf<SdkFacts['matches'][number]>({
        by: oneOf(
          'package-prefix',
          'component',
          'meta-data',
          'native-library',
          'domain',
          'fingerprint',
          'string',
        ),
        value: text,
        place,
      }),
    ),
    confidence: oneOf('certain', 'likely', 'possible'),
    reach: optional(oneOf('reachable', 'unreachable', 'cannot-tell')),
    declaredPiTypes: texts,
    readsPiTypes: texts,
    reachablePiTypes: optional(texts),
  }),
);

export const endpointsShape: Shape = arrayOf(
  objectOf<EndpointFacts>({ url: text, host: text, place, attribution, sdkId: optional(text) }),
);

export const nativeLibrariesShape: Shape = arrayOf(
  objectOf<NativeLibraryFacts>({ file: text, name: text, abi: text, sizeBytes: number, sha256 }),
);

export const packersShape: Shape = arrayOf(objectOf<PackerFacts>({ id: text, name: text, places }));

export const hybridFrameworksShape: Shape = arrayOf(
  objectOf<HybridFrameworkFacts>({
    id: oneOf(
      'flutter',
      'react-native',
      'unity',
      'cordova',
      'uni-app',
      'xamarin',
      'weex',
      'cocos',
      'capacitor',
      'mini-program',
    ),
    name: text,
    places,
  }),
);

export const codeShape: Shape = objectOf<CodeFacts>({
  dexFiles: arrayOf(
    objectOf<CodeFacts['dexFiles'][number]>({
      name: text,
      sizeBytes: number,
      version: text,
      classCount: number,
      methodCount: number,
    }),
  ),
  nativeMethodCount: number,
  dynamicLoading: arrayOf(codePlace),
  reflectionCallCount: number,
  policyHints: arrayOf(objectOf<CodeFacts['policyHints'][number]>({ text, place })),
  consentGates: optional(
    arrayOf(
      objectOf<ConsentGateFacts>({
        kind: oneOf('button', 'dialog-button', 'layout-handler', 'page', 'tick', 'library'),
        label: text,
        handler: codePlace,
        control: optional(codePlace),
      }),
    ),
  ),
  consentFlags: optional(
    arrayOf(
      objectOf<ConsentFlagFacts>({
        kind: oneOf('preference', 'file'),
        name: text,
        writtenAt: arrayOf(codePlace),
        testedAt: arrayOf(codePlace),
      }),
    ),
  ),
});

const permissionNeeds: Shape = arrayOf(
  objectOf<PermissionNeedFacts>({
    api: text,
    place,
    attribution,
    reach: oneOf('reachable', 'unreachable', 'cannot-tell'),
  }),
);

export const permissionUseShape: Shape = objectOf<PermissionUseFacts>({
  requested: arrayOf(
    objectOf<PermissionUseFacts['requested'][number]>({
      name: text,
      protection: optional(text),
      group: optional(text),
      piTypes: texts,
      use: oneOf('reachable', 'unreachable', 'none', 'cannot-tell', 'untracked'),
      needs: permissionNeeds,
      place,
    }),
  ),
  undeclared: arrayOf(
    objectOf<PermissionUseFacts['undeclared'][number]>({ name: text, needs: permissionNeeds }),
  ),
  appType: optional(objectOf<AppTypeFacts>({ id: text, by: oneOf('submitter', 'guess'), because: texts })),
});
