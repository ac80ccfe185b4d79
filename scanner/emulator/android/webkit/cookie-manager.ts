import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaString, Machine } from '../../machine/index.ts';
import { box } from '../../machine/index.ts';
import { singleton } from '../content/context-state.ts';

type Cookie = { readonly value: string; readonly label: number };

const jars = new WeakMap<Machine, Map<string, Map<string, Cookie>>>();
const mostCookies = 500;

function jarOf(vm: Machine, url: string): Map<string, Cookie> {
  let all = jars.get(vm);
  if (!all) {
    all = new Map();
    jars.set(vm, all);
  }
  const host = /^(?:[a-z]+:\/\/)?([^/:?#]+)/i.exec(url)?.[1] ?? url;
  let jar = all.get(host);
  if (!jar) {
    jar = new Map();
    if (all.size < mostCookies) all.set(host, jar);
  }
  return jar;
}

function set(vm: Machine, url: JavaString | null, cookie: JavaString | null): void {
  const [pair = ''] = (cookie?.value ?? '').split(';');
  const equals = pair.indexOf('=');
  if (equals <= 0) return;
  const jar = jarOf(vm, url?.value ?? '');
  if (jar.size < mostCookies)
    jar.set(pair.slice(0, equals).trim(), {
      value: pair.slice(equals + 1).trim(),
      label: vm.labelOf(cookie),
    });
}

const booleanCallback = 'Landroid/webkit/ValueCallback;';

function* answer(vm: Machine, callback: HeapObject | null) {
  if (callback) yield* vm.call(callback, 'onReceiveValue(Ljava/lang/Object;)V', box(vm, 'Z', true));
}

/** The cookies of the app's web views: by host, for the life of the process. */
export const cookieClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/webkit/CookieManager',
    flags: 'abstract',
    labels: 'container',
    methods: {
      'static getInstance()Landroid/webkit/CookieManager;': (vm) =>
        singleton(vm, 'android/webkit/CookieManagerImpl'),
      'acceptCookie()Z': () => true,
      'setAcceptCookie(Z)V': () => undefined,
      'setAcceptThirdPartyCookies(Landroid/webkit/WebView;Z)V': () => undefined,
      'setCookie(Ljava/lang/String;Ljava/lang/String;)V': (
        vm,
        _self: JavaObject,
        url: JavaString | null,
        cookie: JavaString | null,
      ) => set(vm, url, cookie),
      [`setCookie(Ljava/lang/String;Ljava/lang/String;${booleanCallback})V`]: function* (
        vm: Machine,
        _self: JavaObject,
        url: JavaString | null,
        cookie: JavaString | null,
        callback: HeapObject | null,
      ) {
        set(vm, url, cookie);
        yield* answer(vm, callback);
      },
      'getCookie(Ljava/lang/String;)Ljava/lang/String;': (vm, _self: JavaObject, url: JavaString | null) => {
        const jar = jarOf(vm, url?.value ?? '');
        if (jar.size === 0) return null;
        const label = [...jar.values()].reduce((set, cookie) => vm.labels.union(set, cookie.label), 0);
        return vm.string([...jar].map(([name, { value }]) => `${name}=${value}`).join('; '), label);
      },
      'hasCookies()Z': (vm) => [...(jars.get(vm)?.values() ?? [])].some((jar) => jar.size > 0),
      'removeAllCookie()V': (vm) => {
        jars.delete(vm);
      },
      'removeSessionCookie()V': () => undefined,
      [`removeAllCookies(${booleanCallback})V`]: function* (
        vm: Machine,
        _self: JavaObject,
        callback: HeapObject | null,
      ) {
        jars.delete(vm);
        yield* answer(vm, callback);
      },
      [`removeSessionCookies(${booleanCallback})V`]: function* (
        vm: Machine,
        _self: JavaObject,
        callback: HeapObject | null,
      ) {
        yield* answer(vm, callback);
      },
      'removeExpiredCookie()V': () => undefined,
      'flush()V': () => undefined,
    },
  }),
  defineClass({
    name: 'android/webkit/CookieManagerImpl',
    super: 'android/webkit/CookieManager',
    labels: 'container',
  }),
  defineClass({
    name: 'android/webkit/CookieSyncManager',
    labels: 'container',
    methods: {
      'static createInstance(Landroid/content/Context;)Landroid/webkit/CookieSyncManager;': (vm) =>
        singleton(vm, 'android/webkit/CookieSyncManager'),
      'static getInstance()Landroid/webkit/CookieSyncManager;': (vm) =>
        singleton(vm, 'android/webkit/CookieSyncManager'),
      'sync()V': () => undefined,
      'startSync()V': () => undefined,
      'stopSync()V': () => undefined,
    },
  }),
];
