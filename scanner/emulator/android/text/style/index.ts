import { defineClass } from '../../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaObject,
  JavaString,
  JavaValue,
  Machine,
} from '../../../machine/index.ts';
import { makeUri } from '../../net/uri.ts';

type Paint = JavaObject;
type Valued = JavaObject<{ readonly value: JavaValue }>;

const updateDraw = 'updateDrawState(Landroid/text/TextPaint;)V';
const linkColor = 0xff1a73e8 | 0;

function marker(name: string, parents: readonly string[] = []): ClassModel {
  return defineClass({
    name: `android/text/style/${name}`,
    flags: 'interface',
    interfaces: parents,
    methods: {},
  });
}

/** A span that holds one value and puts it on the paint by calling a setter. */
function valued(
  name: string,
  type: string,
  getter: string,
  setter: string | undefined,
  parents: readonly string[] = [],
): ClassModel {
  return defineClass({
    name: `android/text/style/${name}`,
    super: 'android/text/style/CharacterStyle',
    interfaces: parents,
    methods: {
      [`<init>(${type})V`]: (_vm: Machine, self: Valued, value: JavaValue) => {
        self.peer = { value };
      },
      [`${getter}()${type}`]: (_vm: Machine, self: Valued) => self.peer.value,
      [updateDraw]: function* (vm: Machine, self: Valued, paint: Paint) {
        if (setter !== undefined) yield* vm.call(paint, `${setter}(${type})V`, self.peer.value);
      },
    },
  });
}

function* underline(vm: Machine, paint: Paint, color: number) {
  yield* vm.call(paint, 'setColor(I)V', color);
  yield* vm.call(paint, 'setUnderlineText(Z)V', true);
}

/** android.text.style */
export const styleClasses: readonly ClassModel[] = [
  marker('ParagraphStyle'),
  marker('UpdateAppearance'),
  marker('UpdateLayout', ['android/text/style/UpdateAppearance']),
  marker('LineHeightSpan', ['android/text/style/ParagraphStyle']),
  marker('LeadingMarginSpan', ['android/text/style/ParagraphStyle']),
  marker('AlignmentSpan', ['android/text/style/ParagraphStyle']),
  defineClass({
    name: 'android/text/style/CharacterStyle',
    flags: 'abstract',
    methods: {
      '<init>()V': () => undefined,
      [updateDraw]: null,
      'getUnderlying()Landroid/text/style/CharacterStyle;': (_vm: Machine, self: HeapObject) => self,
      'static wrap(Landroid/text/style/CharacterStyle;)Landroid/text/style/CharacterStyle;': (
        _vm: Machine,
        style: HeapObject,
      ) => style,
    },
  }),
  defineClass({
    name: 'android/text/style/MetricAffectingSpan',
    super: 'android/text/style/CharacterStyle',
    flags: 'abstract',
    interfaces: ['android/text/style/UpdateLayout'],
    methods: { '<init>()V': () => undefined, 'updateMeasureState(Landroid/text/TextPaint;)V': null },
  }),
  defineClass({
    name: 'android/text/style/ClickableSpan',
    super: 'android/text/style/CharacterStyle',
    flags: 'abstract',
    interfaces: ['android/text/style/UpdateAppearance'],
    methods: {
      '<init>()V': () => undefined,
      'onClick(Landroid/view/View;)V': null,
      [updateDraw]: (vm: Machine, _self: HeapObject, paint: Paint) => underline(vm, paint, linkColor),
    },
  }),
  defineClass({
    name: 'android/text/style/URLSpan',
    super: 'android/text/style/ClickableSpan',
    methods: {
      '<init>(Ljava/lang/String;)V': (vm, self: JavaObject<{ url: string }>, url: JavaString | null) => {
        self.peer = { url: vm.text(url) };
      },
      'getURL()Ljava/lang/String;': (_vm, self: JavaObject<{ url: string }>) => self.peer.url,
      'onClick(Landroid/view/View;)V': function* (vm, self: JavaObject<{ url: string }>, widget: HeapObject) {
        const context = yield* vm.call<JavaObject>(widget, 'getContext()Landroid/content/Context;');
        const intent = yield* vm.construct(
          'android/content/Intent',
          '(Ljava/lang/String;Landroid/net/Uri;)V',
          'android.intent.action.VIEW',
          makeUri(vm, self.peer.url),
        );
        yield* vm.call(context, 'startActivity(Landroid/content/Intent;)V', intent);
      },
    },
  }),
  valued('ForegroundColorSpan', 'I', 'getForegroundColor', 'setColor', [
    'android/text/style/UpdateAppearance',
  ]),
  valued('BackgroundColorSpan', 'I', 'getBackgroundColor', undefined, [
    'android/text/style/UpdateAppearance',
  ]),
  defineClass({
    name: 'android/text/style/UnderlineSpan',
    super: 'android/text/style/CharacterStyle',
    interfaces: ['android/text/style/UpdateAppearance'],
    methods: {
      '<init>()V': () => undefined,
      [updateDraw]: function* (vm: Machine, _self: HeapObject, paint: Paint) {
        yield* vm.call(paint, 'setUnderlineText(Z)V', true);
      },
    },
  }),
  defineClass({
    name: 'android/text/style/StrikethroughSpan',
    super: 'android/text/style/CharacterStyle',
    interfaces: ['android/text/style/UpdateAppearance'],
    methods: {
      '<init>()V': () => undefined,
      [updateDraw]: function* (vm: Machine, _self: HeapObject, paint: Paint) {
        yield* vm.call(paint, 'setStrikeThruText(Z)V', true);
      },
    },
  }),
  sizeSpan('RelativeSizeSpan', 'F', 'getSizeChange', function* (vm, self, paint) {
    const size = yield* vm.call<number>(paint, 'getTextSize()F');
    yield* vm.call(paint, 'setTextSize(F)V', size * Number(self.peer.value));
  }),
  sizeSpan('AbsoluteSizeSpan', 'I', 'getSize', function* (vm, self, paint) {
    yield* vm.call(paint, 'setTextSize(F)V', Number(self.peer.value));
  }),
  sizeSpan('StyleSpan', 'I', 'getStyle', function* (vm, self, paint) {
    yield* vm.call(paint, 'setFakeBoldText(Z)V', (Number(self.peer.value) & 1) !== 0);
  }),
];

/** A span that changes how wide the text is, so that measuring asks it too. */
function sizeSpan(
  name: string,
  type: string,
  getter: string,
  update: (
    vm: Machine,
    self: Valued,
    paint: Paint,
  ) => Generator<never, void, never> | ReturnType<typeof underline>,
): ClassModel {
  return defineClass({
    name: `android/text/style/${name}`,
    super: 'android/text/style/MetricAffectingSpan',
    methods: {
      [`<init>(${type})V`]: (_vm: Machine, self: Valued, value: JavaValue) => {
        self.peer = { value };
      },
      [`${getter}()${type}`]: (_vm: Machine, self: Valued) => self.peer.value,
      [updateDraw]: (vm: Machine, self: Valued, paint: Paint) => update(vm, self, paint),
      'updateMeasureState(Landroid/text/TextPaint;)V': (vm: Machine, self: Valued, paint: Paint) =>
        update(vm, self, paint),
    },
  });
}
