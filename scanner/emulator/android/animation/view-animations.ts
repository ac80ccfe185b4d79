import { defineClass, type JavaObject } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaValue, Machine } from '../../machine/index.ts';
import type { XmlElement } from '../../../package/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { valueOf, xmlOf } from '../content/res/resources-state.ts';
import { ignored } from '../view/accessors.ts';
import { viewPart } from '../view/view-state.ts';

/** State of an android.view.animation.Animation: when it is over matters, what it shows on the way does not. */
const animationOf = viewPart(() => ({
  durationMs: 0,
  offsetMs: 0,
  repeatCount: 0,
  fillAfter: false,
  listener: null as HeapObject | null,
  children: [] as JavaObject[],
}));

function lengthMs(self: JavaObject): number {
  const { durationMs, offsetMs, repeatCount, children } = animationOf(self);
  const own = offsetMs + durationMs * (repeatCount > 0 ? repeatCount + 1 : 1);
  return Math.max(own, ...children.map((child) => offsetMs + lengthMs(child)));
}

type Peer = ReturnType<typeof animationOf>;

function accessor<K extends keyof Peer>(
  name: string,
  descriptor: string,
  key: K,
  convert: { readonly to: (value: never) => Peer[K]; readonly from: (value: Peer[K]) => JavaValue },
): NonNullable<ClassModel['methods']> {
  return {
    [`set${name}(${descriptor})V`]: (_vm: Machine, self: JavaObject, value: never) => {
      animationOf(self)[key] = convert.to(value);
    },
    [`get${name}()${descriptor}`]: (_vm: Machine, self: JavaObject) => convert.from(animationOf(self)[key]),
  };
}

const time = { to: (value: bigint) => Number(value), from: (value: number) => BigInt(value) };

export const animation = defineClass({
  name: 'android/view/animation/Animation',
  flags: 'abstract',
  interfaces: ['java/lang/Cloneable'],
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: JavaObject) => {
      animationOf(self);
    },
    '<init>(Landroid/content/Context;Landroid/util/AttributeSet;)V': (_vm, self: JavaObject) => {
      animationOf(self);
    },
    ...accessor('Duration', 'J', 'durationMs', time),
    ...accessor('StartOffset', 'J', 'offsetMs', time),
    ...accessor('RepeatCount', 'I', 'repeatCount', { to: (value: number) => value, from: (value) => value }),
    'computeDurationHint()J': (_vm, self: JavaObject) => BigInt(Math.trunc(lengthMs(self))),
    'setAnimationListener(Landroid/view/animation/Animation$AnimationListener;)V': (
      _vm,
      self: JavaObject,
      listener: HeapObject | null,
    ) => {
      animationOf(self).listener = listener;
    },
    'getListener()Landroid/view/animation/Animation$AnimationListener;': (_vm, self: JavaObject) =>
      animationOf(self).listener,
    'setFillAfter(Z)V': (_vm, self: JavaObject, fill: boolean) => {
      animationOf(self).fillAfter = fill;
    },
    'getFillAfter()Z': (_vm, self: JavaObject) => animationOf(self).fillAfter,
    'setFillBefore(Z)V': ignored,
    'setFillEnabled(Z)V': ignored,
    'setRepeatMode(I)V': ignored,
    'setStartTime(J)V': ignored,
    'setZAdjustment(I)V': ignored,
    'setInterpolator(Landroid/view/animation/Interpolator;)V': ignored,
    'setInterpolator(Landroid/content/Context;I)V': ignored,
    'initialize(IIII)V': ignored,
    'start()V': ignored,
    'startNow()V': ignored,
    'cancel()V': ignored,
    'reset()V': ignored,
    'hasEnded()Z': () => false,
  },
});

/** A kind of animation: constructors that only say how it would look. */
function kind(name: string, constructors: readonly string[], more: ClassModel['methods'] = {}): ClassModel {
  const construct = (_vm: Machine, self: JavaObject): void => {
    animationOf(self);
  };
  return defineClass({
    name: `android/view/animation/${name}`,
    super: 'android/view/animation/Animation',
    labels: 'container',
    methods: {
      ...Object.fromEntries(
        [...constructors, '(Landroid/content/Context;Landroid/util/AttributeSet;)V'].map((descriptor) => [
          `<init>${descriptor}`,
          construct,
        ]),
      ),
      ...more,
    },
  });
}

const DURATION = 0x01010198;
const START_OFFSET = 0x010101be;

/** AnimationUtils.loadAnimation: how long the animations of the file take. */
function fromXml(vm: Machine, element: XmlElement): JavaObject {
  const isSet = element.name === 'set';
  const made = vm.newObject(`android/view/animation/${isSet ? 'AnimationSet' : 'AlphaAnimation'}`);
  const state = animationOf(made);
  for (const { resourceId, value } of element.attributes) {
    const ms = value.kind === 'integer' ? value.data : resolved(vm, value);
    if (resourceId === DURATION) state.durationMs = ms;
    if (resourceId === START_OFFSET) state.offsetMs = ms;
  }
  for (const child of element.children) if (child.kind === 'element') state.children.push(fromXml(vm, child));
  return made;
}

function resolved(vm: Machine, value: XmlElement['attributes'][number]['value']): number {
  const { resources } = vm.attached(SYSTEM).app;
  const found = value.kind === 'reference' ? resources.findValue(value.id) : undefined;
  return found?.value.kind === 'integer' ? found.value.data : 0;
}

export const animationUtils = defineClass({
  name: 'android/view/animation/AnimationUtils',
  methods: {
    'static loadAnimation(Landroid/content/Context;I)Landroid/view/animation/Animation;': (
      vm,
      _context: JavaObject,
      id: number,
    ) => {
      const found = valueOf(vm, vm.attached(SYSTEM).app.resources, id);
      return fromXml(vm, xmlOf(vm, found.value, found.isSystem).root);
    },
    'static currentAnimationTimeMillis()J': (vm) => BigInt(Math.trunc(vm.nowMs)),
  },
});

export const viewAnimationClasses = [
  animation,
  animationUtils,
  kind('AlphaAnimation', ['(FF)V']),
  kind('TranslateAnimation', ['(FFFF)V', '(IFIFIFIF)V']),
  kind('ScaleAnimation', ['(FFFF)V', '(FFFFFF)V', '(FFFFIFIF)V']),
  kind('RotateAnimation', ['(FF)V', '(FFFF)V', '(FFIFIF)V']),
  kind('AnimationSet', ['(Z)V'], {
    'addAnimation(Landroid/view/animation/Animation;)V': (_vm, self: JavaObject, child: JavaObject) => {
      animationOf(self).children.push(child);
    },
  }),
];
