import type { DataLabel } from '../../device/device.ts';
import { JAVA_HOST, type JavaHost } from '../java/java-host.ts';
import type { JavaObject, Label, Machine, ThrowablePeer } from '../machine/index.ts';
import { deviceFilePaths, readDeviceFile } from '../system/device-files.ts';
import { FILE_STORE, type FileAccess, type FileErrno, type FileStore } from '../system/file-store.ts';
import {
  NETWORK,
  NETWORK_INTERFACES,
  NetworkRecorder,
  type NetworkInterfaceInfo,
  type NetworkScript,
  type RecordedRequest,
} from '../system/network.ts';
import { recordTextRead } from '../system/pi-read.ts';
import { runShellCommand } from '../system/shell.ts';
import type { AndroidSystem } from '../system/system.ts';

const fileApi = 'java.io.File.open';
const mostBodyBytes = 64 * 1024;
const selfFolder = '/proc/self/';
const sharedStorage = '/storage/emulated/0/';

/** Connects a process to what lies around it: files, network, shell, and what the Java library asks of the device. */
export function attachHosts(
  vm: Machine,
  system: AndroidSystem,
  files: FileStore,
  script?: NetworkScript,
): void {
  attachFiles(vm, system, files);
  const network = new NetworkRecorder({
    ...(script !== undefined && { script }),
    onRequest: (request) => recordRequest(vm, system, request),
  });
  vm.attach(NETWORK, network);
  vm.attach(NETWORK_INTERFACES, () => interfacesOf(system));
  vm.attach(JAVA_HOST, javaHostOf(vm, system));
}

function javaHostOf(vm: Machine, system: AndroidSystem): JavaHost {
  const { phone, app } = system;
  return {
    locale: phone.locale,
    timeZone: phone.timeZone,
    shell: (command) => runShellCommand(vm, command, 'java.lang.Runtime.exec'),
    exit: (status) => system.killProcess(`exit ${status}`),
    uncaught: (_thread, exception) => {
      const thrown = exception as JavaObject<ThrowablePeer>;
      system.events.record(
        { kind: 'crash', exception: thrown.cls.javaName, message: thrown.peer.message?.value ?? '' },
        thrown.peer.stack,
      );
      system.killProcess('uncaught exception');
    },
    loadLibrary: (name) =>
      ['arm64-v8a', 'armeabi-v7a', 'armeabi'].some(
        (abi) => app.findFile(`lib/${abi}/lib${name}.so`) !== undefined,
      ),
    findResource: (name) => app.findFile(name),
  };
}

/** Gives the device's files to a process: what it may open, and whose reads they are. */
export function attachFiles(vm: Machine, system: AndroidSystem, files: FileStore): void {
  const { phone } = system;
  const process = { pid: system.pid, name: system.processName };
  // A process finds itself under its number as well.
  const own = deviceFilePaths
    .filter((path) => path.startsWith(selfFolder))
    .map((path) => path.replace(selfFolder, `/proc/${process.pid}/`));
  for (const path of [...deviceFilePaths, ...own]) {
    files.provide(path, () => {
      const file = readDeviceFile(phone, toSelf(path, process.pid), process);
      const text = file.kind === 'text' ? file.text : '';
      const labels = recordTextRead(vm, {
        channel: 'path',
        text: path,
        api: fileApi,
        arguments: [path],
        value: text.trim(),
      });
      return { bytes: new TextEncoder().encode(text), labels: vm.labels.list(labels) };
    });
  }
  for (const item of phone.media)
    if (files.find(item.path) === undefined) files.place(item.path, new TextEncoder().encode(item.name));
  files.onAccess = (access) => checkAccess(vm, system, files, access);
  files.onWritten = (path, file) => {
    const labels = dataLabels(vm, system, file.labels);
    // What an app keeps in its own folders stays with it.
    if (labels.length > 0 && !isPrivate(system, path))
      system.events.record({ kind: 'data-sink', sink: 'file', target: path, labels });
  };
  vm.attach(FILE_STORE, files);
}

function toSelf(path: string, pid: number): string {
  return path.replace(`/proc/${pid}/`, selfFolder);
}

function dataLabels(vm: Machine, system: AndroidSystem, labels: readonly Label[]): readonly DataLabel[] {
  return system.events.toDataLabels(
    labels.reduce((set, label) => vm.labels.union(set, vm.labels.of(label)), 0),
  );
}

function isPrivate(system: AndroidSystem, path: string): boolean {
  const { packageName } = system.app.manifest;
  return [`/data/data/${packageName}/`, `/data/user/0/${packageName}/`].some((folder) =>
    path.startsWith(folder),
  );
}

/** Does the kernel, or the media provider in front of shared storage, let the app? */
function checkAccess(
  vm: Machine,
  system: AndroidSystem,
  files: FileStore,
  { operation, path }: FileAccess,
): FileErrno | undefined {
  const { phone } = system;
  if (path.startsWith('/proc/') || path.startsWith('/sys/')) {
    if (operation !== 'read') return operation === 'list' ? undefined : 'EACCES';
    const file = readDeviceFile(phone, toSelf(path, system.pid), {
      pid: system.pid,
      name: system.processName,
    });
    if (file.kind === 'text') return undefined;
    const threw = 'java.io.FileNotFoundException';
    recordTextRead(vm, { channel: 'path', text: path, api: fileApi, arguments: [path], threw });
    return file.kind === 'denied' ? 'EACCES' : 'ENOENT';
  }
  if (!path.startsWith(sharedStorage)) return undefined;
  const isOpen = mayUseShared(system, operation, path.slice(sharedStorage.length));
  if (operation === 'read' || operation === 'list') {
    const labels = recordTextRead(vm, {
      channel: 'path',
      text: path,
      api: operation === 'list' ? 'java.io.File.list' : fileApi,
      arguments: [path],
      ...(!isOpen && operation === 'read' && { threw: 'java.io.FileNotFoundException' }),
    });
    // Pictures and recordings of the person, not what the app itself put on shared storage.
    const file = phone.media.some((item) => item.path === path) ? files.find(path) : undefined;
    if (isOpen && file?.kind === 'file') files.addLabels(file, vm.labels.list(labels));
  }
  return isOpen ? undefined : 'EACCES';
}

const openFolders = /^(DCIM|Pictures|Download|Documents|Music|Movies|Alarms|Ringtones|Podcasts|Recordings)\//;

function mayUseShared(system: AndroidSystem, operation: FileAccess['operation'], inner: string): boolean {
  const { packageName } = system.app.manifest;
  if (['data', 'media', 'obb'].some((kind) => inner.startsWith(`Android/${kind}/${packageName}`)))
    return true;
  if (inner === 'Android' || inner === 'Android/data') return true;
  const holds = (...names: readonly string[]) =>
    names.some((name) => system.permissions.isGranted(`android.permission.${name}`));
  const isReading = operation === 'read' || operation === 'list';
  if (system.phone.apiLevel < 30)
    return isReading
      ? holds('READ_EXTERNAL_STORAGE', 'WRITE_EXTERNAL_STORAGE')
      : holds('WRITE_EXTERNAL_STORAGE');
  // Scoped storage: public folders take new files from anybody; what others made needs the permission.
  if (!isReading) return openFolders.test(inner);
  return holds('READ_EXTERNAL_STORAGE', 'READ_MEDIA_IMAGES', 'READ_MEDIA_VIDEO', 'READ_MEDIA_AUDIO');
}

function interfacesOf(system: AndroidSystem): readonly NetworkInterfaceInfo[] {
  const { ids, wifi, apiLevel } = system.phone;
  // Android 11 hides hardware addresses from apps that target it; Android 10 gives a random one, as does this phone.
  const isHidden = apiLevel >= 30 && system.app.manifest.targetSdk >= 30;
  return [
    { name: 'lo', index: 1, addresses: [Uint8Array.of(127, 0, 0, 1)], up: true },
    {
      name: 'wlan0',
      index: 2,
      addresses: [Uint8Array.from(wifi.ipAddress.split('.').map(Number))],
      up: true,
      ...(!isHidden && {
        hardwareAddress: Uint8Array.from(ids.wifiMac.split(':').map((byte) => Number.parseInt(byte, 16))),
      }),
    },
  ];
}

function recordRequest(vm: Machine, system: AndroidSystem, request: RecordedRequest): void {
  const labels = request.carried.reduce((set, { labelSet }) => vm.labels.union(set, labelSet), 0);
  system.events.record(
    {
      kind: 'network-request',
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers.map(({ name, value }) => [name, value])),
      body: renderBody(request.body.subarray(0, mostBodyBytes)),
      bodySizeBytes: request.bodySizeBytes,
      labels: system.events.toDataLabels(labels),
    },
    request.stack,
  );
}

/** Text where the bytes are UTF-8 without control characters, else base64. */
function renderBody(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('utf8');

  return /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text) ? Buffer.from(bytes).toString('base64') : text;
}
