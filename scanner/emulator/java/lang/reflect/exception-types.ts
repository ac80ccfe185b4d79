import type { JavaClass, Machine, Method } from '../../../machine/index.ts';
import { classOf } from './members.ts';

/** Exceptions that a method of the app declares. */
export function exceptionTypes(vm: Machine, { dexMethod, owner }: Method): JavaClass[] {
  const all = dexMethod === null ? [] : (owner.dexClass?.annotations.onMethods.get(dexMethod.index) ?? []);
  const value = all.find(({ type }) => type === 'Ldalvik/annotation/Throws;')?.elements[0]?.value;
  if (value?.kind !== 'array') return [];
  return value.value.flatMap((one) => (one.kind === 'type' ? [classOf(vm, owner, one.value)] : []));
}
