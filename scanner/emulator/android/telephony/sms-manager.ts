import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { labelsWithin } from '../../system/pi-read.ts';
import { SYSTEM } from '../../system/system.ts';
import { singleton } from '../content/context-state.ts';
import { makeList } from '../support/java-values.ts';
import { apiLevel, requirePermission } from '../support/require-permission.ts';

function send(vm: Machine, address: JavaString | null, content: HeapObject | null): void {
  if (address === null || address.value === '')
    vm.throwNew('java/lang/IllegalArgumentException', 'Invalid destinationAddress');
  requirePermission(vm, 'sendText', 'SEND_SMS');
  const { events } = vm.attached(SYSTEM);
  const labels = events.toDataLabels(vm.labels.union(labelsWithin(vm, content), vm.labelOf(address)));
  events.record({ kind: 'data-sink', sink: 'sms', target: vm.text(address), labels });
}

function* sent(vm: Machine, intent: HeapObject | null): Steps<void> {
  if (intent) yield* vm.call(intent, 'send()V');
}

const manager = (vm: Machine) => singleton(vm, 'android/telephony/SmsManager');

export const smsManager = defineClass({
  name: 'android/telephony/SmsManager',
  labels: 'container',
  methods: {
    'static getDefault()Landroid/telephony/SmsManager;': manager,
    'static getSmsManagerForSubscriptionId(I)Landroid/telephony/SmsManager;': manager,
    'createForSubscriptionId(I)Landroid/telephony/SmsManager;': manager,
    'sendTextMessage(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Landroid/app/PendingIntent;Landroid/app/PendingIntent;)V':
      function* (
        vm,
        _self: JavaObject,
        address: JavaString | null,
        _centre: JavaString | null,
        text: JavaString | null,
        sentIntent: HeapObject | null,
      ) {
        send(vm, address, text);
        yield* sent(vm, sentIntent);
      },
    'sendMultipartTextMessage(Ljava/lang/String;Ljava/lang/String;Ljava/util/ArrayList;Ljava/util/ArrayList;Ljava/util/ArrayList;)V':
      (
        vm,
        _self: JavaObject,
        address: JavaString | null,
        _centre: JavaString | null,
        parts: HeapObject | null,
      ) => send(vm, address, parts),
    'sendDataMessage(Ljava/lang/String;Ljava/lang/String;S[BLandroid/app/PendingIntent;Landroid/app/PendingIntent;)V':
      (
        vm,
        _self: JavaObject,
        address: JavaString | null,
        _centre: JavaString | null,
        _port: number,
        data: HeapObject | null,
      ) => send(vm, address, data),
    // For the card's issuer and apps of the system.
    'sendTextMessageWithoutPersisting(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Landroid/app/PendingIntent;Landroid/app/PendingIntent;)V':
      (vm) => requirePermission(vm, 'sendTextMessageWithoutPersisting', 'MODIFY_PHONE_STATE'),
    // Public to none; reached by reflection before Android 11, which renamed it. Nothing is stored on this card.
    'getAllMessagesFromIcc()Ljava/util/ArrayList;': (vm) => {
      if (apiLevel(vm) >= 30)
        vm.throwNew('java/lang/NoSuchMethodError', 'android.telephony.SmsManager.getAllMessagesFromIcc');
      requirePermission(vm, 'getAllMessagesFromIcc', 'READ_SMS');
      return makeList(vm, []);
    },
    'divideMessage(Ljava/lang/String;)Ljava/util/ArrayList;': (vm, _self: JavaObject, text: JavaString) => {
      const whole = vm.text(text);
      // Seventy UTF-16 units fit one message.
      const parts = whole.match(/[\s\S]{1,70}/g) ?? [''];
      return makeList(
        vm,
        parts.map((part) => vm.string(part, vm.labelOf(text))),
      );
    },
  },
});
