import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaArray, JavaObject, Machine, Steps } from '../../machine/index.ts';

const bitmap$ = 'Landroid/graphics/Bitmap;';
const movie$ = 'Landroid/graphics/Movie;';
const paint$ = 'Landroid/graphics/Paint;';

type Movie = JavaObject<{ readonly first: JavaObject }>;

/** A moving picture of which the first image is known; null where even that cannot be read. */
function makeMovie(vm: Machine, first: JavaObject | null): Movie | null {
  if (!first) return null;
  vm.gap('PARTIAL_MODEL', 'android/graphics/Movie: stands still at its first image');
  const made: Movie = vm.newObject('android/graphics/Movie');
  made.peer = { first };
  return made;
}

function* draw(
  vm: Machine,
  self: Movie,
  canvas: HeapObject | null,
  x: number,
  y: number,
  paint: HeapObject | null = null,
): Steps<void> {
  yield* vm.call(canvas, `drawBitmap(${bitmap$}FF${paint$})V`, self.peer.first, x, y, paint);
}

/** android.graphics.Movie: a GIF. */
export const movie = defineClass({
  name: 'android/graphics/Movie',
  methods: {
    [`static decodeStream(Ljava/io/InputStream;)${movie$}`]: function* (vm, stream: HeapObject | null) {
      return makeMovie(
        vm,
        yield* vm.callStatic<JavaObject | null>(
          'android/graphics/BitmapFactory',
          `decodeStream(Ljava/io/InputStream;)${bitmap$}`,
          stream,
        ),
      );
    },
    [`static decodeByteArray([BII)${movie$}`]: function* (
      vm,
      bytes: JavaArray | null,
      offset: number,
      count: number,
    ) {
      return makeMovie(
        vm,
        yield* vm.callStatic<JavaObject | null>(
          'android/graphics/BitmapFactory',
          `decodeByteArray([BII)${bitmap$}`,
          bytes,
          offset,
          count,
        ),
      );
    },
    'width()I': (vm, self: Movie) => vm.call(self.peer.first, 'getWidth()I'),
    'height()I': (vm, self: Movie) => vm.call(self.peer.first, 'getHeight()I'),
    'isOpaque()Z': () => false,
    'duration()I': () => 0,
    'setTime(I)Z': () => true,
    'draw(Landroid/graphics/Canvas;FF)V': draw,
    [`draw(Landroid/graphics/Canvas;FF${paint$})V`]: draw,
  },
});
