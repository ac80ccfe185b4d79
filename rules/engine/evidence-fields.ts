import type { SlotName, SlotValues } from '../../scanner/evidence/index.ts';

/**
 * The fields of the evidence that rules may name, as data. The mapped type below makes the compiler refuse this table
 * when scanner/evidence gains or loses a field, so the table cannot drift from the types.
 * A leaf ending in `?` is a field whose absence means "not known" (a test on it is unknown);
 * absence of any other optional field means "not given" (a test on it is unmet).
 */
type Leaf<T> = [T] extends [number]
  ? 'number' | 'number?'
  : [T] extends [boolean]
    ? 'flag' | 'flag?'
    : 'text' | 'text?';
type KeysOf<T> = T extends unknown ? keyof T : never;
type ValueOf<T, K extends PropertyKey> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;
type ShapeOf<T> = [T] extends [string | number | boolean]
  ? Leaf<T>
  : [T] extends [readonly (infer U)[]]
    ? readonly [ShapeOf<U>]
    : string extends KeysOf<T>
      ? 'map'
      : { readonly [K in KeysOf<T>]-?: ShapeOf<NonNullable<ValueOf<T, K>>> };

const PLACE = {
  kind: 'text',
  path: 'text',
  className: 'text',
  method: 'text',
  descriptor: 'text',
  pc: 'number',
  line: 'number?',
  dex: 'text',
  file: 'text',
  offsetBytes: 'number?',
  eventNumber: 'number',
  scenarioId: 'text',
  screenshotId: 'text',
  boundsPx: { left: 'number', top: 'number', right: 'number', bottom: 'number' },
  documentId: 'text',
  sentence: 'text',
  offsetChars: 'number',
  sha256: 'text',
  listingId: 'text',
  field: 'text',
} as const;
const CODE_PLACE = {
  kind: 'text',
  className: 'text',
  method: 'text',
  descriptor: 'text',
  pc: 'number',
  line: 'number?',
  dex: 'text',
} as const;
const ATTRIBUTION = { kind: 'text', sdkId: 'text', prefix: 'text' } as const;
const META_DATA = [{ name: 'text', value: 'text', resource: 'text' }] as const;
const BOUNDS = { left: 'number', top: 'number', right: 'number', bottom: 'number' } as const;
const ELEMENT = {
  text: 'text',
  description: 'text',
  role: 'text',
  boundsPx: BOUNDS,
  clickable: 'flag',
  checked: 'flag?',
  contrast: 'number?',
  textSizeSp: 'number?',
} as const;
const NAMED_PLACES = [{ id: 'text', name: 'text', places: [PLACE] }] as const;

export const EVIDENCE_FIELDS: { readonly [Name in SlotName]: ShapeOf<SlotValues[Name]> } = {
  sample: {
    fileName: 'text',
    sizeBytes: 'number',
    sha256: 'text',
    sha1: 'text',
    md5: 'text',
    format: 'text',
    apks: [{ name: 'text', sizeBytes: 'number', sha256: 'text' }],
  },
  manifest: {
    packageName: 'text',
    label: 'text',
    labels: 'map',
    versionName: 'text',
    versionCode: 'number',
    minSdk: 'number',
    targetSdk: 'number',
    compileSdk: 'number',
    maxSdk: 'number',
    split: 'text',
    sharedUserId: 'text',
    application: {
      name: 'text',
      debuggable: 'flag',
      allowBackup: 'flag',
      usesCleartextTraffic: 'flag',
      networkSecurityConfig: 'text',
      themeId: 'number',
      metaData: META_DATA,
    },
    components: [
      {
        kind: 'text',
        name: 'text',
        exported: 'flag',
        enabled: 'flag',
        process: 'text',
        permission: 'text',
        authorities: ['text'],
        targetActivity: 'text',
        label: 'text',
        themeId: 'number',
        initOrder: 'number',
        intentFilters: [{ actions: ['text'], categories: ['text'], data: ['map'], priority: 'number' }],
        metaData: META_DATA,
        place: PLACE,
      },
    ],
    permissions: [
      {
        name: 'text',
        maxSdk: 'number',
        minSdk: 'number',
        protection: 'text',
        group: 'text',
        piTypes: ['text'],
        place: PLACE,
      },
    ],
    definedPermissions: [{ name: 'text', protection: 'text' }],
    usesFeatures: [{ name: 'text', required: 'flag' }],
    usesLibraries: ['text'],
    queriesPackages: ['text'],
    iconFile: 'text?',
  },
  signatures: {
    signers: [
      {
        schemes: ['text'],
        subject: 'text',
        issuer: 'text',
        serialNumber: 'text',
        notBefore: 'text',
        notAfter: 'text',
        sha256: 'text',
        sha1: 'text',
        md5: 'text',
        publicKey: {
          algorithm: 'text',
          sizeBits: 'number',
          sha256: 'text',
          md5: 'text',
          sha1: 'text',
          modulusHex: 'text',
        },
      },
    ],
    schemes: [{ scheme: 'text', verified: 'flag', problems: ['text'] }],
    lineage: ['text'],
  },
  code: {
    dexFiles: [
      { name: 'text', sizeBytes: 'number', version: 'text', classCount: 'number', methodCount: 'number' },
    ],
    nativeMethodCount: 'number',
    dynamicLoading: [CODE_PLACE],
    reflectionCallCount: 'number',
    policyHints: [{ text: 'text', place: PLACE }],
  },
  apiCalls: [
    {
      piType: 'text',
      api: 'text',
      channel: 'text',
      place: CODE_PLACE,
      attribution: ATTRIBUTION,
      reach: 'text',
      via: 'text',
      path: [CODE_PLACE],
    },
  ],
  sdks: [
    {
      id: 'text',
      name: 'text',
      nameZh: 'text',
      vendor: 'text',
      country: 'text?',
      category: 'text',
      version: 'text?',
      matches: [{ by: 'text', value: 'text', place: PLACE }],
      confidence: 'text',
      declaredPiTypes: ['text'],
      readsPiTypes: ['text'],
    },
  ],
  endpoints: [{ url: 'text', host: 'text', place: PLACE, attribution: ATTRIBUTION, sdkId: 'text' }],
  nativeLibraries: [{ file: 'text', name: 'text', abi: 'text', sizeBytes: 'number', sha256: 'text' }],
  packers: NAMED_PLACES,
  hybridFrameworks: NAMED_PLACES,
  device: {
    kind: 'text',
    profile: 'text',
    androidVersion: 'text',
    apiLevel: 'number',
    screen: { widthPx: 'number', heightPx: 'number', densityDpi: 'number' },
    can: ['text'],
  },
  scenarios: [
    {
      scenarioId: 'text',
      outcome: 'text',
      startedAtMs: 'number',
      endedAtMs: 'number',
      steps: [{ atMs: 'number', action: 'text', phase: 'text', screenshotId: 'text' }],
    },
  ],
  piReads: [
    {
      eventNumber: 'number',
      scenarioId: 'text',
      atMs: 'number',
      phase: 'text',
      state: 'text',
      thread: 'text',
      process: 'text',
      piType: 'text',
      api: 'text',
      arguments: ['text'],
      valueMasked: 'text',
      threw: 'text',
      stack: [{ className: 'text', method: 'text', line: 'number?', attribution: ATTRIBUTION }],
      caller: ATTRIBUTION,
    },
  ],
  permissionRequests: [
    {
      eventNumber: 'number',
      scenarioId: 'text',
      atMs: 'number',
      phase: 'text',
      permissions: ['text'],
      screen: 'text',
      result: 'text',
      nth: 'number',
      purposeShown: 'flag',
      caller: ATTRIBUTION,
      screenshotId: 'text',
    },
  ],
  networkRequests: [
    {
      eventNumber: 'number',
      scenarioId: 'text',
      atMs: 'number',
      phase: 'text',
      state: 'text',
      method: 'text',
      url: 'text',
      host: 'text',
      piTypes: [{ piType: 'text', transforms: ['text'], where: 'text' }],
      caller: ATTRIBUTION,
    },
  ],
  starts: [
    {
      eventNumber: 'number',
      scenarioId: 'text',
      atMs: 'number',
      phase: 'text',
      component: 'text',
      trigger: 'text',
      caller: 'text',
      toOtherPackage: 'flag',
    },
  ],
  consentDialogs: [
    {
      scenarioId: 'text',
      found: 'flag',
      atMs: 'number',
      style: 'text',
      agree: ELEMENT,
      refuse: ELEMENT,
      policyLinks: [ELEMENT],
      tickBox: ELEMENT,
      problems: ['text'],
      screenshotIds: ['text'],
    },
  ],
  popups: [
    {
      popupId: 'text',
      scenarioId: 'text',
      atMs: 'number',
      phase: 'text',
      window: { kind: 'text', title: 'text', owner: 'text', boundsPx: BOUNDS, coversShare: 'number' },
      closeMark: {
        ...ELEMENT,
        hotZoneDp: { width: 'number', height: 'number' },
        visibleSinceMs: 'number',
      },
      attempts: [
        {
          action: 'text',
          atMs: 'number',
          closed: 'flag',
          effect: 'text',
          beforeId: 'text',
          afterId: 'text',
        },
      ],
      closable: 'flag',
      reasons: ['text'],
      owner: ATTRIBUTION,
    },
  ],
  attachments: [
    {
      id: 'text',
      kind: 'text',
      file: 'text',
      sha256: 'text',
      sizeBytes: 'number',
      scenarioId: 'text',
      atMs: 'number',
      place: PLACE,
    },
  ],
};
