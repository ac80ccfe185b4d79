import { defineClass } from '../../machine/index.ts';
import type { ClassModel, Machine } from '../../machine/index.ts';
import type { PhoneProfile } from '../../system/phone-profile.ts';
import { SYSTEM } from '../../system/system.ts';

const id = (read: (ids: PhoneProfile['ids']) => string) => (vm: Machine) =>
  read(vm.attached(SYSTEM).phone.ids);

/** The hidden class by which phones of some makers give out the anonymous ids; apps reach it by reflection. */
export const idProvider: ClassModel = defineClass({
  name: 'com/android/id/impl/IdProviderImpl',
  methods: {
    '<init>()V': () => undefined,
    'getOAID(Landroid/content/Context;)Ljava/lang/String;': id(({ oaid }) => oaid),
    'getVAID(Landroid/content/Context;)Ljava/lang/String;': id(({ vaid }) => vaid),
    'getAAID(Landroid/content/Context;)Ljava/lang/String;': id(({ aaid }) => aaid),
    // The device's own id is kept from ordinary apps.
    'getUDID(Landroid/content/Context;)Ljava/lang/String;': () => null,
  },
});
