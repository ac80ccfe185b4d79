import type { ManifestFacts } from '../../evidence/index.ts';
import type { AppPackage, ResConfig, XmlElement } from '../../package/index.ts';
import { ConfiguredResources, DEFAULT_CONFIG, readXml } from '../../package/index.ts';
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
  const config = toConfig(phone);
  const table = pkg.resources();
  const resources = new ResourceSet(
    table && new ConfiguredResources(table, config),
    new ConfiguredResources(system.table, config),
  );
  const files = new Map<string, Uint8Array | undefined>();
  const findFile = (name: string) => {
    if (!files.has(name)) {
      const apk = pkg.apks.find((candidate) => candidate.find(name) !== undefined);
      const entry = apk?.find(name);
      files.set(name, apk && entry && apk.read(entry));
    }
    return files.get(name);
  };
  return {
    manifest,
    resources,
    findFile,
    fileNames: pkg.apks.flatMap((apk) => apk.entries().map(({ name }) => name)),
    findXml: xmlReader(findFile),
    findSystemFile: system.findFile,
    findSystemXml: xmlReader(system.findFile),
    installedAtMs: phone.bootTimeMs,
  };
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

function toConfig(phone: PhoneProfile): ResConfig {
  const { widthPx, heightPx, densityDpi } = phone.screen;
  const toDp = (px: number) => Math.floor((px * 160) / densityDpi);
  return {
    ...DEFAULT_CONFIG,
    language: phone.locale.language,
    region: phone.locale.country,
    orientation: 1,
    touchscreen: 3,
    density: densityDpi,
    screenWidthPx: widthPx,
    screenHeightPx: heightPx,
    sdkVersion: phone.apiLevel,
    // Normal size, long, not round; day.
    screenLayout: 0x02 | 0x20,
    uiMode: 0x01 | 0x10,
    smallestScreenWidthDp: toDp(widthPx),
    screenWidthDp: toDp(widthPx),
    screenHeightDp: toDp(heightPx),
  };
}
