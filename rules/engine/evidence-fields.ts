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
  member: 'text',
  caller: 'text',
  count: 'number',
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
const POLICY_PLACE = { kind: 'text', documentId: 'text', sentence: 'text', offsetChars: 'number' } as const;
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
const STEP_TEXT = { zh: 'text', en: 'text' } as const;
const PERMISSION_NEEDS = [{ api: 'text', place: PLACE, attribution: ATTRIBUTION, reach: 'text' }] as const;
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
    consentGates: [{ kind: 'text', label: 'text', handler: CODE_PLACE, control: CODE_PLACE }],
    consentFlags: [{ kind: 'text', name: 'text', writtenAt: [CODE_PLACE], testedAt: [CODE_PLACE] }],
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
      reach: 'text?',
      declaredPiTypes: ['text'],
      readsPiTypes: ['text'],
      reachablePiTypes: ['text'],
    },
  ],
  dataFlows: [
    {
      piType: 'text',
      source: { api: 'text', place: CODE_PLACE, attribution: ATTRIBUTION },
      sink: {
        kind: 'text',
        api: 'text',
        place: CODE_PLACE,
        attribution: ATTRIBUTION,
        to: 'text?',
        host: 'text?',
        sdkId: 'text',
        recipient: 'text?',
        clearText: 'flag?',
        shared: 'flag?',
      },
      path: [CODE_PLACE],
      transforms: ['text'],
    },
  ],
  permissionUse: {
    requested: [
      {
        name: 'text',
        protection: 'text',
        group: 'text',
        piTypes: ['text'],
        use: 'text',
        needs: PERMISSION_NEEDS,
        place: PLACE,
      },
    ],
    undeclared: [{ name: 'text', needs: PERMISSION_NEEDS }],
    appType: { id: 'text', by: 'text', because: ['text'] },
  },
  endpoints: [{ url: 'text', host: 'text', place: PLACE, attribution: ATTRIBUTION, sdkId: 'text' }],
  nativeLibraries: [{ file: 'text', name: 'text', abi: 'text', sizeBytes: 'number', sha256: 'text' }],
  packers: NAMED_PLACES,
  hybridFrameworks: NAMED_PLACES,
  policies: [
    {
      id: 'text',
      kind: 'text',
      title: 'text',
      language: 'text',
      format: 'text',
      origin: { kind: 'text', address: 'text' },
      sha256: 'text',
      charCount: 'number',
      complete: 'flag',
      elements: [{ element: 'text', value: 'text', route: 'text', days: 'number', place: POLICY_PLACE }],
      statements: [
        {
          party: 'text',
          partyName: 'text',
          sdkIds: ['text'],
          act: 'text',
          items: ['text'],
          piTypes: ['text'],
          broadPiTypes: ['text'],
          negated: 'flag',
          condition: 'text',
          purposes: ['text'],
          purposeText: 'text',
          necessity: 'text',
          sensitive: 'flag',
          permissions: ['text'],
          vague: ['text'],
          place: POLICY_PLACE,
        },
      ],
      sdkEntries: [
        {
          name: 'text',
          sdkIds: ['text'],
          vendor: 'text',
          packageName: 'text',
          purposeText: 'text',
          purposes: ['text'],
          items: ['text'],
          piTypes: ['text'],
          broadPiTypes: ['text'],
          method: 'text',
          link: 'text',
          lacks: ['text'],
          place: POLICY_PLACE,
        },
      ],
      missing: [{ element: 'text', place: POLICY_PLACE }],
      links: [{ text: 'text', url: 'text', about: 'text', read: 'flag' }],
    },
  ],
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
      steps: [{ atMs: 'number', action: STEP_TEXT, phase: 'text', screenshotId: 'text' }],
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
      tapped: 'text',
      fitsFeature: 'flag',
      again: 'text',
      afterDenial: 'text',
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
      recipient: 'text',
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
      piTypes: ['text'],
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
          action: STEP_TEXT,
          atMs: 'number',
          closed: 'flag',
          effect: STEP_TEXT,
          followed: ['text'],
          beforeId: 'text',
          afterId: 'text',
        },
      ],
      closable: 'flag',
      reasons: ['text'],
      owner: ATTRIBUTION,
    },
  ],
  settings: [
    {
      scenarioId: 'text',
      item: 'text',
      found: 'flag',
      taps: 'number',
      path: ['text'],
      text: 'text',
      problems: ['text'],
      screenshotIds: ['text'],
    },
  ],
  policyMatches: [
    {
      about: 'text',
      party: 'text',
      sdkId: 'text',
      sdkName: 'text',
      piType: 'text',
      host: 'text',
      permission: 'text',
      observed: 'text',
      stated: 'text',
      purpose: 'text',
      events: 'number',
      places: [PLACE],
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
