import { type JavaString, defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaObject,
  JavaValue,
  Machine,
  Steps,
} from '../../machine/index.ts';
import { findContentTable, type ContentTable } from '../../system/content-tables.ts';
import { labelDeep, recordTextRead } from '../../system/pi-read.ts';
import { SYSTEM } from '../../system/system.ts';
import { makeCursor, type Cursor } from '../database/cursor.ts';
import type { Uri } from '../net/uri.ts';
import { findSetting, type SettingsTable } from '../provider/settings-values.ts';
import { makeList, textsOf } from '../support/java-values.ts';
import type { ComponentFacts } from '../../../evidence/index.ts';
import { postToComponent, processOf, runsHere } from '../app/own-process.ts';
import { callAcross } from '../os/call-across.ts';
import { fromParcelValues, toParcelValues } from '../os/parcel-across.ts';
import { holds } from '../support/require-permission.ts';
import { singleton } from './context-state.ts';

const queryApi = 'android.content.ContentResolver.query';
const mostShownCells = 6;
const providerQuery =
  'query(Landroid/net/Uri;[Ljava/lang/String;Ljava/lang/String;[Ljava/lang/String;Ljava/lang/String;)Landroid/database/Cursor;';
const providerCall = 'call(Ljava/lang/String;Ljava/lang/String;Landroid/os/Bundle;)Landroid/os/Bundle;';

/** The app's own provider for a URI, if it has one. */
function ownProvider(vm: Machine, uri: Uri | null): JavaObject | undefined {
  const authority = uri?.peer.authority ?? '';
  return vm.attached(SYSTEM).singletons.get(`provider:${authority}`) as JavaObject | undefined;
}

/** A provider of the app that runs in another of its processes. */
function findProviderElsewhere(vm: Machine, uri: Uri | null): ComponentFacts | undefined {
  const authority = uri?.peer.authority ?? '';
  return vm
    .attached(SYSTEM)
    .app.manifest.components.find(
      (component) =>
        component.kind === 'provider' &&
        component.enabled &&
        component.authorities?.includes(authority) === true &&
        !runsHere(vm, component),
    );
}

/** Calls a provider in another process, which is started where it is not there, and waits for a copy of its answer. */
function* callElsewhere(
  vm: Machine,
  component: ComponentFacts,
  uri: Uri,
  selector: string,
  args: readonly JavaValue[],
): Steps<JavaValue> {
  const given = yield* toParcelValues(vm, args);
  const process = processOf(vm, component);
  const answer = yield* callAcross(
    vm,
    process,
    function* (other) {
      const provider = ownProvider(other, uri);
      const answer = provider
        ? yield* other.call(provider, selector, ...(yield* fromParcelValues(other, given)))
        : null;
      return yield* toParcelValues(other, [answer]);
    },
    (steps) => postToComponent(vm, component, `provider ${component.name}`, steps),
  );
  return (yield* fromParcelValues(vm, answer))[0];
}

function* query(
  vm: Machine,
  uri: Uri | null,
  projection: JavaArray | null,
  selection: JavaString | null,
  args: JavaArray | null,
  order: JavaString | null,
): Steps<JavaValue> {
  if (uri === null) return vm.throwNew('java/lang/NullPointerException', 'uri');
  const own = ownProvider(vm, uri);
  if (own) return yield* vm.call(own, providerQuery, uri, projection, selection, args, order);
  const elsewhere = findProviderElsewhere(vm, uri);
  if (elsewhere)
    return yield* callElsewhere(vm, elsewhere, uri, providerQuery, [uri, projection, selection, args, order]);
  const { phone, app } = vm.attached(SYSTEM);
  const { text, authority, path } = uri.peer;
  if (authority === 'settings') return querySetting(vm, uri);
  const table = findContentTable(phone, app.manifest.targetSdk, authority ?? '', path ?? '');
  if (!table) {
    recordTextRead(vm, { channel: 'content-uri', text, api: queryApi, arguments: [text] });
    return null;
  }
  return answer(vm, text, table, textsOf(projection), selection?.value ?? '', textsOf(args));
}

function answer(
  vm: Machine,
  text: string,
  table: ContentTable,
  projection: readonly string[],
  selection: string,
  args: readonly string[],
): Cursor {
  const isOpen = table.permissions.length === 0 || holds(vm, ...table.permissions);
  if (!isOpen && table.refusal === 'throw') {
    const threw = 'java.lang.SecurityException';
    recordTextRead(vm, { channel: 'content-uri', text, api: queryApi, arguments: [text], threw });
    return vm.throwNew(
      'java/lang/SecurityException',
      `Permission Denial: opening provider for ${text} requires android.permission.${table.permissions[0]}`,
    );
  }
  const columns =
    projection.length === 0 ? table.columns : projection.map((name) => name.replace(/^.* as /i, ''));
  const sources = columns.map((name) => table.columns.indexOf(name.replace(/^.*\./, '')));
  const rows = isOpen ? select(table, selection, args) : [];
  const shown = rows.map((row) => sources.map((source) => row[source] ?? null));
  const value = shown.flat().slice(0, mostShownCells).join(' ');
  const labels = recordTextRead(vm, {
    channel: 'content-uri',
    text,
    api: queryApi,
    arguments: [text],
    value,
  });
  const cursor = makeCursor(
    vm,
    columns,
    shown.map((row) => row.map((cell) => (typeof cell === 'string' ? vm.string(cell, labels) : cell))),
  );
  labelDeep(vm, cursor, labels);
  return cursor;
}

/** Rows that fit the equalities of a selection; conditions of other kinds let every row through. */
function select(table: ContentTable, selection: string, args: readonly string[]): ContentTable['rows'] {
  let next = 0;
  const tests: { column: number; value: string }[] = [];
  for (const [, name = '', value = ''] of selection.matchAll(/([\w.]+)\s*=\s*(\?|'[^']*'|\d+)/g)) {
    const wanted = value === '?' ? (args[next++] ?? '') : value.replace(/^'|'$/g, '');
    const column = table.columns.indexOf(name.replace(/^.*\./, ''));
    if (column >= 0) tests.push({ column, value: wanted });
  }
  if (/\bOR\b/i.test(selection)) return table.rows;
  return table.rows.filter((row) => tests.every(({ column, value }) => String(row[column] ?? '') === value));
}

function querySetting(vm: Machine, uri: Uri): Cursor {
  const [table = '', name = ''] = (uri.peer.path ?? '').split('/').filter((part) => part !== '');
  const isTable = table === 'secure' || table === 'system' || table === 'global';
  const value = isTable && name !== '' ? findSetting(vm, table as SettingsTable, name) : undefined;
  const labels = recordTextRead(vm, {
    channel: 'content-uri',
    text: uri.peer.text,
    api: queryApi,
    arguments: [uri.peer.text],
    ...(value !== undefined && { value }),
  });
  return makeCursor(
    vm,
    ['_id', 'name', 'value'],
    value === undefined ? [] : [[1, name, vm.string(value, labels)]],
  );
}

/** A method of ContentResolver that the provider behind the URI answers; `missing` where the app has none there. */
function forward(selector: string, missing: JavaValue) {
  return function* (vm: Machine, _self: JavaObject, uri: Uri | null, ...args: JavaValue[]): Steps<JavaValue> {
    const own = ownProvider(vm, uri);
    if (own) return yield* vm.call(own, selector, uri, ...args);
    const elsewhere = findProviderElsewhere(vm, uri);
    return elsewhere && uri ? yield* callElsewhere(vm, elsewhere, uri, selector, [uri, ...args]) : missing;
  };
}

const queryParameters =
  'Landroid/net/Uri;[Ljava/lang/String;Ljava/lang/String;[Ljava/lang/String;Ljava/lang/String;';

const contentResolver = defineClass({
  name: 'android/content/ContentResolver',
  labels: 'container',
  methods: {
    '<init>(Landroid/content/Context;)V': () => undefined,
    [`query(${queryParameters})Landroid/database/Cursor;`]: (
      vm: Machine,
      _self: JavaObject,
      uri: Uri | null,
      projection: JavaArray | null,
      selection: JavaString | null,
      args: JavaArray | null,
      order: JavaString | null,
    ) => query(vm, uri, projection, selection, args, order),
    [`query(${queryParameters}Landroid/os/CancellationSignal;)Landroid/database/Cursor;`]: (
      vm: Machine,
      _self: JavaObject,
      uri: Uri | null,
      projection: JavaArray | null,
      selection: JavaString | null,
      args: JavaArray | null,
      order: JavaString | null,
    ) => query(vm, uri, projection, selection, args, order),
    'query(Landroid/net/Uri;[Ljava/lang/String;Landroid/os/Bundle;Landroid/os/CancellationSignal;)Landroid/database/Cursor;':
      (vm, _self: JavaObject, uri: Uri | null, projection: JavaArray | null) =>
        query(vm, uri, projection, null, null, null),
    'insert(Landroid/net/Uri;Landroid/content/ContentValues;)Landroid/net/Uri;': forward(
      'insert(Landroid/net/Uri;Landroid/content/ContentValues;)Landroid/net/Uri;',
      null,
    ),
    'update(Landroid/net/Uri;Landroid/content/ContentValues;Ljava/lang/String;[Ljava/lang/String;)I': forward(
      'update(Landroid/net/Uri;Landroid/content/ContentValues;Ljava/lang/String;[Ljava/lang/String;)I',
      0,
    ),
    'delete(Landroid/net/Uri;Ljava/lang/String;[Ljava/lang/String;)I': forward(
      'delete(Landroid/net/Uri;Ljava/lang/String;[Ljava/lang/String;)I',
      0,
    ),
    'getType(Landroid/net/Uri;)Ljava/lang/String;': forward(
      'getType(Landroid/net/Uri;)Ljava/lang/String;',
      null,
    ),
    'bulkInsert(Landroid/net/Uri;[Landroid/content/ContentValues;)I': forward(
      'bulkInsert(Landroid/net/Uri;[Landroid/content/ContentValues;)I',
      0,
    ),
    'call(Landroid/net/Uri;Ljava/lang/String;Ljava/lang/String;Landroid/os/Bundle;)Landroid/os/Bundle;':
      function* (
        vm,
        _self: JavaObject,
        uri: Uri | null,
        method: JavaString | null,
        arg: JavaString | null,
        extras: HeapObject | null,
      ) {
        const own = ownProvider(vm, uri);
        if (own) return yield* vm.call(own, providerCall, method, arg, extras);
        const elsewhere = findProviderElsewhere(vm, uri);
        if (elsewhere && uri)
          return yield* callElsewhere(vm, elsewhere, uri, providerCall, [method, arg, extras]);
        const text = uri?.peer.text ?? '';
        recordTextRead(vm, {
          channel: 'content-uri',
          text,
          api: 'android.content.ContentResolver.call',
          arguments: [text, method?.value ?? 'null', arg?.value ?? 'null'],
        });
        return vm.throwNew(
          'java/lang/IllegalArgumentException',
          `Unknown authority ${uri?.peer.authority ?? ''}`,
        );
      },
    'openInputStream(Landroid/net/Uri;)Ljava/io/InputStream;': function* (
      vm,
      _self: JavaObject,
      uri: Uri | null,
    ) {
      if (uri?.peer.scheme === 'file')
        return yield* vm.construct(
          'java/io/FileInputStream',
          '(Ljava/lang/String;)V',
          decodeURIComponent(uri.peer.path ?? ''),
        );
      recordTextRead(vm, {
        channel: 'content-uri',
        text: uri?.peer.text ?? '',
        api: 'android.content.ContentResolver.openInputStream',
        arguments: [uri?.peer.text ?? ''],
      });
      return vm.throwNew('java/io/FileNotFoundException', `No content provider: ${uri?.peer.text ?? ''}`);
    },
    'registerContentObserver(Landroid/net/Uri;ZLandroid/database/ContentObserver;)V': (
      vm,
      _self: JavaObject,
      uri: Uri | null,
    ) => {
      const text = uri?.peer.text ?? '';
      recordTextRead(vm, {
        channel: 'content-uri',
        text,
        api: 'android.content.ContentResolver.registerContentObserver',
        arguments: [text],
      });
    },
    'unregisterContentObserver(Landroid/database/ContentObserver;)V': () => undefined,
    'notifyChange(Landroid/net/Uri;Landroid/database/ContentObserver;)V': () => undefined,
    'notifyChange(Landroid/net/Uri;Landroid/database/ContentObserver;Z)V': () => undefined,
    'takePersistableUriPermission(Landroid/net/Uri;I)V': () => undefined,
    'getPersistedUriPermissions()Ljava/util/List;': (vm) => makeList(vm, []),
    'acquireContentProviderClient(Landroid/net/Uri;)Landroid/content/ContentProviderClient;': (
      vm,
      _self: JavaObject,
      uri: Uri | null,
    ) => client(vm, uri),
    'acquireUnstableContentProviderClient(Landroid/net/Uri;)Landroid/content/ContentProviderClient;': (
      vm,
      _self: JavaObject,
      uri: Uri | null,
    ) => client(vm, uri),
    'static getMasterSyncAutomatically()Z': () => true,
    'static setMasterSyncAutomatically(Z)V': () => undefined,
    'static setIsSyncable(Landroid/accounts/Account;Ljava/lang/String;I)V': () => undefined,
    'static setSyncAutomatically(Landroid/accounts/Account;Ljava/lang/String;Z)V': () => undefined,
    'static addPeriodicSync(Landroid/accounts/Account;Ljava/lang/String;Landroid/os/Bundle;J)V': () =>
      undefined,
    'static requestSync(Landroid/accounts/Account;Ljava/lang/String;Landroid/os/Bundle;)V': () => undefined,
  },
});

function* client(vm: Machine, uri: Uri | null): Steps<JavaObject | null> {
  const { phone, app } = vm.attached(SYSTEM);
  const authority = uri?.peer.authority ?? '';
  const isKnown =
    ownProvider(vm, uri) ??
    findProviderElsewhere(vm, uri) ??
    findContentTable(phone, app.manifest.targetSdk, authority, uri?.peer.path ?? '');
  return isKnown ? yield* singleton(vm, 'android/content/ContentProviderClient') : null;
}

const providerClient = defineClass({
  name: 'android/content/ContentProviderClient',
  labels: 'container',
  methods: {
    [`query(${queryParameters})Landroid/database/Cursor;`]: (
      vm: Machine,
      _self: JavaObject,
      uri: Uri | null,
      projection: JavaArray | null,
      selection: JavaString | null,
      args: JavaArray | null,
      order: JavaString | null,
    ) => query(vm, uri, projection, selection, args, order),
    'release()Z': () => true,
    'close()V': () => undefined,
  },
});

type ProviderState = { context: JavaObject | null };
type Provider = JavaObject<ProviderState>;

const contentProvider = defineClass({
  name: 'android/content/ContentProvider',
  flags: 'abstract',
  interfaces: ['android/content/ComponentCallbacks2'],
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Provider) => {
      self.peer = { context: null };
    },
    'attachInfo(Landroid/content/Context;Landroid/content/pm/ProviderInfo;)V': function* (
      vm,
      self: Provider,
      context: JavaObject,
    ) {
      if (self.peer.context) return;
      self.peer.context = context;
      yield* vm.call(self, 'onCreate()Z');
    },
    'getContext()Landroid/content/Context;': (_vm, self: Provider) => self.peer.context,
    'requireContext()Landroid/content/Context;': (vm, self: Provider) =>
      self.peer.context ??
      vm.throwNew('java/lang/IllegalStateException', `Cannot find context from the provider.`),
    'getCallingPackage()Ljava/lang/String;': (vm) => vm.attached(SYSTEM).app.manifest.packageName,
    'call(Ljava/lang/String;Ljava/lang/String;Landroid/os/Bundle;)Landroid/os/Bundle;': () => null,
    'bulkInsert(Landroid/net/Uri;[Landroid/content/ContentValues;)I': function* (
      vm,
      self: Provider,
      uri: Uri,
      values: JavaArray,
    ) {
      for (const value of Array.isArray(values.data) ? values.data : [])
        yield* vm.call(
          self,
          'insert(Landroid/net/Uri;Landroid/content/ContentValues;)Landroid/net/Uri;',
          uri,
          value,
        );
      return values.length;
    },
    'onLowMemory()V': () => undefined,
    'onTrimMemory(I)V': () => undefined,
    'onConfigurationChanged(Landroid/content/res/Configuration;)V': () => undefined,
    'shutdown()V': () => undefined,
  },
});

/** android.content: content providers, from both sides. */
export const contentClasses: readonly ClassModel[] = [
  contentResolver,
  providerClient,
  contentProvider,
  defineClass({
    name: 'android/content/ContentUris',
    methods: {
      'static withAppendedId(Landroid/net/Uri;J)Landroid/net/Uri;': function* (vm, uri: Uri, id: bigint) {
        return yield* vm.callStatic(
          'android/net/Uri',
          'withAppendedPath(Landroid/net/Uri;Ljava/lang/String;)Landroid/net/Uri;',
          uri,
          String(id),
        );
      },
      'static parseId(Landroid/net/Uri;)J': (vm, uri: Uri) => {
        const last = (uri.peer.path ?? '')
          .split('/')
          .filter((part) => part !== '')
          .at(-1);
        if (last === undefined) return -1n;
        return /^-?\d+$/.test(last) ? BigInt(last) : vm.throwNew('java/lang/NumberFormatException', last);
      },
    },
  }),
];
