import type { Evidence, SlotName, Slots } from './evidence.ts';
import { listingShape } from './listing-shapes.ts';
import { arrayOf, number, objectOf, oneOf, optional, text, unionOf } from './shape.ts';
import type { Shape } from './shape.ts';
import { gap, sha256 } from './shape-parts.ts';
import {
  apiCallsShape,
  codeShape,
  dataFlowsShape,
  endpointsShape,
  hybridFrameworksShape,
  manifestShape,
  nativeLibrariesShape,
  packersShape,
  permissionUseShape,
  sampleShape,
  sdksShape,
  signaturesShape,
} from './static-shapes.ts';
import { policiesShape, policyMatchesShape } from './policy-shapes.ts';
import {
  attachmentsShape,
  consentDialogsShape,
  deviceShape,
  networkRequestsShape,
  permissionRequestsShape,
  piReadsShape,
  popupsShape,
  scenariosShape,
  settingsShape,
  startsShape,
} from './dynamic-shapes.ts';

/** The shape of each slot's value. */
export const SLOT_VALUE_SHAPES: { readonly [Name in SlotName]: Shape } = {
  sample: sampleShape,
  manifest: manifestShape,
  signatures: signaturesShape,
  code: codeShape,
  apiCalls: apiCallsShape,
  dataFlows: dataFlowsShape,
  sdks: sdksShape,
  permissionUse: permissionUseShape,
  endpoints: endpointsShape,
  nativeLibraries: nativeLibrariesShape,
  packers: packersShape,
  hybridFrameworks: hybridFrameworksShape,
  device: deviceShape,
  scenarios: scenariosShape,
  piReads: piReadsShape,
  permissionRequests: permissionRequestsShape,
  networkRequests: networkRequestsShape,
  starts: startsShape,
  consentDialogs: consentDialogsShape,
  popups: popupsShape,
  settings: settingsShape,
  policies: policiesShape,
  policyMatches: policyMatchesShape,
  listing: listingShape,
  attachments: attachmentsShape,
};

function slotOf(value: Shape): Shape {
  return unionOf({
    present: { kind: 'object', fields: { value: { shape: value, optional: false } } },
    failed: objectOf<{ code: string; message: string }>({ code: text, message: text }),
    unsupported: objectOf<{ reason: string }>({ reason: text }),
    skipped: objectOf<{ reason: string }>({ reason: text }),
  });
}

/** The shape of a whole evidence file, but for the version, which the loader checks first. */
export const EVIDENCE_SHAPE: Shape = objectOf<Evidence>({
  schemaVersion: number,
  engineVersion: text,
  profile: oneOf('static', 'full'),
  collectedAt: text,
  slots: objectOf<Slots>({
    sample: slotOf(SLOT_VALUE_SHAPES.sample),
    manifest: slotOf(SLOT_VALUE_SHAPES.manifest),
    signatures: slotOf(SLOT_VALUE_SHAPES.signatures),
    code: slotOf(SLOT_VALUE_SHAPES.code),
    apiCalls: slotOf(SLOT_VALUE_SHAPES.apiCalls),
    dataFlows: slotOf(SLOT_VALUE_SHAPES.dataFlows),
    sdks: slotOf(SLOT_VALUE_SHAPES.sdks),
    permissionUse: slotOf(SLOT_VALUE_SHAPES.permissionUse),
    endpoints: slotOf(SLOT_VALUE_SHAPES.endpoints),
    nativeLibraries: slotOf(SLOT_VALUE_SHAPES.nativeLibraries),
    packers: slotOf(SLOT_VALUE_SHAPES.packers),
    hybridFrameworks: slotOf(SLOT_VALUE_SHAPES.hybridFrameworks),
    device: slotOf(SLOT_VALUE_SHAPES.device),
    scenarios: slotOf(SLOT_VALUE_SHAPES.scenarios),
    piReads: slotOf(SLOT_VALUE_SHAPES.piReads),
    permissionRequests: slotOf(SLOT_VALUE_SHAPES.permissionRequests),
    networkRequests: slotOf(SLOT_VALUE_SHAPES.networkRequests),
    starts: slotOf(SLOT_VALUE_SHAPES.starts),
    consentDialogs: slotOf(SLOT_VALUE_SHAPES.consentDialogs),
    popups: slotOf(SLOT_VALUE_SHAPES.popups),
    settings: slotOf(SLOT_VALUE_SHAPES.settings),
    policies: slotOf(SLOT_VALUE_SHAPES.policies),
    policyMatches: slotOf(SLOT_VALUE_SHAPES.policyMatches),
    listing: slotOf(SLOT_VALUE_SHAPES.listing),
    attachments: slotOf(SLOT_VALUE_SHAPES.attachments),
  }),
  gaps: arrayOf(gap),
  seal: optional(sha256),
});
