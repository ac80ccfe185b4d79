import { toCodePlace } from '../code/index.ts';
import type { CodeFacts, CodePlace, Gap, Place } from '../evidence/index.ts';
import { attempt } from './collector.ts';
import type { CodeReading, Collector, ScanInput } from './collector.ts';
import { readConsent } from './consent.ts';
import type { ConsentReading } from './consent.ts';
import { toGap } from './gaps.ts';
import { findResourceTexts } from './resource-texts.ts';

const MAX_HINTS = 300;
const MAX_GATES = 50;
const MAX_HINT_CHARS = 200;
/** Above this share of classes with names of one or two letters, names no longer tell whose code it is. */
const RENAMED_SHARE = 0.3;
const POLICY_FILE = /(?:privacy|policy|agreement|yinsi|xieyi|隐私|协议)[^/]*\.(?:html?|txt|md|pdf)$/iu;

/** What the dex files are, how much of them can be read, and wordings that point to a privacy policy. */
export const codeCollector: Collector<'code'> = {
  slot: 'code',
  collect: (input) => {
    const reading = input.code();
    const { app, findings } = reading;
    const isAppOwn = (place: CodePlace): boolean =>
      reading.attributor.attribute(place.className).kind !== 'library';
    const dynamicLoading = findings.codeLoads.map(toCodePlace).filter(isAppOwn);
    const hints = findHints(input, reading);
    const gaps: Gap[] = [...hints.gaps];
    if (findings.problems.length > 0) gaps.push(toGap('BROKEN_CODE', findings.problems.map(toFilePlace)));
    if (dynamicLoading.length > 0) gaps.push(toGap('DYNAMIC_CODE', dynamicLoading));
    if (isRenamed(reading)) gaps.push(toGap('RENAMED_CODE'));
    const value: CodeFacts = {
      dexFiles: app.dexFiles.map((dex) => ({
        name: dex.name,
        sizeBytes: dex.bytes.length,
        version: String(dex.version).padStart(3, '0'),
        classCount: dex.classCount,
        methodCount: dex.methodCount,
      })),
      nativeMethodCount: findings.nativeMethods.length,
      dynamicLoading,
      reflectionCallCount: findings.reflection.length,
      policyHints: hints.value,
      ...toConsentFacts(readConsent(input)),
    };
    return { value, gaps };
  },
};

/** Where people agree and what is stored then; nothing where the step could not be looked for. */
function toConsentFacts({
  isAbsent,
  reach,
}: ConsentReading): Pick<CodeFacts, 'consentGates' | 'consentFlags'> {
  if (!reach) return isAbsent ? { consentGates: [], consentFlags: [] } : {};
  return {
    consentGates: reach.gates.slice(0, MAX_GATES).map(({ kind, label, handler, control }) => ({
      kind,
      label: label.slice(0, MAX_HINT_CHARS),
      handler: toCodePlace(handler),
      ...(control ? { control: toCodePlace(control) } : {}),
    })),
    consentFlags: reach.flags.slice(0, MAX_GATES).map(({ kind, name, writtenAt, testedAt }) => ({
      kind,
      name: name.slice(0, MAX_HINT_CHARS),
      writtenAt: writtenAt.slice(0, MAX_GATES).map(toCodePlace),
      testedAt: testedAt.slice(0, MAX_GATES).map(toCodePlace),
    })),
  };
}

type Hints = { readonly value: CodeFacts['policyHints']; readonly gaps: readonly Gap[] };

/** Wordings in code, in resources, and files named like a policy; each text once. */
function findHints(input: ScanInput, { findings }: CodeReading): Hints {
  const hints = new Map<string, Place>();
  const add = (text: string, place: () => Place): void => {
    const short = text.slice(0, MAX_HINT_CHARS);
    if (hints.size < MAX_HINTS && !hints.has(short)) hints.set(short, place());
  };
  const resources = attempt(() => input.pkg.resources());
  const texts =
    resources === undefined ? [] : findResourceTexts(resources, input.data.policyWords).policyTexts;
  for (const text of texts) add(text, () => ({ kind: 'file', file: 'resources.arsc' }));
  for (const use of findings.policyTexts) add(use.text, () => toCodePlace(use));
  for (const apk of input.pkg.apks)
    for (const { name } of apk.entries())
      if (POLICY_FILE.test(name)) add(name, () => ({ kind: 'file', file: name }));
  const broken = resources === undefined && input.pkg.base.find('resources.arsc') !== undefined;
  return {
    value: [...hints].map(([text, place]) => ({ text, place })),
    gaps: broken
      ? [toGap('BROKEN_RESOURCES', [{ kind: 'file', file: 'resources.arsc' }])]
      : input.pkg.format === 'aab'
        ? [toGap('RESOURCES_NOT_READ', [{ kind: 'file', file: 'base/resources.pb' }])]
        : [],
  };
}

function toFilePlace(problem: { readonly dex: string; readonly offsetBytes?: number }): Place {
  return {
    kind: 'file',
    file: problem.dex,
    ...(problem.offsetBytes === undefined ? {} : { offsetBytes: problem.offsetBytes }),
  };
}

function isRenamed({ app }: CodeReading): boolean {
  let short = 0;
  for (const defined of app.hierarchy.classes()) {
    const name = defined.descriptor;
    if (name.length - 2 - (name.lastIndexOf('/') + 1) < 2) short += 1;
  }
  return short > app.hierarchy.size * RENAMED_SHARE;
}
