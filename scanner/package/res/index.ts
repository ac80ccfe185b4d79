export { ResourceTable } from './resource-table.ts';
export type { ResourceName, ResourceTableFile, ResourceVariant } from './resource-table.ts';
export { ConfiguredResources } from './configured-resources.ts';
export type { ResolvedBag, ResolvedValue } from './configured-resources.ts';
export type { ResourcePackage, ResourceType } from './resource-package.ts';
export type { BagItem, EntryContent, TypeChunk } from './type-chunk.ts';
export {
  DEFAULT_CONFIG,
  DENSITY_ANY,
  DENSITY_NONE,
  readConfig,
  toLanguageTag,
  withLocale,
} from './config.ts';
export type { ResConfig } from './config.ts';
export { isBetterConfig, matchesConfig } from './config-match.ts';
export { renderConfig } from './config-text.ts';
export { StringPool } from './string-pool.ts';
export type { StringSpan } from './string-pool.ts';
export { renderResourceId, renderTypedValue, toComplex, toTypedValue } from './typed-value.ts';
export type { DimensionUnit, TypedValue } from './typed-value.ts';
