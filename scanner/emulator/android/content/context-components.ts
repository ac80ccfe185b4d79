import type { ClassModel, HeapObject, JavaObject, Machine } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { bindService, startService, stopService, unbindService } from '../app/services.ts';
import { registrationsOf, stickyAction, unregister } from './broadcast-receiver.ts';
import type { ContextImpl } from './context-state.ts';
import { receive, sendBroadcast } from './deliver-broadcast.ts';
import type { IntentFilter } from './intent-filter.ts';
import { emptyIntent, makeIntent, type Intent } from './intent.ts';

type Methods = NonNullable<ClassModel['methods']>;

const intent = 'Landroid/content/Intent;';
const receiver = 'Landroid/content/BroadcastReceiver;';
const filterType = 'Landroid/content/IntentFilter;';
const connection = 'Landroid/content/ServiceConnection;';

function register(
  vm: Machine,
  self: ContextImpl,
  target: HeapObject | null,
  filter: IntentFilter,
): Intent | null {
  const action = stickyAction(filter);
  const sticky = action === undefined ? null : makeStickyIntent(vm, action);
  if (!target) return sticky;
  const registration = { receiver: target, filter, context: self.peer.outer ?? self };
  registrationsOf(vm).push(registration);
  if (sticky)
    vm.attached(SYSTEM).postToMain('sticky broadcast', function* () {
      if (registrationsOf(vm).includes(registration)) yield* receive(vm, registration, sticky);
    });
  return sticky;
}

/** A battery at 80 percent that is not charging, Wi-Fi that is on and connected. */
const stickyExtras = new Map<string, number | boolean>([
  ['level', 80],
  ['scale', 100],
  ['status', 3],
  ['health', 2],
  ['plugged', 0],
  ['temperature', 285],
  ['voltage', 4012],
  ['present', true],
  ['wifi_state', 3],
  ['previous_wifi_state', 2],
  ['noConnectivity', false],
  ['networkType', 1],
]);

function makeStickyIntent(vm: Machine, action: string): Intent {
  return makeIntent(vm, { ...emptyIntent(), action, extras: new Map(stickyExtras) });
}

const send = (vm: Machine, _self: JavaObject, sent: Intent) => sendBroadcast(vm, sent);
const registering = (vm: Machine, self: ContextImpl, target: HeapObject | null, filter: IntentFilter) =>
  register(vm, self, target, filter);

/** Starting and binding services, and broadcasts: what a context of the platform does itself. */
export const componentMethods: Methods = {
  [`startService(${intent})Landroid/content/ComponentName;`]: (
    vm: Machine,
    _self: JavaObject,
    started: Intent,
  ) => startService(vm, started),
  [`startForegroundService(${intent})Landroid/content/ComponentName;`]: (
    vm: Machine,
    _self: JavaObject,
    started: Intent,
  ) => startService(vm, started),
  [`stopService(${intent})Z`]: (vm: Machine, _self: JavaObject, stopped: Intent) => stopService(vm, stopped),
  [`bindService(${intent}${connection}I)Z`]: (
    vm: Machine,
    _self: JavaObject,
    wanted: Intent,
    target: HeapObject | null,
  ) => bindService(vm, wanted, target),
  [`bindService(${intent}ILjava/util/concurrent/Executor;${connection})Z`]: (
    vm: Machine,
    _self: JavaObject,
    wanted: Intent,
    _flags: number,
    _executor: HeapObject | null,
    target: HeapObject | null,
  ) => bindService(vm, wanted, target),
  [`unbindService(${connection})V`]: (vm: Machine, _self: JavaObject, target: HeapObject | null) =>
    unbindService(vm, target),
  [`sendBroadcast(${intent})V`]: send,
  [`sendBroadcast(${intent}Ljava/lang/String;)V`]: send,
  [`sendBroadcast(${intent}Ljava/lang/String;Landroid/os/Bundle;)V`]: send,
  [`sendOrderedBroadcast(${intent}Ljava/lang/String;)V`]: send,
  [`sendOrderedBroadcast(${intent}Ljava/lang/String;${receiver}Landroid/os/Handler;ILjava/lang/String;Landroid/os/Bundle;)V`]:
    send,
  [`sendStickyBroadcast(${intent})V`]: send,
  [`registerReceiver(${receiver}${filterType})${intent}`]: registering,
  [`registerReceiver(${receiver}${filterType}I)${intent}`]: registering,
  [`registerReceiver(${receiver}${filterType}Ljava/lang/String;Landroid/os/Handler;)${intent}`]: registering,
  [`registerReceiver(${receiver}${filterType}Ljava/lang/String;Landroid/os/Handler;I)${intent}`]: registering,
  [`unregisterReceiver(${receiver})V`]: (vm: Machine, _self: JavaObject, target: HeapObject | null) =>
    unregister(vm, target),
  'grantUriPermission(Ljava/lang/String;Landroid/net/Uri;I)V': () => undefined,
  'revokeUriPermission(Landroid/net/Uri;I)V': () => undefined,
  'checkUriPermission(Landroid/net/Uri;III)I': () => -1,
};
