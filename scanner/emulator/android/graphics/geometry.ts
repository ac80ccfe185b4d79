import { defineClass, JavaObject } from '../../machine/index.ts';
import type { ClassModel, HeapObject, Machine } from '../../machine/index.ts';

/** Edges of a Rect or RectF. */
export type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

export const emptyBox: Box = { left: 0, top: 0, right: 0, bottom: 0 };

function typeOf(rect: JavaObject): 'I' | 'F' {
  return rect.cls.fields.has('left:F') || rect.cls.superclass?.fields.has('left:F') === true ? 'F' : 'I';
}

/** Edges of an android.graphics.Rect or RectF. */
export function readBox(vm: Machine, rect: JavaObject | null): Box {
  if (!rect) return vm.throwNew('java/lang/NullPointerException');
  const type = typeOf(rect);
  return {
    left: Number(vm.getField(rect, `left:${type}`)),
    top: Number(vm.getField(rect, `top:${type}`)),
    right: Number(vm.getField(rect, `right:${type}`)),
    bottom: Number(vm.getField(rect, `bottom:${type}`)),
  };
}

/** Writes the edges; whole numbers for a Rect. */
export function writeBox(vm: Machine, rect: JavaObject | null, box: Box): void {
  if (!rect) return;
  const type = typeOf(rect);
  for (const side of ['left', 'top', 'right', 'bottom'] as const)
    vm.setField(rect, `${side}:${type}`, type === 'I' ? Math.trunc(box[side]) : box[side]);
}

export function makeRect(vm: Machine, box: Box = emptyBox): JavaObject {
  const made = vm.newObject('android/graphics/Rect');
  writeBox(vm, made, box);
  return made;
}

const isEmpty = ({ left, top, right, bottom }: Box): boolean => left >= right || top >= bottom;

function intersection(a: Box, b: Box): Box | undefined {
  const box = {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
  return isEmpty(box) ? undefined : box;
}

function union(a: Box, b: Box): Box {
  if (isEmpty(b)) return a;
  if (isEmpty(a)) return b;
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

const toBox = (left: number, top: number, right: number, bottom: number): Box => ({
  left,
  top,
  right,
  bottom,
});

/** Rect and RectF have the same methods, over int and over float. */
function rectClass(name: string, type: 'I' | 'F'): ClassModel {
  const self$ = `L${name};`;
  const four = `${type}${type}${type}${type}`;
  const both = ['Landroid/graphics/Rect;', 'Landroid/graphics/RectF;'];
  const set = (
    vm: Machine,
    self: JavaObject,
    left: number,
    top: number,
    right: number,
    bottom: number,
  ): void => writeBox(vm, self, toBox(left, top, right, bottom));
  const copy = (vm: Machine, self: JavaObject, other: JavaObject | null): void =>
    writeBox(vm, self, readBox(vm, other));
  const intersect = (vm: Machine, self: JavaObject, other: Box): boolean => {
    const common = intersection(readBox(vm, self), other);
    if (common) writeBox(vm, self, common);
    return common !== undefined;
  };
  const change = (vm: Machine, self: JavaObject, by: (box: Box) => Box): void =>
    writeBox(vm, self, by(readBox(vm, self)));
  const middle = type === 'I' ? (sum: number) => sum >> 1 : (sum: number) => sum / 2;

  const measures: Record<string, NonNullable<ClassModel['methods']>[string]> = {
    [`width()${type}`]: (vm, self: JavaObject) => {
      const box = readBox(vm, self);
      return box.right - box.left;
    },
    [`height()${type}`]: (vm, self: JavaObject) => {
      const box = readBox(vm, self);
      return box.bottom - box.top;
    },
    'isEmpty()Z': (vm, self: JavaObject) => isEmpty(readBox(vm, self)),
    [`centerX()${type}`]: (vm, self: JavaObject) => {
      const box = readBox(vm, self);
      return middle(box.left + box.right);
    },
    [`centerY()${type}`]: (vm, self: JavaObject) => {
      const box = readBox(vm, self);
      return middle(box.top + box.bottom);
    },
    [`contains(${type}${type})Z`]: (vm, self: JavaObject, x: number, y: number) => {
      const box = readBox(vm, self);
      return !isEmpty(box) && x >= box.left && x < box.right && y >= box.top && y < box.bottom;
    },
    [`contains(${self$})Z`]: (vm, self: JavaObject, other: JavaObject | null) => {
      const a = readBox(vm, self);
      const b = readBox(vm, other);
      return !isEmpty(a) && a.left <= b.left && a.top <= b.top && a.right >= b.right && a.bottom >= b.bottom;
    },
    [`intersects(${four})Z`]: (vm, self: JavaObject, l: number, t: number, r: number, b: number) =>
      intersection(readBox(vm, self), toBox(l, t, r, b)) !== undefined,
    [`static intersects(${self$}${self$})Z`]: (vm, a: JavaObject | null, b: JavaObject | null) =>
      intersection(readBox(vm, a), readBox(vm, b)) !== undefined,
  };
  if (type === 'I') {
    measures['exactCenterX()F'] = (vm: Machine, self: JavaObject) => {
      const box = readBox(vm, self);
      return (box.left + box.right) / 2;
    };
    measures['exactCenterY()F'] = (vm: Machine, self: JavaObject) => {
      const box = readBox(vm, self);
      return (box.top + box.bottom) / 2;
    };
  }

  return defineClass({
    name,
    interfaces: ['android/os/Parcelable'],
    flags: type === 'I' ? 'final' : '',
    fields: { [`left:${type}`]: 0, [`top:${type}`]: 0, [`right:${type}`]: 0, [`bottom:${type}`]: 0 },
    methods: {
      '<init>()V': () => undefined,
      [`<init>(${four})V`]: set,
      ...Object.fromEntries(
        both.map((other) => [
          `<init>(${other})V`,
          (vm: Machine, self: JavaObject, from: JavaObject | null) => {
            if (from) copy(vm, self, from);
          },
        ]),
      ),
      [`set(${four})V`]: set,
      ...Object.fromEntries(both.map((other) => [`set(${other})V`, copy])),
      'setEmpty()V': (vm, self: JavaObject) => writeBox(vm, self, emptyBox),
      [`offset(${type}${type})V`]: (vm, self: JavaObject, x: number, y: number) =>
        change(vm, self, (box) => toBox(box.left + x, box.top + y, box.right + x, box.bottom + y)),
      [`offsetTo(${type}${type})V`]: (vm, self: JavaObject, x: number, y: number) =>
        change(vm, self, (box) => toBox(x, y, x + box.right - box.left, y + box.bottom - box.top)),
      [`inset(${type}${type})V`]: (vm, self: JavaObject, x: number, y: number) =>
        change(vm, self, (box) => toBox(box.left + x, box.top + y, box.right - x, box.bottom - y)),
      [`inset(${four})V`]: (vm, self: JavaObject, l: number, t: number, r: number, b: number) =>
        change(vm, self, (box) => toBox(box.left + l, box.top + t, box.right - r, box.bottom - b)),
      [`intersect(${four})Z`]: (vm, self: JavaObject, l: number, t: number, r: number, b: number) =>
        intersect(vm, self, toBox(l, t, r, b)),
      [`intersect(${self$})Z`]: (vm, self: JavaObject, other: JavaObject | null) =>
        intersect(vm, self, readBox(vm, other)),
      [`setIntersect(${self$}${self$})Z`]: (
        vm,
        self: JavaObject,
        a: JavaObject | null,
        b: JavaObject | null,
      ) => {
        const common = intersection(readBox(vm, a), readBox(vm, b));
        if (common) writeBox(vm, self, common);
        return common !== undefined;
      },
      [`union(${four})V`]: (vm, self: JavaObject, l: number, t: number, r: number, b: number) =>
        change(vm, self, (box) => union(box, toBox(l, t, r, b))),
      [`union(${self$})V`]: (vm, self: JavaObject, other: JavaObject | null) =>
        change(vm, self, (box) => union(box, readBox(vm, other))),
      [`union(${type}${type})V`]: (vm, self: JavaObject, x: number, y: number) =>
        change(vm, self, (box) =>
          toBox(Math.min(box.left, x), Math.min(box.top, y), Math.max(box.right, x), Math.max(box.bottom, y)),
        ),
      'sort()V': (vm, self: JavaObject) =>
        change(vm, self, (box) =>
          toBox(
            Math.min(box.left, box.right),
            Math.min(box.top, box.bottom),
            Math.max(box.left, box.right),
            Math.max(box.top, box.bottom),
          ),
        ),
      ...(type === 'F' && {
        'round(Landroid/graphics/Rect;)V': (vm: Machine, self: JavaObject, out: JavaObject | null) => {
          const box = readBox(vm, self);
          writeBox(
            vm,
            out,
            toBox(Math.round(box.left), Math.round(box.top), Math.round(box.right), Math.round(box.bottom)),
          );
        },
        'roundOut(Landroid/graphics/Rect;)V': (vm: Machine, self: JavaObject, out: JavaObject | null) => {
          const box = readBox(vm, self);
          writeBox(
            vm,
            out,
            toBox(Math.floor(box.left), Math.floor(box.top), Math.ceil(box.right), Math.ceil(box.bottom)),
          );
        },
      }),
      ...measures,
      'equals(Ljava/lang/Object;)Z': (vm, self: JavaObject, other: HeapObject | null) => {
        if (!(other instanceof JavaObject) || other.cls !== self.cls) return false;
        const a = readBox(vm, self);
        const b = readBox(vm, other);
        return a.left === b.left && a.top === b.top && a.right === b.right && a.bottom === b.bottom;
      },
      'hashCode()I': (vm, self: JavaObject) => {
        const box = readBox(vm, self);
        return [box.left, box.top, box.right, box.bottom].reduce(
          (hash, each) => (Math.imul(hash, 31) + Math.trunc(each)) | 0,
          0,
        );
      },
      'toString()Ljava/lang/String;': (vm, self: JavaObject) => {
        const box = readBox(vm, self);
        return type === 'I'
          ? `Rect(${box.left}, ${box.top} - ${box.right}, ${box.bottom})`
          : `RectF(${box.left}, ${box.top}, ${box.right}, ${box.bottom})`;
      },
      'toShortString()Ljava/lang/String;': (vm, self: JavaObject) => {
        const box = readBox(vm, self);
        return `[${box.left},${box.top}][${box.right},${box.bottom}]`;
      },
      'flattenToString()Ljava/lang/String;': (vm, self: JavaObject) => {
        const box = readBox(vm, self);
        return `${box.left} ${box.top} ${box.right} ${box.bottom}`;
      },
      'describeContents()I': () => 0,
    },
  });
}

function pointClass(name: string, type: 'I' | 'F'): ClassModel {
  const read = (vm: Machine, point: JavaObject): readonly [number, number] => [
    Number(vm.getField(point, `x:${type}`)),
    Number(vm.getField(point, `y:${type}`)),
  ];
  const set = (vm: Machine, self: JavaObject, x: number, y: number): void => {
    vm.setField(self, `x:${type}`, x);
    vm.setField(self, `y:${type}`, y);
  };
  const copy = (vm: Machine, self: JavaObject, other: JavaObject | null): void => {
    if (other) set(vm, self, ...read(vm, other));
  };
  return defineClass({
    name,
    interfaces: ['android/os/Parcelable'],
    fields: { [`x:${type}`]: 0, [`y:${type}`]: 0 },
    methods: {
      '<init>()V': () => undefined,
      [`<init>(${type}${type})V`]: set,
      [`<init>(L${name};)V`]: copy,
      [`set(${type}${type})V`]: set,
      [`set(L${name};)V`]: copy,
      [`offset(${type}${type})V`]: (vm, self: JavaObject, dx: number, dy: number) => {
        const [x, y] = read(vm, self);
        set(vm, self, x + dx, y + dy);
      },
      'negate()V': (vm, self: JavaObject) => {
        const [x, y] = read(vm, self);
        set(vm, self, -x, -y);
      },
      'length()F': (vm, self: JavaObject) => Math.hypot(...read(vm, self)),
      [`equals(${type}${type})Z`]: (vm, self: JavaObject, x: number, y: number) => {
        const mine = read(vm, self);
        return mine[0] === x && mine[1] === y;
      },
      'equals(Ljava/lang/Object;)Z': (vm, self: JavaObject, other: HeapObject | null) => {
        if (!(other instanceof JavaObject) || other.cls !== self.cls) return false;
        const a = read(vm, self);
        const b = read(vm, other);
        return a[0] === b[0] && a[1] === b[1];
      },
      'hashCode()I': (vm, self: JavaObject) => {
        const [x, y] = read(vm, self);
        return (Math.imul(31, Math.trunc(x)) + Math.trunc(y)) | 0;
      },
      'toString()Ljava/lang/String;': (vm, self: JavaObject) => {
        const [x, y] = read(vm, self);
        return type === 'I' ? `Point(${x}, ${y})` : `PointF(${x}, ${y})`;
      },
    },
  });
}

const insets = defineClass({
  name: 'android/graphics/Insets',
  flags: 'final',
  fields: {
    'static final NONE:Landroid/graphics/Insets;': (vm) => vm.newObject('android/graphics/Insets'),
    'final left:I': 0,
    'final top:I': 0,
    'final right:I': 0,
    'final bottom:I': 0,
  },
  methods: {
    'static of(IIII)Landroid/graphics/Insets;': (vm, l: number, t: number, r: number, b: number) => {
      const made = vm.newObject('android/graphics/Insets');
      writeBox(vm, made, toBox(l, t, r, b));
      return made;
    },
  },
});

export const geometryClasses = [
  rectClass('android/graphics/Rect', 'I'),
  rectClass('android/graphics/RectF', 'F'),
  pointClass('android/graphics/Point', 'I'),
  pointClass('android/graphics/PointF', 'F'),
  insets,
];
