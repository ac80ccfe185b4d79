import type { SdkRow } from '../data/index.ts';
import type { DexClass } from '../dex/index.ts';
import { attempt } from './collector.ts';
import type { ScanInput } from './collector.ts';

const VERSION = /^v?\d+(?:\.\d+){1,3}[\w.+-]*$/u;
/** Classes where SDKs keep their version, and the fields they keep it in. */
const VERSION_CLASS = /^\/(?:\w*BuildConfig|\w*Version\w*|\w*Constants?|\w*SDK)(?:\$\w+)?;$/u;
const VERSION_FIELD = /^(?:(?:LIB_|LIBRARY_|SDK_)?VERSION(?:_NAME)?|sdkVersion|SdkVersion)$/u;
const MAX_VERSION_FILE_BYTES = 4096;

/** Versions that a sample tells of the SDKs in it, by id of the SDK. */
export type SdkVersions = { readonly find: (row: SdkRow) => string | undefined };

/**
 * Reads what SDKs say of themselves: a version constant in a class of theirs that kept its name, and the small files that
 * build tools put beside the code for each library (`firebase-messaging.properties`, Maven's pom.properties,
 * `META-INF/GROUP_ARTIFACT.version`). Code comes first: files tell the version of one part of an SDK.
 */
export function readSdkVersions(input: ScanInput): SdkVersions {
  const ofCode = versionsOfCode(input);
  const ofFiles = versionsOfFiles(input);
  return { find: ({ id }) => ofCode.get(id) ?? ofFiles.get(id) };
}

function versionsOfCode(input: ScanInput): ReadonlyMap<string, string> {
  const versions = new Map<string, string>();
  const reading = attempt(input.code);
  if (!reading) return versions;
  for (const defined of reading.app.hierarchy.classes()) {
    const { descriptor } = defined;
    if (!VERSION_CLASS.test(descriptor.slice(descriptor.lastIndexOf('/')))) continue;
    const owner = reading.attributor.attributeType(descriptor);
    if (owner.kind !== 'sdk') continue;
    const version = attempt(() => findConstant(defined));
    // BuildConfig is made by the build and names the version in no other sense.
    const isSure = descriptor.endsWith('BuildConfig;');
    if (version !== undefined && (isSure || !versions.has(owner.sdkId))) versions.set(owner.sdkId, version);
  }
  return versions;
}

function findConstant(defined: DexClass): string | undefined {
  const values = defined.staticValues();
  for (const [i, field] of defined.staticFields.entries()) {
    const value = values[i];
    if (value?.kind === 'string' && VERSION.test(value.value) && VERSION_FIELD.test(field.ref.name))
      return value.value;
  }
  return undefined;
}

function versionsOfFiles(input: ScanInput): ReadonlyMap<string, string> {
  const versions = new Map<string, string>();
  for (const apk of input.pkg.apks) {
    for (const entry of apk.entries()) {
      const name = toLibraryName(entry.name);
      if (name === undefined || entry.sizeBytes > MAX_VERSION_FILE_BYTES) continue;
      const row = input.data.sdks.findByClass(name)?.row;
      const bytes = row && attempt(() => apk.read(entry));
      if (!bytes) continue;
      const text = Buffer.from(bytes).toString('utf8');
      const version = (/^version=(.+)$/mu.exec(text)?.[1] ?? text).trim();
      if (VERSION.test(version) && !versions.has(row.id)) versions.set(row.id, version);
    }
  }
  return versions;
}

/** The package of the library that a version file speaks of: `com.google.firebase.messaging`. */
function toLibraryName(file: string): string | undefined {
  const google = /^(play-services|firebase)-([a-z-]+)\.properties$/u.exec(file);
  if (google)
    return `com.google.${google[1] === 'firebase' ? 'firebase' : 'android.gms'}.${toPackage(google[2] ?? '')}`;
  const maven =
    /^META-INF\/maven\/([\w.-]+)\/([\w.-]+)\/pom\.properties$/u.exec(file) ??
    /^META-INF\/([\w.-]+)_([\w.-]+)\.version$/u.exec(file);
  if (!maven) return undefined;
  const [, group = '', artifact = ''] = maven;
  return `${group}.${toPackage(artifact.slice(artifact.lastIndexOf('-') + 1))}`;
}

function toPackage(artifact: string): string {
  return artifact.replaceAll('-', '.');
}
