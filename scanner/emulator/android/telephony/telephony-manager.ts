import { UNKNOWN, defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, JavaValue, Machine, NativeMethod } from '../../machine/index.ts';
import { canReadHardwareIds } from '../../system/permission-rules.ts';
import { giveLater } from '../../system/pi-read.ts';
import type { PhoneProfile } from '../../system/phone-profile.ts';
import { SYSTEM } from '../../system/system.ts';
import { makeList } from '../support/java-values.ts';
import { apiLevel, holds, requirePermission, targetSdk } from '../support/require-permission.ts';
import { makeCellInfos, makeCellLocation } from './cells.ts';

const simReady = 5;
const phoneTypeGsm = 1;
const networkTypeLte = 13;
const dataConnected = 2;

/**
 * A hardware identifier: from Android 10 apps that target it get SecurityException, older ones null where they hold
 * READ_PHONE_STATE; before Android 10 that permission opens it.
 */
function hardwareId(name: string, read: (phone: PhoneProfile, slot: number) => string | null): NativeMethod {
  return (vm: Machine, ...args: never[]) => {
    const slot: JavaValue = args[1];
    const isGranted = holds(vm, 'READ_PHONE_STATE');
    const { phone, uid } = vm.attached(SYSTEM);
    if (canReadHardwareIds(phone.apiLevel)) {
      if (!isGranted) requirePermission(vm, name, 'READ_PHONE_STATE');
      return read(phone, typeof slot === 'number' && slot === 1 ? 1 : 0);
    }
    if (isGranted && targetSdk(vm) < 29) return null;
    return vm.throwNew(
      'java/lang/SecurityException',
      `${name}: The user ${uid} does not meet the requirements to access device identifiers.`,
    );
  };
}

function fromPhone(read: (phone: PhoneProfile) => JavaValue): NativeMethod {
  return (vm: Machine) => read(vm.attached(SYSTEM).phone);
}

function needing(permission: string, name: string, read: (phone: PhoneProfile) => JavaValue): NativeMethod {
  return (vm: Machine) => {
    requirePermission(vm, name, permission);
    return read(vm.attached(SYSTEM).phone);
  };
}

function requireNumberPermission(vm: Machine): void {
  // READ_PHONE_STATE opened the number to apps that target Android 10 and lower.
  const names =
    targetSdk(vm) < 30
      ? ['READ_PHONE_STATE', 'READ_SMS', 'READ_PHONE_NUMBERS']
      : ['READ_PHONE_NUMBERS', 'READ_SMS'];
  requirePermission(vm, 'getLine1NumberForDisplay', ...names);
}

function requireCellPermission(vm: Machine, name: string): void {
  if (apiLevel(vm) >= 29) requirePermission(vm, name, 'ACCESS_FINE_LOCATION');
  else requirePermission(vm, name, 'ACCESS_COARSE_LOCATION', 'ACCESS_FINE_LOCATION');
}

const imei = hardwareId('getImeiForSlot', ({ ids }, slot) => ids.imei[slot] ?? ids.imei[0]);
const meid = hardwareId('getMeidForSlot', ({ ids }) => ids.meid);
const imsi = hardwareId('getSubscriberId', ({ ids }) => ids.imsi);
const iccid = hardwareId('getIccSerialNumber', ({ ids }) => ids.iccid);

export const telephonyManager = defineClass({
  name: 'android/telephony/TelephonyManager',
  methods: {
    'static from(Landroid/content/Context;)Landroid/telephony/TelephonyManager;': (vm, context: HeapObject) =>
      vm.call(context, 'getSystemService(Ljava/lang/String;)Ljava/lang/Object;', 'phone'),
    'getDeviceId()Ljava/lang/String;': imei,
    'getDeviceId(I)Ljava/lang/String;': imei,
    'getImei()Ljava/lang/String;': imei,
    'getImei(I)Ljava/lang/String;': imei,
    'getPrimaryImei()Ljava/lang/String;': imei,
    'getMeid()Ljava/lang/String;': meid,
    'getMeid(I)Ljava/lang/String;': meid,
    'getTypeAllocationCode()Ljava/lang/String;': fromPhone(({ ids }) => ids.imei[0].slice(0, 8)),
    'getManufacturerCode()Ljava/lang/String;': fromPhone(({ ids }) => ids.meid.slice(0, 8)),
    'getSubscriberId()Ljava/lang/String;': imsi,
    'getSubscriberId(I)Ljava/lang/String;': imsi,
    // Of CDMA networks; this phone's card is of another kind.
    'getNai()Ljava/lang/String;': hardwareId('getNaiForSubscriber', () => null),
    'getSimSerialNumber()Ljava/lang/String;': iccid,
    'getSimSerialNumber(I)Ljava/lang/String;': iccid,
    'getDeviceSoftwareVersion()Ljava/lang/String;': needing(
      'READ_PHONE_STATE',
      'getDeviceSoftwareVersion',
      () => '01',
    ),
    'getLine1Number()Ljava/lang/String;': (vm) => {
      requireNumberPermission(vm);
      return vm.attached(SYSTEM).phone.ids.phoneNumber;
    },
    'getMsisdn()Ljava/lang/String;': (vm) => {
      requireNumberPermission(vm);
      return vm.attached(SYSTEM).phone.ids.phoneNumber;
    },
    'getVoiceMailNumber()Ljava/lang/String;': needing('READ_PHONE_STATE', 'getVoiceMailNumber', () => null),
    'getGroupIdLevel1()Ljava/lang/String;': needing('READ_PHONE_STATE', 'getGroupIdLevel1', () => null),

    'getSimOperator()Ljava/lang/String;': fromPhone(({ operator }) => operator.numeric),
    'getSimOperatorName()Ljava/lang/String;': fromPhone(({ operator }) => operator.name),
    'getNetworkOperator()Ljava/lang/String;': fromPhone(({ operator }) => operator.numeric),
    'getNetworkOperatorName()Ljava/lang/String;': fromPhone(({ operator }) => operator.name),
    'getSimCountryIso()Ljava/lang/String;': fromPhone(({ operator }) => operator.countryIso),
    'getNetworkCountryIso()Ljava/lang/String;': fromPhone(({ operator }) => operator.countryIso),
    'getSimCarrierIdName()Ljava/lang/CharSequence;': fromPhone(({ operator }) => operator.name),
    'getSimState()I': () => simReady,
    'getSimState(I)I': () => simReady,
    'hasIccCard()Z': () => true,
    'getPhoneType()I': () => phoneTypeGsm,
    'getPhoneCount()I': () => 2,
    'getActiveModemCount()I': () => 2,
    'isSmsCapable()Z': () => true,
    'isVoiceCapable()Z': () => true,
    'isNetworkRoaming()Z': () => false,
    'getCallState()I': (vm) => {
      // From Android 12 the call state needs the permission for apps that target it.
      if (apiLevel(vm) >= 31 && targetSdk(vm) >= 31)
        requirePermission(vm, 'getCallState', 'READ_PHONE_STATE');
      return 0;
    },
    'getDataState()I': () => dataConnected,
    'getDataActivity()I': () => 0,
    'isDataEnabled()Z': () => true,
    'getNetworkType()I': (vm) => {
      if (targetSdk(vm) >= 30)
        requirePermission(vm, 'getNetworkType', 'READ_PHONE_STATE', 'READ_BASIC_PHONE_STATE');
      return networkTypeLte;
    },
    'getDataNetworkType()I': needing(
      'READ_PHONE_STATE',
      'getDataNetworkTypeForSubscriber',
      () => networkTypeLte,
    ),
    'getVoiceNetworkType()I': needing(
      'READ_PHONE_STATE',
      'getVoiceNetworkTypeForSubscriber',
      () => networkTypeLte,
    ),

    'getCellLocation()Landroid/telephony/CellLocation;': (vm) => {
      requireCellPermission(vm, 'getCellLocation');
      return makeCellLocation(vm);
    },
    'getAllCellInfo()Ljava/util/List;': (vm) => {
      requireCellPermission(vm, 'getAllCellInfo');
      return makeList(vm, makeCellInfos(vm));
    },
    'getNeighboringCellInfo()Ljava/util/List;': (vm) => {
      requireCellPermission(vm, 'getNeighboringCellInfo');
      return makeList(vm, []);
    },
    'requestCellInfoUpdate(Ljava/util/concurrent/Executor;Landroid/telephony/TelephonyManager$CellInfoCallback;)V':
      function* (vm, _self: JavaObject, _executor: HeapObject, callback: HeapObject) {
        requireCellPermission(vm, 'requestCellInfoUpdate');
        const list = yield* makeList(vm, makeCellInfos(vm));
        giveLater(vm, list);
        vm.attached(SYSTEM).postToMain('cell info', () =>
          vm.call(callback, 'onCellInfo(Ljava/util/List;)V', list),
        );
      },
    'getServiceState()Landroid/telephony/ServiceState;': (vm) => {
      requirePermission(vm, 'getServiceState', 'READ_PHONE_STATE');
      return UNKNOWN;
    },
    'getUiccCardsInfo()Ljava/util/List;': (vm) =>
      vm.throwNew('java/lang/SecurityException', 'getUiccCardsInfo: requires carrier privileges.'),
    'listen(Landroid/telephony/PhoneStateListener;I)V': (
      vm,
      _self: JavaObject,
      _listener: HeapObject,
      what: number,
    ) => {
      const callState = 0x20;
      const cellInfo = 0x400;
      const cellLocation = 0x10;
      if ((what & (cellInfo | cellLocation)) !== 0 && targetSdk(vm) >= 29)
        requireCellPermission(vm, 'listen');
      if ((what & callState) !== 0 && apiLevel(vm) >= 31 && targetSdk(vm) >= 31)
        requirePermission(vm, 'listen', 'READ_PHONE_STATE');
    },
    'registerTelephonyCallback(Ljava/util/concurrent/Executor;Landroid/telephony/TelephonyCallback;)V': () =>
      undefined,
    'unregisterTelephonyCallback(Landroid/telephony/TelephonyCallback;)V': () => undefined,
    'createForSubscriptionId(I)Landroid/telephony/TelephonyManager;': (_vm, self: JavaObject) => self,
    'getMmsUserAgent()Ljava/lang/String;': fromPhone(({ build }) => build.model),
  },
});

export const phoneStateListener = defineClass({
  name: 'android/telephony/PhoneStateListener',
  methods: {
    '<init>()V': () => undefined,
    '<init>(Ljava/util/concurrent/Executor;)V': () => undefined,
    'onCallStateChanged(ILjava/lang/String;)V': () => undefined,
    'onCellLocationChanged(Landroid/telephony/CellLocation;)V': () => undefined,
    'onCellInfoChanged(Ljava/util/List;)V': () => undefined,
    'onServiceStateChanged(Landroid/telephony/ServiceState;)V': () => undefined,
    'onDataConnectionStateChanged(I)V': () => undefined,
    'onDataConnectionStateChanged(II)V': () => undefined,
    'onSignalStrengthsChanged(Landroid/telephony/SignalStrength;)V': () => undefined,
  },
});

export const telephonyCallback = defineClass({
  name: 'android/telephony/TelephonyCallback',
  flags: 'abstract',
  methods: { '<init>()V': () => undefined },
});

/** TelecomManager as far as apps ask it for the phone's number and calls. */
export const telecomManager = defineClass({
  name: 'android/telecom/TelecomManager',
  methods: {
    'getLine1Number(Landroid/telecom/PhoneAccountHandle;)Ljava/lang/String;': (vm) => {
      requireNumberPermission(vm);
      return vm.attached(SYSTEM).phone.ids.phoneNumber;
    },
    'isInCall()Z': (vm) => {
      requirePermission(vm, 'isInCall', 'READ_PHONE_STATE');
      return false;
    },
    'getCallCapablePhoneAccounts()Ljava/util/List;': (vm) => {
      requirePermission(vm, 'getCallCapablePhoneAccounts', 'READ_PHONE_STATE');
      return makeList(vm, []);
    },
    'getPhoneAccountsSupportingScheme(Ljava/lang/String;)Ljava/util/List;': (vm) => {
      requirePermission(vm, 'getPhoneAccountsSupportingScheme', 'READ_PRIVILEGED_PHONE_STATE');
      return makeList(vm, []);
    },
    'getDefaultDialerPackage()Ljava/lang/String;': () => 'com.android.dialer',
  },
});
