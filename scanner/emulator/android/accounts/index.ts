import { HeapObject, defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  JavaArray,
  JavaObject,
  JavaString,
  JavaValue,
  Machine,
} from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { throwableClass } from '../../java/lang/throwable.ts';
import { makeObject } from '../support/java-values.ts';
import { answerLater } from '../support/run-on-executor.ts';
import type { SystemServiceModel } from '../content/system-services.ts';
import { apiLevel, holds, targetSdk } from '../support/require-permission.ts';

const text = 'Ljava/lang/String;';

/** Accounts in sight: from Android 8 only the app's own, before it all of them with GET_ACCOUNTS. */
function accounts(vm: Machine, type: JavaString | null): JavaArray {
  const isClosed = (apiLevel(vm) >= 26 && targetSdk(vm) >= 26) || !holds(vm, 'GET_ACCOUNTS');
  const found = isClosed
    ? []
    : vm.attached(SYSTEM).phone.accounts.filter((account) => type === null || account.type === type.value);
  return vm.arrayOf(
    '[Landroid/accounts/Account;',
    found.map((account) => {
      const made = vm.newObject('android/accounts/Account');
      vm.setField(made, `name:${text}`, account.name);
      vm.setField(made, `type:${text}`, account.type);
      return made;
    }),
  );
}

const futureType = 'Landroid/accounts/AccountManagerFuture;';
const futureClass = 'com/android/internal/AccountFuture';

/** What a request to the account service came to: a value, or the reason why it was refused. */
type Answer = { readonly value: JavaArray } | { readonly refusal: string };

/** A future that is done, and that its callback is told of. */
function answered(vm: Machine, answer: Answer, callback: HeapObject | null): JavaObject<Answer> {
  const future = makeObject(vm, futureClass, answer);
  if (callback) answerLater(vm, null, 'accounts', () => vm.call(callback, `run(${futureType})V`, future));
  return future;
}

/** The callback stands before the last argument, a Handler. */
function callbackAmong(args: readonly JavaValue[]): HeapObject | null {
  const callback = args.at(-2);
  return callback instanceof HeapObject ? callback : null;
}

const result = (vm: Machine, self: JavaObject<Answer>) =>
  'value' in self.peer
    ? self.peer.value
    : vm.throwNew('android/accounts/AuthenticatorException', self.peer.refusal);

const accountManager = defineClass({
  name: 'android/accounts/AccountManager',
  labels: 'container',
  methods: {
    'static get(Landroid/content/Context;)Landroid/accounts/AccountManager;': (vm, context: HeapObject) =>
      vm.call(context, `getSystemService(${text})Ljava/lang/Object;`, 'account'),
    'getAccounts()[Landroid/accounts/Account;': (vm) => accounts(vm, null),
    [`getAccountsByType(${text})[Landroid/accounts/Account;`]: (
      vm: Machine,
      _self: JavaObject,
      type: JavaString | null,
    ) => accounts(vm, type),
    [`getAccountsByTypeForPackage(${text}${text})[Landroid/accounts/Account;`]: (
      vm: Machine,
      _self: JavaObject,
      type: JavaString | null,
    ) => accounts(vm, type),
    [`getAccountsByTypeAndFeatures(${text}[${text}Landroid/accounts/AccountManagerCallback;Landroid/os/Handler;)${futureType}`]:
      (
        vm: Machine,
        _self: JavaObject,
        type: JavaString | null,
        _features: JavaArray | null,
        callback: HeapObject | null,
      ) => answered(vm, { value: accounts(vm, type) }, callback),
    ...Object.fromEntries(
      [
        `Landroid/accounts/Account;${text}Landroid/os/Bundle;Landroid/app/Activity;`,
        `Landroid/accounts/Account;${text}Landroid/os/Bundle;Z`,
        `Landroid/accounts/Account;${text}Z`,
      ].map((parameters) => [
        `getAuthToken(${parameters}Landroid/accounts/AccountManagerCallback;Landroid/os/Handler;)${futureType}`,
        (vm: Machine, _self: JavaObject, ...args: readonly JavaValue[]) =>
          answered(vm, { refusal: 'account does not exist' }, callbackAmong(args)),
      ]),
    ),
    'getAuthenticatorTypes()[Landroid/accounts/AuthenticatorDescription;': (vm) =>
      vm.newArray('[Landroid/accounts/AuthenticatorDescription;', 0),
    [`addAccountExplicitly(Landroid/accounts/Account;${text}Landroid/os/Bundle;)Z`]: () => false,
    'addOnAccountsUpdatedListener(Landroid/accounts/OnAccountsUpdateListener;Landroid/os/Handler;Z)V': () =>
      undefined,
    'removeOnAccountsUpdatedListener(Landroid/accounts/OnAccountsUpdateListener;)V': () => undefined,
  },
});

/** android.accounts */
export const classes: readonly ClassModel[] = [
  accountManager,
  throwableClass('android/accounts/AccountsException', 'java/lang/Exception'),
  throwableClass('android/accounts/AuthenticatorException', 'android/accounts/AccountsException'),
  throwableClass('android/accounts/OperationCanceledException', 'android/accounts/AccountsException'),
  defineClass({
    name: futureClass,
    interfaces: ['android/accounts/AccountManagerFuture'],
    labels: 'container',
    methods: {
      'getResult()Ljava/lang/Object;': result,
      'getResult(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;': result,
      'isDone()Z': () => true,
      'isCancelled()Z': () => false,
      'cancel(Z)Z': () => false,
    },
  }),
  defineClass({
    name: 'android/accounts/Account',
    interfaces: ['android/os/Parcelable'],
    fields: { [`final name:${text}`]: null, [`final type:${text}`]: null },
    methods: {
      [`<init>(${text}${text})V`]: (
        vm: Machine,
        self: JavaObject,
        name: JavaString | null,
        type: JavaString | null,
      ) => {
        vm.setField(self, `name:${text}`, name);
        vm.setField(self, `type:${text}`, type);
      },
    },
  }),
];

export const services: readonly SystemServiceModel[] = [
  { serviceName: 'account', className: 'android/accounts/AccountManager' },
];
