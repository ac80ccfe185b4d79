/** The public face of rules/: duties as data, packs of rules, the judge, and the tools for authors of rules. */
export * from './errors.ts';
export * from './engine/verdict.ts';
export type * from './engine/rule.ts';
export type * from './duties/duty.ts';
export { compilePack } from './engine/pack.ts';
export type { Pack, PackData } from './engine/pack.ts';
export { judge } from './engine/judge.ts';
export { judgeByPacks } from './engine/judge-packs.ts';
export type { DetailedJudgement } from './engine/judge.ts';
export type { DutyJudgement } from './engine/merge-duty.ts';
export type { JudgeOptions } from './engine/scene.ts';
export { explain } from './engine/explain.ts';
export type { Explanation } from './engine/explain.ts';
export type { RuleResult } from './engine/evaluate-rule.ts';
export { readDuties } from './duties/read-duties.ts';
export { toAppTypeOptions, toJudgeOptions } from './duties/app-type-options.ts';
export { readPack } from './packs/read-pack.ts';
export {
  BUILT_IN_PACK_IDS,
  DEFAULT_PACK_ID,
  findPackFolders,
  loadBuiltInPack,
  loadPackFolder,
  openPackShelf,
  readYamlFolder,
} from './packs/built-in.ts';
export type { PackShelf } from './packs/built-in.ts';
export { readDerivedPack } from './packs/read-derived-pack.ts';
export { joinCatalogues } from './duties/join-catalogues.ts';
export { listRules } from './packs/list-rules.ts';
export type { RuleListing } from './packs/list-rules.ts';
export { lintPack } from './lint/lint-pack.ts';
export type { LintProblem } from './lint/lint-pack.ts';
export { testPack } from './testing/test-pack.ts';
export type { ExampleFailure } from './testing/test-pack.ts';
