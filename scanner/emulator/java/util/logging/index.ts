import { defineClass } from '../../../machine/index.ts';
import type { ClassModel, JavaObject, JavaString, Machine, NativeMethod } from '../../../machine/index.ts';
import { perMachine } from '../../java-host.ts';
import { methods } from '../../signature.ts';
import type { Ref } from '../equality.ts';

type Level = JavaObject<{ name: string; value: number }>;
type LogRecord = JavaObject<Map<string, Ref>>;
type Logger = JavaObject<{ name: string; level: Ref }>;

const LEVELS: Readonly<Record<string, number>> = {
  OFF: 2147483647,
  SEVERE: 1000,
  WARNING: 900,
  INFO: 800,
  CONFIG: 700,
  FINE: 500,
  FINER: 400,
  FINEST: 300,
  ALL: -2147483648,
};

function newLevel(vm: Machine, name: string): Level {
  const known = vm.shared.get(`level ${name}`);
  if (known !== undefined) return known as Level;
  const made = vm.newObject<Level['peer']>('java/util/logging/Level');
  made.peer = { name, value: LEVELS[name] ?? 0 };
  vm.shared.set(`level ${name}`, made);
  return made;
}

const loggers = perMachine(() => new Map<string, Logger>());

function loggerOf(vm: Machine, name: string): Logger {
  const known = loggers(vm).get(name);
  if (known !== undefined) return known;
  const made = vm.newObject<Logger['peer']>('java/util/logging/Logger');
  made.peer = { name, level: null };
  loggers(vm).set(name, made);
  return made;
}

/** What is logged goes nowhere: Android's default handler only writes to the system's log. */
const drop: NativeMethod = () => undefined;

function threshold(self: Logger): number {
  return self.peer.level === null ? 800 : (self.peer.level as Level).peer.value;
}

const LOGGER = 'java/util/logging/Logger';
const LEVEL = 'java/util/logging/Level';

const RECORD = 'java/util/logging/LogRecord';

/** What a LogRecord keeps, each with a getter and a setter. */
const RECORD_PARTS: Readonly<Record<string, string>> = {
  Level: LEVEL,
  Message: 'String',
  LoggerName: 'String',
  SourceClassName: 'String',
  SourceMethodName: 'String',
  Thrown: 'Throwable',
  Parameters: 'Object[]',
};

/** As much of java.util.logging as libraries touch that log through it. */
export const classes: readonly ClassModel[] = [
  defineClass({
    name: LEVEL,
    fields: Object.fromEntries(
      Object.keys(LEVELS).map((name) => [
        `static final ${name}:L${LEVEL};`,
        (vm: Machine) => newLevel(vm, name),
      ]),
    ),
    methods: methods({
      'String getName()': (_vm, self: Level) => self.peer.name,
      'final int intValue()': (_vm, self: Level) => self.peer.value,
      'String toString()': (_vm, self: Level) => self.peer.name,
    }),
  }),
  defineClass({
    name: LOGGER,
    methods: methods({
      [`static ${LOGGER} getLogger(String)`]: (vm: Machine, name: Ref) => loggerOf(vm, vm.text(name)),
      [`static ${LOGGER} getAnonymousLogger()`]: (vm: Machine) => loggerOf(vm, ''),
      [`static ${LOGGER} getGlobal()`]: (vm: Machine) => loggerOf(vm, 'global'),
      'String getName()': (_vm, self: Logger) => self.peer.name,
      [`boolean isLoggable(${LEVEL})`]: (_vm: Machine, self: Logger, level: Level) =>
        level.peer.value >= threshold(self) && threshold(self) !== LEVELS.OFF,
      [`void setLevel(${LEVEL})`]: (_vm: Machine, self: Logger, level: Ref) => {
        self.peer.level = level;
      },
      [`${LEVEL} getLevel()`]: (_vm: Machine, self: Logger) => self.peer.level,
      'void setUseParentHandlers(boolean)': drop,
      [`void log(${LEVEL}, String)`]: drop,
      [`void log(${RECORD})`]: drop,
      [`void log(${LEVEL}, String, Object)`]: drop,
      [`void log(${LEVEL}, String, Object[])`]: drop,
      [`void log(${LEVEL}, String, Throwable)`]: drop,
      ...Object.fromEntries(
        ['severe', 'warning', 'info', 'config', 'fine', 'finer', 'finest'].map((name) => [
          `void ${name}(String)`,
          drop,
        ]),
      ),
    }),
  }),
  defineClass({
    name: RECORD,
    interfaces: ['java/io/Serializable'],
    labels: 'container',
    methods: methods({
      [`new(${LEVEL}, String)`]: (vm: Machine, self: LogRecord, level: Ref, message: Ref) => {
        self.peer = new Map([
          ['Level', level],
          ['Message', message],
        ]);
        self.peer.set('millis', vm.string(String(vm.epochMs)));
      },
      'long getMillis()': (_vm: Machine, self: LogRecord) =>
        BigInt((self.peer.get('millis') as JavaString).value),
      ...Object.fromEntries(
        Object.entries(RECORD_PARTS).flatMap(([name, type]) => [
          [`${type} get${name}()`, (_vm: Machine, self: LogRecord): Ref => self.peer.get(name) ?? null],
          [
            `void set${name}(${type})`,
            (_vm: Machine, self: LogRecord, value: Ref): void => void self.peer.set(name, value),
          ],
        ]),
      ),
    }),
  }),
];
