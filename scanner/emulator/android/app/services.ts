import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import type { ComponentFacts } from '../../../evidence/index.ts';
import { recordTextRead } from '../../system/pi-read.ts';
import { SYSTEM } from '../../system/system.ts';
import { fromParcel, toParcel } from '../os/parcel-across.ts';
import { findProcessOf, postToComponent, runsHere } from './own-process.ts';
import { makeComponentName, type ComponentName } from '../content/component-name.ts';
import { makeContextImpl } from '../content/context-state.ts';
import { matchesFilter } from '../content/intent-matching.ts';
import { recordIntentSink, targetOf } from '../content/intent-sink.ts';
import { emptyIntent, makeIntent, type Intent } from '../content/intent.ts';
import { findIdService, makeIdBinder } from '../os/id-services.ts';

type Connection = { readonly connection: HeapObject; readonly className: string };

/** A service that runs in the app's process. */
type RunningService = {
  readonly className: string;
  readonly object: JavaObject;
  lastStartId: number;
  started: boolean;
  sticky: boolean;
  foreground: boolean;
  /** What onBind answered, for each different intent that it was bound with. */
  readonly binders: Map<string, HeapObject | null>;
};

type ServiceBook = { readonly running: Map<string, RunningService>; connections: Connection[] };
const books = new WeakMap<Machine, ServiceBook>();
const startSticky = 1;
const redeliverIntent = 3;

export function serviceBookOf(vm: Machine): ServiceBook {
  let book = books.get(vm);
  if (!book) {
    book = { running: new Map(), connections: [] };
    books.set(vm, book);
  }
  return book;
}

/** The app's service that an intent means. */
function findOwnService(vm: Machine, intent: Intent): ComponentFacts | undefined {
  const { components, packageName } = vm.attached(SYSTEM).app.manifest;
  const { component, packageName: wanted } = intent.peer;
  return components.find((candidate) => {
    if (candidate.kind !== 'service') return false;
    if (component) return component.packageName === packageName && candidate.name === component.className;
    if (wanted !== null && wanted !== packageName) return false;
    return candidate.intentFilters.some((filter) => matchesFilter(filter, intent.peer, false));
  });
}

function recordStart(vm: Machine, component: string, trigger: string, callerPackage: string): void {
  vm.attached(SYSTEM).events.record({
    kind: 'component-start',
    component,
    componentKind: 'service',
    trigger,
    callerPackage,
  });
}

function* create(
  vm: Machine,
  className: string,
  trigger: string,
  callerPackage: string,
): Steps<RunningService> {
  const { running } = serviceBookOf(vm);
  const known = running.get(className);
  if (known) return known;
  recordStart(vm, className, trigger, callerPackage);
  const object = yield* vm.construct(className.replaceAll('.', '/'), '()V');
  const service: RunningService = {
    className,
    object,
    lastStartId: 0,
    started: false,
    sticky: false,
    foreground: false,
    binders: new Map(),
  };
  running.set(className, service);
  yield* vm.call(object, 'attachBaseContext(Landroid/content/Context;)V', makeContextImpl(vm, object));
  yield* vm.call(object, 'onCreate()V');
  return service;
}

function* start(
  vm: Machine,
  className: string,
  intent: Intent | null,
  trigger: string,
  caller: string,
): Steps<void> {
  const service = yield* create(vm, className, trigger, caller);
  service.started = true;
  service.lastStartId++;
  const answer = yield* vm.call<number>(
    service.object,
    'onStartCommand(Landroid/content/Intent;II)I',
    intent,
    0,
    service.lastStartId,
  );
  service.sticky = answer === startSticky || answer === redeliverIntent;
}

/** Context.startService and startForegroundService: the service runs on the main thread, after what runs now. */
export function startService(vm: Machine, intent: Intent): ComponentName | null {
  const system = vm.attached(SYSTEM);
  const own = findOwnService(vm, intent);
  if (!own) {
    const target = intent.peer.component?.packageName ?? intent.peer.packageName;
    if (target !== null && target !== system.app.manifest.packageName) recordForeign(vm, intent, target);
    return null;
  }
  const copy = makeIntent(vm, { ...intent.peer, extras: new Map(intent.peer.extras) });
  const { packageName } = system.app.manifest;
  system.postToMain(`service ${own.name}`, function* () {
    if (runsHere(vm, own)) {
      yield* start(vm, own.name, copy, 'startService', packageName);
      return;
    }
    const parcel = yield* toParcel(vm, copy);
    postToComponent(vm, own, `service ${own.name}`, function* (other) {
      const intent = (yield* fromParcel(other, parcel)) as Intent;
      yield* start(other, own.name, intent, 'startService', packageName);
    });
  });
  return makeComponentName(vm, system.app.manifest.packageName, own.name);
}

/** Starts a service for an alarm, or again after its process died. */
export function* startServiceNow(vm: Machine, intent: Intent, trigger: string): Steps<void> {
  const own = findOwnService(vm, intent);
  if (!own) return;
  // A service that runs already is woken all the same, and that is what happened here.
  if (serviceBookOf(vm).running.has(own.name)) recordStart(vm, own.name, trigger, '');
  yield* start(vm, own.name, intent, trigger, '');
}

export function* restartService(vm: Machine, className: string): Steps<void> {
  yield* start(vm, className, null, 'sticky restart', '');
}

function recordForeign(vm: Machine, intent: Intent, target: string): void {
  recordIntentSink(vm, intent, targetOf(intent));
  vm.attached(SYSTEM).events.record({
    kind: 'external-intent',
    action: intent.peer.action ?? '',
    data: intent.peer.dataText ?? '',
    targetPackage: target,
  });
}

export function stopService(vm: Machine, intent: Intent): boolean {
  const own = findOwnService(vm, intent);
  const there = own && findProcessOf(vm, own)?.vm;
  const service = own && there && serviceBookOf(there).running.get(own.name);
  if (!service) return false;
  service.started = false;
  endIfUnused(there, service);
  return true;
}

/** Service.stopSelf: ends a service unless it was started again since; `startId` -1 means in any case. */
export function stopSelf(vm: Machine, object: JavaObject, startId: number): boolean {
  const service = findRunning(vm, object);
  if (!service || (startId >= 0 && startId !== service.lastStartId)) return false;
  service.started = false;
  endIfUnused(vm, service);
  return true;
}

/** The android.app.Service of each service that runs. */
export function runningServices(vm: Machine): readonly JavaObject[] {
  return [...serviceBookOf(vm).running.values()].map(({ object }) => object);
}

export function findRunning(vm: Machine, object: JavaObject): RunningService | undefined {
  return [...serviceBookOf(vm).running.values()].find((service) => service.object === object);
}

function endIfUnused(vm: Machine, service: RunningService): void {
  vm.attached(SYSTEM).postToMain(`end ${service.className}`, function* () {
    const book = serviceBookOf(vm);
    const isBound = book.connections.some(({ className }) => className === service.className);
    if (service.started || isBound || book.running.get(service.className) !== service) return;
    book.running.delete(service.className);
    yield* vm.call(service.object, 'onDestroy()V');
  });
}

const connectedSelector = 'onServiceConnected(Landroid/content/ComponentName;Landroid/os/IBinder;)V';

/** Context.bindService. Services of other apps are not there, except those that give out the phone's anonymous ids. */
export function bindService(vm: Machine, intent: Intent, connection: HeapObject | null): boolean {
  if (connection === null) return vm.throwNew('java/lang/IllegalArgumentException', 'connection is null');
  const system = vm.attached(SYSTEM);
  const own = findOwnService(vm, intent);
  const { packageName } = system.app.manifest;
  if (!own) return bindForeign(vm, intent, connection);
  serviceBookOf(vm).connections.push({ connection, className: own.name });
  if (!runsHere(vm, own)) {
    system.postToMain(`bind ${own.name}`, () => bindAcross(vm, own, intent, connection));
    return true;
  }
  system.postToMain(`bind ${own.name}`, function* () {
    const service = yield* create(vm, own.name, 'bindService', packageName);
    const binder = yield* bind(vm, service, intent);
    const name = makeComponentName(vm, packageName, own.name);
    if (binder) yield* vm.call(connection, connectedSelector, name, binder);
    else yield* vm.call(connection, 'onNullBinding(Landroid/content/ComponentName;)V', name);
  });
  return true;
}

/** Binds to a service in another process of the app: what its onBind answers comes back as a proxy. */
function* bindAcross(vm: Machine, own: ComponentFacts, intent: Intent, connection: HeapObject): Steps<void> {
  const { packageName } = vm.attached(SYSTEM).app.manifest;
  const { processName, processes } = vm.attached(SYSTEM);
  const parcel = yield* toParcel(vm, intent);
  postToComponent(vm, own, `bind ${own.name}`, function* (other) {
    const service = yield* create(other, own.name, 'bindService', packageName);
    serviceBookOf(other).connections.push({ connection, className: own.name });
    const bound = yield* bind(other, service, (yield* fromParcel(other, parcel)) as Intent);
    const binder = yield* toParcel(other, bound);
    processes.post(processName, `bound ${own.name}`, function* () {
      const name = makeComponentName(vm, packageName, own.name);
      const proxy = yield* fromParcel(vm, binder);
      if (proxy) yield* vm.call(connection, connectedSelector, name, proxy);
      else yield* vm.call(connection, 'onNullBinding(Landroid/content/ComponentName;)V', name);
    });
  });
}

/** Service.onBind, once for intents that Intent.filterEquals calls equal. */
function* bind(vm: Machine, { object, binders }: RunningService, intent: Intent): Steps<HeapObject | null> {
  const key = JSON.stringify([intent.peer.action, intent.peer.dataText, intent.peer.categories]);
  let binder = binders.get(key);
  if (binder === undefined) {
    binder = yield* vm.call<HeapObject | null>(
      object,
      'onBind(Landroid/content/Intent;)Landroid/os/IBinder;',
      intent,
    );
    binders.set(key, binder);
  }
  return binder;
}

function bindForeign(vm: Machine, intent: Intent, connection: HeapObject): boolean {
  const { action, component, packageName } = intent.peer;
  const system = vm.attached(SYSTEM);
  const idService = findIdService(action, component?.packageName ?? packageName);
  if (!idService) {
    const target = component?.packageName ?? packageName;
    if (target !== null) recordForeign(vm, intent, target);
    return false;
  }
  recordTextRead(vm, {
    channel: 'intent-action',
    text: action ?? '',
    api: 'android.content.Context.bindService',
    arguments: [action ?? idService.packageName],
  });
  serviceBookOf(vm).connections.push({ connection, className: idService.packageName });
  system.postToMain(`bind ${idService.packageName}`, () =>
    vm.call(
      connection,
      connectedSelector,
      makeComponentName(vm, idService.packageName, idService.className),
      makeIdBinder(vm, idService),
    ),
  );
  return true;
}

export function unbindService(vm: Machine, connection: HeapObject | null): void {
  const book = serviceBookOf(vm);
  const bound = book.connections.filter((other) => other.connection === connection);
  if (bound.length === 0) vm.throwNew('java/lang/IllegalArgumentException', 'Service not registered');
  book.connections = book.connections.filter((other) => other.connection !== connection);
  const { app } = vm.attached(SYSTEM);
  for (const { className } of bound) {
    const component = app.manifest.components.find(({ name }) => name === className);
    const there = component && findProcessOf(vm, component);
    if (!component || !there) continue;
    postToComponent(vm, component, `unbind ${className}`, (other) =>
      endBinding(other, className, connection),
    );
  }
}

function* endBinding(vm: Machine, className: string, connection: HeapObject | null): Steps<void> {
  const book = serviceBookOf(vm);
  book.connections = book.connections.filter((other) => other.connection !== connection);
  const service = book.running.get(className);
  if (!service || book.connections.some((other) => other.className === className)) return;
  yield* vm.call(service.object, 'onUnbind(Landroid/content/Intent;)Z', makeIntent(vm, emptyIntent()));
  service.binders.clear();
  endIfUnused(vm, service);
}

/** The person removes the app from the recent ones: its started services are told. */
export function* removeTask(vm: Machine): Steps<void> {
  for (const service of [...serviceBookOf(vm).running.values()].filter(({ started }) => started))
    yield* vm.call(
      service.object,
      'onTaskRemoved(Landroid/content/Intent;)V',
      makeIntent(vm, { ...emptyIntent(), action: 'android.intent.action.MAIN' }),
    );
}

/** Services that the system starts again when the process dies. */
export function stickyServices(vm: Machine): readonly string[] {
  return [...serviceBookOf(vm).running.values()]
    .filter(({ started, sticky }) => started && sticky)
    .map(({ className }) => className);
}
