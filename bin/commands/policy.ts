import { basename } from 'node:path';
import { loadScannerData } from '../../scanner/data/index.ts';
import type { ScannerData } from '../../scanner/data/index.ts';
import type { PolicyFacts, PolicyMatchFacts, SdkFacts } from '../../scanner/evidence/index.ts';
import { embeddedDeviceFor } from '../../scanner/emulator/open-embedded-device.ts';
import { openFileSource } from '../../scanner/package/file-source.ts';
import {
  comparePolicies,
  completeSet,
  draftLists,
  readPolicy,
  toLexicon,
} from '../../scanner/policy/index.ts';
import type { GivenPolicy } from '../../scanner/policy/index.ts';
import type { Budget } from '../../scanner/budget.ts';
import { scanPackage } from '../../scanner/scan.ts';
import { engineVersion } from '../../scanner/version.ts';
import type { Command } from '../command.ts';
import { renderPolicyCheck } from '../policy-text.ts';
import { readPolicies } from '../read-policies.ts';
import { UsageError, exitCodes, oneOf, parseOptions } from '../usage.ts';

const timeoutMs = 15 * 60 * 1000;

/** What `policy check` found out, for `--json` and for the text. */
export type PolicyCheck = {
  readonly policies: readonly PolicyFacts[];
  readonly matches: readonly PolicyMatchFacts[];
  readonly sdks: readonly SdkFacts[];
  /** The app's label; absent without --apk. */
  readonly app?: string;
};

/**
 * `appgov policy check FILE|URL... [--apk FILE]`: what a policy says and leaves out, beside what the app was seen to
 * do, with drafts of the two lists. Exit code 1 when something is missing or disagrees.
 */
export const policy: Command = async (args) => {
  const { values, positionals } = parseOptions(args, {
    apk: { type: 'string' },
    profile: { type: 'string', default: 'static' },
    lang: { type: 'string', default: 'zh-CN' },
    'allow-host': { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
  });
  const [action, ...sources] = positionals;
  if (action !== 'check' || sources.length === 0)
    throw new UsageError("say 'policy check FILE|URL [--apk FILE] [--lang zh-CN|en]'.");
  const lang = oneOf('lang', values.lang, ['zh-CN', 'en']);
  const profile = oneOf('profile', values.profile, ['static', 'full']);
  const budget: Budget = {
    deadlineMs: Date.now() + timeoutMs,
    signal: new AbortController().signal,
    nowMs: Date.now,
    log: () => undefined,
  };
  const data = loadScannerData();
  const given = await readPolicies(sources, budget, values['allow-host']);
  const policies = readGiven(given, data, budget);
  const check =
    values.apk === undefined
      ? { policies, matches: [], sdks: [] }
      : await checkApp(values.apk, profile, policies, data, budget);
  const lists = draftLists(check.matches, check.policies, check.sdks, data.sdks);
  if (values.json) console.log(JSON.stringify({ ...check, lists }, undefined, 2));
  else console.log(renderPolicyCheck(check, lists, data, lang));
  const disagrees = check.matches.some(
    (row) => row.observed !== 'none' && (row.stated === 'absent' || row.stated === 'denied'),
  );
  const lacks = check.policies.some((document) => document.missing.length > 0);
  return disagrees || lacks ? exitCodes.findings : exitCodes.done;
};

function readGiven(given: readonly GivenPolicy[], data: ScannerData, budget: Budget): readonly PolicyFacts[] {
  const lexicon = toLexicon(data.policyVocabulary, data.sdks);
  return completeSet(
    given.map(({ document, origin, sha256 }, at) =>
      readPolicy(document, { id: `policy-${at + 1}`, origin, sha256 }, lexicon, budget),
    ),
  );
}

/** Scans the app and compares it with the given documents alone: what the package still holds clears no new draft. */
async function checkApp(
  file: string,
  profile: 'static' | 'full',
  policies: readonly PolicyFacts[],
  data: ScannerData,
  budget: Budget,
): Promise<PolicyCheck> {
  const source = openFileSource(file);
  try {
    const { evidence } = await scanPackage(source, {
      fileName: basename(file),
      profile,
      engineVersion,
      collectedAt: new Date().toISOString(),
      data,
      ...(profile === 'full' && { device: embeddedDeviceFor(file) }),
      budget,
    });
    const { apiCalls, piReads, networkRequests, sdks, manifest } = evidence.slots;
    const observed = {
      ...(apiCalls.kind === 'present' && { apiCalls: apiCalls.value }),
      ...(piReads.kind === 'present' && { piReads: piReads.value }),
      ...(networkRequests.kind === 'present' && { networkRequests: networkRequests.value }),
      ...(sdks.kind === 'present' && { sdks: sdks.value }),
      ...(manifest.kind === 'present' && { manifest: manifest.value }),
    };
    return {
      policies,
      matches: comparePolicies(policies, observed, data.sdks),
      sdks: sdks.kind === 'present' ? sdks.value : [],
      app: manifest.kind === 'present' ? manifest.value.label : basename(file),
    };
  } finally {
    source.close();
  }
}
