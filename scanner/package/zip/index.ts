export { ZipArchive } from './zip-archive.ts';
export { METHOD_DEFLATED, METHOD_STORED } from './central-directory.ts';
export type { ZipEntry } from './central-directory.ts';
export { ZIP_LIMITS } from './limits.ts';
export type { ZipLimits } from './limits.ts';
export { findNameHazard } from './entry-name.ts';
