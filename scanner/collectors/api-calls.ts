import { declaresMethodNamed, toCodePlace } from '../code/index.ts';
import type { MethodPlace } from '../code/index.ts';
import { toClassName } from '../dex/index.ts';
import type { ApiCallFacts, CodePlace, Gap, SlotName } from '../evidence/index.ts';
import { attempt } from './collector.ts';
import type { Collector, ScanInput } from './collector.ts';
import { toGap } from './gaps.ts';
import { hybridFrameworksCollector } from './hybrid-frameworks.ts';
import { nativeLibrariesCollector } from './native-libraries.ts';
import { packersCollector } from './packers.ts';

/** A scan keeps no more call sites than a person or a rule can use. */
const MAX_CALLS = 50_000;

/** E8: every place in the bytecode that reads personal information or opens its channel. */
export const apiCallsCollector: Collector<'apiCalls'> = {
  slot: 'apiCalls',
  collect: (input) => {
    const { findings, attributor, reachability } = input.code();
    const ownPlaces = (places: readonly MethodPlace[]): readonly CodePlace[] =>
      places.map(toCodePlace).filter((place) => attributor.attribute(place.className).kind !== 'library');
    const gaps: Gap[] = [];
    // Bundled libraries look up platform members by name for old versions' sake; their open names hide no data.
    const reflection = ownPlaces(findings.reflection.filter((call) => !call.resolved));
    if (reflection.length > 0) gaps.push(toGap('REFLECTION', reflection));
    const unresolved = ownPlaces(findings.unresolved);
    if (unresolved.length > 0) gaps.push(toGap('UNRESOLVED_ARGUMENT', unresolved));

    const reach = reachability();
    const isSure = reach !== undefined && reflection.length === 0 && isWholeCode(input);
    const calls = new Map<string, ApiCallFacts>();
    for (const access of findings.accesses) {
      const place = toCodePlace(access);
      const key = `${access.piType} ${access.api} ${place.dex} ${place.className} ${place.method}${place.descriptor} ${place.pc}`;
      if (calls.has(key) || calls.size >= MAX_CALLS) continue;
      const attribution = attributor.attribute(place.className);
      const isReached = reach?.has(access.method) ?? false;
      const path = isReached && attribution.kind !== 'library' ? reach?.pathTo(access.method) : undefined;
      calls.set(key, {
        piType: access.piType,
        api: access.api,
        channel: access.channel,
        ...(access.via === undefined ? {} : { via: access.via }),
        place,
        attribution,
        reach: isReached ? 'reachable' : isSure ? 'unreachable' : 'cannot-tell',
        ...(path === undefined ? {} : { path: path.map(toCodePlace) }),
      });
    }
    if (calls.size >= MAX_CALLS) gaps.push(toGap('TOO_MUCH', [], ['apiCalls']));
    return { value: [...calls.values()], gaps };
  },
};

/** Whether all code that could call into the app's was read: only then is what was not reached unreachable. */
function isWholeCode(input: ScanInput): boolean {
  const { app, findings, attributor } = input.code();
  const isOwn = ({ method }: MethodPlace): boolean =>
    attributor.attribute(toClassName(method.ref.owner)).kind !== 'library';
  // The app may call its own methods by names that are constants; the graph does not follow those.
  const members = new Set(findings.reflection.filter(isOwn).flatMap(({ member }) => member ?? []));
  const others = [nativeLibrariesCollector, packersCollector, hybridFrameworksCollector];
  return (
    findings.problems.length === 0 &&
    findings.codeLoads.length === 0 &&
    !declaresMethodNamed(app.hierarchy, members) &&
    others.every((collector) => attempt(() => input.collected<SlotName>(collector))?.gaps.length === 0)
  );
}
