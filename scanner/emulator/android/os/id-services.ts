import type { JavaObject, Machine } from '../../machine/index.ts';
import { recordRead } from '../../system/pi-read.ts';
import { SYSTEM } from '../../system/system.ts';
import type { BinderState } from './binder.ts';

/** A maker's service that gives out the anonymous id of the phone over Binder. */
export type IdService = {
  readonly packageName: string;
  readonly className: string;
  readonly descriptor: string;
  readonly action: string;
  /** Transaction codes that answer with the id as a string. */
  readonly idCodes: readonly number[];
};

const idServices: readonly IdService[] = [
  {
    packageName: 'com.huawei.hwid',
    className: 'com.huawei.hwid.opendevice.OpenDeviceService',
    descriptor: 'com.uodis.opendevice.aidl.OpenDeviceIdentifierService',
    action: 'com.uodis.opendevice.OPENIDS_SERVICE',
    idCodes: [1],
  },
  {
    packageName: 'com.heytap.openid',
    className: 'com.heytap.openid.IdentifyService',
    descriptor: 'com.heytap.openid.IOpenID',
    action: 'action.com.heytap.openid.OPEN_ID_SERVICE',
    idCodes: [1],
  },
  {
    packageName: 'com.samsung.android.deviceidservice',
    className: 'com.samsung.android.deviceidservice.DeviceIdService',
    descriptor: 'com.samsung.android.deviceidservice.IDeviceIdService',
    action: '',
    idCodes: [1],
  },
  {
    packageName: 'com.asus.msa.SupplementaryDID',
    className: 'com.asus.msa.SupplementaryDID.SupplementaryDIDService',
    descriptor: 'com.asus.msa.SupplementaryDID.IDidAidlInterface',
    action: 'com.asus.msa.action.ACCESS_DID',
    idCodes: [3],
  },
  {
    packageName: 'com.zui.deviceidservice',
    className: 'com.zui.deviceidservice.DeviceidService',
    descriptor: 'com.zui.deviceidservice.IDeviceidInterface',
    action: '',
    idCodes: [1],
  },
  {
    packageName: 'com.google.android.gms',
    className: 'com.google.android.gms.ads.identifier.service.AdvertisingIdService',
    descriptor: 'com.google.android.gms.ads.identifier.internal.IAdvertisingIdService',
    action: 'com.google.android.gms.ads.identifier.service.START',
    idCodes: [1],
  },
];

export function findIdService(action: string | null, packageName: string | null): IdService | undefined {
  return idServices.find(
    (service) =>
      (action !== null && action !== '' && service.action === action) ||
      (packageName !== null && service.action === '' && service.packageName === packageName),
  );
}

/** The service's end of the connection: answers the transactions that ask for the id, each recorded as a read. */
export function makeIdBinder(vm: Machine, service: IdService): JavaObject<BinderState> {
  const binder = vm.newObject<BinderState>('android/os/BinderProxy');
  const { ids } = vm.attached(SYSTEM).phone;
  const isGoogle = service.packageName === 'com.google.android.gms';
  binder.peer = {
    descriptor: service.descriptor,
    owner: null,
    answer: (code) => {
      if (!service.idCodes.includes(code)) return undefined;
      const value = isGoogle ? ids.advertisingId : ids.oaid;
      const labels = recordRead(vm, 'oaid', {
        api: `${service.descriptor}.transact`,
        arguments: [String(code)],
        value,
      });
      return [0, vm.string(value, labels)];
    },
  };
  return binder;
}
