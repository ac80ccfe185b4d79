import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, Machine } from '../../machine/index.ts';
import type { PhoneProfile } from '../../system/phone-profile.ts';
import { SYSTEM } from '../../system/system.ts';
import { makeObject } from '../support/java-values.ts';

type Cell = PhoneProfile['cells'][number] & { readonly registered: boolean };
type CellObject = JavaObject<Cell>;

/** The phone's serving cell as an android.telephony.gsm.GsmCellLocation. */
export function makeCellLocation(vm: Machine): JavaObject | null {
  const [cell] = vm.attached(SYSTEM).phone.cells;
  return cell ? makeObject(vm, 'android/telephony/gsm/GsmCellLocation', { ...cell, registered: true }) : null;
}

/** All cells in reach, as CellInfoLte; the first is the serving one. */
export function makeCellInfos(vm: Machine): JavaObject[] {
  return vm
    .attached(SYSTEM)
    .phone.cells.map((cell, index) =>
      makeObject(vm, 'android/telephony/CellInfoLte', { ...cell, registered: index === 0 }),
    );
}

export const cellLocation = defineClass({
  name: 'android/telephony/CellLocation',
  flags: 'abstract',
  methods: { '<init>()V': () => undefined, 'static requestLocationUpdate()V': () => undefined },
});

export const gsmCellLocation = defineClass({
  name: 'android/telephony/gsm/GsmCellLocation',
  super: 'android/telephony/CellLocation',
  methods: {
    '<init>()V': (_vm, self: CellObject) => {
      self.peer = { mcc: -1, mnc: -1, tac: -1, ci: -1, pci: -1, dbm: 0, registered: false };
    },
    'getCid()I': (_vm, self: CellObject) => self.peer.ci,
    'getLac()I': (_vm, self: CellObject) => self.peer.tac,
    'getPsc()I': (_vm, self: CellObject) => self.peer.pci,
    'toString()Ljava/lang/String;': (_vm, self: CellObject) =>
      `[${self.peer.tac},${self.peer.ci},${self.peer.pci}]`,
  },
});

/** Of CDMA networks; this phone's card is of another kind, so that only apps make one, with nothing in it. */
export const cdmaCellLocation = defineClass({
  name: 'android/telephony/cdma/CdmaCellLocation',
  super: 'android/telephony/CellLocation',
  methods: {
    '<init>()V': () => undefined,
    'getBaseStationId()I': () => -1,
    'getNetworkId()I': () => -1,
    'getSystemId()I': () => -1,
    // Integer.MAX_VALUE stands for an unknown place.
    'getBaseStationLatitude()I': () => 0x7fffffff,
    'getBaseStationLongitude()I': () => 0x7fffffff,
  },
});

/** Apps get none: TelephonyManager.getUiccCardsInfo is for the card's issuer. */
export const uiccCardInfo = defineClass({
  name: 'android/telephony/UiccCardInfo',
  flags: 'final',
  methods: { 'getIccId()Ljava/lang/String;': () => null },
});

const part = (className: string) => (vm: Machine, self: CellObject) => makeObject(vm, className, self.peer);

export const cellInfo = defineClass({
  name: 'android/telephony/CellInfo',
  flags: 'abstract',
  methods: {
    'isRegistered()Z': (_vm, self: CellObject) => self.peer.registered,
    'getCellConnectionStatus()I': (_vm, self: CellObject) => (self.peer.registered ? 1 : 0),
    'getTimeStamp()J': (vm) => BigInt(Math.floor(vm.nowMs)) * 1_000_000n,
    'getTimestampMillis()J': (vm) => BigInt(Math.floor(vm.nowMs)),
  },
});

export const cellInfoLte = defineClass({
  name: 'android/telephony/CellInfoLte',
  super: 'android/telephony/CellInfo',
  methods: {
    'getCellIdentity()Landroid/telephony/CellIdentityLte;': part('android/telephony/CellIdentityLte'),
    'getCellSignalStrength()Landroid/telephony/CellSignalStrengthLte;': part(
      'android/telephony/CellSignalStrengthLte',
    ),
    'toString()Ljava/lang/String;': (_vm, self: CellObject) =>
      `CellInfoLte:{mRegistered=${self.peer.registered ? 'YES' : 'NO'} mCi=${self.peer.ci} mTac=${self.peer.tac}}`,
  },
});

export const cellIdentity = defineClass({ name: 'android/telephony/CellIdentity', flags: 'abstract' });

export const cellIdentityLte = defineClass({
  name: 'android/telephony/CellIdentityLte',
  super: 'android/telephony/CellIdentity',
  methods: {
    'getMcc()I': (_vm, self: CellObject) => self.peer.mcc,
    'getMnc()I': (_vm, self: CellObject) => self.peer.mnc,
    'getMccString()Ljava/lang/String;': (_vm, self: CellObject) => String(self.peer.mcc),
    'getMncString()Ljava/lang/String;': (_vm, self: CellObject) => String(self.peer.mnc).padStart(2, '0'),
    'getCi()I': (_vm, self: CellObject) => self.peer.ci,
    'getTac()I': (_vm, self: CellObject) => self.peer.tac,
    'getPci()I': (_vm, self: CellObject) => self.peer.pci,
  },
});

export const cellSignalStrength = defineClass({
  name: 'android/telephony/CellSignalStrength',
  flags: 'abstract',
});

export const cellSignalStrengthLte = defineClass({
  name: 'android/telephony/CellSignalStrengthLte',
  super: 'android/telephony/CellSignalStrength',
  methods: {
    'getDbm()I': (_vm, self: CellObject) => self.peer.dbm,
    'getLevel()I': () => 3,
    'getAsuLevel()I': (_vm, self: CellObject) => self.peer.dbm + 140,
  },
});

export const cellClasses: readonly ClassModel[] = [
  cellLocation,
  gsmCellLocation,
  cdmaCellLocation,
  uiccCardInfo,
  cellInfo,
  cellInfoLte,
  cellIdentity,
  cellIdentityLte,
  cellSignalStrength,
  cellSignalStrengthLte,
];
