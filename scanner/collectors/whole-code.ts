import { declaresMethodNamed } from '../code/index.ts';
import type { MethodPlace } from '../code/index.ts';
import type { SlotName } from '../evidence/index.ts';
import { attempt } from './collector.ts';
import type { ScanInput } from './collector.ts';
import { hybridFrameworksCollector } from './hybrid-frameworks.ts';
import { nativeLibrariesCollector } from './native-libraries.ts';
import { packersCollector } from './packers.ts';

/** Whether all code that could call into the app's was read: only then does it mean something that none was seen to. */
export function isWholeCode(input: ScanInput): boolean {
  const { app, findings, attributor } = input.code();
  const isOwn = ({ method }: MethodPlace): boolean =>
    attributor.attributeType(method.ref.owner).kind !== 'library';
  const own = findings.reflection.filter(isOwn);
  // Bundled libraries look up platform members by name for old versions' sake; their open names hide no data.
  if (own.some((call) => !call.resolved)) return false;
  // The app may call its own methods by names that are constants; the graph does not follow those.
  const members = new Set(
    own.flatMap(({ member, owner }) =>
      member === undefined || (owner !== undefined && !app.hierarchy.findClass(owner)) ? [] : [member],
    ),
  );
  const others = [nativeLibrariesCollector, packersCollector, hybridFrameworksCollector];
  return (
    findings.problems.length === 0 &&
    findings.codeLoads.length === 0 &&
    !declaresMethodNamed(app.hierarchy, members) &&
    others.every((collector) => attempt(() => input.collected<SlotName>(collector))?.gaps.length === 0)
  );
}
