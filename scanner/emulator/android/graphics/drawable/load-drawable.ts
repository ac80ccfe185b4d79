import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import type { Resources } from '../../content/res/resources-state.ts';
import { hasInteger } from '../../content/res/styled-values.ts';
import type { FoundValue } from '../../res/resource-set.ts';

/** The drawable that a resource or attribute names: a colour, a picture, or a drawable in XML. */
export function* loadDrawable(
  vm: Machine,
  found: FoundValue,
  _theme: HeapObject | null,
  _resources: Resources,
): Steps<JavaObject | null> {
  if (hasInteger(found.value))
    return yield* vm.construct<JavaObject>(
      'android/graphics/drawable/ColorDrawable',
      '(I)V',
      found.value.data | 0,
    );
  return null;
}
