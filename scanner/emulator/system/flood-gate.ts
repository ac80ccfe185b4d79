import type { Machine, Method, WatchedRead } from '../machine/index.ts';
import { MachineStop } from '../machine/stop.ts';

/** Far above what any rule counts as often, and what an app can do ten million times in a scan. */
const mostInASecond = 200;
/** So many more than that in one process, and it does nothing else any more. */
const mostLeftOut = 30_000;

type Kept = { readonly read: WatchedRead; readonly sinceMs: number; count: number };
type Gate = { readonly places: Map<Method, Map<string, Kept>>; leftOut: number };

const gateOf = new WeakMap<Machine, Gate>();

/**
 * Writes a read down, unless the same place in the code has made the same one too often within a second of the device's
 * clock: then it is that earlier read once more, which costs a tenth. `leaveOut` counts those; a process that makes too
 * many of them is stopped, so that it costs its scenario no more than others cost theirs.
 */
export function recordUnlessFlood(
  vm: Machine,
  caller: Method,
  what: string,
  record: () => WatchedRead,
  leaveOut: () => void,
): WatchedRead {
  const gate = getOrMake(gateOf, vm, (): Gate => ({ places: new Map(), leftOut: 0 }));
  const reads = getOrMake(gate.places, caller, () => new Map<string, Kept>());
  const kept = reads.get(what);
  if (!kept || vm.nowMs - kept.sinceMs >= 1000) {
    const read = record();
    reads.set(what, { read, sinceMs: vm.nowMs, count: 1 });
    return read;
  }
  if (++kept.count <= mostInASecond) return record();
  leaveOut();
  if (++gate.leftOut > mostLeftOut) throw new MachineStop('FLOOD');
  return kept.read;
}

function getOrMake<Key extends object, Value>(
  map: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown },
  key: Key,
  make: () => Value,
): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
