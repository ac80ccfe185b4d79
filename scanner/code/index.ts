export { openAppCode } from './app-code.ts';
export type { AppCode, CodeProblem, DexSource } from './app-code.ts';
export { Attributor } from './attribution.ts';
export { ClassHierarchy } from './class-hierarchy.ts';
export { readCode } from './code-findings.ts';
export type { CodeFindings, TextUse } from './code-findings.ts';
export { toClassPlace, toCodePlace } from './code-place.ts';
export type { MethodPlace, PiAccess } from './pi-accesses.ts';
export { toPolicyTest } from './string-marks.ts';
