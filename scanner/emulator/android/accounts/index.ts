import { defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaObject,
  JavaString,
  Machine,
} from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
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
