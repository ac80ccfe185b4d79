import { defineClass, JavaObject } from '../../machine/index.ts';
import type { ClassModel, HeapObject } from '../../machine/index.ts';

type Size = JavaObject<{ readonly width: number; readonly height: number }>;

function sizeClass(name: string, type: 'I' | 'F'): ClassModel {
  return defineClass({
    name,
    flags: 'final',
    methods: {
      [`<init>(${type}${type})V`]: (_vm, self: Size, width: number, height: number) => {
        self.peer = { width, height };
      },
      [`getWidth()${type}`]: (_vm, self: Size) => self.peer.width,
      [`getHeight()${type}`]: (_vm, self: Size) => self.peer.height,
      'equals(Ljava/lang/Object;)Z': (_vm, self: Size, other: HeapObject | null) =>
        other instanceof JavaObject &&
        other.cls === self.cls &&
        (other as Size).peer.width === self.peer.width &&
        (other as Size).peer.height === self.peer.height,
      'hashCode()I': (_vm, { peer }: Size) =>
        Math.trunc(peer.height) ^ ((Math.trunc(peer.width) << 16) | (Math.trunc(peer.width) >>> 16)),
      'toString()Ljava/lang/String;': (_vm, self: Size) => `${self.peer.width}x${self.peer.height}`,
    },
  });
}

export const sizes = [sizeClass('android/util/Size', 'I'), sizeClass('android/util/SizeF', 'F')];
