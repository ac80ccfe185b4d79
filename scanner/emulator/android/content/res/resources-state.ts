import { ScanError } from '../../../../errors.ts';
import { type HeapObject, JavaObject } from '../../../machine/index.ts';
import type { Machine } from '../../../machine/index.ts';
import type { TypedValue, XmlElement } from '../../../../package/index.ts';
import { SYSTEM } from '../../../system/system.ts';
import type { FoundValue, ResourceSet } from '../../res/resource-set.ts';
import { Theme } from '../../res/theme.ts';
import { toMetrics, type Metrics } from './metrics.ts';
import { StyledValues, WrongValue } from './styled-values.ts';
import { elementAt, type XmlParserState } from './xml-events.ts';

/** State behind android.content.res.Resources; app subclasses (AppCompat wraps Resources) share the tables. */
export type ResourcesState = {
  set: ResourceSet;
  metrics: Metrics;
  /** android.util.DisplayMetrics, android.content.res.Configuration and AssetManager: made when first asked for. */
  displayMetrics: JavaObject | null;
  configuration: JavaObject | null;
  assets: JavaObject | null;
};
export type Resources = JavaObject<ResourcesState>;

export type ThemeState = { host: Theme; readonly resources: Resources };
export type JavaTheme = JavaObject<ThemeState>;

/** A new state over the installed app's tables. */
export function makeResourcesState(vm: Machine): ResourcesState {
  const { app, phone } = vm.attached(SYSTEM);
  return {
    set: app.resources,
    metrics: toMetrics(phone.screen),
    displayMetrics: null,
    configuration: null,
    assets: null,
  };
}

/** The process's Resources: one object. */
export function appResources(vm: Machine): Resources {
  const { singletons } = vm.attached(SYSTEM);
  const known = singletons.get('android/content/res/Resources');
  // The singleton is only ever set below.
  if (known) return known as Resources;
  const made = vm.newObject<ResourcesState>('android/content/res/Resources');
  made.peer = makeResourcesState(vm);
  singletons.set('android/content/res/Resources', made);
  return made;
}

/** After the phone's configuration changed: values are chosen for the new one from now on. */
export function refreshResources(vm: Machine, resources: Resources): void {
  Object.assign(resources.peer, makeResourcesState(vm), { assets: resources.peer.assets });
}

export function makeTheme(vm: Machine, resources: Resources): JavaTheme {
  const theme = vm.newObject<ThemeState>('android/content/res/Resources$Theme');
  theme.peer = { host: new Theme(resources.peer.set), resources };
  return theme;
}

/** The host side of a Java theme; an empty theme for null, as drawables inflate without one. */
export function hostTheme(vm: Machine, theme: HeapObject | null): Theme {
  if (theme instanceof JavaObject) {
    const { peer } = theme as JavaTheme;
    if (peer?.host instanceof Theme) {
      const { set } = peer.resources.peer;
      if (peer.host.resources !== set) peer.host = peer.host.rebase(set);
      return peer.host;
    }
  }
  return new Theme(vm.attached(SYSTEM).app.resources);
}

/** Resources$NotFoundException, worded as Android does. */
export function throwNotFound(vm: Machine, what: string): never {
  return vm.throwNew('android/content/res/Resources$NotFoundException', what);
}

export function renderId(id: number): string {
  return `#0x${(id >>> 0).toString(16).padStart(8, '0')}`;
}

/** The final value of a resource id; throws NotFoundException. Java ids are signed, tables' are not. */
export function valueOf(vm: Machine, set: ResourceSet, id: number): FoundValue {
  return set.findValue(id >>> 0) ?? throwNotFound(vm, `Resource ID ${renderId(id)}`);
}

/** Runs a getter of StyledValues; a WrongValue becomes the Java exception it names. */
export function guardValue<T>(vm: Machine, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof WrongValue) return vm.throwNew(error.exception, error.message);
    throw error;
  }
}

/**
 * The values of `attributes` as a styled element has them in a theme: its own, then its style's, then the default
 * style's, then the theme's. `element` is an AttributeSet or null.
 */
export function readStyledValues(
  vm: Machine,
  theme: HeapObject | null,
  element: HeapObject | null,
  attributes: readonly number[],
  defaultStyleAttribute = 0,
  defaultStyle = 0,
): StyledValues {
  const host = hostTheme(vm, theme);
  const entries = host.obtain(
    elementAt(element),
    attributes.map((id) => id >>> 0),
    defaultStyleAttribute >>> 0,
    defaultStyle >>> 0,
  );
  return new StyledValues(entries, toMetrics(vm.attached(SYSTEM).phone.screen));
}

/** The parsed XML file that a value names; throws NotFoundException where there is none or it cannot be read. */
export function xmlOf(
  vm: Machine,
  value: TypedValue,
  isSystem: boolean,
): { readonly root: XmlElement; readonly file: string; readonly isSystem: boolean } {
  const { app } = vm.attached(SYSTEM);
  const file = value.kind === 'string' ? value.text : '';
  try {
    const root = isSystem ? app.findSystemXml(file) : app.findXml(file);
    if (root) return { root, file, isSystem };
  } catch (error) {
    // What Android's own parser refuses is an exception that apps may catch.
    if (error instanceof ScanError) return throwNotFound(vm, `File ${file}: ${error.message}`);
    throw error;
  }
  return throwNotFound(vm, `File ${file}`);
}

export function fileOf(vm: Machine, file: string, isSystem: boolean): Uint8Array | undefined {
  const { app } = vm.attached(SYSTEM);
  return isSystem ? app.findSystemFile(file) : app.findFile(file);
}

export type { XmlParserState };
