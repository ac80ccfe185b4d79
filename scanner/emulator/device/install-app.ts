import type { ManifestFacts } from '../../evidence/index.ts';
import type { AppPackage, ResConfig, XmlElement } from '../../package/index.ts';
import { ScanError } from '../../errors.ts';
import { ConfiguredResources, DEFAULT_CONFIG, readSignerCertificates, readXml } from '../../package/index.ts';
import { ResourceSet } from '../android/res/resource-set.ts';
import type { SystemResources } from '../android/res/system-resources.ts';
import type { PhoneProfile } from '../system/phone-profile.ts';
import type { InstalledApp } from '../system/system.ts';

/** The app as the phone keeps it: its files, and its resources chosen for the phone's configuration. */
export function installApp(
  pkg: AppPackage,
  manifest: ManifestFacts,
  system: SystemResources,
  phone: PhoneProfile,
): InstalledApp {
  const table = pkg.resources();
  const files = new Map<string, Uint8Array | undefined>();
  const findFile = (name: string) => {
    if (!files.has(name)) {
      const apk = pkg.apks.find((candidate) => candidate.find(name) !== undefined);
      const entry = apk?.find(name);
      files.set(name, apk && entry && apk.read(entry));
    }
    return files.get(name);
  };
  let certificates: readonly Uint8Array[] | undefined;
  return {
    manifest,
    resources: chooseResources(table, system, phone),
    findFile,
    fileNames: pkg.apks.flatMap((apk) => apk.entries().map(({ name }) => name)),
    findXml: xmlReader(findFile),
    findSystemFile: system.findFile,
    findSystemXml: xmlReader(system.findFile),
    installedAtMs: phone.bootTimeMs,
    certificates: () => (certificates ??= readCertificates(pkg)),
  };
}

/** An app whose block of signatures is damaged has no signers that could be named. */
function readCertificates(pkg: AppPackage): readonly Uint8Array[] {
  try {
    return readSignerCertificates(pkg.base.archive);
  } catch (error) {
    if (error instanceof ScanError) return [];
    throw error;
  }
}

/** The same app on a phone of another configuration. */
export function reconfigure(
  app: InstalledApp,
  pkg: AppPackage,
  system: SystemResources,
  phone: PhoneProfile,
): InstalledApp {
  return { ...app, resources: chooseResources(pkg.resources(), system, phone) };
}

function chooseResources(
  table: ReturnType<AppPackage['resources']>,
  system: SystemResources,
  phone: PhoneProfile,
): ResourceSet {
  const config = toConfig(phone);
  return new ResourceSet(
    table && new ConfiguredResources(table, config),
    new ConfiguredResources(system.table, config),
  );
}

/** Parsed binary XML by file name, each parsed once. */
function xmlReader(
  findFile: (name: string) => Uint8Array | undefined,
): (name: string) => XmlElement | undefined {
  const parsed = new Map<string, XmlElement | undefined>();
  return (name) => {
    if (!parsed.has(name)) {
      const bytes = findFile(name);
      parsed.set(name, bytes && readXml(bytes, { file: name, code: 'BAD_RESOURCES' }));
    }
    return parsed.get(name);
  };
}

/** ResTable_config: ORIENTATION_PORT and ORIENTATION_LAND. */
const portrait = 1;
const landscape = 2;

function toConfig(phone: PhoneProfile): ResConfig {
  const { widthPx, heightPx, densityDpi } = phone.screen;
  const toDp = (px: number) => Math.floor((px * 160) / densityDpi);
  return {
    ...DEFAULT_CONFIG,
    language: phone.locale.language,
    region: phone.locale.country,
    orientation: widthPx < heightPx ? portrait : landscape,
    touchscreen: 3,
    density: densityDpi,
    screenWidthPx: widthPx,
    screenHeightPx: heightPx,
    sdkVersion: phone.apiLevel,
    // Normal size, long, not round.
    screenLayout: 0x02 | 0x20,
    uiMode: 0x01 | (phone.night ? 0x20 : 0x10),
    smallestScreenWidthDp: toDp(Math.min(widthPx, heightPx)),
    screenWidthDp: toDp(widthPx),
    screenHeightDp: toDp(heightPx),
  };
}
