import type { HeapObject, Machine } from '../../../machine/index.ts';
import type { ResourceSet } from '../../res/resource-set.ts';
import { toText } from './styled-values.ts';

/** A resource's text as getText gives it; undefined when it has none. */
export function makeText(vm: Machine, set: ResourceSet, id: number): HeapObject | undefined {
  const found = set.findValue(id);
  const text = found && toText(found.value);
  return text === undefined ? undefined : vm.string(text);
}
