import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, Machine } from '../../machine/index.ts';
import { giveLater } from '../../system/pi-read.ts';
import { SYSTEM } from '../../system/system.ts';
import { singleton } from '../content/context-state.ts';
import { makeObject } from '../support/java-values.ts';
import { requirePermission } from '../support/require-permission.ts';
import { answerLater } from '../support/run-on-executor.ts';

type AdId = JavaObject<{ readonly id: HeapObject }>;

/** android.adservices.adid: the advertising identifier as Android itself gives it from version 13 on. */
export const adIdClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/adservices/adid/AdIdManager',
    labels: 'container',
    methods: {
      'static get(Landroid/content/Context;)Landroid/adservices/adid/AdIdManager;': (vm) =>
        singleton(vm, 'android/adservices/adid/AdIdManager'),
      'getAdId(Ljava/util/concurrent/Executor;Landroid/os/OutcomeReceiver;)V': (
        vm: Machine,
        _self: JavaObject,
        executor: HeapObject | null,
        receiver: HeapObject,
      ) => {
        requirePermission(vm, 'getAdId', 'ACCESS_ADSERVICES_AD_ID');
        const id = vm.string(vm.attached(SYSTEM).phone.ids.advertisingId);
        const adId: AdId = makeObject(vm, 'android/adservices/adid/AdId', { id });
        giveLater(vm, adId);
        answerLater(vm, executor, 'ad id', () => vm.call(receiver, 'onResult(Ljava/lang/Object;)V', adId));
      },
    },
  }),
  defineClass({
    name: 'android/adservices/adid/AdId',
    methods: {
      'getAdId()Ljava/lang/String;': (_vm, self: AdId) => self.peer.id,
      'isLimitAdTrackingEnabled()Z': () => false,
      'toString()Ljava/lang/String;': (vm, self: AdId) =>
        vm.string(`AdId{mAdId=${vm.text(self.peer.id)}, mLimitAdTrackingEnabled=false}`),
    },
  }),
];
