import { bytesOf, defineClass } from '../../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaObject,
  Machine,
  Steps,
} from '../../../machine/index.ts';
import { alertOf, type AlertState } from './alert-state.ts';
import { dialogOf, dialogThemeId } from './dialog.ts';

type Listeners = {
  cancelable: boolean;
  onCancel: HeapObject | null;
  onDismiss: HeapObject | null;
  onKey: HeapObject | null;
};
type BuilderState = {
  readonly context: JavaObject | null;
  readonly themed: JavaObject | null;
  readonly themeId: number;
  readonly alert: Partial<AlertState>;
  readonly buttons: AlertState['buttons'];
  readonly listeners: Listeners;
};
type Builder = JavaObject<BuilderState>;
type Methods = NonNullable<ClassModel['methods']>;

const self$ = 'Landroid/app/AlertDialog$Builder;';
const text$ = 'Ljava/lang/CharSequence;';
const click$ = 'Landroid/content/DialogInterface$OnClickListener;';
const multi$ = 'Landroid/content/DialogInterface$OnMultiChoiceClickListener;';

function* init(vm: Machine, self: Builder, context: JavaObject | null, asked: number): Steps<void> {
  const themeId = yield* dialogThemeId(vm, context, asked, 'alertDialogTheme');
  self.peer = {
    context,
    themeId,
    themed:
      themeId === 0
        ? context
        : yield* vm.construct<JavaObject>(
            'android/view/ContextThemeWrapper',
            '(Landroid/content/Context;I)V',
            context,
            themeId,
          ),
    alert: {},
    buttons: new Map(),
    listeners: { cancelable: true, onCancel: null, onDismiss: null, onKey: null },
  };
}

/** A setter of the builder: changes its state and answers the builder. */
function sets<V extends unknown[]>(change: (state: BuilderState, ...values: V) => void) {
  return (_vm: Machine, self: Builder, ...values: V): Builder => {
    change(self.peer, ...values);
    return self;
  };
}

function* textOfId(vm: Machine, self: Builder, id: number): Steps<HeapObject | null> {
  return yield* vm.call<HeapObject>(self.peer.context, `getText(I)${text$}`, id);
}

function* arrayOfId(vm: Machine, self: Builder, id: number): Steps<JavaArray> {
  const resources = yield* vm.call<JavaObject>(
    self.peer.context,
    'getResources()Landroid/content/res/Resources;',
  );
  return yield* vm.call<JavaArray>(resources, `getTextArray(I)[${text$}`, id);
}

function buttonMethods(name: string, which: number): Methods {
  return {
    [`set${name}Button(${text$}${click$})${self$}`]: sets<[HeapObject | null, HeapObject | null]>(
      (state, text, listener) => state.buttons.set(which, { text, listener }),
    ),
    [`set${name}Button(I${click$})${self$}`]: function* (
      vm,
      self: Builder,
      id: number,
      listener: HeapObject | null,
    ) {
      self.peer.buttons.set(which, { text: yield* textOfId(vm, self, id), listener });
      return self;
    },
  };
}

const checkedOf = (flags: JavaArray | null): boolean[] =>
  flags ? [...bytesOf(flags)].map((flag) => flag !== 0) : [];

const lists: Methods = {
  [`setItems([${text$}${click$})${self$}`]: sets<[JavaArray | null, HeapObject | null]>(
    ({ alert }, items, onItemClick) => Object.assign(alert, { items, onItemClick }),
  ),
  [`setItems(I${click$})${self$}`]: function* (vm, self: Builder, id: number, listener: HeapObject | null) {
    Object.assign(self.peer.alert, { items: yield* arrayOfId(vm, self, id), onItemClick: listener });
    return self;
  },
  [`setAdapter(Landroid/widget/ListAdapter;${click$})${self$}`]: sets<[JavaObject | null, HeapObject | null]>(
    ({ alert }, adapter, onItemClick) => Object.assign(alert, { adapter, onItemClick }),
  ),
  [`setSingleChoiceItems([${text$}I${click$})${self$}`]: sets<[JavaArray | null, number, HeapObject | null]>(
    ({ alert }, items, checkedItem, onItemClick) =>
      Object.assign(alert, { items, checkedItem, onItemClick, choice: 'single' }),
  ),
  [`setSingleChoiceItems(II${click$})${self$}`]: function* (
    vm,
    self: Builder,
    id: number,
    checkedItem: number,
    onItemClick: HeapObject | null,
  ) {
    const items = yield* arrayOfId(vm, self, id);
    Object.assign(self.peer.alert, { items, checkedItem, onItemClick, choice: 'single' });
    return self;
  },
  [`setSingleChoiceItems(Landroid/widget/ListAdapter;I${click$})${self$}`]: sets<
    [JavaObject | null, number, HeapObject | null]
  >(({ alert }, adapter, checkedItem, onItemClick) =>
    Object.assign(alert, { adapter, checkedItem, onItemClick, choice: 'single' }),
  ),
  [`setMultiChoiceItems([${text$}[Z${multi$})${self$}`]: sets<
    [JavaArray | null, JavaArray | null, HeapObject | null]
  >(({ alert }, items, checked, onMultiChoice) =>
    Object.assign(alert, { items, checkedItems: checkedOf(checked), onMultiChoice, choice: 'multi' }),
  ),
  [`setMultiChoiceItems(I[Z${multi$})${self$}`]: function* (
    vm,
    self: Builder,
    id: number,
    checked: JavaArray | null,
    onMultiChoice: HeapObject | null,
  ) {
    const items = yield* arrayOfId(vm, self, id);
    Object.assign(self.peer.alert, {
      items,
      checkedItems: checkedOf(checked),
      onMultiChoice,
      choice: 'multi',
    });
    return self;
  },
};

function* create(vm: Machine, self: Builder): Steps<JavaObject> {
  const { context, themeId, alert, buttons, listeners } = self.peer;
  const made = yield* vm.construct<JavaObject>(
    'android/app/AlertDialog',
    '(Landroid/content/Context;I)V',
    context,
    themeId,
  );
  Object.assign(alertOf(made), alert);
  for (const [which, button] of buttons) alertOf(made).buttons.set(which, button);
  const dialog = dialogOf(made);
  yield* vm.call(made, 'setCancelable(Z)V', listeners.cancelable);
  if (listeners.cancelable) yield* vm.call(made, 'setCanceledOnTouchOutside(Z)V', true);
  dialog.onCancel = listeners.onCancel;
  dialog.onDismiss = listeners.onDismiss;
  dialog.onKey = listeners.onKey;
  if (alert.title) yield* vm.call(dialog.window, `setTitle(${text$})V`, alert.title);
  return made;
}

export const alertDialogBuilder = defineClass({
  name: 'android/app/AlertDialog$Builder',
  labels: 'container',
  methods: {
    '<init>(Landroid/content/Context;)V': (vm, self: Builder, context: JavaObject | null) =>
      init(vm, self, context, 0),
    '<init>(Landroid/content/Context;I)V': init,
    'getContext()Landroid/content/Context;': (_vm, self: Builder) => self.peer.themed,
    [`setTitle(${text$})${self$}`]: sets<[HeapObject | null]>(({ alert }, title) => {
      alert.title = title;
    }),
    [`setTitle(I)${self$}`]: function* (vm, self: Builder, id: number) {
      self.peer.alert.title = yield* textOfId(vm, self, id);
      return self;
    },
    [`setCustomTitle(Landroid/view/View;)${self$}`]: sets<[JavaObject | null]>(({ alert }, view) => {
      alert.customTitle = view;
    }),
    [`setMessage(${text$})${self$}`]: sets<[HeapObject | null]>(({ alert }, message) => {
      alert.message = message;
    }),
    [`setMessage(I)${self$}`]: function* (vm, self: Builder, id: number) {
      self.peer.alert.message = yield* textOfId(vm, self, id);
      return self;
    },
    [`setIcon(I)${self$}`]: function* (vm, self: Builder, id: number) {
      self.peer.alert.icon =
        id === 0
          ? null
          : yield* vm.call<JavaObject>(
              self.peer.themed,
              'getDrawable(I)Landroid/graphics/drawable/Drawable;',
              id,
            );
      return self;
    },
    [`setIcon(Landroid/graphics/drawable/Drawable;)${self$}`]: sets<[JavaObject | null]>(
      ({ alert }, icon) => {
        alert.icon = icon;
      },
    ),
    [`setIconAttribute(I)${self$}`]: sets<[number]>(() => undefined),
    [`setView(Landroid/view/View;)${self$}`]: sets<[JavaObject | null]>(({ alert }, view) => {
      alert.view = view;
    }),
    [`setView(I)${self$}`]: sets<[number]>(({ alert }, layout) => {
      alert.viewLayout = layout;
    }),
    [`setCancelable(Z)${self$}`]: sets<[boolean]>(({ listeners }, cancelable) => {
      listeners.cancelable = cancelable;
    }),
    [`setOnCancelListener(Landroid/content/DialogInterface$OnCancelListener;)${self$}`]: sets<
      [HeapObject | null]
    >(({ listeners }, listener) => {
      listeners.onCancel = listener;
    }),
    [`setOnDismissListener(Landroid/content/DialogInterface$OnDismissListener;)${self$}`]: sets<
      [HeapObject | null]
    >(({ listeners }, listener) => {
      listeners.onDismiss = listener;
    }),
    [`setOnKeyListener(Landroid/content/DialogInterface$OnKeyListener;)${self$}`]: sets<[HeapObject | null]>(
      ({ listeners }, listener) => {
        listeners.onKey = listener;
      },
    ),
    [`setInverseBackgroundForced(Z)${self$}`]: sets<[boolean]>(() => undefined),
    ...buttonMethods('Positive', -1),
    ...buttonMethods('Negative', -2),
    ...buttonMethods('Neutral', -3),
    ...lists,
    'create()Landroid/app/AlertDialog;': create,
    'show()Landroid/app/AlertDialog;': function* (vm, self: Builder) {
      const made = yield* vm.call<JavaObject>(self, 'create()Landroid/app/AlertDialog;');
      yield* vm.call(made, 'show()V');
      return made;
    },
  },
});
