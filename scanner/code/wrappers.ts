import type { ClassHierarchy } from './class-hierarchy.ts';
import type { Given, PassedOn, PiAccess } from './pi-accesses.ts';

/**
 * Reads through the app's own go-betweens: a method that hands its argument to a watched call, called elsewhere with
 * a constant that decides what is read. One step deep; the place is the outer call.
 */
export function findWrapperAccesses(
  passedOn: readonly PassedOn[],
  given: readonly Given[],
  hierarchy: ClassHierarchy,
): readonly PiAccess[] {
  const byMethod = new Map<string, PassedOn[]>();
  for (const passed of passedOn) {
    const { owner, name, proto } = passed.method.ref;
    const key = `${owner}->${name}${proto.descriptor}`;
    byMethod.set(key, [...(byMethod.get(key) ?? []), passed]);
  }
  const accesses: PiAccess[] = [];
  for (const call of given) {
    const { owner, name, proto } = call.dex.method(call.callee);
    // A call may name a subclass that inherits the method.
    const owners = hierarchy.chainOf(owner).map((defined) => defined.descriptor);
    const declaring = owners.find((candidate) => byMethod.has(`${candidate}->${name}${proto.descriptor}`));
    if (declaring === undefined) continue;
    for (const { parameter, channel } of byMethod.get(`${declaring}->${name}${proto.descriptor}`) ?? []) {
      if (
        parameter !== call.argument ||
        channel.when?.kind !== 'is' ||
        !channel.when.values.includes(call.text)
      )
        continue;
      accesses.push({
        method: call.method,
        pc: call.pc,
        piType: channel.piType,
        api: `${channel.className}.${channel.method}`,
        channel: 'api',
        via: 'wrapper',
      });
    }
  }
  return accesses;
}
