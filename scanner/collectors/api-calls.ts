import { toCodePlace } from '../code/index.ts';
import type { MethodPlace, Reachability } from '../code/index.ts';
import type { ApiCallFacts, CodePlace, Gap } from '../evidence/index.ts';
import type { Collector } from './collector.ts';
import { readConsent } from './consent.ts';
import type { ConsentReading } from './consent.ts';
import { toGap } from './gaps.ts';
import { isWholeCode } from './whole-code.ts';

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

    const reachable = reachability();
    const consent = readConsent(input);
    const isWhole = reachable !== undefined && isWholeCode(input);
    const calls = new Map<string, ApiCallFacts>();
    for (const access of findings.accesses) {
      const place = toCodePlace(access);
      const key = `${access.piType} ${access.api} ${place.dex} ${place.className} ${place.method}${place.descriptor} ${place.pc}`;
      if (calls.has(key) || calls.size >= MAX_CALLS) continue;
      const attribution = attributor.attribute(place.className);
      const { reach, path } = toReach(access, reachable, consent, isWhole);
      calls.set(key, {
        piType: access.piType,
        api: access.api,
        channel: access.channel,
        ...(access.via === undefined ? {} : { via: access.via }),
        place,
        attribution,
        reach,
        ...(path === undefined || attribution.kind === 'library' ? {} : { path }),
      });
    }
    if (calls.size >= MAX_CALLS) gaps.push(toGap('TOO_MUCH', [], ['apiCalls']));
    return { value: [...calls.values()], gaps };
  },
};

type CallReach = Pick<ApiCallFacts, 'reach' | 'path'>;

/** When a place can run, as far as the consent step is understood. */
function toReach(
  access: MethodPlace,
  reachability: Reachability | undefined,
  consent: ConsentReading,
  isWhole: boolean,
): CallReach {
  if (!reachability?.has(access.method))
    return { reach: reachability && isWhole ? 'unreachable' : 'cannot-tell' };
  const path = reachability.pathTo(access.method).map(toCodePlace);
  // Nothing ever asks for consent, so whatever can run, runs without.
  if (consent.isAbsent) return { reach: 'before-consent', path };
  const found = consent.reach?.reachOf(access);
  if (!found) return { reach: 'cannot-tell', path };
  // Code that was not read might call it earlier.
  const reach = found.reach === 'after-consent' && !isWhole ? 'cannot-tell' : found.reach;
  return { reach, path: found.path?.map(toCodePlace) ?? path };
}
