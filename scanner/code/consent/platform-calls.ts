import type { DexClass, DexMethod } from '../../dex/index.ts';
import {
  ANY,
  AbstractObject,
  DOUBT,
  NONE,
  ONE,
  ZERO,
  ZERO_OR_ONE,
  isNone,
  joinValues,
  objectsIn,
  toValue,
  withDoubt,
} from './abstract-value.ts';
import type { AbstractValue, Atom } from './abstract-value.ts';
import type { CallInfo } from './call-info.ts';
import type { Clicks } from './clicks.ts';
import type { ConsentSigns } from './consent-signs.ts';
import { RESOURCE, SAYS, TEXT, VIEW_ID, isAgreement, textsOf } from './controls.ts';
import type { At } from './follow-method.ts';
import type { PlatformModel, World } from './world.ts';

type Call = {
  readonly at: At;
  readonly info: CallInfo;
  readonly args: readonly AbstractValue[];
  readonly receiver: AbstractValue;
};

type Effect = (model: PlatformCalls, call: Call) => AbstractValue | 'exit' | undefined;

/** A test or a write of something that stays, with its place. */
export type StoreUse = { readonly key: string; readonly at: At };

const STORES = new Set(['Landroid/content/SharedPreferences;', 'Lcom/tencent/mmkv/MMKV;']);
const EDITOR = 'Landroid/content/SharedPreferences$Editor;';
const FILE = 'Ljava/io/File;';
const NAME = 'name';
const INTENT_CLASS = 'class';
const ACTIVITY_RESULT = 'onActivityResult(IILandroid/content/Intent;)V';
const PERMISSIONS_RESULT = 'onRequestPermissionsResult(I[Ljava/lang/String;[I)V';
/** Libraries that ask for permissions on a screen's behalf, and are not followed by value. */
const PERMISSION_HELPERS = ['Landroidx/core/app/ActivityCompat;', 'Landroid/support/v4/app/ActivityCompat;'];
const STRING = 'Ljava/lang/String;';
const INTENTS = new Set(['Landroid/content/Intent;', 'Landroid/os/Bundle;', 'Landroid/os/BaseBundle;']);
const MESSAGE_NUMBER = 'Landroid/os/Message;.what';

const getStored: Effect = (model, { at, info, args }) =>
  STORES.has(info.owner) ? model.readStore(at, 'preference', args[1], args[2] ?? ZERO) : undefined;

const putStored: Effect = (model, { at, info, args }) => {
  if (info.owner !== EDITOR && !STORES.has(info.owner)) return undefined;
  model.writeStore(at, 'preference', args[1], args[2] ?? ANY);
  return info.returnType === 'Z' ? ANY : args[0];
};

const testFile: Effect = (model, { at, info, receiver }) => {
  if (info.owner !== FILE) return undefined;
  let value = receiver.any ? DOUBT : NONE;
  for (const file of objectsIn(receiver)) {
    const name = file.parts?.get(NAME)?.value;
    value = joinValues(value, name ? model.readStore(at, 'file', name, ZERO) : ANY);
  }
  return value;
};

const writeFile: Effect = (model, { at, args }) => {
  for (const value of args)
    for (const file of objectsIn(value)) {
      const name = file.type === FILE ? file.parts?.get(NAME)?.value : undefined;
      if (name) model.writeStore(at, 'file', name, ONE);
    }
  return undefined;
};

const sameText: Effect = (_, { info, args }) => {
  const [a, b] = args;
  if (!a || !b || args.length !== 2 || info.returnType !== 'Z') return undefined;
  let value = NONE;
  if (a.any || b.any) value = ANY;
  else
    for (const x of a.atoms)
      for (const y of b.atoms) {
        if (isObject(x) || isObject(y)) value = joinValues(value, x === y ? ONE : ZERO_OR_ONE);
        else value = joinValues(value, x === y ? ONE : ZERO);
      }
  return a.doubt || b.doubt ? withDoubt(value) : value;
};

const emptyText: Effect = (_, { args }) => {
  const value = args[args.length - 1];
  if (!value) return undefined;
  return mapAtoms(value, (atom) =>
    atom === 0 || atom === '' ? 1 : typeof atom === 'string' ? 0 : undefined,
  );
};

const itself: Effect = (_, { args }) => args[args.length - 1];

const itselfIfText: Effect = (_, { args }) => {
  const value = args[args.length - 1];
  return value && !value.any && value.atoms.every((atom) => typeof atom === 'string') ? value : undefined;
};

const parse: Effect = (_, { info, args }) =>
  mapAtoms(args[args.length - 1] ?? ANY, (atom) =>
    typeof atom !== 'string'
      ? undefined
      : info.returnType === 'Z' || info.returnType === 'Ljava/lang/Boolean;'
        ? Number(atom.toLowerCase() === 'true')
        : Number.isSafeInteger(Number(atom))
          ? Number(atom)
          : undefined,
  );

const getId: Effect = (model, { at, info, receiver }) => {
  if (info.returnType !== 'I') return undefined;
  let value = receiver.any ? ANY : NONE;
  for (const view of objectsIn(receiver)) {
    const id = model.world.heap.read(model.world.heap.part(view, VIEW_ID, NONE), at.context);
    value = joinValues(value, isNone(id) ? ANY : id);
  }
  return value;
};

const told =
  (part: string): Effect =>
  (model, { info, args, receiver }) => {
    const value = args[1];
    if (value)
      for (const object of objectsIn(receiver))
        model.world.heap.write(model.world.heap.part(object, part, NONE), value);
    return info.returnType === info.owner ? receiver : undefined;
  };

const findView: Effect = (model, { args }) => {
  const ids = args[args.length - 1];
  let value = NONE;
  for (const id of ids?.atoms ?? [])
    if (typeof id === 'number') value = joinValues(value, toValue(model.viewOf(id)));
  return isNone(value) || ids?.any ? ANY : value;
};

const isChecked: Effect = (model, { at, receiver }) => {
  const { world, signs } = model;
  let value = receiver.any || receiver.atoms.length === 0 ? ANY : NONE;
  for (const box of objectsIn(receiver)) {
    const ids = box.parts?.get(VIEW_ID)?.value.atoms ?? [];
    const inLayout = ids.flatMap((id) =>
      typeof id === 'number' ? (signs.controls.get(id) ?? []).flatMap((each) => each.texts) : [],
    );
    const texts = [...textsOf(box.parts?.get(TEXT)?.value, signs), ...inLayout];
    const agreement = texts.find((text) => isAgreement(text, false));
    value = joinValues(
      value,
      agreement === undefined ? ANY : world.heap.read(model.clicks.ticked(box, agreement, at), at.context),
    );
  }
  return value;
};

const getText: Effect = (model, { info, args }) => {
  if (info.parameters[0] !== 'I') return undefined;
  let value = NONE;
  for (const id of args[1]?.atoms ?? [])
    if (typeof id === 'number') value = joinValues(value, toValue(model.textObject(id)));
  return isNone(value) || args[1]?.any ? ANY : value;
};

const startForResult: Effect = (model, { at, args, receiver }) => {
  model.startForResult(at, receiver, args[1] ?? ANY, args[2] ?? ANY);
  return undefined;
};

const requestPermissions: Effect = (model, { at, receiver }) => {
  model.requestPermissions(at, receiver);
  return undefined;
};

const setResult: Effect = (model, { args }) => {
  if (args[1]) model.world.heap.write(model.world.heap.cell('result', ZERO), args[1]);
  return undefined;
};

const exits: Effect = () => 'exit';

const intentClass: Effect = (model, { info, args, receiver }) => {
  if (info.owner !== 'Landroid/content/Intent;') return undefined;
  info.parameters.forEach((type, i) => {
    const value = args[i + 1];
    if (type !== 'Ljava/lang/Class;' || !value) return;
    for (const intent of objectsIn(receiver))
      model.world.heap.write(model.world.heap.part(intent, INTENT_CLASS, NONE), value);
  });
  return undefined;
};

/** Messages are told apart by their number, handler by handler. */
const sendMessage: Effect = (model, { info, args, receiver }) => {
  const at = info.parameters.indexOf('I');
  const number =
    at < 0 || /At|Remove/.test(info.name) ? undefined : args[args.length - info.parameters.length + at];
  if (info.owner.startsWith('Landroid/os/') || info.isApp) model.sendMessage(receiver, number ?? ZERO);
  return undefined;
};

/** What an Intent brings: other apps send what they like to screens and receivers that they can reach. */
const fromIntent: Effect = (model, { at, info }) =>
  INTENTS.has(info.owner) ? (model.isOpenToOthers(at) ? ANY : DOUBT) : undefined;

const fromStorage: Effect = (_, { info }) =>
  info.owner === 'Landroid/database/Cursor;' || info.owner.startsWith('Landroidx/datastore/')
    ? DOUBT
    : undefined;

/** A consent library's own word on whether something may be done. */
const libraryAnswer =
  (before: readonly number[], after: readonly number[]): Effect =>
  (model, { at, info }) =>
    info.owner.startsWith('Lcom/google/android/ump/')
      ? model.world.heap.read(model.clicks.libraryAnswer(info.name, before, after, at), at.context)
      : undefined;

const EFFECTS: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ...['getBoolean', 'getInt', 'getLong', 'getFloat', 'getStringSet'].map(
    (name) =>
      [
        name,
        (model: PlatformCalls, call: Call) =>
          getStored(model, call) ?? fromStorage(model, call) ?? fromIntent(model, call),
      ] as const,
  ),
  ...['getAction', 'getBooleanExtra', 'getIntExtra', 'getStringExtra', 'hasExtra', 'getData'].map(
    (name) => [name, fromIntent] as const,
  ),
  ...['sendEmptyMessage', 'sendEmptyMessageDelayed', 'obtainMessage', 'obtain'].map(
    (name) => [name, sendMessage] as const,
  ),
  ['get', fromStorage],
  ...['decodeBool', 'decodeInt', 'decodeLong', 'decodeFloat', 'decodeString'].map(
    (name) => [name, getStored] as const,
  ),
  [
    'getString',
    (model, call) =>
      getStored(model, call) ?? getText(model, call) ?? fromStorage(model, call) ?? fromIntent(model, call),
  ],
  ['getText', getText],
  [
    'contains',
    (model, { at, info, args }) => (STORES.has(info.owner) ? model.hasStored(at, args[1]) : undefined),
  ],
  [
    'containsKey',
    (model, { at, info, args }) => (STORES.has(info.owner) ? model.hasStored(at, args[1]) : undefined),
  ],
  ['getAll', (_, { info }) => (STORES.has(info.owner) ? DOUBT : undefined)],
  ...['putBoolean', 'putInt', 'putLong', 'putFloat', 'putString', 'putStringSet', 'encode'].map(
    (name) => [name, putStored] as const,
  ),
  ...['exists', 'isFile', 'length', 'lastModified', 'canRead'].map((name) => [name, testFile] as const),
  ...['createNewFile', 'mkdir', 'mkdirs'].map((name) => [name, writeFile] as const),
  [
    'openFileOutput',
    (model, { at, args }) => {
      if (args[1]) model.writeStore(at, 'file', args[1], ONE);
      return undefined;
    },
  ],
  ...['getFilesDir', 'getCacheDir', 'getNoBackupFilesDir', 'getDataDir', 'getDir'].map(
    (name) => [name, (model: PlatformCalls) => toValue(model.privateFolder)] as const,
  ),
  [
    'getFileStreamPath',
    (model, { args, at }) => {
      const file = model.world.heap.object(`${at.context.id}:${at.pc}`, FILE);
      if (args[1]) model.world.heap.write(model.world.heap.part(file, NAME, NONE), args[1]);
      return toValue(file);
    },
  ],
  ['equals', sameText],
  ['contentEquals', sameText],
  ['areEqual', sameText],
  ['isEmpty', emptyText],
  ['isChecked', isChecked],
  ['booleanValue', itself],
  ['intValue', itself],
  ['longValue', itself],
  ['trim', itselfIfText],
  ['toString', itselfIfText],
  ['intern', itselfIfText],
  [
    'valueOf',
    (model, call) =>
      call.info.owner === STRING
        ? itselfIfText(model, call)
        : call.info.parameters[0] === STRING
          ? parse(model, call)
          : /^Ljava\/lang\/(?:Boolean|Integer|Long|Short|Byte);$/.test(call.info.owner)
            ? itself(model, call)
            : undefined,
  ],
  ['parseBoolean', parse],
  ['parseInt', parse],
  ['parseLong', parse],
  ['getId', getId],
  ['setId', told(VIEW_ID)],
  ['setText', told(TEXT)],
  ['setTitle', told(SAYS)],
  ['setMessage', told(SAYS)],
  ['fromHtml', (_, { args }) => args[0]],
  ['findViewById', findView],
  ['requireViewById', findView],
  ['findChildViewById', findView],
  ['getApplication', (model) => model.application()],
  ['getApplicationContext', (model) => model.application()],
  [
    'addJavascriptInterface',
    (model, { at, args }) => {
      if (args[1]) model.clicks.addPageObject(at, args[1]);
      return undefined;
    },
  ],
  ['startActivityForResult', startForResult],
  ['requestPermissions', requestPermissions],
  ['setResult', setResult],
  ['getResultCode', (_, { info }) => (info.owner.endsWith('/ActivityResult;') ? DOUBT : undefined)],
  ['setClass', intentClass],
  ['exit', (model, call) => (call.info.owner === 'Ljava/lang/System;' ? exits(model, call) : undefined)],
  ['killProcess', exits],
  // Google's User Messaging Platform: ConsentInformation.
  ['canRequestAds', libraryAnswer([0], [1])],
  ['getConsentStatus', libraryAnswer([0, 2], [1, 3])],
]);

/** What the platform's methods do with stored answers, texts, controls, results and processes. */
export class PlatformCalls implements PlatformModel {
  readonly world: World;
  readonly signs: ConsentSigns;
  readonly clicks: Clicks;
  readonly privateFolder: AbstractObject;
  /** What was asked of what is stored, and what was stored. */
  readonly tests = new Map<string, StoreUse>();
  readonly writes = new Map<string, StoreUse>();
  private readonly permissionHandlers = new Set<DexMethod>();
  /** Whether a screen may be asking for permissions in a way that is not followed. */
  private isAskerUnknown: boolean;
  private readonly openTypes: ReadonlySet<string>;
  private readonly applicationType: string | undefined;

  constructor(
    world: World,
    signs: ConsentSigns,
    clicks: Clicks,
    applicationType: string | undefined,
    openTypes: ReadonlySet<string>,
  ) {
    this.isAskerUnknown = PERMISSION_HELPERS.some((name) => world.table.isDefined(name));
    this.openTypes = openTypes;
    this.world = world;
    this.signs = signs;
    this.clicks = clicks;
    this.applicationType = applicationType;
    this.privateFolder = world.heap.object('private-folder', FILE);
  }

  call(at: At, info: CallInfo, args: readonly AbstractValue[]): AbstractValue | 'exit' | undefined {
    const receiver = args[0] ?? ANY;
    if (info.name.startsWith('set') && this.clicks.register(at, info, args)) {
      return info.returnType === info.owner ? receiver : ANY;
    }
    if (info.name === '<init>') return this.construct(at, info, args);
    const effect = EFFECTS.get(info.name);
    const told = effect?.(this, { at, info, args, receiver });
    if (told !== undefined) return told;
    // Builders give themselves back.
    return info.returnType === info.owner && info.owner.endsWith('Builder;') ? receiver : undefined;
  }

  private construct(at: At, info: CallInfo, args: readonly AbstractValue[]): AbstractValue | undefined {
    const receiver = args[0] ?? ANY;
    if (info.owner === FILE && info.parameters[0] === FILE && args[1]?.atoms.includes(this.privateFolder)) {
      for (const file of objectsIn(receiver))
        if (args[2]) this.world.heap.write(this.world.heap.part(file, NAME, NONE), args[2]);
    } else if (/^Ljava\/io\/(?:FileOutputStream|FileWriter|RandomAccessFile|PrintWriter);$/.test(info.owner))
      writeFile(this, { at, info, args: args.slice(1), receiver });
    else if (info.owner === 'Landroid/content/Intent;') intentClass(this, { at, info, args, receiver });
    else if (info.owner.startsWith('Landroid/text/Spannable') && args[1])
      for (const text of objectsIn(receiver))
        this.world.heap.write(this.world.heap.part(text, TEXT, NONE), args[1]);
    return undefined;
  }

  readField(at: At, key: string): AbstractValue {
    if (key === 'Ljava/lang/Boolean;.TRUE') return ONE;
    if (key === 'Ljava/lang/Boolean;.FALSE') return ZERO;
    if (key !== MESSAGE_NUMBER) return ANY;
    let sent = this.world.heap.read(this.world.heap.cell('message:', NONE), at.context);
    // Which handler these go to is not known.
    if (!isNone(sent)) sent = withDoubt(sent);
    for (const handler of objectsIn(at.context.args[0] ?? NONE))
      sent = joinValues(
        sent,
        this.world.heap.read(this.world.heap.cell(`message:${handler.type}`, NONE), at.context),
      );
    return isNone(sent) ? DOUBT : sent;
  }

  writeField(_: At, key: string, value: AbstractValue): void {
    if (key === MESSAGE_NUMBER) this.sendMessage(ANY, value);
  }

  sendMessage(handler: AbstractValue, number: AbstractValue): void {
    const handlers = objectsIn(handler);
    for (const { type } of handlers)
      this.world.heap.write(this.world.heap.cell(`message:${type}`, NONE), number);
    if (handlers.length === 0 || handler.any)
      this.world.heap.write(this.world.heap.cell('message:', NONE), number);
  }

  /** Whether the code belongs to a component that other apps may start or call. */
  isOpenToOthers(at: At): boolean {
    return objectsIn(at.context.args[0] ?? NONE).some(({ type }) => this.openTypes.has(type));
  }

  made(at: At | undefined, object: AbstractObject, defined: DexClass): void {
    this.clicks.addNamedHandlers(at, object, defined);
  }

  isCalledOnceMade(method: DexMethod): boolean {
    const key = method.ref.name + method.ref.proto.descriptor;
    if (key !== PERMISSIONS_RESULT) return key !== ACTIVITY_RESULT;
    this.permissionHandlers.add(method);
    return this.isAskerUnknown;
  }

  application(): AbstractValue | undefined {
    const object =
      this.applicationType === undefined ? undefined : this.world.componentOf(this.applicationType);
    return object ? toValue(object) : undefined;
  }

  viewOf(id: number): AbstractObject {
    const view = this.world.heap.object(`view:${id}`, 'Landroid/view/View;');
    this.world.heap.write(this.world.heap.part(view, VIEW_ID, NONE), toValue(id));
    return view;
  }

  textObject(id: number): AbstractObject {
    const text = this.world.heap.object(`text:${id}`, STRING);
    this.world.heap.write(this.world.heap.part(text, RESOURCE, NONE), toValue(id));
    return text;
  }

  /** What is stored under a key: the default, and whatever may have been written so far. */
  readStore(at: At, kind: string, key: AbstractValue | undefined, otherwise: AbstractValue): AbstractValue {
    const keys = textKeys(key);
    if (!keys) return DOUBT;
    let value = otherwise;
    for (const each of keys) {
      const name = `${kind}:${each}`;
      this.note(this.tests, name, at);
      value = joinValues(value, this.world.heap.read(this.world.heap.cell(name, NONE), at.context));
    }
    const others = this.world.heap.read(this.world.heap.cell(`${kind}:`, NONE), at.context);
    if (!isNone(others)) value = withDoubt(joinValues(value, others));
    // Which of several keys is meant is not known here, so neither is what stands under it.
    return keys.length > 1 && (value.any || value.atoms.length > 1) ? withDoubt(value) : value;
  }

  hasStored(at: At, key: AbstractValue | undefined): AbstractValue {
    const keys = textKeys(key);
    if (!keys) return DOUBT;
    let value = ZERO;
    for (const each of keys) {
      this.note(this.tests, `preference:${each}`, at);
      const stored = this.world.heap.read(this.world.heap.cell(`preference:${each}`, NONE), at.context);
      if (!isNone(stored)) value = ZERO_OR_ONE;
    }
    const others = this.world.heap.read(this.world.heap.cell('preference:', NONE), at.context);
    return isNone(others) ? value : withDoubt(ZERO_OR_ONE);
  }

  writeStore(at: At, kind: string, key: AbstractValue | undefined, value: AbstractValue): void {
    const keys = textKeys(key);
    for (const each of keys ?? ['']) {
      if (each !== '') this.note(this.writes, `${kind}:${each}`, at);
      this.world.heap.write(this.world.heap.cell(`${kind}:${each}`, NONE), value);
    }
  }

  private note(into: Map<string, StoreUse>, key: string, at: At): void {
    const name = `${key} ${at.context.method.index} ${at.dex.name} ${at.pc}`;
    if (!into.has(name)) into.set(name, { key, at: { ...at } });
  }

  /** The screen that asks hears the answer; where it is not known which one asks, each that listens may. */
  requestPermissions(at: At, asker: AbstractValue): void {
    if (asker.any) {
      this.isAskerUnknown = true;
      for (const method of this.permissionHandlers)
        this.world.callBack(at, method, this.world.componentOf(method.ref.owner), [ANY, ANY, ANY]);
      return;
    }
    for (const object of objectsIn(asker)) {
      const method = this.world.table.find(object.type, PERMISSIONS_RESULT);
      if (method) this.world.callBack(at, method, object, [ANY, ANY, ANY]);
    }
  }

  /** A screen is opened for a result: the opener is told what the app's own screens set, or anything others do. */
  startForResult(at: At, opener: AbstractValue, intent: AbstractValue, code: AbstractValue): void {
    let isOwn = intent.atoms.length > 0 && !intent.any;
    for (const each of intent.atoms) {
      const target = isObject(each) ? each.parts?.get(INTENT_CLASS)?.value : undefined;
      if (!target || target.any || target.atoms.length === 0) isOwn = false;
    }
    const result = isOwn ? this.world.heap.read(this.world.heap.cell('result', ZERO), at.context) : ANY;
    for (const object of objectsIn(opener)) {
      const method = this.world.table.find(object.type, ACTIVITY_RESULT);
      if (method) this.world.callBack(at, method, object, [code, result]);
    }
  }
}

function textKeys(key: AbstractValue | undefined): readonly string[] | undefined {
  if (!key || key.any) return undefined;
  // Null is no key: the object that holds it was not yet filled.
  const keys = key.atoms.filter((atom) => atom !== 0);
  return keys.every((atom) => typeof atom === 'string') ? keys : undefined;
}

function isObject(atom: Atom): atom is AbstractObject {
  return atom instanceof AbstractObject;
}

function mapAtoms(value: AbstractValue, apply: (atom: Atom) => number | undefined): AbstractValue {
  let result = value.any ? ANY : NONE;
  for (const atom of value.atoms) {
    const mapped = apply(atom);
    result = joinValues(result, mapped === undefined ? ANY : toValue(mapped));
  }
  return value.doubt ? withDoubt(result) : result;
}
