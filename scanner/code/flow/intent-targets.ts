import { toDescriptor } from '../../dex/index.ts';
import type { FlowTypes } from './flow-types.ts';

/** What the manifest says of who gets an Intent. */
export type ComponentTargets = {
  readonly packageName: string;
  /** Dotted class names of all components that Android may start. */
  readonly names: ReadonlySet<string>;
  /** Dotted class names of components, by an action that their filters name. */
  readonly byAction: ReadonlyMap<string, readonly string[]>;
};

/** What code tells of an Intent: class, package and action, where they are constants. */
export type IntentAddress = {
  readonly className?: string;
  readonly packageName?: string;
  readonly action?: string;
};

export type IntentRoute = {
  /** Channels of the components inside the app that may get it. */
  readonly channels: readonly string[];
  /** Whether another app may get it, and how it is named. */
  readonly outside: boolean;
  readonly to?: string;
};

/** Decides from its address whether an Intent stays in the app. */
export class IntentTargets {
  private readonly components: ComponentTargets;
  private readonly types: FlowTypes;

  constructor(components: ComponentTargets, types: FlowTypes) {
    this.components = components;
    this.types = types;
  }

  route({ className, packageName, action }: IntentAddress): IntentRoute {
    if (className !== undefined) {
      const descriptor = toDescriptor(className);
      return this.types.isApp(descriptor)
        ? { channels: this.components.names.has(className) ? [`intent:${descriptor}`] : [], outside: false }
        : { channels: [], outside: true, to: packageName ?? className };
    }
    const isOwn = packageName === this.components.packageName;
    if (packageName !== undefined && !isOwn) return { channels: [], outside: true, to: packageName };
    const named = action === undefined ? [] : (this.components.byAction.get(action) ?? []);
    const channels = named.map((name) => `intent:${toDescriptor(name)}`);
    if (isOwn || channels.length > 0)
      return { channels: channels.length > 0 ? channels : ['intent:?'], outside: false };
    return { channels: ['intent:?'], outside: true, ...(action === undefined ? {} : { to: action }) };
  }
}
