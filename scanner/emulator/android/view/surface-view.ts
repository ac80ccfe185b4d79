import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { ignored, type Methods } from './accessors.ts';
import { viewClass } from './view-class.ts';
import { heightOf, viewOf, viewPart, widthOf } from './view-state.ts';

type Holder = JavaObject<JavaObject>;

/** State of an android.view.SurfaceView, and of views of OpenGL and video over it. */
const surfaceOf = viewPart(() => ({
  holder: null as Holder | null,
  surface: null as JavaObject | null,
  callbacks: [] as HeapObject[],
  created: false,
  format: 1,
  fixed: undefined as { readonly width: number; readonly height: number } | undefined,
  /** What was drawn last: an android.graphics.Bitmap. */
  bitmap: null as JavaObject | null,
  canvas: null as JavaObject | null,
  translucent: false,
}));

const holder$ = 'Landroid/view/SurfaceHolder;';
const canvas$ = 'Landroid/graphics/Canvas;';
const callback$ = 'Landroid/view/SurfaceHolder$Callback;';

function holderOf(vm: Machine, self: JavaObject): Holder {
  const state = surfaceOf(self);
  if (!state.holder) {
    const made: Holder = vm.newObject('android/view/SurfaceView$Holder');
    made.peer = self;
    state.holder = made;
  }
  return state.holder;
}

function sizeOf(self: JavaObject): { readonly width: number; readonly height: number } {
  return surfaceOf(self).fixed ?? { width: widthOf(self), height: heightOf(self) };
}

/** Once the view has a size its surface exists: the app is told, as it is of each later size. */
function surfaceChanged(vm: Machine, self: JavaObject): void {
  if (widthOf(self) === 0 || heightOf(self) === 0) return;
  vm.attached(SYSTEM).postToMain('surface', function* () {
    const state = surfaceOf(self);
    if (!viewOf(self).attach) return;
    const holder = holderOf(vm, self);
    const isNew = !state.created;
    state.created = true;
    state.bitmap = null;
    const { width, height } = sizeOf(self);
    for (const callback of [...state.callbacks]) {
      if (isNew) yield* vm.call(callback, `surfaceCreated(${holder$})V`, holder);
      yield* vm.call(callback, `surfaceChanged(${holder$}III)V`, holder, state.format, width, height);
    }
  });
}

function* surfaceDestroyed(vm: Machine, self: JavaObject): Steps<void> {
  const state = surfaceOf(self);
  if (!state.created) return;
  state.created = false;
  for (const callback of [...state.callbacks])
    yield* vm.call(callback, `surfaceDestroyed(${holder$})V`, holderOf(vm, self));
}

/** The canvas of the next picture, over a bitmap of the surface's size; null while there is no surface. */
function* lockCanvas(vm: Machine, view: JavaObject): Steps<JavaObject | null> {
  const state = surfaceOf(view);
  const { width, height } = sizeOf(view);
  if (!state.created || width <= 0 || height <= 0) return null;
  state.bitmap ??= yield* vm.callStatic<JavaObject>(
    'android/graphics/Bitmap',
    'createBitmap(IILandroid/graphics/Bitmap$Config;)Landroid/graphics/Bitmap;',
    width,
    height,
    null,
  );
  state.canvas = yield* vm.construct<JavaObject>(
    'android/graphics/Canvas',
    '(Landroid/graphics/Bitmap;)V',
    state.bitmap,
  );
  return state.canvas;
}

export const surfaceHolder = defineClass({
  name: 'android/view/SurfaceView$Holder',
  interfaces: ['android/view/SurfaceHolder'],
  labels: 'container',
  methods: {
    [`addCallback(${callback$})V`]: (_vm, self: Holder, callback: HeapObject) => {
      surfaceOf(self.peer).callbacks.push(callback);
    },
    [`removeCallback(${callback$})V`]: (_vm, self: Holder, callback: HeapObject) => {
      const { callbacks } = surfaceOf(self.peer);
      if (callbacks.includes(callback)) callbacks.splice(callbacks.indexOf(callback), 1);
    },
    'isCreating()Z': () => false,
    'setType(I)V': ignored,
    'setKeepScreenOn(Z)V': ignored,
    'setFormat(I)V': (_vm, self: Holder, format: number) => {
      Object.assign(surfaceOf(self.peer), { format, translucent: format === -3 || format === 1 });
    },
    'setFixedSize(II)V': (vm, self: Holder, width: number, height: number) => {
      surfaceOf(self.peer).fixed = { width, height };
      surfaceChanged(vm, self.peer);
    },
    'setSizeFromLayout()V': (vm, self: Holder) => {
      surfaceOf(self.peer).fixed = undefined;
      surfaceChanged(vm, self.peer);
    },
    [`lockCanvas()${canvas$}`]: (vm, self: Holder) => lockCanvas(vm, self.peer),
    [`lockCanvas(Landroid/graphics/Rect;)${canvas$}`]: (vm, self: Holder) => lockCanvas(vm, self.peer),
    [`lockHardwareCanvas()${canvas$}`]: (vm, self: Holder) => lockCanvas(vm, self.peer),
    [`unlockCanvasAndPost(${canvas$})V`]: (_vm, self: Holder) => {
      surfaceOf(self.peer).canvas = null;
    },
    'getSurfaceFrame()Landroid/graphics/Rect;': (vm, self: Holder) => {
      const { width, height } = sizeOf(self.peer);
      return vm.construct('android/graphics/Rect', '(IIII)V', 0, 0, width, height);
    },
    'getSurface()Landroid/view/Surface;': (vm, self: Holder) => surfaceObject(vm, self.peer),
  },
});

function surfaceObject(vm: Machine, view: JavaObject): JavaObject {
  const state = surfaceOf(view);
  if (!state.surface) {
    const made = vm.newObject<JavaObject>('android/view/Surface');
    made.peer = view;
    state.surface = made;
  }
  return state.surface;
}

export const surface = defineClass({
  name: 'android/view/Surface',
  interfaces: ['android/os/Parcelable'],
  labels: 'container',
  methods: {
    'isValid()Z': (_vm, self: JavaObject<JavaObject>) => surfaceOf(self.peer).created,
    'release()V': ignored,
    [`lockCanvas(Landroid/graphics/Rect;)${canvas$}`]: (vm, self: JavaObject<JavaObject>) =>
      lockCanvas(vm, self.peer),
    [`unlockCanvasAndPost(${canvas$})V`]: ignored,
    'setFrameRate(FI)V': ignored,
  },
});

function* draw(vm: Machine, self: JavaObject, canvas: JavaObject): Steps<void> {
  const { bitmap, translucent } = surfaceOf(self);
  // Nothing drawn yet: the hole in the window is black.
  if (!bitmap) {
    if (!translucent) yield* vm.call(canvas, 'drawColor(I)V', 0xff000000 | 0);
    return;
  }
  const { width, height } = sizeOf(self);
  const saved = yield* vm.call<number>(canvas, 'save()I');
  yield* vm.call(canvas, 'scale(FF)V', widthOf(self) / width, heightOf(self) / height);
  yield* vm.call(
    canvas,
    'drawBitmap(Landroid/graphics/Bitmap;FFLandroid/graphics/Paint;)V',
    bitmap,
    0,
    0,
    null,
  );
  yield* vm.call(canvas, 'restoreToCount(I)V', saved);
}

const methods: Methods = {
  [`getHolder()${holder$}`]: (vm, self: JavaObject) => holderOf(vm, self),
  'protected onSizeChanged(IIII)V': (vm, self: JavaObject) => surfaceChanged(vm, self),
  'onDetachedFromWindow()V': (vm, self: JavaObject) => surfaceDestroyed(vm, self),
  'onAttachedToWindow()V': (vm, self: JavaObject) => surfaceChanged(vm, self),
  [`protected onDraw(${canvas$})V`]: draw,
  'setZOrderOnTop(Z)V': (_vm, self: JavaObject, onTop: boolean) => {
    surfaceOf(self).translucent = onTop;
  },
  'setZOrderMediaOverlay(Z)V': ignored,
  'setSecure(Z)V': ignored,
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.view.SurfaceView',
};

export const surfaceView = viewClass({
  name: 'android/view/SurfaceView',
  labels: 'container',
  methods,
});

/** What a class of surfaces shows that nothing here can draw. */
function undrawn(what: string) {
  return (vm: Machine): void => vm.gap('PARTIAL_MODEL', what);
}

const openGl = undrawn('android/opengl/GLSurfaceView: what OpenGL would draw is not drawn');

export const glSurfaceView = viewClass({
  name: 'android/opengl/GLSurfaceView',
  super: 'android/view/SurfaceView',
  labels: 'container',
  methods: {
    'setRenderer(Landroid/opengl/GLSurfaceView$Renderer;)V': openGl,
    'onResume()V': ignored,
    'onPause()V': ignored,
    'requestRender()V': ignored,
    'setRenderMode(I)V': ignored,
    'getRenderMode()I': () => 1,
    'setDebugFlags(I)V': ignored,
    'setPreserveEGLContextOnPause(Z)V': ignored,
    'setEGLContextClientVersion(I)V': ignored,
    'setEGLConfigChooser(Z)V': ignored,
    'setEGLConfigChooser(IIIIII)V': ignored,
    'setEGLConfigChooser(Landroid/opengl/GLSurfaceView$EGLConfigChooser;)V': ignored,
    'setEGLContextFactory(Landroid/opengl/GLSurfaceView$EGLContextFactory;)V': ignored,
    'setGLWrapper(Landroid/opengl/GLSurfaceView$GLWrapper;)V': ignored,
    // There is no drawing thread, and what would run there may only call OpenGL.
    'queueEvent(Ljava/lang/Runnable;)V': ignored,
  },
});

const video = undrawn('android/widget/VideoView: a film is not played');

export const videoView = viewClass({
  name: 'android/widget/VideoView',
  super: 'android/view/SurfaceView',
  labels: 'container',
  methods: {
    'setVideoPath(Ljava/lang/String;)V': video,
    'setVideoURI(Landroid/net/Uri;)V': video,
    'setMediaController(Landroid/widget/MediaController;)V': ignored,
    'setOnPreparedListener(Landroid/media/MediaPlayer$OnPreparedListener;)V': ignored,
    'setOnCompletionListener(Landroid/media/MediaPlayer$OnCompletionListener;)V': ignored,
    'setOnErrorListener(Landroid/media/MediaPlayer$OnErrorListener;)V': ignored,
    'start()V': ignored,
    'pause()V': ignored,
    'resume()V': ignored,
    'suspend()V': ignored,
    'seekTo(I)V': ignored,
    'stopPlayback()V': ignored,
    'isPlaying()Z': () => false,
    'getDuration()I': () => -1,
    'getCurrentPosition()I': () => 0,
    'getBufferPercentage()I': () => 0,
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.VideoView',
  },
});

export const mediaController = viewClass({
  name: 'android/widget/MediaController',
  super: 'android/widget/FrameLayout',
  labels: 'container',
  methods: {
    'setMediaPlayer(Landroid/widget/MediaController$MediaPlayerControl;)V': ignored,
    'setAnchorView(Landroid/view/View;)V': ignored,
    'show()V': ignored,
    'show(I)V': ignored,
    'hide()V': ignored,
    'isShowing()Z': () => false,
  },
});

/** Surfaces: what is drawn past the views. */
export const surfaceClasses = [
  glSurfaceView,
  mediaController,
  surface,
  surfaceHolder,
  surfaceView,
  videoView,
];
