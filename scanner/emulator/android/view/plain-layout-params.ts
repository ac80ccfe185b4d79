import type { HeapObject, JavaObject, Machine } from '../../machine/index.ts';
import { setParamInt } from './layout-params.ts';

const base = 'android/view/ViewGroup$LayoutParams';
const fromParams = `<init>(L${base};)V`;
const fromXml = '<init>(Landroid/content/Context;Landroid/util/AttributeSet;)V';

/** Constructors of layout parameters that add nothing to width and height. */
export const plainParamsConstructors = {
  '<init>(II)V': (vm: Machine, self: JavaObject, width: number, height: number) => {
    setParamInt(vm, self, 'width', width);
    setParamInt(vm, self, 'height', height);
  },
  [fromParams]: function* (vm: Machine, self: JavaObject, source: JavaObject) {
    yield* vm.callSpecial(base, fromParams, self, source);
  },
  [fromXml]: function* (vm: Machine, self: JavaObject, context: JavaObject, set: HeapObject | null) {
    yield* vm.callSpecial(base, fromXml, self, context, set);
  },
};
