import type { Machine } from '../../machine/index.ts';
import type { FoundValue } from '../res/resource-set.ts';
import { makeTypeface, typefaceOf, type Typeface } from './typeface.ts';

/**
 * A font of the app's own, or a family of the phone's by name. All are drawn in the phone's one typeface: the text is
 * what is looked at, not its letter forms.
 */
export function loadFont(vm: Machine, found: FoundValue): Typeface {
  const name = found.value.kind === 'string' ? found.value.text : undefined;
  return makeTypeface(vm, typefaceOf(name, 0));
}
