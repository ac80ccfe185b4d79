import type { DexClass, DexMethod } from '../../dex/index.ts';
import type { AppCode } from '../app-code.ts';
import type { MethodPlace } from '../pi-accesses.ts';
import { ANY, ZERO, ZERO_OR_ONE, joinValues, objectsIn, toValue } from './abstract-value.ts';
import type { AbstractObject, AbstractValue, Cell } from './abstract-value.ts';
import type { CallInfo } from './call-info.ts';
import { DEFERRED } from './call-info.ts';
import type { ConsentSigns } from './consent-signs.ts';
import { NEED } from './context.ts';
import type { Need } from './context.ts';
import { SAYS, meaningOfControl, meaningOfTexts, textsOf } from './controls.ts';
import type { ControlMeaning } from './controls.ts';
import type { At } from './effects.ts';
import type { World } from './world.ts';

/** Where people agree: what they tap, and the code that runs then. */
export type Gate = {
  readonly kind: 'button' | 'dialog-button' | 'layout-handler' | 'page' | 'tick' | 'library';
  /** What the control says, or what names it. */
  readonly label: string;
  /** The method that runs at the tap, or the test of a box or a library. */
  readonly handler: MethodPlace;
  /** Where the control and its listener are put together, in code. */
  readonly control?: MethodPlace;
};

/** Ways that open when the person agrees. */
type Opening = { readonly gate: Gate; readonly isSure: boolean; readonly open: (need: Need) => void };

/** A listener given to controls or to a button of a dialog. */
type Registration = {
  readonly at: At;
  readonly type: string;
  controls: AbstractValue;
  labels: AbstractValue;
  listener: AbstractValue;
  /** Number of a dialog's button. */
  readonly which: number | undefined;
  isSettled: boolean;
};

const VIEW_CLICK = 'Landroid/view/View$OnClickListener;';
const VIEW_LONG_CLICK = 'Landroid/view/View$OnLongClickListener;';
const CHECKED_CHANGE = 'Landroid/widget/CompoundButton$OnCheckedChangeListener;';
const CONTROL_LISTENERS: ReadonlySet<string> = new Set([VIEW_CLICK, VIEW_LONG_CLICK, CHECKED_CHANGE]);
const DIALOG_CLICK = 'Landroid/content/DialogInterface$OnClickListener;';
const NOTHING: AbstractValue = { atoms: [], any: false, doubt: false };
/** Buttons as DialogInterface numbers them. */
const DIALOG_BUTTONS: ReadonlyMap<string, number> = new Map([
  ['setPositiveButton', -1],
  ['setNegativeButton', -2],
  ['setNeutralButton', -3],
  ['setButton', -1],
  ['setButton2', -2],
  ['setButton3', -3],
]);
const JAVASCRIPT_INTERFACE = 'Landroid/webkit/JavascriptInterface;';
const LAYOUT_HANDLER = '(Landroid/view/View;)V';

/** The taps that an app waits for, sorted into those that agree and the others. */
export class Clicks {
  readonly openings: Opening[] = [];
  private readonly app: AppCode;
  private readonly world: World;
  private readonly signs: ConsentSigns;
  private readonly registrations = new Map<string, Registration>();
  private readonly unsure: Opening[] = [];
  private readonly known = new Set<string>();
  private isReleased = false;

  constructor(app: AppCode, world: World, signs: ConsentSigns) {
    this.app = app;
    this.world = world;
    this.signs = signs;
  }

  /** Keeps a call that gives a listener to a control. False for other calls. */
  register(at: At, info: CallInfo, args: readonly AbstractValue[]): boolean {
    const { name, parameters } = info;
    const last = parameters[parameters.length - 1] ?? '';
    const receiver = args[0] ?? ANY;
    const listener = args[args.length - 1] ?? ANY;
    if (CONTROL_LISTENERS.has(last) && parameters.length === 1) {
      this.keep(at, last, receiver, NOTHING, listener, undefined);
      return true;
    }
    const button = last === DIALOG_CLICK ? DIALOG_BUTTONS.get(name) : undefined;
    if (button === undefined) return false;
    const label = args[args.length - 2] ?? ANY;
    const which = name === 'setButton' && parameters.length === 3 ? args[1]?.atoms[0] : button;
    this.keep(at, last, receiver, label, listener, typeof which === 'number' ? which : button);
    return true;
  }

  private keep(
    at: At,
    type: string,
    controls: AbstractValue,
    labels: AbstractValue,
    listener: AbstractValue,
    which: number | undefined,
  ): void {
    const key = `${at.context.id}:${at.pc}`;
    const known = this.registrations.get(key);
    if (!known) {
      this.registrations.set(key, {
        at: { ...at },
        type,
        controls,
        labels,
        listener,
        which,
        isSettled: false,
      });
      return;
    }
    const joined = [
      joinValues(known.controls, controls),
      joinValues(known.labels, labels),
      joinValues(known.listener, listener),
    ] as const;
    if (joined[0] === known.controls && joined[1] === known.labels && joined[2] === known.listener) return;
    [known.controls, known.labels, known.listener] = joined;
    known.isSettled = false;
  }

  /** Decides on the listeners that came in since. False where there were none. */
  settle(): boolean {
    let isNew = false;
    for (const each of this.registrations.values()) {
      if (each.isSettled) continue;
      each.isSettled = true;
      isNew = true;
      const controls = objectsIn(each.controls);
      if (each.which !== undefined || controls.length === 0) this.settleOne(each, undefined);
      else for (const control of controls) this.settleOne(each, control);
    }
    return isNew;
  }

  private settleOne(each: Registration, control: AbstractObject | undefined): void {
    const { at, type, listener, which } = each;
    const says = this.saysAround(each);
    const meaning = meaningOfControl(control, textsOf(each.labels, this.signs), says, this.signs);
    const args = which === undefined ? [control ? toValue(control) : ANY] : [ANY, toValue(which)];
    const isTick = type === CHECKED_CHANGE;
    const key = DEFERRED.get(type) ?? '';
    for (const object of objectsIn(listener)) {
      const method = this.world.table.find(object.type, key);
      if (!method) continue;
      const kind = isTick ? 'tick' : which === undefined ? 'button' : 'dialog-button';
      // Taking the tick away again is no agreement.
      if (isTick && meaning.kind === 'agree')
        this.world.objects.callBack(at, method, object, [...args, ZERO], NEED.gate);
      this.tap(meaning, kind, at, method, (need) =>
        this.world.objects.callBack(at, method, object, args, need),
      );
    }
    // Which listener it is is not known: any that is there, and none of them for sure.
    if (listener.any && objectsIn(listener).length === 0)
      this.world.objects.handOverAny(at, type, NEED.unclear);
  }

  private saysAround(each: Registration): AbstractValue {
    if (each.which === undefined) return NOTHING;
    return objectsIn(each.controls).reduce<AbstractValue>(
      (says, builder) => joinValues(says, builder.parts?.get(SAYS)?.value ?? NOTHING),
      NOTHING,
    );
  }

  /** A tap of this meaning runs a method. */
  private tap(
    meaning: ControlMeaning,
    kind: Gate['kind'],
    at: At | undefined,
    method: DexMethod,
    open: (need: Need) => void,
  ): void {
    if (meaning.kind !== 'agree' || this.isReleased) {
      open(this.isReleased ? NEED.nothing : meaning.kind === 'unknown' ? NEED.unclear : NEED.gate);
      return;
    }
    const gate: Gate = {
      kind,
      label: meaning.label ?? '',
      handler: { method, pc: 0 },
      ...(at ? { control: { method: at.context.method, pc: at.pc } } : {}),
    };
    (meaning.isSure ? this.openings : this.unsure).push({ gate, isSure: meaning.isSure, open });
  }

  /**
   * Controls that say agree with nothing about privacy around them: gates where there is no better one, else taps of
   * which it is unclear what they mean. False where there were none.
   */
  settleUnsure(): boolean {
    const waiting = this.unsure.splice(0);
    const hasSure = this.openings.some(({ isSure }) => isSure);
    for (const each of waiting) {
      if (hasSure) each.open(NEED.unclear);
      else this.openings.push(each);
    }
    return hasSure && waiting.length > 0;
  }

  /** Lets the person agree, now and later. */
  release(): void {
    this.isReleased = true;
    for (const { open } of this.openings) open(NEED.nothing);
  }

  /** Methods of a screen that layouts may name as `onClick`. */
  addNamedHandlers(at: At | undefined, object: AbstractObject, defined: DexClass): void {
    const deferred = this.world.table.deferredOf(object.type);
    for (const method of this.world.publicMethods(defined, LAYOUT_HANDLER)) {
      if (deferred.includes(method) || method.ref.proto.parameters.length !== 1) continue;
      const name = `${object.id} ${method.ref.name}`;
      if (this.known.has(name)) continue;
      this.known.add(name);
      const controls = this.signs.handlers.get(method.ref.name) ?? [undefined];
      for (const control of controls) {
        const meaning: ControlMeaning = control
          ? meaningOfTexts(control.texts, [], control.around)
          : { kind: 'other', isSure: false };
        const view =
          control?.id === undefined
            ? ANY
            : toValue(this.world.heap.object(`view:${control.id}`, 'Landroid/view/View;'));
        this.tap(meaning, 'layout-handler', at, method, (need) =>
          this.world.objects.callBack(at, method, object, [view], need),
        );
      }
    }
  }

  /** An object that pages of HTML may call. */
  addPageObject(at: At, value: AbstractValue): void {
    for (const object of objectsIn(value)) {
      for (const defined of this.app.hierarchy.chainOf(object.type)) {
        const { onMethods } = defined.annotations;
        for (const method of defined.virtualMethods)
          if (onMethods.get(method.index)?.some(({ type }) => type === JAVASCRIPT_INTERFACE))
            this.addPageMethod(at, object, method);
      }
    }
  }

  private addPageMethod(at: At, object: AbstractObject, method: DexMethod): void {
    const name = `${object.id} ${method.ref.name}`;
    if (this.known.has(name)) return;
    this.known.add(name);
    const calls = this.signs.pageCalls.get(method.ref.name);
    if (!calls) {
      this.tap({ kind: 'unknown', isSure: false }, 'page', at, method, (need) =>
        this.world.objects.callBack(at, method, object, [], need),
      );
      return;
    }
    for (const call of calls)
      this.tap(meaningOfTexts(call.texts, [], call.around), 'page', at, method, (need) =>
        this.world.objects.callBack(at, method, object, call.args.map(toValue), need),
      );
  }

  /** Whether a box that stands for agreement is ticked: not before the person ticks it. */
  ticked(box: AbstractObject, label: string, at: At): Cell {
    const cell = this.world.heap.cell(`tick:${box.id}`, this.isReleased ? ZERO_OR_ONE : ZERO);
    this.addTest(
      `tick:${box.id}`,
      { kind: 'tick', label, handler: { method: at.context.method, pc: at.pc } },
      () => this.world.heap.write(cell, ZERO_OR_ONE),
    );
    return cell;
  }

  /** What a consent library answers before and after the person agreed. */
  libraryAnswer(name: string, before: readonly number[], after: readonly number[], at: At): Cell {
    const key = `library:${name}`;
    const cell = this.world.heap.cell(key, { atoms: before, any: false, doubt: false });
    this.addTest(
      key,
      { kind: 'library', label: name, handler: { method: at.context.method, pc: at.pc } },
      () => this.world.heap.write(cell, { atoms: after, any: false, doubt: false }),
    );
    return cell;
  }

  private addTest(key: string, gate: Gate, open: () => void): void {
    if (this.known.has(key)) return;
    this.known.add(key);
    if (this.isReleased) open();
    else this.openings.push({ gate, isSure: true, open });
  }
}
