import { JavaString } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import type { ComponentFacts } from '../../../evidence/index.ts';
import { labelDeep, recordTextRead } from '../../system/pi-read.ts';
import { SYSTEM } from '../../system/system.ts';
import { postToComponent, runsHere } from '../app/own-process.ts';
import { fromParcel, toParcel } from '../os/parcel-across.ts';
import { receiverStateOf, registrationsOf, type Registration } from './broadcast-receiver.ts';
import { makeContextImpl } from './context-state.ts';
import { filterMatches } from './intent-filter.ts';
import { matchesFilter } from './intent-matching.ts';
import { recordIntentSink, targetOf } from './intent-sink.ts';
import { emptyIntent, makeIntent, type Intent } from './intent.ts';

/** System broadcasts that receivers in the manifest still get from apps that target Android 8 and later. */
const exempt = new Set([
  'android.intent.action.BOOT_COMPLETED',
  'android.intent.action.LOCKED_BOOT_COMPLETED',
  'android.intent.action.MY_PACKAGE_REPLACED',
  'android.intent.action.LOCALE_CHANGED',
  'android.intent.action.TIMEZONE_CHANGED',
  'android.intent.action.TIME_SET',
  'android.intent.action.NEW_OUTGOING_CALL',
  'android.intent.action.PHONE_STATE',
  'android.intent.action.HEADSET_PLUG',
  'android.intent.action.PACKAGE_FULLY_REMOVED',
  'android.intent.action.PACKAGE_DATA_CLEARED',
  'android.bluetooth.device.action.ACL_CONNECTED',
  'android.bluetooth.device.action.ACL_DISCONNECTED',
  'android.hardware.usb.action.USB_DEVICE_ATTACHED',
  'android.provider.Telephony.SMS_RECEIVED',
]);

const bootActions = new Set([
  'android.intent.action.BOOT_COMPLETED',
  'android.intent.action.LOCKED_BOOT_COMPLETED',
]);

/** Does a receiver of the manifest get a broadcast of the system? */
export function getsSystemBroadcast(
  action: string,
  targetSdk: number,
  isGranted: (permission: string) => boolean,
): boolean {
  if (bootActions.has(action) && !isGranted('android.permission.RECEIVE_BOOT_COMPLETED')) return false;
  if (action === 'android.net.conn.CONNECTIVITY_CHANGE') return targetSdk < 24;
  return targetSdk < 26 || exempt.has(action);
}

/** What the receivers of an ordered broadcast answered, as `am broadcast` prints it. */
export type BroadcastResult = { readonly code: number; readonly data: string | undefined };

/** What one receiver of an ordered broadcast hands to the next. */
type Order = { code: number; data: JavaString | null; aborted: boolean };

/** A broadcast of the system: to receivers that the app registered, and to those in its manifest that may have it. */
export function* deliverBroadcast(
  vm: Machine,
  action: string,
  extras: readonly (readonly [string, HeapObject])[],
): Steps<BroadcastResult> {
  const { app, permissions } = vm.attached(SYSTEM);
  const data = extras.find(([key]) => key === 'data')?.[1];
  const intent = makeIntent(vm, {
    ...emptyIntent(),
    action,
    dataText: data instanceof JavaString ? data.value : null,
    extras: new Map(extras),
  });
  const order: Order = { code: 0, data: null, aborted: false };
  yield* deliverToRegistered(vm, intent, order);
  if (getsSystemBroadcast(action, app.manifest.targetSdk, (name) => permissions.isGranted(name)))
    for (const component of manifestReceivers(vm, intent, true))
      if (runsHere(vm, component))
        yield* deliverToManifest(vm, component, intent, `broadcast ${action}`, '', order);
  return { code: order.code, data: order.data?.value };
}

/** Context.sendBroadcast: what stays in the app is delivered after the running work, what leaves it is recorded. */
export function sendBroadcast(vm: Machine, intent: Intent): void {
  const system = vm.attached(SYSTEM);
  const { packageName } = system.app.manifest;
  const { component, packageName: wanted, action } = intent.peer;
  const target = component?.packageName ?? wanted;
  const isForeign = target !== null && target !== packageName;
  if (isForeign) {
    recordIntentSink(vm, intent, targetOf(intent));
    system.events.record({
      kind: 'external-intent',
      action: action ?? '',
      data: intent.peer.dataText ?? '',
      targetPackage: target,
    });
    return;
  }
  // A broadcast without an address may be heard by every app.
  if (target === null) recordIntentSink(vm, intent, action ?? '');
  const copy = makeIntent(vm, { ...intent.peer, extras: new Map(intent.peer.extras) });
  system.postToMain(`broadcast ${action ?? ''}`, function* () {
    yield* deliverToRegistered(vm, copy);
    yield* deliverToOthers(vm, copy);
    for (const receiver of manifestReceivers(vm, copy, target !== null || system.app.manifest.targetSdk < 26))
      yield* deliverWhereItRuns(vm, receiver, copy, 'sendBroadcast', packageName);
  });
}

/** Gives an alarm's broadcast to its receiver. */
export function* deliverAlarmBroadcast(vm: Machine, intent: Intent): Steps<void> {
  yield* deliverToRegistered(vm, intent);
  for (const component of manifestReceivers(vm, intent, true))
    yield* deliverWhereItRuns(vm, component, intent, 'alarm', '');
}

/** Receivers that other processes of the app registered get a copy. */
function* deliverToOthers(vm: Machine, intent: Intent): Steps<void> {
  const { processes, processName } = vm.attached(SYSTEM);
  const others = processes.list().filter(({ name }) => name !== processName);
  if (others.length === 0) return;
  const parcel = yield* toParcel(vm, intent);
  for (const { name } of others)
    processes.post(name, `broadcast ${intent.peer.action ?? ''}`, function* (other) {
      yield* deliverToRegistered(other, (yield* fromParcel(other, parcel)) as Intent);
    });
}

function* deliverWhereItRuns(
  vm: Machine,
  component: ComponentFacts,
  intent: Intent,
  trigger: string,
  callerPackage: string,
): Steps<void> {
  if (runsHere(vm, component)) {
    yield* deliverToManifest(vm, component, intent, trigger, callerPackage);
    return;
  }
  const parcel = yield* toParcel(vm, intent);
  postToComponent(vm, component, `broadcast ${intent.peer.action ?? ''}`, function* (other) {
    const copy = (yield* fromParcel(other, parcel)) as Intent;
    yield* deliverToManifest(other, component, copy, trigger, callerPackage);
  });
}

function* deliverToRegistered(vm: Machine, intent: Intent, order?: Order): Steps<void> {
  const matching = registrationsOf(vm)
    .filter(({ filter }) => filterMatches(filter, intent.peer))
    .toSorted((a, b) => b.filter.peer.priority - a.filter.peer.priority);
  for (const registration of matching) yield* receive(vm, registration, intent, order);
}

/** Gives a broadcast to one registered receiver. */
export function* receive(
  vm: Machine,
  { receiver, context }: Registration,
  intent: Intent,
  order?: Order,
): Steps<void> {
  if (order?.aborted) return;
  recordAction(vm, intent);
  yield* call(vm, receiver, context, intent, order);
}

function* call(
  vm: Machine,
  receiver: HeapObject,
  context: JavaObject,
  intent: Intent,
  order?: Order,
): Steps<void> {
  const state = receiverStateOf(receiver as JavaObject);
  state.isOrdered = order !== undefined;
  if (order) Object.assign(state, { resultCode: order.code, resultData: order.data, aborted: false });
  yield* vm.call(receiver, 'onReceive(Landroid/content/Context;Landroid/content/Intent;)V', context, intent);
  if (order) Object.assign(order, { code: state.resultCode, data: state.resultData, aborted: state.aborted });
}

/** Broadcasts that carry personal information are read by being received. */
function recordAction(vm: Machine, intent: Intent): void {
  const { action } = intent.peer;
  if (action === null) return;
  const labels = recordTextRead(vm, {
    channel: 'intent-action',
    text: action,
    api: 'android.content.BroadcastReceiver.onReceive',
    arguments: [action],
  });
  if (labels !== 0) labelDeep(vm, intent, labels);
}

function manifestReceivers(vm: Machine, intent: Intent, implicitToo: boolean): readonly ComponentFacts[] {
  const { components, packageName } = vm.attached(SYSTEM).app.manifest;
  const { component } = intent.peer;
  return components.filter((candidate) => {
    if (candidate.kind !== 'receiver') return false;
    if (component) return component.packageName === packageName && candidate.name === component.className;
    return (
      implicitToo &&
      candidate.enabled &&
      candidate.intentFilters.some((filter) => matchesFilter(filter, intent.peer, false))
    );
  });
}

function* deliverToManifest(
  vm: Machine,
  component: ComponentFacts,
  intent: Intent,
  trigger: string,
  callerPackage: string,
  order?: Order,
): Steps<void> {
  if (order?.aborted) return;
  const system = vm.attached(SYSTEM);
  system.events.record({
    kind: 'component-start',
    component: component.name,
    componentKind: 'receiver',
    trigger,
    callerPackage,
  });
  recordAction(vm, intent);
  const receiver = yield* vm.construct(component.name.replaceAll('.', '/'), '()V');
  const context = makeContextImpl(vm, system.application);
  yield* call(vm, receiver, context, intent, order);
}
