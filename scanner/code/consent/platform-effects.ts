import { ANY, DOUBT, NONE, ONE, ZERO, isNone, joinValues, objectsIn, toValue } from './abstract-value.ts';
import { TEXT, VIEW_ID, SAYS, isAgreement, textsOf } from './controls.ts';
import type { PlatformCalls } from './platform-calls.ts';
import type { PlatformCall as Call, PlatformEffect as Effect } from './platform-effect.ts';
import { FILE, INTENT_CLASS, NAME, STRING } from './platform-names.ts';
import { getAllStored, getStored, hasStored, putStored, testFile, writeFile } from './stored-effects.ts';
import { emptyText, itself, itselfIfText, parse, sameText } from './value-effects.ts';

const INTENTS = new Set(['Landroid/content/Intent;', 'Landroid/os/Bundle;', 'Landroid/os/BaseBundle;']);

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

export const intentClass: Effect = (model, { info, args, receiver }) => {
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

/** By the method's name; each looks at the class itself, where it matters. */
export const EFFECTS: ReadonlyMap<string, Effect> = new Map<string, Effect>([
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
  ['contains', hasStored],
  ['containsKey', hasStored],
  ['getAll', getAllStored],
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
