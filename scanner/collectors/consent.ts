import { findConsentReach, toNamedClasses } from '../code/index.ts';
import type { ConsentReach } from '../code/index.ts';
import type { SlotName } from '../evidence/index.ts';
import { attempt } from './collector.ts';
import type { ScanInput } from './collector.ts';
import { readConsentSigns } from './consent-signs.ts';
import { hybridFrameworksCollector } from './hybrid-frameworks.ts';
import { packersCollector } from './packers.ts';

/** What can be told of consent from the package alone. */
export type ConsentReading = {
  /** Whether nothing in texts, pages and code speaks of a policy, an agreement or consent, and all was read. */
  readonly isAbsent: boolean;
  /** When code can run; undefined where nothing asks for consent, or no entry point is known. */
  readonly reach: ConsentReach | undefined;
};

const kept = new WeakMap<ScanInput, ConsentReading>();
const JAVASCRIPT_INTERFACE = 'Landroid/webkit/JavascriptInterface;';
const POLICY_FILE = /(?:privacy|policy|agreement|consent|yinsi|xieyi|隐私|协议)/iu;

/** Reads the consent step once for all collectors. */
export function readConsent(input: ScanInput): ConsentReading {
  const known = kept.get(input);
  if (known) return known;
  const reading = read(input);
  kept.set(input, reading);
  return reading;
}

function read(input: ScanInput): ConsentReading {
  const { app, findings, attributor } = input.code();
  const { pkg, data, budget } = input;
  const kindOf = (descriptor: string): string => attributor.attributeType(descriptor).kind;
  const signs = readConsentSigns(pkg, data.policyWords, budget);
  const hasWords =
    signs.hasWords ||
    findings.policyTexts.some(({ method }) => kindOf(method.ref.owner) !== 'library') ||
    findings.urls.some(({ text }) => POLICY_FILE.test(text)) ||
    pkg.apks.some((apk) =>
      apk.entries().some(({ name }) => name.startsWith('assets/') && POLICY_FILE.test(name)),
    );
  const manifest = attempt(input.manifest);
  const isAbsent = !hasWords && signs.isComplete && !mayHideTexts(input);
  if (isAbsent || !manifest) return { isAbsent, reach: undefined };
  const reach = findConsentReach({
    app,
    manifest,
    callbacks: data.callbacks,
    isLibrary: (descriptor) => kindOf(descriptor) === 'library',
    isForeign: (descriptor) => ['sdk', 'library'].includes(kindOf(descriptor)),
    signs,
    places: findings.accesses,
    named: toNamedClasses(findings.reflection),
    budget,
  });
  return { isAbsent, reach };
}

/** Whether texts may come from where nothing was read: other code, or pages that talk with the app. */
function mayHideTexts(input: ScanInput): boolean {
  const { app, findings, attributor } = input.code();
  const hidden = [packersCollector, hybridFrameworksCollector].some(
    (collector) => attempt(() => input.collected<SlotName>(collector))?.gaps.length !== 0,
  );
  const loads = findings.codeLoads.some(({ method }) =>
    ['app', 'unknown'].includes(attributor.attributeType(method.ref.owner).kind),
  );
  return (
    hidden ||
    loads ||
    findings.problems.length > 0 ||
    app.dexFiles.some((dex) => dex.findType(JAVASCRIPT_INTERFACE) !== undefined)
  );
}
