import type { Place, Sha256 } from '../../scanner/evidence/index.ts';
import type { Verdict } from '../../rules/engine/verdict.ts';
import { toCallerKey } from './build-report.ts';
import { renderCanonicalJson } from './canonical-json.ts';
import type { Report } from './report.ts';

type Events = Pick<Report, 'piReads' | 'permissionRequests' | 'networkRequests' | 'starts'>;

/**
 * A hash of the facts that a verdict rests on: the same for the same facts, whatever the rule's wording, and also when
 * a scenario is run again and the same things happen at other times. Order and repetition do not count. A verdict
 * without places rests on its message; one without either on nothing, and its fingerprint is always the same.
 */
export function toFactFingerprint(verdict: Verdict, events: Events, sha256: Sha256): string {
  if (verdict.ruleId === 'none') return 'none';
  const facts = verdict.places.map((place) => renderCanonicalJson(toFact(place, events)));
  const text = facts.length === 0 ? verdict.message.en : [...new Set(facts)].sort().join('\n');
  return sha256(text).slice(0, 32);
}

/** What a place shows, without what differs from run to run: times, numbers of events, instruction offsets. */
function toFact(place: Place, events: Events): object {
  if (place.kind === 'code') {
    const { className, method, descriptor } = place;
    return { kind: 'code', className, method, descriptor };
  }
  if (place.kind !== 'event') return place;
  const isIt = (fact: { readonly eventNumber: number; readonly scenarioId: string }): boolean =>
    fact.eventNumber === place.eventNumber && fact.scenarioId === place.scenarioId;
  const read = events.piReads.find(isIt);
  if (read !== undefined) {
    const { piType, api, phase, state, scenarioId } = read;
    return { kind: 'read', piType, api, phase, state, scenarioId, caller: toCallerKey(read.caller) };
  }
  const asked = events.permissionRequests.find(isIt);
  if (asked !== undefined) {
    const { permissions, phase, nth, purposeShown, scenarioId } = asked;
    return { kind: 'asked', permissions, phase, nth, purposeShown, scenarioId };
  }
  const sent = events.networkRequests.find(isIt);
  if (sent !== undefined) {
    const { method, host, phase, piTypes, scenarioId } = sent;
    return { kind: 'sent', method, host, phase, scenarioId, piTypes: piTypes.map((item) => item.piType) };
  }
  const start = events.starts.find(isIt);
  if (start === undefined) return place;
  const { component, trigger, phase, scenarioId } = start;
  return { kind: 'start', component, trigger, phase, scenarioId };
}
