import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, Machine } from '../../machine/index.ts';
import { throwableClass } from '../../java/lang/throwable.ts';
import { makeList, makeObject } from '../support/java-values.ts';
import { holds } from '../support/require-permission.ts';
import { answerLater } from '../support/run-on-executor.ts';

const errorSecurity = 5;
const callbackArguments = 'Ljava/util/concurrent/Executor;Landroid/os/OutcomeReceiver;';
const exception = 'android/health/connect/HealthConnectException';

const refusal = throwableClass(exception, 'java/lang/RuntimeException');

/** Any of the permissions to read; which of them a record needs is not told apart. */
const readPermissions = [
  'health.READ_STEPS',
  'health.READ_HEART_RATE',
  'health.READ_SLEEP',
  'health.READ_WEIGHT',
  'health.READ_DISTANCE',
];

function readRecords(
  vm: Machine,
  _self: JavaObject,
  _request: HeapObject | null,
  executor: HeapObject | null,
  receiver: HeapObject,
): void {
  answerLater(vm, executor, 'health records', function* () {
    if (holds(vm, ...readPermissions)) {
      const records = yield* makeList(vm, []);
      const response = makeObject(vm, 'android/health/connect/ReadRecordsResponse', { records });
      yield* vm.call(receiver, 'onResult(Ljava/lang/Object;)V', response);
      return;
    }
    const error = yield* vm.construct(exception, '(Ljava/lang/String;)V', 'Caller lacks read permissions');
    yield* vm.call(receiver, 'onError(Ljava/lang/Throwable;)V', error);
  });
}

/** android.health.connect: nothing is kept in this phone's store; without a permission even that is not told. */
export const healthClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/health/connect/HealthConnectManager',
    labels: 'container',
    methods: {
      [`readRecords(Landroid/health/connect/ReadRecordsRequest;${callbackArguments})V`]: readRecords,
    },
  }),
  defineClass({
    name: 'android/health/connect/ReadRecordsResponse',
    methods: {
      'getRecords()Ljava/util/List;': (_vm, self: JavaObject<{ records: JavaObject }>) => self.peer.records,
      'getNextPageToken()J': () => -1n,
    },
  }),
  defineClass({
    ...refusal,
    methods: { ...refusal.methods, 'getErrorCode()I': () => errorSecurity },
  }),
];

export const healthServices = [
  { serviceName: 'healthconnect', className: 'android/health/connect/HealthConnectManager' },
];
