import type { HeapObject, Machine, Steps } from '../../../machine/index.ts';
import { throwNotFound, type Resources } from '../../content/res/resources-state.ts';
import { hasInteger } from '../../content/res/styled-values.ts';
import type { FoundValue } from '../../res/resource-set.ts';
import { decodeResource } from '../bitmap-factory.ts';
import type { Drawable } from './drawable-state.ts';
import { inflateFile } from './inflate-drawable.ts';

const colorDrawable = 'android/graphics/drawable/ColorDrawable';

/** The drawable that a resource or attribute names: a colour, a picture, or a drawable in XML. */
export function loadDrawable(
  vm: Machine,
  found: FoundValue,
  theme: HeapObject | null,
  resources: Resources,
): Steps<Drawable | null> {
  return loadNested(vm, found, theme, resources, 0);
}

/** The same inside another drawable; `depth` counts the files, so that circles end. */
export function* loadNested(
  vm: Machine,
  found: FoundValue,
  theme: HeapObject | null,
  resources: Resources,
  depth: number,
): Steps<Drawable | null> {
  const { value } = found;
  if (hasInteger(value)) return yield* vm.construct<Drawable>(colorDrawable, '(I)V', value.data | 0);
  if (value.kind === 'empty' || value.kind === 'null') return null;
  if (value.kind !== 'string')
    return throwNotFound(vm, `Drawable with resource ID #0x${found.resourceId.toString(16)}`);
  if (value.text.endsWith('.xml')) return yield* inflateFile(vm, found, theme, resources, depth);

  const bitmap = decodeResource(vm, value.text, found.isSystem, found.config?.density);
  if (!bitmap) {
    if (!found.isSystem) return throwNotFound(vm, `Drawable ${value.text}`);
    // Large pictures of the platform are not shipped.
    vm.gap('PARTIAL_MODEL', `android/content/res/Resources.getDrawable(${value.text})`);
    return yield* vm.construct<Drawable>(colorDrawable, '(I)V', 0);
  }
  const isNinePatch = bitmap.peer.ninePatch !== undefined;
  return yield* vm.construct<Drawable>(
    isNinePatch ? 'android/graphics/drawable/NinePatchDrawable' : 'android/graphics/drawable/BitmapDrawable',
    '(Landroid/content/res/Resources;Landroid/graphics/Bitmap;)V',
    resources,
    bitmap,
  );
}
