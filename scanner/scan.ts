import { createHash } from 'node:crypto';
import type { Budget } from './budget.ts';
import { checkBudget } from './budget.ts';
import {
  STATIC_COLLECTORS,
  STATIC_SLOTS,
  addMetPolicies,
  attempt,
  findPolicyAddresses,
  readIcon,
  toGap,
  toScanInput,
} from './collectors/index.ts';
import type { CollectorOverrides, FetchedPolicy, ScanInput, StaticSlot } from './collectors/index.ts';
import type { ScannerData } from './data/index.ts';
import { ScanError } from './errors.ts';
import { EVIDENCE_SCHEMA_VERSION, SLOT_NAMES, present, sealEvidence } from './evidence/index.ts';
import type { AttachmentFacts, Evidence, Gap, Slot, SlotName, SlotValues, Slots } from './evidence/index.ts';
import { openPackage } from './package/index.ts';
import { Attributor } from './code/index.ts';
import { runOnDevice, type DeviceForScan } from './run-on-device.ts';
import type { ShownDocuments } from './scenarios/find-documents.ts';
import type { AppPackage, ByteSource } from './package/index.ts';
import {
  comparePolicies,
  findFormat,
  isPolicyText,
  readAnyDocument,
  readPolicy,
  toLexicon,
} from './policy/index.ts';
import type { GivenPolicy } from './policy/index.ts';
import { checkListing } from './listing/check-listing.ts';
import type { GivenListing } from './listing/check-listing.ts';

export type ScanOptions = {
  /** The sample's own name: for evidence and to tell bundle formats apart. */
  readonly fileName: string;
  /** `static` reads the package only; `full` also runs the app on a device. */
  readonly profile: 'static' | 'full';
  readonly engineVersion: string;
  /** ISO 8601 UTC; goes into the evidence as it is. */
  readonly collectedAt: string;
  readonly data: ScannerData;
  readonly budget: Budget;
  /** A device to run the app on, for the full profile; without one its slots say `unsupported`. */
  readonly device?: DeviceForScan;
  /** The app's type as the submitter gave it (an id of rules/duties/app-types.yml); guessed where absent. */
  readonly appType?: string;
  /** Privacy policies and lists that the submitter gave, read already. */
  readonly policies?: readonly GivenPolicy[];
  /** Addresses that the submitter gave and that gave no document. */
  readonly policyAddressesMissed?: readonly string[];
  /** Documents that were given and could not be read. */
  readonly policiesUnread?: readonly string[];
  /** Brings what stands at an address found in the app; without it such addresses are not asked. */
  readonly fetchPolicy?: FetchPolicy;
  /** The store listing that the sample was taken from, read already; absent where it came another way. */
  readonly listing?: GivenListing;
  /** Other collectors in place of the built-in ones, by slot; for tests that break one. */
  readonly collectors?: CollectorOverrides;
};

/** Fetches and reads a document; never throws but for CANCELLED: what stood in the way is a code. */
export type FetchPolicy = (
  address: string,
  budget: Budget,
) => Promise<GivenPolicy | { readonly failed: string }>;

export type ScanResult = {
  /** Sealed. */
  readonly evidence: Evidence;
  /** Bytes of each attachment by its file name. */
  readonly attachments: ReadonlyMap<string, Uint8Array>;
};

type Attachment = { readonly facts: AttachmentFacts; readonly bytes: Uint8Array };

/**
 * Collects everything from one sample. A file that is no package at all throws its coded error, as do CANCELLED and a
 * sample that cannot be read (IO_FAILED). Whatever else fails becomes a failed slot and a gap; the other slots stand.
 */
export async function scanPackage(source: ByteSource, options: ScanOptions): Promise<ScanResult> {
  const { budget, data, profile } = options;
  budget.log({ stage: 'open', fraction: 0 });
  const pkg = openPackage(source, options.fileName, budget);
  const policies = [...(options.policies ?? []), ...(await readPackagePdfs(pkg, budget))];
  const input = toScanInput(pkg, data, budget, options.collectors, options.appType, policies);
  const gaps: Gap[] = [];
  const slots: Partial<Record<SlotName, Slot<unknown>>> = {};
  for (const [done, name] of STATIC_SLOTS.entries()) {
    budget.log({ stage: name, fraction: (done + 1) / (STATIC_SLOTS.length + 1) });
    slots[name] = collectSlot(name, input, gaps);
    // Lets the process answer signals and progress leave it between collectors.
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  const attachments = slots.manifest?.kind === 'present' ? collectAttachments(input) : [];
  const pictures = new Map(attachments.map(({ facts, bytes }) => [facts.file, bytes]));
  const facts = attachments.map((attachment) => attachment.facts);
  let documents: ShownDocuments = NO_DOCUMENTS;
  if (profile === 'full' && options.device && slots.manifest?.kind === 'present') {
    const run = await runApp(input, options.device, slots, gaps, pictures);
    facts.push(...run.attachments);
    documents = run.documents;
  } else gaps.push(profile === 'full' ? toGap('NO_DEVICE') : toGap('NOT_RUN'));
  await addPolicies(input, documents, options.fetchPolicy, slots, gaps);
  if (options.policyAddressesMissed !== undefined && options.policyAddressesMissed.length > 0)
    gaps.push(toGap('POLICY_ADDRESS_FAILED'));
  if (options.policiesUnread !== undefined && options.policiesUnread.length > 0)
    gaps.push(toGap('POLICY_NOT_READ'));
  slots.policyMatches = matchPolicies(slots as Partial<Slots>, data);
  slots.listing =
    options.listing === undefined
      ? { kind: 'skipped', reason: 'no store listing' }
      : present(
          checkListing(options.listing, slots as Partial<Slots>, (document, address, hash) =>
            readPolicy(
              document,
              { id: 'listing-policy', origin: { kind: 'given-url', address }, sha256: hash },
              toLexicon(data.policyVocabulary, data.sdks),
              budget,
            ),
          ),
        );
  slots.attachments = present(facts);
  for (const name of SLOT_NAMES) slots[name] ??= emptySlot(profile);
  const evidence: Evidence = {
    schemaVersion: EVIDENCE_SCHEMA_VERSION,
    engineVersion: options.engineVersion,
    profile,
    collectedAt: options.collectedAt,
    slots: slots as Slots,
    gaps,
  };
  budget.log({ stage: 'seal', fraction: 1 });
  return {
    evidence: sealEvidence(evidence, sha256),
    attachments: pictures,
  };
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Runs the app through the scenarios and fills the dynamic slots; a device that fails leaves them failed. */
async function runApp(
  input: ScanInput,
  device: DeviceForScan,
  slots: Partial<Record<SlotName, Slot<unknown>>>,
  gaps: Gap[],
  pictures: Map<string, Uint8Array>,
): Promise<{ readonly attachments: readonly AttachmentFacts[]; readonly documents: ShownDocuments }> {
  const { data, budget } = input;
  const manifest = input.manifest();
  const components = [manifest.application.name ?? '', ...manifest.components.map(({ name }) => name)];
  const attributor =
    attempt(input.code)?.attributor ?? new Attributor(data, manifest.packageName, components);
  try {
    const run = await runOnDevice(device, manifest, (name) => attributor.attribute(name), sha256, budget);
    const { attachments, ...values } = run.slots;
    for (const [name, value] of Object.entries(values)) slots[name as SlotName] = present(value);
    for (const name of run.unsupported)
      slots[name] = { kind: 'unsupported', reason: 'this kind of device cannot show it' };
    for (const [file, bytes] of run.pictures) pictures.set(file, bytes);
    for (const { code, places } of run.gaps) gaps.push(toGap(code, places));
    return { attachments, documents: run.documents };
  } catch (error) {
    if (!(error instanceof ScanError) || error.code === 'CANCELLED') throw error;
    budget.log({ stage: 'device', message: `${error.code}: ${error.message}` });
    for (const name of SLOT_NAMES)
      slots[name] ??= { kind: 'failed', code: error.code, message: error.message };
    gaps.push(toGap('DEVICE_FAILED'));
    delete slots.attachments;
    return { attachments: [], documents: NO_DOCUMENTS };
  }
}

/** Runs one collector. What it throws becomes the slot's value, so that no rule takes silence for good news. */
function collectSlot<Name extends StaticSlot>(
  name: Name,
  input: ScanInput,
  gaps: Gap[],
): Slot<SlotValues[Name]> {
  const collector = STATIC_COLLECTORS[name];
  try {
    if (input.budget.signal.aborted) checkBudget(input.budget);
    const { value, gaps: found } = input.collected(collector);
    gaps.push(...found);
    return present(value);
  } catch (error) {
    if (!(error instanceof ScanError) || error.code === 'CANCELLED') throw error;
    gaps.push(toGap('COLLECTOR_FAILED', [], [name]));
    input.budget.log({ stage: name, message: `${error.code}: ${error.message}` });
    return { kind: 'failed', code: error.code, message: error.message };
  }
}

/** Policies that the package keeps as PDF. One that cannot be read is left to the collector's gap for missing policies. */
async function readPackagePdfs(pkg: AppPackage, budget: Budget): Promise<readonly GivenPolicy[]> {
  const read: GivenPolicy[] = [];
  for (const apk of pkg.apks)
    for (const entry of apk.entries()) {
      if (!/\.pdf$/iu.test(entry.name) || entry.shadowed || read.length >= MAX_PDFS) continue;
      try {
        const bytes = apk.read(entry);
        if (findFormat(bytes, { name: entry.name }) !== 'pdf') continue;
        const document = await readAnyDocument(bytes, { name: entry.name }, budget);
        if (isPolicyText(document.text))
          read.push({
            document,
            origin: { kind: 'package-file', address: entry.name },
            sha256: sha256(bytes),
          });
      } catch (error) {
        if (!(error instanceof ScanError) || error.code === 'CANCELLED' || error.code === 'DEADLINE_EXCEEDED')
          throw error;
        budget.log({ stage: 'policies', message: `${entry.name}: ${error.code}` });
      }
    }
  return read;
}

const MAX_PDFS = 8;
const NO_DOCUMENTS: ShownDocuments = { texts: [], addresses: [], notices: [] };

/** Adds to the policies of the package what the run met and what stands at the app's own addresses. */
async function addPolicies(
  input: ScanInput,
  { texts, addresses, notices }: ShownDocuments,
  fetchPolicy: FetchPolicy | undefined,
  slots: Partial<Record<SlotName, Slot<unknown>>>,
  gaps: Gap[],
): Promise<void> {
  const { policies } = slots as Partial<Slots>;
  if (policies?.kind !== 'present') return;
  const fetched: FetchedPolicy[] = [];
  if (fetchPolicy)
    for (const wanted of findPolicyAddresses(policies.value, addresses, input)) {
      input.budget.log({ stage: 'policies', message: wanted.address });
      fetched.push({ ...wanted, result: await fetchPolicy(wanted.address, input.budget) });
    }
  if (texts.length === 0 && fetched.length === 0 && notices.length === 0) return;
  const { value, gaps: found } = addMetPolicies(policies.value, { shown: texts, fetched, notices }, input);
  slots.policies = present(value);
  const isOld = ({ code }: Gap): boolean => SET_GAPS.has(code);
  gaps.splice(0, gaps.length, ...gaps.filter((gap) => !isOld(gap)), ...found);
}

/** Gaps that are told of the documents as a set, and told anew when it grows. */
const SET_GAPS: ReadonlySet<string> = new Set([
  'POLICY_NOT_FOUND',
  'POLICY_PART_NOT_READ',
  'POLICY_LANGUAGE',
]);

/** Policies beside behaviour; as unknown as the policies themselves where these could not be collected. */
function matchPolicies(slots: Partial<Slots>, data: ScannerData): Slot<SlotValues['policyMatches']> {
  const { policies } = slots;
  if (policies?.kind !== 'present')
    return policies ?? { kind: 'failed', code: 'INTERNAL', message: 'There are no policies to compare.' };
  const observed = {
    ...(slots.apiCalls?.kind === 'present' && { apiCalls: slots.apiCalls.value }),
    ...(slots.piReads?.kind === 'present' && { piReads: slots.piReads.value }),
    ...(slots.networkRequests?.kind === 'present' && { networkRequests: slots.networkRequests.value }),
    ...(slots.sdks?.kind === 'present' && { sdks: slots.sdks.value }),
    ...(slots.manifest?.kind === 'present' && { manifest: slots.manifest.value }),
  };
  return present(comparePolicies(policies.value, observed, data.sdks));
}

function emptySlot(profile: ScanOptions['profile']): Slot<never> {
  return profile === 'full'
    ? { kind: 'unsupported', reason: 'no device in this build' }
    : { kind: 'skipped', reason: 'static profile' };
}

function collectAttachments(input: ScanInput): Attachment[] {
  const icon = readIcon(input.pkg, input.manifest().iconFile);
  if (!icon) return [];
  return [
    {
      bytes: icon.bytes,
      facts: {
        id: 'icon',
        kind: 'icon',
        file: `icon.${icon.extension}`,
        sha256: sha256(icon.bytes),
        sizeBytes: icon.bytes.length,
        place: { kind: 'file', file: icon.entry },
      },
    },
  ];
}
