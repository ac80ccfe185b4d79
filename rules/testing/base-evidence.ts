import { EVIDENCE_SCHEMA_VERSION, LISTING_FIELDS, present } from '../../scanner/evidence/index.ts';
import type { Evidence, SlotName, SlotValues } from '../../scanner/evidence/index.ts';

/**
 * A clean app that was collected in full and ran on a capable device: every slot present, nothing to object to. An
 * example names only what it changes. The values are made up and belong to no real app.
 */
export const BASE_VALUES: SlotValues = {
  sample: {
    fileName: 'example.apk',
    sizeBytes: 1024,
    sha256: '0'.repeat(64),
    sha1: '0'.repeat(40),
    md5: '0'.repeat(32),
    format: 'apk',
    apks: [{ name: 'example.apk', sizeBytes: 1024, sha256: '0'.repeat(64) }],
  },
  manifest: {
    packageName: 'com.example.app',
    label: '示例',
    labels: { '': '示例' },
    versionName: '1.0',
    versionCode: 1,
    minSdk: 26,
    targetSdk: 34,
    application: { debuggable: false, allowBackup: false, usesCleartextTraffic: false, metaData: [] },
    components: [
      {
        kind: 'activity',
        name: 'com.example.app.MainActivity',
        exported: true,
        enabled: true,
        intentFilters: [
          {
            actions: ['android.intent.action.MAIN'],
            categories: ['android.intent.category.LAUNCHER'],
            data: [],
          },
        ],
        metaData: [],
        place: { kind: 'manifest', path: 'manifest/application/activity[.MainActivity]' },
      },
    ],
    permissions: [
      {
        name: 'android.permission.INTERNET',
        protection: 'normal',
        piTypes: [],
        place: { kind: 'manifest', path: 'manifest/uses-permission[android.permission.INTERNET]' },
      },
    ],
    definedPermissions: [],
    usesFeatures: [],
    usesLibraries: [],
    queriesPackages: [],
    iconFile: 'res/icon.png',
  },
  signatures: {
    signers: [
      {
        schemes: ['v2'],
        subject: 'CN=Example Publisher',
        issuer: 'CN=Example Publisher',
        serialNumber: '1',
        notBefore: '2020-01-01T00:00:00Z',
        notAfter: '2050-01-01T00:00:00Z',
        sha256: 'a'.repeat(64),
        sha1: 'a'.repeat(40),
        md5: 'a'.repeat(32),
        publicKey: {
          algorithm: 'RSA',
          sizeBits: 3072,
          sha256: 'b'.repeat(64),
          md5: 'b'.repeat(32),
          sha1: 'b'.repeat(40),
        },
      },
    ],
    schemes: [{ scheme: 'v2', verified: true, problems: [] }],
    lineage: [],
  },
  code: {
    dexFiles: [{ name: 'classes.dex', sizeBytes: 512, version: '035', classCount: 10, methodCount: 100 }],
    nativeMethodCount: 0,
    dynamicLoading: [],
    reflectionCallCount: 0,
    policyHints: [
      { text: '隐私政策', place: { kind: 'file', file: 'resources.arsc' } },
      { text: '同意', place: { kind: 'file', file: 'resources.arsc' } },
    ],
    consentGates: [],
    consentFlags: [],
  },
  apiCalls: [],
  dataFlows: [],
  sdks: [],
  permissionUse: { requested: [], undeclared: [] },
  endpoints: [],
  nativeLibraries: [],
  packers: [],
  hybridFrameworks: [],
  policies: [
    {
      id: 'policy-1',
      kind: 'policy',
      title: '示例隐私政策',
      language: 'zh',
      format: 'html',
      origin: { kind: 'package-file', address: 'assets/privacy.html' },
      sha256: 'c'.repeat(64),
      charCount: 5000,
      complete: true,
      elements: [],
      statements: [],
      sdkEntries: [],
      missing: [],
      links: [],
    },
  ],
  device: {
    kind: 'embedded',
    profile: 'example',
    androidVersion: '13',
    apiLevel: 33,
    screen: { widthPx: 1080, heightPx: 2340, densityDpi: 420 },
    can: ['pi-reads', 'permission-requests', 'network', 'starts', 'popups', 'motion'],
  },
  scenarios: ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9', 'S10', 'S11', 'S12', 'S13'].map(
    (scenarioId) => ({
      scenarioId,
      outcome: 'completed' as const,
      startedAtMs: 0,
      endedAtMs: 120_000,
      steps: [],
    }),
  ),
  piReads: [],
  permissionRequests: [],
  networkRequests: [],
  starts: [],
  consentDialogs: [
    {
      scenarioId: 'S1',
      found: true,
      atMs: 900,
      style: 'dialog',
      policyLinks: [
        {
          text: '隐私政策',
          description: '',
          role: 'link',
          boundsPx: { left: 0, top: 0, right: 10, bottom: 10 },
          clickable: true,
        },
      ],
      problems: [],
      screenshotIds: ['s1-consent'],
    },
  ],
  popups: [],
  policyMatches: [],
  settings: [],
  listing: {
    listingId: 'listing-1',
    storeId: 'example-store',
    storeName: '示例应用市场',
    address: 'https://store.example/app',
    takenAt: '2026-01-01T00:00:00Z',
    covers: [
      'name',
      'version',
      'size',
      'developer',
      'updated',
      'package',
      'permissions',
      'purposes',
      'policy',
    ],
    fields: LISTING_FIELDS.map((field) => ({
      field,
      state: 'shown' as const,
      shown: 'example',
      own: '',
      place: { kind: 'listing' as const, listingId: 'listing-1', field },
    })),
    permissionChecks: [],
    policy: {
      state: 'works',
      url: 'https://store.example/privacy',
      place: { kind: 'listing', listingId: 'listing-1', field: 'policy' },
    },
    earlierNotices: 0,
  },
  attachments: [],
};

/** Complete evidence with some slots' values replaced. */
export function toEvidence(values: Partial<SlotValues>, gaps: Evidence['gaps'] = []): Evidence {
  const all: SlotValues = { ...BASE_VALUES, ...values };
  const slots: Record<string, unknown> = {};
  for (const name of Object.keys(all) as SlotName[]) slots[name] = present(all[name]);
  return {
    schemaVersion: EVIDENCE_SCHEMA_VERSION,
    engineVersion: 'example',
    profile: 'full',
    collectedAt: '2026-01-01T00:00:00Z',
    slots: slots as Evidence['slots'],
    gaps,
  };
}
