import type { DexClass, DexMethod } from '../../dex/index.ts';
import {
  ANY,
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
import type { AbstractObject, AbstractValue } from './abstract-value.ts';
import type { CallInfo } from './call-info.ts';
import type { Clicks } from './clicks.ts';
import type { ConsentSigns } from './consent-signs.ts';
import { RESOURCE, TEXT, VIEW_ID } from './controls.ts';
import type { At } from './effects.ts';
import { EFFECTS, intentClass } from './platform-effects.ts';
import { FILE, INTENT_CLASS, NAME, STRING } from './platform-names.ts';
import { writeFile } from './stored-effects.ts';
import { isObject } from './value-effects.ts';
import type { PlatformModel } from './world-input.ts';
import type { World } from './world.ts';

/** A test or a write of something that stays, with its place. */
export type StoreUse = { readonly key: string; readonly at: At };

const ACTIVITY_RESULT = 'onActivityResult(IILandroid/content/Intent;)V';
const PERMISSIONS_RESULT = 'onRequestPermissionsResult(I[Ljava/lang/String;[I)V';
/** Libraries that ask for permissions on a screen's behalf, and are not followed by value. */
const PERMISSION_HELPERS = ['Landroidx/core/app/ActivityCompat;', 'Landroid/support/v4/app/ActivityCompat;'];
const MESSAGE_NUMBER = 'Landroid/os/Message;.what';

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
      this.applicationType === undefined ? undefined : this.world.objects.componentOf(this.applicationType);
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
        this.world.objects.callBack(at, method, this.world.objects.componentOf(method.ref.owner), [
          ANY,
          ANY,
          ANY,
        ]);
      return;
    }
    for (const object of objectsIn(asker)) {
      const method = this.world.table.find(object.type, PERMISSIONS_RESULT);
      if (method) this.world.objects.callBack(at, method, object, [ANY, ANY, ANY]);
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
      if (method) this.world.objects.callBack(at, method, object, [code, result]);
    }
  }
}

function textKeys(key: AbstractValue | undefined): readonly string[] | undefined {
  if (!key || key.any) return undefined;
  // Null is no key: the object that holds it was not yet filled.
  const keys = key.atoms.filter((atom) => atom !== 0);
  return keys.every((atom) => typeof atom === 'string') ? keys : undefined;
}
