/** Raised when a reader of the previous version would misread the manifest. */
export const PACKAGE_SCHEMA_VERSION = 1;

export const MANIFEST_NAME = 'MANIFEST.json';

/** One file of the package. `sha256` is lower-case hex over its bytes. */
export type PackageFile = { readonly path: string; readonly sha256: string; readonly sizeBytes: number };

/** MANIFEST.json: what the package holds, so that anyone with sha256sum can check it. */
export type PackageManifest = {
  readonly schemaVersion: typeof PACKAGE_SCHEMA_VERSION;
  readonly sample: { readonly packageName: string; readonly versionCode: number; readonly sha256: string };
  readonly evidenceSeal: string;
  /** ISO 8601 UTC; the report's own time. */
  readonly createdAt: string;
  /** By path, in code-unit order; every file but the manifest itself. */
  readonly files: readonly PackageFile[];
};
