import { JavaArray, bytesOf, defineClass, refsOf } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, Machine } from '../../machine/index.ts';
import { labelsWithin } from '../../system/pi-read.ts';
import { readSmsPdu, writeSmsPdu, type ReceivedSms } from '../../system/sms-pdu.ts';
import type { Intent } from '../content/intent.ts';
import { makeObject } from '../support/java-values.ts';

type Message = JavaObject<ReceivedSms & { readonly pdu: HeapObject }>;

const messageType = 'Landroid/telephony/SmsMessage;';
const text = 'Ljava/lang/String;';

/** The extras that SMS_RECEIVED comes with. */
export function smsExtras(vm: Machine, message: ReceivedSms): readonly (readonly [string, HeapObject])[] {
  const pdu = vm.byteArray(writeSmsPdu(message));
  return [
    ['pdus', vm.arrayOf('[Ljava/lang/Object;', [pdu])],
    ['format', vm.string('3gpp')],
  ];
}

function createFromPdu(vm: Machine, pdu: JavaArray | null): Message | null {
  if (!pdu) return vm.throwNew('java/lang/NullPointerException');
  const read = readSmsPdu(Uint8Array.from(bytesOf(pdu)));
  if (!read) return null;
  const message: Message = makeObject(vm, 'android/telephony/SmsMessage', { ...read, pdu });
  vm.addLabel(message, labelsWithin(vm, pdu));
  return message;
}

const address = (_vm: Machine, self: Message) => self.peer.address;
const body = (_vm: Machine, self: Message) => self.peer.body;

/** Text messages as their receivers read them. */
export const smsMessageClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/telephony/SmsMessage',
    methods: {
      [`static createFromPdu([B)${messageType}`]: createFromPdu,
      [`static createFromPdu([B${text})${messageType}`]: createFromPdu,
      [`getMessageBody()${text}`]: body,
      [`getDisplayMessageBody()${text}`]: body,
      [`getOriginatingAddress()${text}`]: address,
      [`getDisplayOriginatingAddress()${text}`]: address,
      [`getServiceCenterAddress()${text}`]: () => null,
      'getTimestampMillis()J': (_vm: Machine, self: Message) => BigInt(self.peer.sentMs),
      'getPdu()[B': (_vm: Machine, self: Message) => self.peer.pdu,
      'getStatus()I': () => 0,
      'getIndexOnIcc()I': () => -1,
      'isEmail()Z': () => false,
      'isReplace()Z': () => false,
      [`toString()${text}`]: (_vm: Machine, self: Message) => `${self.peer.address} ${self.peer.body}`,
    },
  }),
  defineClass({
    name: 'android/provider/Telephony$Sms$Intents',
    flags: 'final',
    labels: 'container',
    methods: {
      [`static getMessagesFromIntent(Landroid/content/Intent;)[${messageType}`]: (
        vm: Machine,
        intent: Intent | null,
      ) => {
        const pdus = intent?.peer.extras.get('pdus');
        if (!(pdus instanceof JavaArray)) return null;
        return vm.arrayOf(
          `[${messageType}`,
          refsOf(pdus).map((pdu) => (pdu instanceof JavaArray ? createFromPdu(vm, pdu) : null)),
        );
      },
    },
  }),
];
