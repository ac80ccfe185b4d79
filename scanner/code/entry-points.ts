import type { ManifestFacts } from '../evidence/index.ts';
import { toDescriptor } from '../dex/index.ts';

/** A class whose object Android makes, so that the app's code starts to run there. */
export type EntryClass = {
  readonly kind: 'application' | 'component' | 'initializer';
  readonly descriptor: string;
};

const STARTUP_PROVIDER = 'androidx.startup.InitializationProvider';
const STARTUP_VALUE = 'androidx.startup';

/** Classes that the manifest has Android make: the Application, every component, and androidx.startup's initialisers. */
export function findEntryClasses(manifest: ManifestFacts): readonly EntryClass[] {
  const entries = new Map<string, EntryClass>();
  const add = (kind: EntryClass['kind'], name: string | undefined): void => {
    if (name === undefined || name === '') return;
    const descriptor = toDescriptor(name);
    if (!entries.has(descriptor)) entries.set(descriptor, { kind, descriptor });
  };
  add('application', manifest.application.name);
  for (const component of manifest.components) {
    add('component', component.kind === 'activity-alias' ? component.targetActivity : component.name);
    if (component.name !== STARTUP_PROVIDER) continue;
    for (const { name, value } of component.metaData) if (value === STARTUP_VALUE) add('initializer', name);
  }
  return [...entries.values()];
}
