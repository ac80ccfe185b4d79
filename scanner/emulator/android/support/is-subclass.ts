import type { HeapObject } from '../../machine/index.ts';

/** Whether an object is of a class, an interface or a subclass of it; by internal name. */
export function isSubclassOf(object: HeapObject, className: string): boolean {
  for (const { name } of object.cls.ancestors) if (name === className) return true;
  return false;
}
