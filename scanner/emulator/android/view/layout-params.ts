import { defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaObject,
  Machine,
  NativeMethod,
  Steps,
} from '../../machine/index.ts';
import { MATCH_PARENT, WRAP_CONTENT } from './measure-spec.ts';
import { attributes, obtainStyled, type AttributeNames, type Styled } from './styled.ts';
import { viewOf } from './view-state.ts';

/** View.resolveLayoutParams: parameters of the app's own classes learn which side their start and end are. */
export function* resolveDirection(vm: Machine, params: JavaObject | null): Steps<void> {
  if (params && params.cls.origin === 'app') yield* vm.call(params, 'resolveLayoutDirection(I)V', 0);
}

export type LayoutParams = JavaObject;

export function paramInt(vm: Machine, params: JavaObject, name: string): number {
  return vm.getField(params, `${name}:I`) as number;
}

export function paramFloat(vm: Machine, params: JavaObject, name: string): number {
  return vm.getField(params, `${name}:F`) as number;
}

export function setParamInt(vm: Machine, params: JavaObject, name: string, value: number): void {
  vm.setField(params, `${name}:I`, value);
}

export type Margins = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

const noMargins: Margins = { left: 0, top: 0, right: 0, bottom: 0 };

export function isMarginParams(params: JavaObject): boolean {
  for (let at: typeof params.cls | null = params.cls; at; at = at.superclass)
    if (at.name === 'android/view/ViewGroup$MarginLayoutParams') return true;
  return false;
}

export function isParamsOf(params: JavaObject | null, className: string): boolean {
  for (let at = params?.cls ?? null; at; at = at.superclass) if (at.name === className) return true;
  return false;
}

/** Margins of a view, none where its parameters have none. */
export function marginsOf(vm: Machine, view: JavaObject): Margins {
  const { params } = viewOf(view);
  if (!params || !isMarginParams(params)) return noMargins;
  return {
    left: paramInt(vm, params, 'leftMargin'),
    top: paramInt(vm, params, 'topMargin'),
    right: paramInt(vm, params, 'rightMargin'),
    bottom: paramInt(vm, params, 'bottomMargin'),
  };
}

export function paramSize(
  vm: Machine,
  view: JavaObject,
): { readonly width: number; readonly height: number } {
  const { params } = viewOf(view);
  if (!params) return { width: WRAP_CONTENT, height: WRAP_CONTENT };
  return { width: paramInt(vm, params, 'width'), height: paramInt(vm, params, 'height') };
}

const baseNames = attributes('layout_width', 'layout_height');
const marginNames = attributes(
  'layout_width',
  'layout_height',
  'layout_margin',
  'layout_marginHorizontal',
  'layout_marginVertical',
  'layout_marginLeft',
  'layout_marginTop',
  'layout_marginRight',
  'layout_marginBottom',
  'layout_marginStart',
  'layout_marginEnd',
);

export function readSize(vm: Machine, self: JavaObject, styled: Styled): void {
  setParamInt(vm, self, 'width', styled.layoutPx('layout_width', WRAP_CONTENT));
  setParamInt(vm, self, 'height', styled.layoutPx('layout_height', WRAP_CONTENT));
}

function readMargins(vm: Machine, self: JavaObject, styled: Styled): void {
  const all = styled.sizePx('layout_margin', -1);
  if (all >= 0) {
    for (const side of ['left', 'top', 'right', 'bottom']) setParamInt(vm, self, `${side}Margin`, all);
    return;
  }
  const horizontal = styled.sizePx('layout_marginHorizontal', 0);
  const vertical = styled.sizePx('layout_marginVertical', 0);
  // The layout is left to right, so start and end win over left and right where they are given.
  const left = styled.sizePx('layout_marginLeft', horizontal);
  const right = styled.sizePx('layout_marginRight', horizontal);
  setParamInt(vm, self, 'leftMargin', styled.sizePx('layout_marginStart', left));
  setParamInt(vm, self, 'rightMargin', styled.sizePx('layout_marginEnd', right));
  setParamInt(vm, self, 'topMargin', styled.sizePx('layout_marginTop', vertical));
  setParamInt(vm, self, 'bottomMargin', styled.sizePx('layout_marginBottom', vertical));
}

function copySize(vm: Machine, self: JavaObject, source: JavaObject): void {
  setParamInt(vm, self, 'width', paramInt(vm, source, 'width'));
  setParamInt(vm, self, 'height', paramInt(vm, source, 'height'));
}

function copyMargins(vm: Machine, self: JavaObject, source: JavaObject): void {
  for (const side of ['left', 'top', 'right', 'bottom'])
    setParamInt(vm, self, `${side}Margin`, paramInt(vm, source, `${side}Margin`));
}

export const layoutParams = defineClass({
  name: 'android/view/ViewGroup$LayoutParams',
  fields: {
    'static final FILL_PARENT:I': MATCH_PARENT,
    'static final MATCH_PARENT:I': MATCH_PARENT,
    'static final WRAP_CONTENT:I': WRAP_CONTENT,
    'width:I': 0,
    'height:I': 0,
    'layoutAnimationParameters:Landroid/view/animation/LayoutAnimationController$AnimationParameters;': null,
  },
  methods: {
    'package <init>()V': () => undefined,
    '<init>(II)V': (vm, self: JavaObject, width: number, height: number) => {
      setParamInt(vm, self, 'width', width);
      setParamInt(vm, self, 'height', height);
    },
    '<init>(Landroid/view/ViewGroup$LayoutParams;)V': (vm, self: JavaObject, source: JavaObject) =>
      copySize(vm, self, source),
    '<init>(Landroid/content/Context;Landroid/util/AttributeSet;)V': function* (
      vm,
      self: JavaObject,
      context: JavaObject,
      set: HeapObject | null,
    ) {
      readSize(vm, self, yield* obtainStyled(vm, context, set, baseNames, 0, 0));
    },
    'protected setBaseAttributes(Landroid/content/res/TypedArray;II)V': function* (
      vm,
      self: JavaObject,
      typed: JavaObject,
      width: number,
      height: number,
    ) {
      const read = 'getLayoutDimension(ILjava/lang/String;)I';
      setParamInt(vm, self, 'width', yield* vm.call<number>(typed, read, width, 'layout_width'));
      setParamInt(vm, self, 'height', yield* vm.call<number>(typed, read, height, 'layout_height'));
    },
    'resolveLayoutDirection(I)V': () => undefined,
  },
});

export const marginLayoutParams = defineClass({
  name: 'android/view/ViewGroup$MarginLayoutParams',
  super: 'android/view/ViewGroup$LayoutParams',
  fields: { 'leftMargin:I': 0, 'topMargin:I': 0, 'rightMargin:I': 0, 'bottomMargin:I': 0 },
  methods: {
    '<init>(II)V': (vm, self: JavaObject, width: number, height: number) => {
      setParamInt(vm, self, 'width', width);
      setParamInt(vm, self, 'height', height);
    },
    '<init>(Landroid/view/ViewGroup$LayoutParams;)V': (vm, self: JavaObject, source: JavaObject) =>
      copySize(vm, self, source),
    '<init>(Landroid/view/ViewGroup$MarginLayoutParams;)V': (vm, self: JavaObject, source: JavaObject) => {
      copySize(vm, self, source);
      copyMargins(vm, self, source);
    },
    '<init>(Landroid/content/Context;Landroid/util/AttributeSet;)V': function* (
      vm,
      self: JavaObject,
      context: JavaObject,
      set: HeapObject | null,
    ) {
      const styled = yield* obtainStyled(vm, context, set, marginNames, 0, 0);
      readSize(vm, self, styled);
      readMargins(vm, self, styled);
    },
    'setMargins(IIII)V': (vm, self: JavaObject, left: number, top: number, right: number, bottom: number) => {
      setParamInt(vm, self, 'leftMargin', left);
      setParamInt(vm, self, 'topMargin', top);
      setParamInt(vm, self, 'rightMargin', right);
      setParamInt(vm, self, 'bottomMargin', bottom);
    },
    'setMarginStart(I)V': (vm, self: JavaObject, start: number) => setParamInt(vm, self, 'leftMargin', start),
    'getMarginStart()I': (vm, self: JavaObject) => paramInt(vm, self, 'leftMargin'),
    'setMarginEnd(I)V': (vm, self: JavaObject, end: number) => setParamInt(vm, self, 'rightMargin', end),
    'getMarginEnd()I': (vm, self: JavaObject) => paramInt(vm, self, 'rightMargin'),
    'isMarginRelative()Z': () => false,
    'setLayoutDirection(I)V': () => undefined,
    'getLayoutDirection()I': () => 0,
    'resolveLayoutDirection(I)V': () => undefined,
  },
});

/** What a class of margin parameters adds: public fields, and how XML sets them. */
export type MarginParamsClass = {
  readonly name: string;
  readonly fields?: ClassModel['fields'];
  readonly read?: AttributeNames;
  readonly init?: (vm: Machine, self: JavaObject, styled: Styled) => Steps<void> | void;
  /** Sets what is not zero before anything else. */
  readonly prepare?: (vm: Machine, self: JavaObject) => void;
  /** Copies from parameters of the same class. */
  readonly copy?: (vm: Machine, self: JavaObject, source: JavaObject) => void;
  readonly methods?: Readonly<Record<string, NativeMethod | null>>;
  readonly super?: string;
};

/** Parameters with margins and more, with the constructors that all of them have. */
export function marginParamsClass(spec: MarginParamsClass): ClassModel {
  const { prepare = () => undefined, copy } = spec;
  const base = spec.super ?? 'android/view/ViewGroup$MarginLayoutParams';
  const fromOther = (vm: Machine, self: JavaObject, source: JavaObject) => {
    prepare(vm, self);
    copySize(vm, self, source);
    if (isMarginParams(source)) copyMargins(vm, self, source);
    if (copy && isParamsOf(source, spec.name)) copy(vm, self, source);
  };
  return defineClass({
    name: spec.name,
    super: base,
    ...(spec.fields && { fields: spec.fields }),
    methods: {
      '<init>(II)V': (vm, self: JavaObject, width: number, height: number) => {
        prepare(vm, self);
        setParamInt(vm, self, 'width', width);
        setParamInt(vm, self, 'height', height);
      },
      '<init>(Landroid/view/ViewGroup$LayoutParams;)V': (vm, self: JavaObject, source: JavaObject) => {
        prepare(vm, self);
        copySize(vm, self, source);
      },
      '<init>(Landroid/view/ViewGroup$MarginLayoutParams;)V': (vm, self: JavaObject, source: JavaObject) => {
        prepare(vm, self);
        copySize(vm, self, source);
        copyMargins(vm, self, source);
      },
      [`<init>(L${spec.name};)V`]: fromOther,
      '<init>(Landroid/content/Context;Landroid/util/AttributeSet;)V': function* (
        vm,
        self: JavaObject,
        context: JavaObject,
        set: HeapObject | null,
      ) {
        prepare(vm, self);
        yield* vm.callSpecial(
          base,
          '<init>(Landroid/content/Context;Landroid/util/AttributeSet;)V',
          self,
          context,
          set,
        );
        if (!spec.init || !spec.read) return;
        const steps = spec.init(vm, self, yield* obtainStyled(vm, context, set, spec.read, 0, 0));
        if (steps) yield* steps;
      },
      ...spec.methods,
    },
  });
}
