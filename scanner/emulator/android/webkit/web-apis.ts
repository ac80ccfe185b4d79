import { defineClass, type ClassModel } from '../../machine/index.ts';
import type { JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import type { PageAnswer } from '../../web/messages.ts';
import { onMain } from './threads.ts';
import { webOf } from './web-state.ts';

const callback$ = 'Landroid/webkit/GeolocationPermissions$Callback;';
type Answer = { allowed: boolean | undefined };

/** What scripts ask of the web platform that is the person's: the place is given as Android gives it, the rest is a gap. */
export function* askWebApi(
  vm: Machine,
  web: JavaObject,
  method: string,
  args: readonly unknown[],
  pageUrl: string,
): Steps<PageAnswer> {
  if (method === 'geolocation') return yield* locate(vm, web, pageUrl);
  vm.gap('PARTIAL_MODEL', `android/webkit/WebView ${String(args[0]).slice(0, 60)}`);
  return { kind: 'value', json: '{}' };
}

/** Both the app's permission and the app's client have to let the page know where the phone is. */
function* locate(vm: Machine, web: JavaObject, pageUrl: string): Steps<PageAnswer> {
  const system = vm.attached(SYSTEM);
  const isFine = system.permissions.isGranted('android.permission.ACCESS_FINE_LOCATION');
  const mayLocate = isFine || system.permissions.isGranted('android.permission.ACCESS_COARSE_LOCATION');
  const allowed = mayLocate && (yield* isAllowed(vm, web, pageUrl));
  const { latitude, longitude, accuracyM, altitudeM } = system.phone.location;
  system.events.record(
    {
      kind: 'pi-read',
      piType: isFine || !mayLocate ? 'location_fine' : 'location_coarse',
      api: 'navigator.geolocation.getCurrentPosition',
      arguments: [pageUrl],
      ...(!allowed && { threw: 'PERMISSION_DENIED' }),
    },
    webOf(web).page?.stack ?? [],
  );
  const value = allowed
    ? { latitude, longitude, accuracy: accuracyM, altitude: altitudeM, timestamp: vm.epochMs }
    : null;
  return { kind: 'value', json: JSON.stringify({ value }) };
}

function* isAllowed(vm: Machine, web: JavaObject, pageUrl: string): Steps<boolean> {
  const { chrome } = webOf(web);
  if (!chrome) return false;
  const callback = vm.newObject<Answer>('android/webkit/GeolocationPermissions$PageCallback');
  callback.peer = { allowed: undefined };
  const origin = URL.canParse(pageUrl) ? new URL(pageUrl).origin : pageUrl;
  yield* onMain(vm, 'page location', () =>
    vm.call(
      chrome,
      `onGeolocationPermissionsShowPrompt(Ljava/lang/String;${callback$})V`,
      vm.string(origin === 'null' ? 'file://' : `${origin}/`),
      callback,
    ),
  );
  return callback.peer.allowed === true;
}

export const webApiClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/webkit/GeolocationPermissions$Callback',
    flags: 'interface',
    methods: { 'invoke(Ljava/lang/String;ZZ)V': null },
  }),
  defineClass({
    name: 'android/webkit/GeolocationPermissions$PageCallback',
    interfaces: ['android/webkit/GeolocationPermissions$Callback'],
    labels: 'container',
    methods: {
      'invoke(Ljava/lang/String;ZZ)V': (
        _vm,
        self: JavaObject<Answer>,
        _origin: JavaString | null,
        allow: boolean,
      ) => {
        self.peer.allowed ??= allow;
      },
    },
  }),
];
