import { defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaObject,
  JavaValue,
  Machine,
  Steps,
} from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { singleton } from '../content/context-state.ts';
import type { PendingIntent } from '../app/pending-intent.ts';
import { makeIntent } from '../content/intent.ts';
import type { SystemServiceModel } from '../content/system-services.ts';
import { makeObject } from '../support/java-values.ts';
import { requirePermission } from '../support/require-permission.ts';

type Tag = JavaObject<{ readonly id: JavaArray; readonly techs: JavaArray }>;

/** Who hears of tags: in reader mode a callback, in foreground dispatch a PendingIntent. */
type Readers = { callback: HeapObject | null; dispatch: PendingIntent | null };

const readers = new WeakMap<Machine, Readers>();

function readersOf(vm: Machine): Readers {
  let known = readers.get(vm);
  if (!known) {
    known = { callback: null, dispatch: null };
    readers.set(vm, known);
  }
  return known;
}

const adapter = (vm: Machine) => singleton(vm, 'android/nfc/NfcAdapter');
const techs = ['android.nfc.tech.NfcA', 'android.nfc.tech.MifareClassic'];

/** The person holds the phone to their card; false when no screen of the app waits for one. */
export function* touchTag(vm: Machine): Steps<boolean> {
  const { callback, dispatch } = readersOf(vm);
  const id = vm.byteArray(Buffer.from(vm.attached(SYSTEM).phone.ids.nfcTag, 'hex'));
  const tag: Tag = makeObject(vm, 'android/nfc/Tag', { id, techs: vm.arrayOf('[Ljava/lang/String;', techs) });
  if (callback) {
    yield* vm.call(callback, 'onTagDiscovered(Landroid/nfc/Tag;)V', tag);
    return true;
  }
  if (!dispatch) return false;
  const { intent } = dispatch.peer;
  dispatch.peer.intent = makeIntent(vm, {
    ...intent.peer,
    action: intent.peer.action ?? 'android.nfc.action.TAG_DISCOVERED',
    extras: new Map<string, JavaValue>([
      ...intent.peer.extras,
      ['android.nfc.extra.TAG', tag],
      ['android.nfc.extra.ID', id],
    ]),
  });
  yield* vm.call(dispatch, 'send()V');
  return true;
}

/** android.nfc: the adapter is there and on; a tag comes near it when a client says so. */
export const classes: readonly ClassModel[] = [
  defineClass({
    name: 'android/nfc/NfcAdapter',
    labels: 'container',
    methods: {
      'static getDefaultAdapter(Landroid/content/Context;)Landroid/nfc/NfcAdapter;': adapter,
      'isEnabled()Z': () => true,
      'enableReaderMode(Landroid/app/Activity;Landroid/nfc/NfcAdapter$ReaderCallback;ILandroid/os/Bundle;)V':
        (vm, _self: JavaObject, _activity: JavaObject, callback: HeapObject | null) => {
          requirePermission(vm, 'enableReaderMode', 'NFC');
          readersOf(vm).callback = callback;
        },
      'disableReaderMode(Landroid/app/Activity;)V': (vm) => {
        readersOf(vm).callback = null;
      },
      'enableForegroundDispatch(Landroid/app/Activity;Landroid/app/PendingIntent;[Landroid/content/IntentFilter;[[Ljava/lang/String;)V':
        (vm, _self: JavaObject, _activity: JavaObject, intent: PendingIntent | null) => {
          requirePermission(vm, 'enableForegroundDispatch', 'NFC');
          readersOf(vm).dispatch = intent;
        },
      'disableForegroundDispatch(Landroid/app/Activity;)V': (vm) => {
        readersOf(vm).dispatch = null;
      },
    },
  }),
  defineClass({
    name: 'android/nfc/NfcManager',
    labels: 'container',
    methods: { 'getDefaultAdapter()Landroid/nfc/NfcAdapter;': adapter },
  }),
  defineClass({
    name: 'android/nfc/Tag',
    flags: 'final',
    interfaces: ['android/os/Parcelable'],
    labels: 'container',
    methods: {
      'getId()[B': (vm, self: Tag) => vm.cloneOf(self.peer.id),
      'getTechList()[Ljava/lang/String;': (_vm, self: Tag) => self.peer.techs,
      'toString()Ljava/lang/String;': () => `TAG: Tech [${techs.join(', ')}]`,
    },
  }),
];

export const services: readonly SystemServiceModel[] = [
  { serviceName: 'nfc', className: 'android/nfc/NfcManager' },
];
