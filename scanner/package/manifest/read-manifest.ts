import { ScanError } from '../../errors.ts';
import type { ComponentFacts, ManifestFacts, RequestedPermissionFacts } from '../../evidence/index.ts';
import type { ApkFile } from '../apk-file.ts';
import type { AppPackage } from '../app-package.ts';
import { childElements, findPlainAttribute } from '../axml/index.ts';
import type { XmlElement } from '../axml/index.ts';
import { DEFAULT_CONFIG, toLanguageTag, withLocale } from '../res/index.ts';
import type { ConfiguredResources, ResConfig, ResourceTable } from '../res/index.ts';
import { AttributeValues, localeTags } from './attribute-values.ts';
import { readComponents, readMetaData, toClassName } from './component-facts.ts';
import { renderProtection } from './permission-table.ts';
import type { PermissionTable } from './permission-table.ts';

/** A plain phone without a language: what facts that need one answer are resolved for. */
const FACTS_CONFIG: ResConfig = {
  ...DEFAULT_CONFIG,
  density: 480,
  sdkVersion: 36,
  orientation: 1,
  screenLayout: 0x62,
  uiMode: 0x11,
  smallestScreenWidthDp: 360,
  screenWidthDp: 360,
  screenHeightDp: 720,
};
/** Languages for which labels are told; apps have some hundred. */
const MAX_LABELS = 500;
/** The last version before adaptive icons, so that a bitmap is chosen where there is one. */
const BITMAP_ICON_SDK = 25;

/**
 * What the manifests of base and feature splits say, with resources resolved.
 * Throws NO_MANIFEST or BAD_MANIFEST; a resource table that cannot be read only leaves references unresolved.
 */
export function readManifest(pkg: AppPackage, permissionTable: PermissionTable): ManifestFacts {
  const manifest = pkg.base.manifest();
  if (manifest.name !== 'manifest')
    throw new ScanError('BAD_MANIFEST', `The manifest's root element is ${JSON.stringify(manifest.name)}.`, {
      file: pkg.base.name,
      offsetBytes: 0,
    });
  const table = findTable(pkg);
  const values = new AttributeValues(table?.configured(FACTS_CONFIG));
  const packageName = plainText(manifest, 'package') ?? '';
  const sdk = readSdk(manifest, values);
  const [application] = childElements(manifest, 'application');
  const labels = readLabels(manifest, application, values, table);
  const versionCode =
    (values.number(manifest, 'versionCodeMajor') ?? 0) * 2 ** 32 +
    ((values.number(manifest, 'versionCode') ?? 0) >>> 0);
  const split = plainText(manifest, 'split');
  const sharedUserId = values.text(manifest, 'sharedUserId');
  const compileSdk = values.number(manifest, 'compileSdkVersion');
  const iconFile = application === undefined ? undefined : findIcon(application, values, table);
  return {
    packageName,
    label: labels[''] ?? Object.values(labels)[0] ?? '',
    labels,
    versionName: values.text(manifest, 'versionName') ?? '',
    versionCode,
    minSdk: sdk.minSdk,
    targetSdk: sdk.targetSdk,
    ...(compileSdk === undefined ? {} : { compileSdk }),
    ...(sdk.maxSdk === undefined ? {} : { maxSdk: sdk.maxSdk }),
    ...(split === undefined ? {} : { split }),
    ...(sharedUserId === undefined ? {} : { sharedUserId }),
    application: readApplication(application, values, packageName),
    components: readAllComponents(pkg, application, values, packageName, sdk.targetSdk),
    permissions: readPermissions(manifest, values, permissionTable),
    definedPermissions: childElements(manifest, 'permission').map((element) => ({
      name: values.text(element, 'name') ?? '',
      protection: renderProtection(values.number(element, 'protectionLevel') ?? 0),
    })),
    usesFeatures: childElements(manifest, 'uses-feature').flatMap((element) => {
      const name = values.text(element, 'name');
      return name === undefined ? [] : [{ name, required: values.boolean(element, 'required') ?? true }];
    }),
    usesLibraries:
      application === undefined
        ? []
        : childElements(application, 'uses-library').flatMap((element) => values.text(element, 'name') ?? []),
    queriesPackages: childElements(manifest, 'queries')
      .flatMap((queries) => childElements(queries, 'package'))
      .flatMap((element) => values.text(element, 'name') ?? []),
    ...(iconFile === undefined ? {} : { iconFile }),
  };
}

/** The target SDK level, or undefined when the manifest cannot be read. */
export function findTargetSdk(pkg: AppPackage): number | undefined {
  const manifest = findManifest(pkg.base);
  return manifest === undefined ? undefined : readSdk(manifest, new AttributeValues(undefined)).targetSdk;
}

function findTable(pkg: AppPackage): ResourceTable | undefined {
  try {
    return pkg.resources();
  } catch (error) {
    // The manifest is worth having without its resources; the anomaly or the resource collector tells of them.
    if (error instanceof ScanError) return undefined;
    throw error;
  }
}

function plainText(element: XmlElement, name: string): string | undefined {
  const attribute = findPlainAttribute(element, name);
  return attribute?.value.kind === 'string' ? attribute.value.text : attribute?.rawText;
}

type SdkLevels = { readonly minSdk: number; readonly targetSdk: number; readonly maxSdk?: number };

function readSdk(manifest: XmlElement, values: AttributeValues): SdkLevels {
  let levels: SdkLevels = { minSdk: 1, targetSdk: 1 };
  for (const element of childElements(manifest, 'uses-sdk')) {
    const minSdk = values.number(element, 'minSdkVersion') ?? 1;
    const maxSdk = values.number(element, 'maxSdkVersion');
    const targetSdk = values.number(element, 'targetSdkVersion') ?? minSdk;
    levels = { minSdk, targetSdk, ...(maxSdk === undefined ? {} : { maxSdk }) };
  }
  return levels;
}

function readApplication(
  application: XmlElement | undefined,
  values: AttributeValues,
  packageName: string,
): ManifestFacts['application'] {
  if (application === undefined) return { debuggable: false, allowBackup: true, metaData: [] };
  const name = values.text(application, 'name');
  const cleartext = values.boolean(application, 'usesCleartextTraffic');
  const security = values.text(application, 'networkSecurityConfig');
  const theme = values.reference(application, 'theme');
  return {
    ...(name === undefined || name === '' ? {} : { name: toClassName(name, packageName) }),
    debuggable: values.boolean(application, 'debuggable') ?? false,
    allowBackup: values.boolean(application, 'allowBackup') ?? true,
    ...(cleartext === undefined ? {} : { usesCleartextTraffic: cleartext }),
    ...(security === undefined ? {} : { networkSecurityConfig: security }),
    ...(theme === undefined ? {} : { themeId: theme }),
    metaData: readMetaData(application, values),
  };
}

function readAllComponents(
  pkg: AppPackage,
  application: XmlElement | undefined,
  values: AttributeValues,
  packageName: string,
  targetSdk: number,
): ComponentFacts[] {
  const process = application === undefined ? undefined : values.text(application, 'process');
  const permission = application === undefined ? undefined : values.text(application, 'permission');
  const context = {
    values,
    packageName,
    targetSdk,
    ...(process === undefined ? {} : { process }),
    ...(permission === undefined ? {} : { permission }),
  };
  const components = application === undefined ? [] : readComponents(application, context);
  const known = new Set(components.map(({ kind, name }) => `${kind} ${name}`));
  // Feature splits bring components of their own, which Android adds to the base's.
  for (const apk of pkg.apks.slice(1)) {
    for (const element of childElements(findManifest(apk) ?? emptyElement, 'application')) {
      for (const component of readComponents(element, context)) {
        if (known.has(`${component.kind} ${component.name}`)) continue;
        known.add(`${component.kind} ${component.name}`);
        components.push(component);
      }
    }
  }
  return components;
}

const emptyElement: XmlElement = {
  kind: 'element',
  namespace: '',
  name: '',
  attributes: [],
  children: [],
  line: 0,
  idIndex: 0,
  classIndex: 0,
  styleIndex: 0,
};

function findManifest(apk: ApkFile): XmlElement | undefined {
  try {
    return apk.manifest();
  } catch (error) {
    if (error instanceof ScanError) return undefined;
    throw error;
  }
}

/** Elements that ask for a permission, and the level from which they count. */
const PERMISSION_ELEMENTS: ReadonlyMap<string, number | undefined> = new Map([
  ['uses-permission', undefined],
  ['uses-permission-sdk-23', 23],
  ['uses-permission-sdk-m', 23],
]);

function readPermissions(
  manifest: XmlElement,
  values: AttributeValues,
  permissionTable: PermissionTable,
): RequestedPermissionFacts[] {
  const permissions = new Map<string, RequestedPermissionFacts>();
  for (const element of childElements(manifest)) {
    if (!PERMISSION_ELEMENTS.has(element.name)) continue;
    const name = values.text(element, 'name');
    if (name === undefined || name === '' || permissions.has(name)) continue;
    const maxSdk = values.number(element, 'maxSdkVersion');
    const minSdk = values.number(element, 'minSdkVersion') ?? PERMISSION_ELEMENTS.get(element.name);
    const info = permissionTable.get(name);
    permissions.set(name, {
      name,
      ...(maxSdk === undefined ? {} : { maxSdk }),
      ...(minSdk === undefined ? {} : { minSdk }),
      ...(info?.protection === undefined ? {} : { protection: info.protection }),
      ...(info?.group === undefined ? {} : { group: info.group }),
      piTypes: info?.piTypes ?? [],
      place: { kind: 'manifest', path: `manifest/${element.name}[${name}]` },
    });
  }
  return [...permissions.values()];
}

function readLabels(
  manifest: XmlElement,
  application: XmlElement | undefined,
  values: AttributeValues,
  table: ResourceTable | undefined,
): Record<string, string> {
  if (application === undefined) return {};
  // Without a label of its own the application goes by its launcher's.
  const bearers = [application, ...findLaunchers(application, values), manifest];
  const bearer = bearers.find((element) => (values.text(element, 'label') ?? '') !== '');
  if (bearer === undefined) return {};
  const id = values.reference(bearer, 'label');
  if (id === undefined || table === undefined) {
    const text = id === undefined ? values.text(bearer, 'label') : undefined;
    return text === undefined ? {} : { '': text };
  }
  const labels: Record<string, string> = {};
  const tagsOf = (at: number): string[] => table.variants(at).map(({ config }) => toLanguageTag(config));
  for (const tag of localeTags(table, id, tagsOf).slice(0, MAX_LABELS)) {
    const text = table.configured(withLocale(FACTS_CONFIG, tag)).findString(id);
    if (text !== undefined) labels[tag] = text;
  }
  return labels;
}

function findLaunchers(application: XmlElement, values: AttributeValues): XmlElement[] {
  return childElements(application).filter(
    (element) =>
      (element.name === 'activity' || element.name === 'activity-alias') &&
      childElements(element, 'intent-filter').some((filter) =>
        childElements(filter, 'category').some(
          (category) => values.text(category, 'name') === 'android.intent.category.LAUNCHER',
        ),
      ),
  );
}

function findIcon(
  application: XmlElement,
  values: AttributeValues,
  table: ResourceTable | undefined,
): string | undefined {
  const bearers = [application, ...findLaunchers(application, values)];
  const id = bearers.map((element) => values.reference(element, 'icon')).find((each) => each !== undefined);
  if (id === undefined || table === undefined) return undefined;
  const resources: ConfiguredResources = table.configured({ ...FACTS_CONFIG, sdkVersion: BITMAP_ICON_SDK });
  const file = resources.findString(id);
  return file !== undefined && /\.(?:png|webp|jpe?g|gif)$/iu.test(file) ? file : undefined;
}
