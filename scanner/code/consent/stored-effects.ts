import { ANY, DOUBT, NONE, ONE, ZERO, joinValues, objectsIn } from './abstract-value.ts';
import type { PlatformEffect as Effect } from './platform-effect.ts';
import { FILE, NAME } from './platform-names.ts';

const STORES = new Set(['Landroid/content/SharedPreferences;', 'Lcom/tencent/mmkv/MMKV;']);
const EDITOR = 'Landroid/content/SharedPreferences$Editor;';

/** Answers that last: preferences and marker files. */
export const getStored: Effect = (model, { at, info, args }) =>
  STORES.has(info.owner) ? model.readStore(at, 'preference', args[1], args[2] ?? ZERO) : undefined;

export const putStored: Effect = (model, { at, info, args }) => {
  if (info.owner !== EDITOR && !STORES.has(info.owner)) return undefined;
  model.writeStore(at, 'preference', args[1], args[2] ?? ANY);
  return info.returnType === 'Z' ? ANY : args[0];
};

export const testFile: Effect = (model, { at, info, receiver }) => {
  if (info.owner !== FILE) return undefined;
  let value = receiver.any ? DOUBT : NONE;
  for (const file of objectsIn(receiver)) {
    const name = file.parts?.get(NAME)?.value;
    value = joinValues(value, name ? model.readStore(at, 'file', name, ZERO) : ANY);
  }
  return value;
};

export const writeFile: Effect = (model, { at, args }) => {
  for (const value of args)
    for (const file of objectsIn(value)) {
      const name = file.type === FILE ? file.parts?.get(NAME)?.value : undefined;
      if (name) model.writeStore(at, 'file', name, ONE);
    }
  return undefined;
};

export const hasStored: Effect = (model, { at, info, args }) =>
  STORES.has(info.owner) ? model.hasStored(at, args[1]) : undefined;

export const getAllStored: Effect = (_, { info }) => (STORES.has(info.owner) ? DOUBT : undefined);
