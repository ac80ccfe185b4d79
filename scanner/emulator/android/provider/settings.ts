import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaString, JavaValue, Machine } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { makeUri } from '../net/uri.ts';
import { requirePermission } from '../support/require-permission.ts';
import { findSetting, writeSetting, type SettingsTable } from './settings-values.ts';

type Methods = NonNullable<ClassModel['methods']>;

const resolver = 'Landroid/content/ContentResolver;';
const text = 'Ljava/lang/String;';

/** getInt, getLong and getFloat of one table: the text of getString, parsed. */
function numbers(table: SettingsTable): Methods {
  const kinds: readonly (readonly [name: string, type: string, parse: (text: string) => JavaValue])[] = [
    ['Int', 'I', (value) => (/^[+-]?\d{1,10}$/.test(value) ? Number(value) : undefined)],
    ['Long', 'J', (value) => (/^[+-]?\d{1,19}$/.test(value) ? BigInt(value) : undefined)],
    ['Float', 'F', (value) => (Number.isFinite(Number(value)) && value !== '' ? Number(value) : undefined)],
  ];
  const methods: Record<string, Methods[string]> = {};
  for (const [name, type, parse] of kinds) {
    methods[`static get${name}(${resolver}${text})${type}`] = (
      vm: Machine,
      _resolver: HeapObject | null,
      key: JavaString,
    ) => {
      const value = parse(findSetting(vm, table, vm.text(key)) ?? '');
      if (value === undefined)
        vm.throwNew('android/provider/Settings$SettingNotFoundException', vm.text(key));
      return value;
    };
    methods[`static get${name}(${resolver}${text}${type})${type}`] = (
      vm: Machine,
      _resolver: HeapObject | null,
      key: JavaString,
      fallback: JavaValue,
    ) => parse(findSetting(vm, table, vm.text(key)) ?? '') ?? fallback;
    methods[`static put${name}(${resolver}${text}${type})Z`] = (
      vm: Machine,
      _resolver: HeapObject | null,
      key: JavaString,
      value: JavaValue,
    ) => put(vm, table, vm.text(key), String(value));
  }
  return methods;
}

function put(vm: Machine, table: SettingsTable, key: string, value: string): boolean {
  requirePermission(vm, `put ${key}`, table === 'system' ? 'WRITE_SETTINGS' : 'WRITE_SECURE_SETTINGS');
  writeSetting(vm, table, key, value);
  return true;
}

function settingsClass(name: string, table: SettingsTable): ClassModel {
  return defineClass({
    name: `android/provider/Settings$${name}`,
    super: 'android/provider/Settings$NameValueTable',
    fields: {
      'static final CONTENT_URI:Landroid/net/Uri;': (vm) => makeUri(vm, `content://settings/${table}`),
    },
    methods: {
      [`static getString(${resolver}${text})${text}`]: (
        vm: Machine,
        _resolver: HeapObject | null,
        key: JavaString,
      ) => findSetting(vm, movedTable(table, vm.text(key)), vm.text(key)) ?? null,
      [`static getStringForUser(${resolver}${text}I)${text}`]: (
        vm: Machine,
        _resolver: HeapObject | null,
        key: JavaString,
      ) => findSetting(vm, movedTable(table, vm.text(key)), vm.text(key)) ?? null,
      [`static putString(${resolver}${text}${text})Z`]: (
        vm: Machine,
        _resolver: HeapObject | null,
        key: JavaString,
        value: JavaString | null,
      ) => put(vm, table, vm.text(key), value?.value ?? ''),
      [`static getUriFor(${text})Landroid/net/Uri;`]: (vm: Machine, key: JavaString) =>
        makeUri(vm, `content://settings/${table}/${vm.text(key)}`),
      ...numbers(table),
    },
  });
}

/** Settings.System still answers for keys that moved to Settings.Secure, android_id among them. */
function movedTable(table: SettingsTable, key: string): SettingsTable {
  return table === 'system' && key === 'android_id' ? 'secure' : table;
}

export const settingsClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/provider/Settings',
    methods: {
      '<init>()V': () => undefined,
      'static canDrawOverlays(Landroid/content/Context;)Z': (vm) =>
        vm.attached(SYSTEM).permissions.decisionOf('android.permission.SYSTEM_ALERT_WINDOW') === 'granted',
    },
  }),
  defineClass({
    name: 'android/provider/Settings$NameValueTable',
    methods: { '<init>()V': () => undefined },
  }),
  settingsClass('Secure', 'secure'),
  defineClass({
    ...settingsClass('System', 'system'),
    methods: {
      ...settingsClass('System', 'system').methods,
      'static canWrite(Landroid/content/Context;)Z': (vm) =>
        vm.attached(SYSTEM).permissions.decisionOf('android.permission.WRITE_SETTINGS') === 'granted',
    },
  }),
  settingsClass('Global', 'global'),
];
