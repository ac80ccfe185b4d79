import { defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaObject,
  JavaString,
  Machine,
  Steps,
} from '../../machine/index.ts';
import { refsOf } from '../../machine/index.ts';
import { javaHost, perMachine } from '../java-host.ts';
import { methods, withMethods } from '../signature.ts';
import { basicSystem } from './basics.ts';

type Ref = HeapObject | null;

/** What Android says of itself, whatever the phone. */
const PROPERTIES: Readonly<Record<string, string>> = {
  'file.encoding': 'UTF-8',
  'file.separator': '/',
  'java.boot.class.path': '/apex/com.android.art/javalib/core-oj.jar',
  'java.class.path': '.',
  'java.class.version': '50.0',
  'java.compiler': '',
  'java.ext.dirs': '',
  'java.home': '/apex/com.android.art',
  'java.io.tmpdir': '/data/local/tmp',
  'java.library.path': '/system/lib64:/system_ext/lib64',
  'java.specification.name': 'Dalvik Core Library',
  'java.specification.vendor': 'The Android Project',
  'java.specification.version': '0.9',
  'java.vendor': 'The Android Project',
  'java.vendor.url': 'http://www.android.com/',
  'java.version': '0',
  'java.vm.name': 'Dalvik',
  'java.vm.specification.name': 'Dalvik Virtual Machine Specification',
  'java.vm.specification.vendor': 'The Android Project',
  'java.vm.specification.version': '0.9',
  'java.vm.vendor': 'The Android Project',
  'java.vm.version': '2.1.0',
  'line.separator': '\n',
  'os.arch': 'aarch64',
  'os.name': 'Linux',
  'path.separator': ':',
  'user.dir': '/',
  'user.home': '',
  'user.name': 'root',
};

/** System properties of this machine: Android's, the phone's, then what the app set. */
export const systemProperties = perMachine((vm) => {
  const { locale, properties, timeZone } = javaHost(vm);
  return new Map<string, string>([
    ...Object.entries(PROPERTIES),
    ['user.language', locale?.language ?? 'zh'],
    ['user.region', locale?.country ?? 'CN'],
    ['user.timezone', timeZone ?? 'Asia/Shanghai'],
    ...Object.entries(properties ?? {}),
  ]);
});

function checkKey(vm: Machine, key: JavaString | null): string {
  if (key === null) return vm.throwNew('java/lang/NullPointerException', 'key == null');
  if (key.value === '') return vm.throwNew('java/lang/IllegalArgumentException', 'key is empty');
  return key.value;
}

function loadLibrary(vm: Machine, name: JavaString | null): void {
  const text = vm.text(name);
  // Native code cannot run here: the ledger says that it was wanted; whether it is there is for the device to say.
  vm.gap('NATIVE_CODE', `library ${text}`);
  if (javaHost(vm).loadLibrary?.(text) === false)
    vm.throwNew('java/lang/UnsatisfiedLinkError', `dlopen failed: library "lib${text}.so" not found`);
}

function* exit(vm: Machine, status: number): Steps<void> {
  javaHost(vm).exit?.(status);
  // Nothing after System.exit runs: the thread stops here for good.
  for (;;) yield* vm.park();
}

export const system: ClassModel = withMethods(
  basicSystem,
  methods({
    'static String getProperty(String)': (vm, key: JavaString | null) =>
      systemProperties(vm).get(checkKey(vm, key)) ?? null,
    'static String getProperty(String, String)': (vm, key: JavaString | null, other: JavaString | null) =>
      systemProperties(vm).get(checkKey(vm, key)) ?? other,
    'static String setProperty(String, String)': (vm, key: JavaString | null, value: JavaString | null) => {
      const old = systemProperties(vm).get(checkKey(vm, key)) ?? null;
      systemProperties(vm).set(checkKey(vm, key), vm.text(value));
      return old;
    },
    'static String clearProperty(String)': (vm, key: JavaString | null) => {
      const old = systemProperties(vm).get(checkKey(vm, key)) ?? null;
      systemProperties(vm).delete(checkKey(vm, key));
      return old;
    },
    'static Properties getProperties()': function* (vm) {
      const made = yield* vm.construct('java/util/Properties', '()V');
      for (const [key, value] of systemProperties(vm))
        yield* vm.call(
          made,
          'put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;',
          vm.string(key),
          vm.string(value),
        );
      return made;
    },
    'static String lineSeparator()': () => '\n',
    'static String getenv(String)': (vm, name: JavaString | null) => environment(vm)[vm.text(name)] ?? null,
    'static Map getenv()': function* (vm) {
      const made = yield* vm.construct('java/util/HashMap', '()V');
      for (const [key, value] of Object.entries(environment(vm)))
        yield* vm.call(
          made,
          'put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;',
          vm.string(key),
          vm.string(value),
        );
      return yield* vm.callStatic<Ref>(
        'java/util/Collections',
        'unmodifiableMap(Ljava/util/Map;)Ljava/util/Map;',
        made,
      );
    },
    'static void loadLibrary(String)': (vm, name: JavaString | null) => loadLibrary(vm, name),
    'static void load(String)': (vm, name: JavaString | null) => loadLibrary(vm, name),
    'static String mapLibraryName(String)': (vm, name: JavaString | null) => `lib${vm.text(name)}.so`,
    'static void exit(int)': (vm, status: number) => exit(vm, status),
    'static void gc()': () => undefined,
    'static void runFinalization()': () => undefined,
    'static java/lang/SecurityManager getSecurityManager()': () => null,
    'static void setOut(PrintStream)': (vm, stream: Ref) =>
      vm.setStatic(vm.classes.platformClass('java/lang/System'), 'out:Ljava/io/PrintStream;', stream),
    'static void setErr(PrintStream)': (vm, stream: Ref) =>
      vm.setStatic(vm.classes.platformClass('java/lang/System'), 'err:Ljava/io/PrintStream;', stream),
  }),
);

/** Android's environment of an app process, beside what the phone adds. */
function environment(vm: Machine): Readonly<Record<string, string>> {
  return {
    ANDROID_DATA: '/data',
    ANDROID_ROOT: '/system',
    EXTERNAL_STORAGE: '/sdcard',
    PATH: '/product/bin:/apex/com.android.runtime/bin:/system/bin:/system/xbin:/vendor/bin',
    ...javaHost(vm).environment,
  };
}

const theRuntime = perMachine((vm) => vm.newObject('java/lang/Runtime'));

type ProcessPeer = { stdout: string; exitCode: number; labels?: number };
type Process = JavaObject<ProcessPeer>;

/** Answers a command from the device's script. Without one, nothing can be executed, and Java says so. */
export function execute(vm: Machine, command: readonly string[]): Process {
  const answer = javaHost(vm).shell?.(command);
  if (answer === undefined) {
    vm.gap('PARTIAL_MODEL', `command ${command[0] ?? ''}`);
    return vm.throwNew(
      'java/io/IOException',
      `Cannot run program "${command[0] ?? ''}": error=2, No such file or directory`,
    );
  }
  const made = vm.newObject<ProcessPeer>('java/lang/Process');
  made.peer = answer;
  vm.addLabel(made, answer.labels ?? 0);
  return made;
}

function texts(vm: Machine, array: JavaArray | null): string[] {
  if (array === null) return vm.throwNew('java/lang/NullPointerException');
  return refsOf(array).map((item) => vm.text(item));
}

function words(vm: Machine, command: JavaString | null): string[] {
  return vm
    .text(command)
    .split(/[ \t\n\r\f]+/)
    .filter((word) => word !== '');
}

const MB = 1024 * 1024;

const runtime = defineClass({
  name: 'java/lang/Runtime',
  methods: methods({
    'static Runtime getRuntime()': (vm) => theRuntime(vm),
    'int availableProcessors()': () => 8,
    'long maxMemory()': () => BigInt(256 * MB),
    'long totalMemory()': () => BigInt(64 * MB),
    'long freeMemory()': () => BigInt(32 * MB),
    'void gc()': () => undefined,
    'void runFinalization()': () => undefined,
    'void addShutdownHook(Thread)': () => undefined,
    'boolean removeShutdownHook(Thread)': () => false,
    'void exit(int)': (vm, _self: HeapObject, status: number) => exit(vm, status),
    'void halt(int)': (vm, _self: HeapObject, status: number) => exit(vm, status),
    'void loadLibrary(String)': (vm, _self: HeapObject, name: JavaString | null) => loadLibrary(vm, name),
    'void load(String)': (vm, _self: HeapObject, name: JavaString | null) => loadLibrary(vm, name),
    'Process exec(String)': (vm, _self: HeapObject, command: JavaString | null) =>
      execute(vm, words(vm, command)),
    'Process exec(String[])': (vm, _self: HeapObject, command: JavaArray | null) =>
      execute(vm, texts(vm, command)),
    'Process exec(String, String[])': (vm, _self: HeapObject, command: JavaString | null, _env: Ref) =>
      execute(vm, words(vm, command)),
    'Process exec(String[], String[])': (vm, _self: HeapObject, command: JavaArray | null, _env: Ref) =>
      execute(vm, texts(vm, command)),
    'Process exec(String[], String[], File)': (
      vm,
      _self: HeapObject,
      command: JavaArray | null,
      _env: Ref,
      _folder: Ref,
    ) => execute(vm, texts(vm, command)),
  }),
});

function stream(vm: Machine, text: string, labels = 0): Steps<HeapObject> {
  const bytes = vm.byteArray(new TextEncoder().encode(text));
  vm.addLabel(bytes, labels);
  return vm.construct('java/io/ByteArrayInputStream', '([B)V', bytes);
}

const process = defineClass({
  name: 'java/lang/Process',
  methods: methods({
    'InputStream getInputStream()': (vm, self: Process) => stream(vm, self.peer.stdout, self.peer.labels),
    'InputStream getErrorStream()': (vm, _self: Process) => stream(vm, ''),
    'OutputStream getOutputStream()': (vm, _self: Process) =>
      vm.construct('java/io/ByteArrayOutputStream', '()V'),
    'int waitFor()': (_vm, self: Process) => self.peer.exitCode,
    'boolean waitFor(long, TimeUnit)': () => true,
    'int exitValue()': (_vm, self: Process) => self.peer.exitCode,
    'boolean isAlive()': () => false,
    'void destroy()': () => undefined,
    'Process destroyForcibly()': (_vm, self: Process) => self,
  }),
});

type Builder = JavaObject<{ command: Ref; environment: Ref }>;

const processBuilder = defineClass({
  name: 'java/lang/ProcessBuilder',
  flags: 'final',
  methods: methods({
    'new(String[])': function* (vm, self: Builder, command: JavaArray) {
      const list = yield* vm.callStatic<Ref>(
        'java/util/Arrays',
        'asList([Ljava/lang/Object;)Ljava/util/List;',
        command,
      );
      self.peer = { command: list, environment: null };
    },
    'new(List)': (_vm, self: Builder, command: Ref) => {
      self.peer = { command, environment: null };
    },
    'ProcessBuilder command(List)': (_vm, self: Builder, command: Ref) => {
      self.peer.command = command;
      return self;
    },
    'ProcessBuilder command(String[])': function* (vm, self: Builder, command: JavaArray) {
      self.peer.command = yield* vm.callStatic<Ref>(
        'java/util/Arrays',
        'asList([Ljava/lang/Object;)Ljava/util/List;',
        command,
      );
      return self;
    },
    'List command()': (_vm, self: Builder) => self.peer.command,
    'ProcessBuilder redirectErrorStream(boolean)': (_vm, self: Builder, _on: boolean) => self,
    'ProcessBuilder directory(File)': (_vm, self: Builder, _folder: Ref) => self,
    'Map environment()': function* (vm, self: Builder) {
      self.peer.environment ??= yield* vm.construct('java/util/HashMap', '()V');
      return self.peer.environment;
    },
    'Process start()': function* (vm, self: Builder) {
      const array = yield* vm.call<JavaArray>(self.peer.command, 'toArray()[Ljava/lang/Object;');
      return execute(vm, texts(vm, array));
    },
  }),
});

export const classes: readonly ClassModel[] = [system, runtime, process, processBuilder];
