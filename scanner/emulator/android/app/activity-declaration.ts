import { childElements, findAndroidAttribute } from '../../../package/index.ts';
import type { XmlElement } from '../../../package/index.ts';
import type { InstalledApp } from '../../system/system.ts';

/** What the manifest says of an activity beyond its place among the components. */
export type ActivityDeclaration = {
  /** ActivityInfo.CONFIG_*: changes that it deals with itself. */
  readonly configChanges: number;
  /** ActivityInfo.SCREEN_ORIENTATION_*. */
  readonly screenOrientation: number;
};

const unspecified: ActivityDeclaration = { configChanges: 0, screenOrientation: -1 };
const known = new WeakMap<XmlElement, ReadonlyMap<string, ActivityDeclaration>>();

export function activityDeclaration(app: InstalledApp, className: string): ActivityDeclaration {
  const manifest = app.findXml('AndroidManifest.xml');
  if (!manifest) return unspecified;
  let all = known.get(manifest);
  if (!all) {
    all = readDeclarations(manifest, app.manifest.packageName);
    known.set(manifest, all);
  }
  return all.get(className) ?? unspecified;
}

function readDeclarations(manifest: XmlElement, packageName: string): Map<string, ActivityDeclaration> {
  const declared = new Map<string, ActivityDeclaration>();
  for (const application of childElements(manifest, 'application'))
    for (const activity of childElements(application, 'activity')) {
      const name = findAndroidAttribute(activity, 'name')?.value;
      if (name?.kind !== 'string') continue;
      const { text } = name;
      const isShort = text.startsWith('.') || !text.includes('.');
      declared.set(isShort ? `${packageName}.${text.replace(/^\./, '')}` : text, {
        configChanges: numberOf(activity, 'configChanges', 0),
        screenOrientation: numberOf(activity, 'screenOrientation', -1),
      });
    }
  return declared;
}

function numberOf(element: XmlElement, name: string, fallback: number): number {
  const value = findAndroidAttribute(element, name)?.value;
  return value?.kind === 'integer' ? value.value | 0 : fallback;
}
