import type { JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { SYSTEM } from '../../../system/system.ts';

/** java.util.Locale of the phone. */
export function* phoneLocale(vm: Machine): Steps<JavaObject> {
  const { language, country } = vm.attached(SYSTEM).phone.locale;
  return yield* vm.construct(
    'java/util/Locale',
    '(Ljava/lang/String;Ljava/lang/String;)V',
    language,
    country,
  );
}
