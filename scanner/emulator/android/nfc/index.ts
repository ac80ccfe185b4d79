import { defineClass } from '../../machine/index.ts';
import type { ClassModel, Machine } from '../../machine/index.ts';
import { singleton } from '../content/context-state.ts';
import type { SystemServiceModel } from '../content/system-services.ts';
import { requirePermission } from '../support/require-permission.ts';

const adapter = (vm: Machine) => singleton(vm, 'android/nfc/NfcAdapter');

/** android.nfc: the adapter is there and on; no tag ever comes near it. */
export const classes: readonly ClassModel[] = [
  defineClass({
    name: 'android/nfc/NfcAdapter',
    labels: 'container',
    methods: {
      'static getDefaultAdapter(Landroid/content/Context;)Landroid/nfc/NfcAdapter;': adapter,
      'isEnabled()Z': () => true,
      'enableReaderMode(Landroid/app/Activity;Landroid/nfc/NfcAdapter$ReaderCallback;ILandroid/os/Bundle;)V':
        (vm) => requirePermission(vm, 'enableReaderMode', 'NFC'),
      'disableReaderMode(Landroid/app/Activity;)V': () => undefined,
      'enableForegroundDispatch(Landroid/app/Activity;Landroid/app/PendingIntent;[Landroid/content/IntentFilter;[[Ljava/lang/String;)V':
        (vm) => requirePermission(vm, 'enableForegroundDispatch', 'NFC'),
      'disableForegroundDispatch(Landroid/app/Activity;)V': () => undefined,
    },
  }),
  defineClass({
    name: 'android/nfc/NfcManager',
    labels: 'container',
    methods: { 'getDefaultAdapter()Landroid/nfc/NfcAdapter;': adapter },
  }),
];

export const services: readonly SystemServiceModel[] = [
  { serviceName: 'nfc', className: 'android/nfc/NfcManager' },
];
