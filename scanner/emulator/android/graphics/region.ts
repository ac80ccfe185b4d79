import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { enumModel } from '../support/enum-model.ts';
import { emptyBox, makeRect, readBox, writeBox, type Box } from './geometry.ts';

/** A region is kept as the box around it: exact for one rectangle, and too large for other shapes. */
type Region = JavaObject<Box>;

const rect$ = 'Landroid/graphics/Rect;';
const region$ = 'Landroid/graphics/Region;';
const op$ = 'Landroid/graphics/Region$Op;';

const isEmpty = ({ left, top, right, bottom }: Box) => left >= right || top >= bottom;

function set(self: Region, box: Box): boolean {
  self.peer = isEmpty(box) ? emptyBox : box;
  return !isEmpty(box);
}

function overlap(a: Box, b: Box): Box {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}

function around(a: Box, b: Box): Box {
  if (isEmpty(a)) return b;
  if (isEmpty(b)) return a;
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

const union = (_vm: Machine, self: Region, other: Box) => set(self, around(self.peer, other));

/** Region.op as far as boxes go: what is cut out of a box leaves it as it is. */
function* combine(vm: Machine, self: Region, other: Box, op: HeapObject | null): Steps<boolean> {
  const name = yield* vm.textOf(op);
  if (name === 'INTERSECT') return set(self, overlap(self.peer, other));
  if (name === 'REPLACE') return set(self, other);
  return name === 'DIFFERENCE' ? !isEmpty(self.peer) : union(vm, self, other);
}

const box = (left: number, top: number, right: number, bottom: number): Box => ({ left, top, right, bottom });

export const regionClasses: readonly ClassModel[] = [
  enumModel('android/graphics/Region$Op', [
    'DIFFERENCE',
    'INTERSECT',
    'UNION',
    'XOR',
    'REVERSE_DIFFERENCE',
    'REPLACE',
  ]),
  defineClass({
    name: 'android/graphics/Region',
    interfaces: ['android/os/Parcelable'],
    labels: 'container',
    methods: {
      '<init>()V': (_vm, self: Region) => {
        self.peer = emptyBox;
      },
      [`<init>(${rect$})V`]: (vm, self: Region, rect: JavaObject) => {
        self.peer = readBox(vm, rect);
      },
      [`<init>(${region$})V`]: (_vm, self: Region, other: Region) => {
        self.peer = other.peer;
      },
      '<init>(IIII)V': (_vm, self: Region, ...edges: [number, number, number, number]) => {
        self.peer = box(...edges);
      },
      'setEmpty()V': (_vm, self: Region) => {
        self.peer = emptyBox;
      },
      [`set(${rect$})Z`]: (vm, self: Region, rect: JavaObject) => set(self, readBox(vm, rect)),
      [`set(${region$})Z`]: (_vm, self: Region, other: Region) => set(self, other.peer),
      'set(IIII)Z': (_vm, self: Region, ...edges: [number, number, number, number]) =>
        set(self, box(...edges)),
      [`setPath(Landroid/graphics/Path;${region$})Z`]: function* (
        vm,
        self: Region,
        path: JavaObject,
        clip: Region,
      ) {
        const bounds = yield* vm.construct<JavaObject>('android/graphics/RectF', '()V');
        yield* vm.call(path, 'computeBounds(Landroid/graphics/RectF;Z)V', bounds, true);
        const { left, top, right, bottom } = readBox(vm, bounds);
        const outer = box(Math.floor(left), Math.floor(top), Math.ceil(right), Math.ceil(bottom));
        return set(self, overlap(outer, clip.peer));
      },
      'isEmpty()Z': (_vm, self: Region) => isEmpty(self.peer),
      'isRect()Z': (_vm, self: Region) => !isEmpty(self.peer),
      'isComplex()Z': () => false,
      [`getBounds()${rect$}`]: (vm, self: Region) => makeRect(vm, self.peer),
      [`getBounds(${rect$})Z`]: (vm, self: Region, out: JavaObject) => {
        writeBox(vm, out, self.peer);
        return !isEmpty(self.peer);
      },
      'contains(II)Z': (_vm, self: Region, x: number, y: number) =>
        x >= self.peer.left && x < self.peer.right && y >= self.peer.top && y < self.peer.bottom,
      'translate(II)V': (_vm, self: Region, dx: number, dy: number) => {
        const { left, top, right, bottom } = self.peer;
        self.peer = box(left + dx, top + dy, right + dx, bottom + dy);
      },
      [`union(${rect$})Z`]: (vm, self: Region, rect: JavaObject) => union(vm, self, readBox(vm, rect)),
      [`op(${rect$}${op$})Z`]: (vm, self: Region, rect: JavaObject, op: HeapObject | null) =>
        combine(vm, self, readBox(vm, rect), op),
      [`op(${region$}${op$})Z`]: (vm, self: Region, other: Region, op: HeapObject | null) =>
        combine(vm, self, other.peer, op),
    },
  }),
];
