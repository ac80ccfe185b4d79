import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { makeList, makeObject } from '../support/java-values.ts';
import { apiLevel, holds, requirePermission } from '../support/require-permission.ts';

type Subscription = {
  readonly iccid: string;
  readonly number: string;
  readonly carrier: string;
  readonly mcc: number;
  readonly mnc: number;
  readonly countryIso: string;
};
type SubscriptionInfo = JavaObject<Subscription>;

function makeInfo(vm: Machine): SubscriptionInfo {
  const { ids, operator } = vm.attached(SYSTEM).phone;
  return makeObject(vm, 'android/telephony/SubscriptionInfo', {
    // From Android 10 the card's number is for privileged apps.
    iccid: apiLevel(vm) >= 29 ? '' : ids.iccid,
    number: apiLevel(vm) < 30 || holds(vm, 'READ_PHONE_NUMBERS', 'READ_SMS') ? ids.phoneNumber : '',
    carrier: operator.name,
    mcc: Number(operator.numeric.slice(0, 3)),
    mnc: Number(operator.numeric.slice(3)),
    countryIso: operator.countryIso,
  });
}

const check = (vm: Machine, name: string) => requirePermission(vm, name, 'READ_PHONE_STATE');

const getInfo = (vm: Machine) => {
  check(vm, 'getActiveSubscriptionInfo');
  return makeInfo(vm);
};

export const subscriptionManager = defineClass({
  name: 'android/telephony/SubscriptionManager',
  methods: {
    'static from(Landroid/content/Context;)Landroid/telephony/SubscriptionManager;': (
      vm,
      context: HeapObject,
    ) =>
      vm.call(
        context,
        'getSystemService(Ljava/lang/String;)Ljava/lang/Object;',
        'telephony_subscription_service',
      ),
    'getActiveSubscriptionInfoList()Ljava/util/List;': (vm) => {
      check(vm, 'getActiveSubscriptionInfoList');
      return makeList(vm, [makeInfo(vm)]);
    },
    'getActiveSubscriptionInfo(I)Landroid/telephony/SubscriptionInfo;': getInfo,
    'getActiveSubscriptionInfoForSimSlotIndex(I)Landroid/telephony/SubscriptionInfo;': getInfo,
    'getActiveSubscriptionInfoCount()I': (vm) => {
      check(vm, 'getActiveSubscriptionInfoCount');
      return 1;
    },
    'getActiveSubscriptionInfoCountMax()I': () => 2,
    'getPhoneNumber(I)Ljava/lang/String;': (vm) => {
      requirePermission(vm, 'getPhoneNumber', 'READ_PHONE_NUMBERS');
      return vm.attached(SYSTEM).phone.ids.phoneNumber;
    },
    'static getDefaultSubscriptionId()I': () => 1,
    'static getDefaultDataSubscriptionId()I': () => 1,
    'static getDefaultSmsSubscriptionId()I': () => 1,
    'static getDefaultVoiceSubscriptionId()I': () => 1,
    'static getActiveDataSubscriptionId()I': () => 1,
    'static getSlotIndex(I)I': () => 0,
    'isNetworkRoaming(I)Z': () => false,
    'addOnSubscriptionsChangedListener(Landroid/telephony/SubscriptionManager$OnSubscriptionsChangedListener;)V':
      () => undefined,
    'removeOnSubscriptionsChangedListener(Landroid/telephony/SubscriptionManager$OnSubscriptionsChangedListener;)V':
      () => undefined,
  },
});

export const subscriptionInfo = defineClass({
  name: 'android/telephony/SubscriptionInfo',
  methods: {
    'getIccId()Ljava/lang/String;': (_vm, self: SubscriptionInfo) => self.peer.iccid,
    'getNumber()Ljava/lang/String;': (_vm, self: SubscriptionInfo) => self.peer.number,
    'getCarrierName()Ljava/lang/CharSequence;': (_vm, self: SubscriptionInfo) => self.peer.carrier,
    'getDisplayName()Ljava/lang/CharSequence;': (_vm, self: SubscriptionInfo) => self.peer.carrier,
    'getMcc()I': (_vm, self: SubscriptionInfo) => self.peer.mcc,
    'getMnc()I': (_vm, self: SubscriptionInfo) => self.peer.mnc,
    'getCountryIso()Ljava/lang/String;': (_vm, self: SubscriptionInfo) => self.peer.countryIso,
    'getSubscriptionId()I': () => 1,
    'getSimSlotIndex()I': () => 0,
    'getDataRoaming()I': () => 0,
    'isEmbedded()Z': () => false,
  },
});
