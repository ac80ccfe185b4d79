import { defineClass, refsOf } from '../../machine/index.ts';
import type { HeapObject, JavaArray, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { attributes, obtainStyled, systemId } from '../view/styled.ts';
import { viewOf } from '../view/view-state.ts';
import { findById } from '../view/view-tree.ts';
import { byId, callChange, isEnabled, notifyDependents, persist, sets, stored } from './preference.ts';
import {
  notifyChanged,
  preferenceClass,
  preferenceOf,
  type PreferenceArguments,
} from './preference-state.ts';

const text$ = 'Ljava/lang/CharSequence;';
const texts$ = '[Ljava/lang/CharSequence;';
const string$ = 'Ljava/lang/String;';
const object$ = 'Ljava/lang/Object;';
const view$ = 'Landroid/view/View;';
const drawable$ = 'Landroid/graphics/drawable/Drawable;';
const typed$ = 'Landroid/content/res/TypedArray;';

function box(vm: Machine, value: boolean): Steps<JavaObject> {
  return vm.callStatic<JavaObject>('java/lang/Boolean', 'valueOf(Z)Ljava/lang/Boolean;', value);
}

// ---- on and off -----------------------------------------------------------------------------------------------------

const twoStateNames = attributes(
  'summaryOn',
  'summaryOff',
  'disableDependentsState',
  'switchTextOn',
  'switchTextOff',
);

function* initTwoState(vm: Machine, self: JavaObject, given: PreferenceArguments): Steps<void> {
  const styled = yield* obtainStyled(
    vm,
    given.context,
    given.set,
    twoStateNames,
    given.styleAttribute,
    given.style,
  );
  const state = preferenceOf(self);
  state.summaryOn = yield* styled.text('summaryOn');
  state.summaryOff = yield* styled.text('summaryOff');
  state.switchOn = yield* styled.text('switchTextOn');
  state.switchOff = yield* styled.text('switchTextOff');
  state.disablesDependentsWhenOn = styled.boolean('disableDependentsState', false);
}

function* setChecked(vm: Machine, self: JavaObject, checked: boolean): Steps<void> {
  const state = preferenceOf(self);
  const changed = state.checked !== checked;
  state.checked = checked;
  yield* persist(vm, self, 'Boolean', 'Z', checked);
  if (!changed) return;
  yield* notifyDependents(vm, self, yield* vm.call<boolean>(self, 'shouldDisableDependents()Z'));
  yield* notifyChanged(self);
}

const twoState: Methods = {
  'isChecked()Z': (_vm, self: JavaObject) => preferenceOf(self).checked,
  'setChecked(Z)V': setChecked,
  'protected onClick()V': function* (vm, self: JavaObject) {
    const next = !(yield* vm.call<boolean>(self, 'isChecked()Z'));
    if (yield* callChange(vm, self, yield* box(vm, next))) yield* vm.call(self, 'setChecked(Z)V', next);
  },
  'shouldDisableDependents()Z': (_vm, self: JavaObject) => {
    const { checked, disablesDependentsWhenOn } = preferenceOf(self);
    return (disablesDependentsWhenOn ? checked : !checked) || !isEnabled(self);
  },
  [`getSummary()${text$}`]: (_vm, self: JavaObject) => {
    const { checked, summary, summaryOn, summaryOff } = preferenceOf(self);
    return (checked ? summaryOn : summaryOff) ?? summary;
  },
  [`setSummaryOn(${text$})V`]: sets('summaryOn'),
  'setSummaryOn(I)V': byId('summaryOn'),
  [`getSummaryOn()${text$}`]: (_vm, self: JavaObject) => preferenceOf(self).summaryOn,
  [`setSummaryOff(${text$})V`]: sets('summaryOff'),
  'setSummaryOff(I)V': byId('summaryOff'),
  [`getSummaryOff()${text$}`]: (_vm, self: JavaObject) => preferenceOf(self).summaryOff,
  'setDisableDependentsState(Z)V': sets('disablesDependentsWhenOn'),
  [`protected onGetDefaultValue(${typed$}I)${object$}`]: function* (
    _vm,
    _self,
    typed: JavaObject,
    index: number,
  ) {
    return yield* box(_vm, yield* _vm.call<boolean>(typed, 'getBoolean(IZ)Z', index, false));
  },
  [`protected onSetInitialValue(Z${object$})V`]: function* (
    vm,
    self: JavaObject,
    restore: boolean,
    given: HeapObject | null,
  ) {
    const preferences = restore ? yield* stored(vm, self) : null;
    const checked = preferences
      ? yield* vm.call<boolean>(preferences, `getBoolean(${string$}Z)Z`, preferenceOf(self).key, false)
      : given !== null && (yield* vm.call<boolean>(given, 'booleanValue()Z'));
    yield* vm.call(self, 'setChecked(Z)V', checked);
  },
};

function showsCheck(id: string): Methods {
  return {
    [`protected onBindView(${view$})V`]: function* (vm, self: JavaObject, view: JavaObject) {
      const mark = findById(view, systemId(vm, 'id', id));
      const { checked, switchOn, switchOff } = preferenceOf(self);
      if (mark) {
        yield* vm.call(mark, 'setChecked(Z)V', checked);
        if (switchOn) yield* vm.call(mark, `setTextOn(${text$})V`, switchOn);
        if (switchOff) yield* vm.call(mark, `setTextOff(${text$})V`, switchOff);
      }
      yield* vm.callSpecial('android/preference/Preference', `onBindView(${view$})V`, self, view);
    },
  };
}

export const twoStatePreference = preferenceClass({
  name: 'TwoStatePreference',
  super: 'Preference',
  style: 'preferenceStyle',
  flags: 'abstract',
  init: initTwoState,
  methods: twoState,
});

export const checkBoxPreference = preferenceClass({
  name: 'CheckBoxPreference',
  super: 'TwoStatePreference',
  style: 'checkBoxPreferenceStyle',
  methods: showsCheck('checkbox'),
});

export const switchPreference = preferenceClass({
  name: 'SwitchPreference',
  super: 'TwoStatePreference',
  style: 'switchPreferenceStyle',
  methods: {
    ...showsCheck('switch_widget'),
    [`setSwitchTextOn(${text$})V`]: sets('switchOn'),
    'setSwitchTextOn(I)V': byId('switchOn'),
    [`setSwitchTextOff(${text$})V`]: sets('switchOff'),
    'setSwitchTextOff(I)V': byId('switchOff'),
  },
});

// ---- in a dialog ----------------------------------------------------------------------------------------------------

const dialogNames = attributes(
  'dialogTitle',
  'dialogMessage',
  'dialogIcon',
  'dialogLayout',
  'positiveButtonText',
  'negativeButtonText',
);

function* initDialog(vm: Machine, self: JavaObject, given: PreferenceArguments): Steps<void> {
  const styled = yield* obtainStyled(
    vm,
    given.context,
    given.set,
    dialogNames,
    given.styleAttribute,
    given.style,
  );
  const state = preferenceOf(self);
  state.dialogTitle = (yield* styled.text('dialogTitle')) ?? state.title;
  state.dialogMessage = yield* styled.text('dialogMessage');
  state.dialogIcon = yield* styled.drawable('dialogIcon');
  state.dialogLayout = styled.resourceId('dialogLayout', 0);
  state.positiveText = yield* styled.text('positiveButtonText');
  state.negativeText = yield* styled.text('negativeButtonText');
}

const builder$ = 'Landroid/app/AlertDialog$Builder;';
const click$ = 'Landroid/content/DialogInterface$OnClickListener;';

/** DialogPreference.showDialog: an alert, prepared by the kind of preference, that tells it when it closes. */
function* showDialog(vm: Machine, self: JavaObject): Steps<void> {
  const state = preferenceOf(self);
  const builder = yield* vm.construct<JavaObject>(
    'android/app/AlertDialog$Builder',
    '(Landroid/content/Context;)V',
    state.context,
  );
  state.chosen = -2;
  yield* vm.call(builder, `setTitle(${text$})${builder$}`, state.dialogTitle);
  yield* vm.call(builder, `setIcon(${drawable$})${builder$}`, state.dialogIcon);
  yield* vm.call(builder, `setPositiveButton(${text$}${click$})${builder$}`, state.positiveText, self);
  yield* vm.call(builder, `setNegativeButton(${text$}${click$})${builder$}`, state.negativeText, self);
  const content = yield* vm.call<JavaObject | null>(self, `onCreateDialogView()${view$}`);
  if (content) {
    yield* vm.call(self, `onBindDialogView(${view$})V`, content);
    yield* vm.call(builder, `setView(${view$})${builder$}`, content);
  } else if (state.dialogMessage)
    yield* vm.call(builder, `setMessage(${text$})${builder$}`, state.dialogMessage);
  yield* vm.call(self, `onPrepareDialogBuilder(${builder$})V`, builder);
  const dialog = yield* vm.call<JavaObject>(builder, 'create()Landroid/app/AlertDialog;');
  state.dialog = dialog;
  yield* vm.call(dialog, 'setOnDismissListener(Landroid/content/DialogInterface$OnDismissListener;)V', self);
  yield* vm.call(dialog, 'show()V');
}

const dialogMethods: Methods = {
  'protected onClick()V': (vm, self: JavaObject) => showDialog(vm, self),
  'protected showDialog(Landroid/os/Bundle;)V': (vm, self: JavaObject) => showDialog(vm, self),
  [`protected onCreateDialogView()${view$}`]: function* (vm, self: JavaObject) {
    const { context, dialogLayout } = preferenceOf(self);
    if (dialogLayout === 0) return null;
    const inflater = yield* vm.callStatic<JavaObject>(
      'android/view/LayoutInflater',
      'from(Landroid/content/Context;)Landroid/view/LayoutInflater;',
      context,
    );
    return yield* vm.call(inflater, `inflate(ILandroid/view/ViewGroup;)${view$}`, dialogLayout, null);
  },
  [`protected onBindDialogView(${view$})V`]: function* (vm, self: JavaObject, view: JavaObject) {
    const message = findById(view, systemId(vm, 'id', 'message'));
    const { dialogMessage } = preferenceOf(self);
    if (!message) return;
    yield* vm.call(message, 'setVisibility(I)V', dialogMessage ? 0 : 8);
    if (dialogMessage) yield* vm.call(message, `setText(${text$})V`, dialogMessage);
  },
  [`protected onPrepareDialogBuilder(${builder$})V`]: ignored,
  'protected onDialogClosed(Z)V': ignored,
  'onClick(Landroid/content/DialogInterface;I)V': (
    _vm,
    self: JavaObject,
    _dialog: JavaObject,
    which: number,
  ) => {
    preferenceOf(self).chosen = which;
  },
  'onDismiss(Landroid/content/DialogInterface;)V': function* (vm, self: JavaObject) {
    const state = preferenceOf(self);
    state.dialog = null;
    yield* vm.call(self, 'onDialogClosed(Z)V', state.chosen === -1);
  },
  'getDialog()Landroid/app/Dialog;': (_vm, self: JavaObject) => preferenceOf(self).dialog,
  [`setDialogTitle(${text$})V`]: sets('dialogTitle'),
  'setDialogTitle(I)V': byId('dialogTitle'),
  [`getDialogTitle()${text$}`]: (_vm, self: JavaObject) => preferenceOf(self).dialogTitle,
  [`setDialogMessage(${text$})V`]: sets('dialogMessage'),
  'setDialogMessage(I)V': byId('dialogMessage'),
  [`setDialogIcon(${drawable$})V`]: sets('dialogIcon'),
  'setDialogIcon(I)V': byId('dialogIcon', `getDrawable(I)${drawable$}`),
  'setDialogLayoutResource(I)V': sets('dialogLayout'),
  [`setPositiveButtonText(${text$})V`]: sets('positiveText'),
  'setPositiveButtonText(I)V': byId('positiveText'),
  [`setNegativeButtonText(${text$})V`]: sets('negativeText'),
  'setNegativeButtonText(I)V': byId('negativeText'),
};

export const dialogPreference = preferenceClass({
  name: 'DialogPreference',
  super: 'Preference',
  style: 'dialogPreferenceStyle',
  flags: 'abstract',
  interfaces: [
    'android/content/DialogInterface$OnClickListener',
    'android/content/DialogInterface$OnDismissListener',
  ],
  init: initDialog,
  methods: dialogMethods,
});

// ---- a text ---------------------------------------------------------------------------------------------------------

function* setText(vm: Machine, self: JavaObject, text: JavaString | null): Steps<void> {
  preferenceOf(self).text = text;
  yield* persist(vm, self, 'String', string$, text);
  yield* notifyDependents(vm, self, yield* vm.call<boolean>(self, 'shouldDisableDependents()Z'));
  yield* notifyChanged(self);
}

const textValue = (key: 'text' | 'value', setter: string): Methods => ({
  [`protected onGetDefaultValue(${typed$}I)${object$}`]: function* (
    vm,
    _self: JavaObject,
    typed: JavaObject,
    index: number,
  ) {
    return yield* vm.call<HeapObject | null>(typed, `getString(I)${string$}`, index);
  },
  [`protected onSetInitialValue(Z${object$})V`]: function* (
    vm,
    self: JavaObject,
    restore: boolean,
    given: HeapObject | null,
  ) {
    const preferences = restore ? yield* stored(vm, self) : null;
    const { [key]: current, key: name } = preferenceOf(self);
    const value = preferences
      ? yield* vm.call<HeapObject | null>(
          preferences,
          `getString(${string$}${string$})${string$}`,
          name,
          current,
        )
      : given;
    yield* vm.call(self, `${setter}(${string$})V`, value);
  },
});

export const editTextPreference = preferenceClass({
  name: 'EditTextPreference',
  super: 'DialogPreference',
  style: 'editTextPreferenceStyle',
  init: function* (vm, self, given) {
    const field = yield* vm.construct<JavaObject>(
      'android/widget/EditText',
      '(Landroid/content/Context;Landroid/util/AttributeSet;)V',
      given.context,
      given.set,
    );
    viewOf(field).id = systemId(vm, 'id', 'edit');
    yield* vm.call(field, 'setEnabled(Z)V', true);
    preferenceOf(self).editText = field;
  },
  methods: {
    ...textValue('text', 'setText'),
    [`getText()${string$}`]: (_vm, self: JavaObject) => preferenceOf(self).text,
    [`setText(${string$})V`]: setText,
    'getEditText()Landroid/widget/EditText;': (_vm, self: JavaObject) => preferenceOf(self).editText,
    'shouldDisableDependents()Z': (_vm, self: JavaObject) =>
      (preferenceOf(self).text?.value ?? '') === '' || !isEnabled(self),
    [`protected onBindDialogView(${view$})V`]: function* (vm, self: JavaObject, view: JavaObject) {
      yield* vm.callSpecial('android/preference/DialogPreference', `onBindDialogView(${view$})V`, self, view);
      const { editText, text } = preferenceOf(self);
      if (!editText) return;
      yield* vm.call(editText, `setText(${text$})V`, text);
      const { parent } = viewOf(editText);
      if (parent) yield* vm.call(parent, `removeView(${view$})V`, editText);
      const container = findById(view, systemId(vm, 'id', 'edittext_container'));
      if (container) yield* vm.call(container, `addView(${view$}II)V`, editText, -1, -2);
    },
    'protected onDialogClosed(Z)V': function* (vm, self: JavaObject, positive: boolean) {
      const { editText } = preferenceOf(self);
      if (!positive || !editText) return;
      const typed = yield* vm.call<HeapObject | null>(editText, `getText()${text$}`);
      const value = vm.string(typed ? yield* vm.textOf(typed) : '', typed ? vm.labelOf(typed) : 0);
      if (yield* callChange(vm, self, value)) yield* vm.call(self, `setText(${string$})V`, value);
    },
  },
});

// ---- one of a list --------------------------------------------------------------------------------------------------

const listNames = attributes('entries', 'entryValues');

function* initList(vm: Machine, self: JavaObject, given: PreferenceArguments): Steps<void> {
  const styled = yield* obtainStyled(
    vm,
    given.context,
    given.set,
    listNames,
    given.styleAttribute,
    given.style,
  );
  const state = preferenceOf(self);
  state.entries = yield* styled.texts('entries');
  state.entryValues = yield* styled.texts('entryValues');
}

function* indexOfValue(vm: Machine, self: JavaObject, value: JavaString | null): Steps<number> {
  const { entryValues } = preferenceOf(self);
  if (!entryValues || !value) return -1;
  for (const [index, each] of refsOf(entryValues).entries())
    if (each && (yield* vm.textOf(each)) === value.value) return index;
  return -1;
}

function* entryOf(vm: Machine, self: JavaObject): Steps<HeapObject | null> {
  const { entries, value } = preferenceOf(self);
  const index = yield* indexOfValue(vm, self, value);
  return entries && index >= 0 ? (refsOf(entries)[index] ?? null) : null;
}

function textsById(key: 'entries' | 'entryValues') {
  return function* (vm: Machine, self: JavaObject, id: number): Steps<void> {
    const resources = yield* vm.call<JavaObject>(
      preferenceOf(self).context,
      'getResources()Landroid/content/res/Resources;',
    );
    preferenceOf(self)[key] = yield* vm.call<JavaArray>(resources, `getTextArray(I)${texts$}`, id);
  };
}

export const listPreference = preferenceClass({
  name: 'ListPreference',
  super: 'DialogPreference',
  style: 'dialogPreferenceStyle',
  init: initList,
  methods: {
    ...textValue('value', 'setValue'),
    [`getEntries()${texts$}`]: (_vm, self: JavaObject) => preferenceOf(self).entries,
    [`setEntries(${texts$})V`]: sets('entries'),
    'setEntries(I)V': textsById('entries'),
    [`getEntryValues()${texts$}`]: (_vm, self: JavaObject) => preferenceOf(self).entryValues,
    [`setEntryValues(${texts$})V`]: sets('entryValues'),
    'setEntryValues(I)V': textsById('entryValues'),
    [`getValue()${string$}`]: (_vm, self: JavaObject) => preferenceOf(self).value,
    [`setValue(${string$})V`]: function* (vm, self: JavaObject, value: JavaString | null) {
      preferenceOf(self).value = value;
      yield* persist(vm, self, 'String', string$, value);
      yield* notifyChanged(self);
    },
    'setValueIndex(I)V': function* (vm, self: JavaObject, index: number) {
      const { entryValues } = preferenceOf(self);
      const value = entryValues ? refsOf(entryValues)[index] : null;
      if (value) yield* vm.call(self, `setValue(${string$})V`, vm.string(yield* vm.textOf(value)));
    },
    [`findIndexOfValue(${string$})I`]: indexOfValue,
    [`getEntry()${text$}`]: (vm, self: JavaObject) => entryOf(vm, self),
    [`getSummary()${text$}`]: function* (vm, self: JavaObject) {
      const { summary } = preferenceOf(self);
      if (!summary) return null;
      const text = yield* vm.textOf(summary);
      // A summary with a place in it shows the entry there.
      if (!text.includes('%s')) return summary;
      const entry = yield* entryOf(vm, self);
      return text.replace('%s', entry ? yield* vm.textOf(entry) : '');
    },
    [`protected onPrepareDialogBuilder(${builder$})V`]: function* (
      vm,
      self: JavaObject,
      builder: JavaObject,
    ) {
      const { entries, entryValues, value } = preferenceOf(self);
      if (!entries || !entryValues)
        vm.throwNew(
          'java/lang/IllegalStateException',
          'ListPreference requires an entries array and an entryValues array.',
        );
      const listener = vm.newObject<JavaObject>('android/preference/ListPreference$ChoiceListener');
      listener.peer = self;
      yield* vm.call(
        builder,
        `setSingleChoiceItems(${texts$}I${click$})${builder$}`,
        entries,
        yield* indexOfValue(vm, self, value),
        listener,
      );
      // A press of an entry is the answer, so there is no OK.
      yield* vm.call(builder, `setPositiveButton(${text$}${click$})${builder$}`, null, null);
    },
    'protected onDialogClosed(Z)V': function* (vm, self: JavaObject, positive: boolean) {
      const state = preferenceOf(self);
      const chosen =
        positive && state.entryValues ? refsOf(state.entryValues)[pressed.get(self) ?? -1] : null;
      if (!chosen) return;
      const value = vm.string(yield* vm.textOf(chosen));
      if (yield* callChange(vm, self, value)) yield* vm.call(self, `setValue(${string$})V`, value);
    },
  },
});

/** Entry that was pressed in a list's dialog. */
const pressed = new WeakMap<JavaObject, number>();

export const choiceListener = defineClass({
  name: 'android/preference/ListPreference$ChoiceListener',
  interfaces: ['android/content/DialogInterface$OnClickListener'],
  methods: {
    'onClick(Landroid/content/DialogInterface;I)V': function* (
      vm,
      self: JavaObject<JavaObject>,
      dialog: JavaObject,
      which: number,
    ) {
      pressed.set(self.peer, which);
      yield* vm.call(self.peer, 'onClick(Landroid/content/DialogInterface;I)V', dialog, -1);
      yield* vm.call(dialog, 'dismiss()V');
    },
  },
});
