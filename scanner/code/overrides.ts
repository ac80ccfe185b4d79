import { toClassName } from '../dex/index.ts';
import type { DexClass } from '../dex/index.ts';
import { addProblem } from './app-code.ts';
import type { AppCode, CodeProblem } from './app-code.ts';
import type { ChannelIndex } from './channel-index.ts';
import { definedHere } from './method-hits.ts';
import type { PiAccess } from './pi-accesses.ts';

/** Methods of app classes that Android calls with personal information, e.g. an accessibility service's events. */
export function findOverrides(
  app: AppCode,
  channels: ChannelIndex,
  problems: CodeProblem[],
): readonly PiAccess[] {
  const accesses: PiAccess[] = [];
  const visit = (defined: DexClass): void => {
    const ancestor = app.hierarchy.findPlatformAncestor(defined.descriptor);
    const watched = ancestor === undefined ? undefined : channels.overrides.get(toClassName(ancestor));
    if (!watched) return;
    for (const method of defined.virtualMethods) {
      if (method.codeOffset === 0) continue;
      for (const { piType, className, method: name } of watched.get(method.ref.name) ?? [])
        accesses.push({
          method,
          pc: 0,
          piType,
          api: `${className}.${name}`,
          channel: 'api',
          via: 'override',
        });
    }
  };
  for (const dex of app.dexFiles) {
    for (const defined of definedHere(app, dex)) {
      try {
        visit(defined);
      } catch (error) {
        addProblem(problems, error, dex.name);
      }
    }
  }
  return accesses;
}
