import { checkBudget } from '../budget.ts';
import type { Budget } from '../budget.ts';
import type { ScannerData } from '../data/index.ts';
import type { DexMethod } from '../dex/index.ts';
import { addProblem } from './app-code.ts';
import type { AppCode, CodeProblem } from './app-code.ts';
import { ChannelIndex } from './channel-index.ts';
import { findHits } from './method-hits.ts';
import type { DexHits, MethodHits } from './method-hits.ts';
import { findOverrides } from './overrides.ts';
import { findAccesses } from './pi-accesses.ts';
import type { Given, MethodPlace, PassedOn, PiAccess, ReflectionCall } from './pi-accesses.ts';
import { PermissionNeedIndex } from './permission-needs.ts';
import type { PermissionNeed } from './permission-needs.ts';
import { STRING_MARK, toPolicyTest } from './string-marks.ts';
import { findWrapperAccesses } from './wrappers.ts';

/** A string constant and an instruction that loads it. */
export type TextUse = MethodPlace & { readonly text: string };

/** Everything that the passes over the app's instructions found, in the order of files, classes and pcs. */
export type CodeFindings = {
  readonly accesses: readonly PiAccess[];
  readonly unresolved: readonly MethodPlace[];
  readonly reflection: readonly ReflectionCall[];
  readonly codeLoads: readonly MethodPlace[];
  readonly nativeMethods: readonly DexMethod[];
  /** Places that need a permission by the table of APIs. */
  readonly permissionNeeds: readonly PermissionNeed[];
  /** Strings with a network address in them. */
  readonly urls: readonly TextUse[];
  /** Strings that read like a policy, an agreement or consent. */
  readonly policyTexts: readonly TextUse[];
  readonly problems: readonly CodeProblem[];
};

/** Reads all of the app's code once. */
export function readCode(
  app: AppCode,
  data: Pick<ScannerData, 'piChannels' | 'policyWords' | 'apiPermissions'>,
  budget: Budget,
): CodeFindings {
  const index = new ChannelIndex(data.piChannels);
  const isPolicyText = toPolicyTest(data.policyWords);
  const accesses: PiAccess[] = [];
  const passedOn: PassedOn[] = [];
  const given: Given[] = [];
  const unresolved: MethodPlace[] = [];
  const reflection: ReflectionCall[] = [];
  const codeLoads: MethodPlace[] = [];
  const nativeMethods: DexMethod[] = [];
  const needIndex = new PermissionNeedIndex(data.apiPermissions);
  const permissionNeeds: PermissionNeed[] = [];
  const urls: TextUse[] = [];
  const policyTexts: TextUse[] = [];
  const problems: CodeProblem[] = [...app.problems];

  for (const dex of app.dexFiles) {
    checkBudget(budget);
    const hits = findHits(app, dex, index, isPolicyText, needIndex);
    addAll(problems, hits.problems);
    addAll(nativeMethods, hits.nativeMethods);
    addAll(permissionNeeds, hits.permissionNeeds);
    for (const found of hits.methods) {
      try {
        collectTexts(hits, found, STRING_MARK.url, urls);
        collectTexts(hits, found, STRING_MARK.policy, policyTexts);
        const findings = findAccesses(hits, found, index);
        addAll(accesses, findings.accesses);
        addAll(passedOn, findings.passedOn);
        addAll(given, findings.given);
        addAll(unresolved, findings.unresolved);
        addAll(reflection, findings.reflection);
        addAll(codeLoads, findings.codeLoads);
      } catch (error) {
        addProblem(problems, error, dex.name);
      }
    }
  }
  addAll(accesses, findWrapperAccesses(passedOn, given, app.hierarchy));
  addAll(accesses, findOverrides(app, index, problems));
  return {
    accesses,
    unresolved,
    reflection,
    codeLoads,
    nativeMethods,
    permissionNeeds,
    urls,
    policyTexts,
    problems,
  };
}

/** As push does, for lists that may be longer than a call's arguments can be. */
function addAll<T>(into: T[], items: readonly T[]): void {
  for (const item of items) into.push(item);
}

function collectTexts(hits: DexHits, found: MethodHits, mark: number, into: TextUse[]): void {
  for (const hit of found.hits)
    if (hit.kind === 'string' && (hits.strings.of(hit.index) & mark) !== 0)
      into.push({ method: found.method, pc: hit.pc, text: hits.dex.string(hit.index) });
}
