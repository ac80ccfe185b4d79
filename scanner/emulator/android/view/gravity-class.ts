import { defineClass } from '../../machine/index.ts';
import type { JavaObject, Machine } from '../../machine/index.ts';

const RELATIVE = 0x800000;
const rect$ = 'Landroid/graphics/Rect;';

/** Where something of a size lies on one axis of a container. */
function onAxis(
  bits: number,
  from: number,
  to: number,
  size: number,
  adjust: number,
): { readonly start: number; readonly end: number } {
  switch (bits & 6) {
    case 2:
      return { start: from + adjust, end: from + adjust + size };
    case 4:
      return { start: to - adjust - size, end: to - adjust };
    case 6:
      return { start: from + adjust, end: to + adjust };
    default: {
      const start = from + Math.trunc((to - from - size) / 2) + adjust;
      return { start, end: start + size };
    }
  }
}

/** Start and end as a left-to-right phone has them. */
export function absoluteGravity(gravity: number): number {
  return gravity & ~RELATIVE;
}

function apply(
  vm: Machine,
  gravity: number,
  width: number,
  height: number,
  container: JavaObject,
  x: number,
  y: number,
  out: JavaObject,
): void {
  const side = (name: string) => vm.getField(container, `${name}:I`) as number;
  const across = onAxis(absoluteGravity(gravity), side('left'), side('right'), width, x);
  const down = onAxis(gravity >> 4, side('top'), side('bottom'), height, y);
  vm.setField(out, 'left:I', across.start);
  vm.setField(out, 'right:I', across.end);
  vm.setField(out, 'top:I', down.start);
  vm.setField(out, 'bottom:I', down.end);
}

export const gravityClass = defineClass({
  name: 'android/view/Gravity',
  methods: {
    '<init>()V': () => undefined,
    'static getAbsoluteGravity(II)I': (_vm, gravity: number) => absoluteGravity(gravity),
    'static isHorizontal(I)Z': (_vm, gravity: number) => gravity > 0 && (gravity & 0x800007) !== 0,
    'static isVertical(I)Z': (_vm, gravity: number) => gravity > 0 && (gravity & 0x70) !== 0,
    [`static apply(III${rect$}${rect$})V`]: (
      vm,
      gravity: number,
      width: number,
      height: number,
      container: JavaObject,
      out: JavaObject,
    ) => apply(vm, gravity, width, height, container, 0, 0, out),
    [`static apply(III${rect$}${rect$}I)V`]: (
      vm,
      gravity: number,
      width: number,
      height: number,
      container: JavaObject,
      out: JavaObject,
    ) => apply(vm, gravity, width, height, container, 0, 0, out),
    [`static apply(III${rect$}II${rect$})V`]: apply,
    [`static apply(III${rect$}II${rect$}I)V`]: apply,
    [`static applyDisplay(I${rect$}${rect$})V`]: () => undefined,
  },
});
