import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaString, Machine } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { makeObject } from '../support/java-values.ts';
import { holds, requirePermission } from '../support/require-permission.ts';

/** Opening is the event; what the lens sees is not modelled, so pictures and preview frames never come. */
function open(vm: Machine, id: number): JavaObject {
  if (!holds(vm, 'CAMERA')) vm.throwNew('java/lang/RuntimeException', 'Fail to connect to camera service');
  return makeObject(vm, 'android/hardware/Camera', { id });
}

const camera = defineClass({
  name: 'android/hardware/Camera',
  methods: {
    'static open()Landroid/hardware/Camera;': (vm) => open(vm, 0),
    'static open(I)Landroid/hardware/Camera;': (vm, id: number) => open(vm, id),
    'static getNumberOfCameras()I': () => 2,
    'static getCameraInfo(ILandroid/hardware/Camera$CameraInfo;)V': (vm, id: number, info: JavaObject) => {
      vm.setField(info, 'facing:I', id === 1 ? 1 : 0);
      vm.setField(info, 'orientation:I', id === 1 ? 270 : 90);
    },
    'release()V': () => undefined,
    'startPreview()V': () => undefined,
    'stopPreview()V': () => undefined,
    'setPreviewDisplay(Landroid/view/SurfaceHolder;)V': () => undefined,
    'setDisplayOrientation(I)V': () => undefined,
    'setPreviewCallback(Landroid/hardware/Camera$PreviewCallback;)V': () => undefined,
    'takePicture(Landroid/hardware/Camera$ShutterCallback;Landroid/hardware/Camera$PictureCallback;Landroid/hardware/Camera$PictureCallback;)V':
      () => undefined,
    'cancelAutoFocus()V': () => undefined,
    'lock()V': () => undefined,
    'unlock()V': () => undefined,
  },
});

const cameraManager = defineClass({
  name: 'android/hardware/camera2/CameraManager',
  labels: 'container',
  methods: {
    'getCameraIdList()[Ljava/lang/String;': (vm) => vm.arrayOf('[Ljava/lang/String;', ['0', '1']),
    'openCamera(Ljava/lang/String;Landroid/hardware/camera2/CameraDevice$StateCallback;Landroid/os/Handler;)V':
      (vm, _self: JavaObject, id: JavaString, callback: HeapObject) => openCamera2(vm, id, callback),
    'openCamera(Ljava/lang/String;Ljava/util/concurrent/Executor;Landroid/hardware/camera2/CameraDevice$StateCallback;)V':
      (vm, _self: JavaObject, id: JavaString, _executor: HeapObject, callback: HeapObject) =>
        openCamera2(vm, id, callback),
    'setTorchMode(Ljava/lang/String;Z)V': () => undefined,
    'registerAvailabilityCallback(Landroid/hardware/camera2/CameraManager$AvailabilityCallback;Landroid/os/Handler;)V':
      () => undefined,
    'registerTorchCallback(Landroid/hardware/camera2/CameraManager$TorchCallback;Landroid/os/Handler;)V':
      () => undefined,
  },
});

function openCamera2(vm: Machine, id: JavaString, callback: HeapObject): void {
  requirePermission(vm, 'openCamera', 'CAMERA');
  const device = makeObject(vm, 'android/hardware/camera2/CameraDevice', { id: vm.text(id) });
  vm.attached(SYSTEM).postToMain(
    'camera opened',
    () => vm.call(callback, 'onOpened(Landroid/hardware/camera2/CameraDevice;)V', device),
    100,
  );
}

/** Cameras of both generations. */
export const cameraClasses: readonly ClassModel[] = [
  camera,
  cameraManager,
  defineClass({
    name: 'android/hardware/Camera$CameraInfo',
    fields: { 'facing:I': 0, 'orientation:I': 0, 'canDisableShutterSound:Z': true },
    methods: { '<init>()V': () => undefined },
  }),
  defineClass({
    name: 'android/hardware/camera2/CameraDevice',
    methods: {
      'getId()Ljava/lang/String;': (_vm, self: JavaObject<{ id: string }>) => self.peer.id,
      'close()V': () => undefined,
    },
  }),
  defineClass({
    name: 'android/hardware/camera2/CameraDevice$StateCallback',
    flags: 'abstract',
    methods: {
      '<init>()V': () => undefined,
      'onClosed(Landroid/hardware/camera2/CameraDevice;)V': () => undefined,
    },
  }),
];
