import { toCodePlace } from '../code/index.ts';
import type { MethodPlace } from '../code/index.ts';
import type { ApiCallFacts, CodePlace, Gap } from '../evidence/index.ts';
import type { Collector } from './collector.ts';
import { toGap } from './gaps.ts';

/** A scan keeps no more call sites than a person or a rule can use. */
const MAX_CALLS = 50_000;

/** E8: every place in the bytecode that reads personal information or opens its channel. */
export const apiCallsCollector: Collector<'apiCalls'> = {
  slot: 'apiCalls',
  collect: (input) => {
    const { findings, attributor } = input.code();
    const calls = new Map<string, ApiCallFacts>();
    for (const access of findings.accesses) {
      const place = toCodePlace(access);
      const key = `${access.piType} ${access.api} ${place.dex} ${place.className} ${place.method}${place.descriptor} ${place.pc}`;
      if (calls.has(key) || calls.size >= MAX_CALLS) continue;
      calls.set(key, {
        piType: access.piType,
        api: access.api,
        channel: access.channel,
        ...(access.via === undefined ? {} : { via: access.via }),
        place,
        attribution: attributor.attribute(place.className),
        reach: 'cannot-tell',
      });
    }
    const ownPlaces = (places: readonly MethodPlace[]): readonly CodePlace[] =>
      places.map(toCodePlace).filter((place) => attributor.attribute(place.className).kind !== 'library');
    const gaps: Gap[] = [];
    // Bundled libraries look up platform members by name for old versions' sake; their open names hide no data.
    const reflection = ownPlaces(findings.reflection.filter((call) => !call.resolved));
    if (reflection.length > 0) gaps.push(toGap('REFLECTION', reflection));
    const unresolved = ownPlaces(findings.unresolved);
    if (unresolved.length > 0) gaps.push(toGap('UNRESOLVED_ARGUMENT', unresolved));
    if (calls.size >= MAX_CALLS) gaps.push(toGap('TOO_MUCH', [], ['apiCalls']));
    return { value: [...calls.values()], gaps };
  },
};
