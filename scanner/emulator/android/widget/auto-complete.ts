import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { keyCodes, type KeyEvent } from '../view/key-event.ts';
import { attributes, attrId, obtainStyled } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import { viewOf, viewPart, widthOf } from '../view/view-state.ts';
import { findById, rootOf } from '../view/view-tree.ts';
import { listOf } from './list/list-state.ts';
import { textOf } from './text-state.ts';

/** State of an android.widget.AutoCompleteTextView. */
const autoOf = viewPart(() => ({
  adapter: null as JavaObject | null,
  filter: null as JavaObject | null,
  threshold: 2,
  popup: null as JavaObject | null,
  list: null as JavaObject | null,
  width: -2,
  height: -2,
  anchor: 0,
  hint: null as HeapObject | null,
  onClick: null as HeapObject | null,
  onSelected: null as HeapObject | null,
  validator: null as HeapObject | null,
  tokenizer: null as HeapObject | null,
  /** The text is being set by a choice, which asks for no new suggestions. */
  blocked: false,
}));

const names = attributes(
  'completionThreshold',
  'dropDownWidth',
  'dropDownHeight',
  'dropDownAnchor',
  'completionHint',
);

const view$ = 'Landroid/view/View;';
const text$ = 'Ljava/lang/CharSequence;';
const adapter$ = 'Landroid/widget/ListAdapter;';
const setText = `setText(${text$})V`;

function* dismiss(vm: Machine, self: JavaObject): Steps<void> {
  const { popup } = autoOf(self);
  if (popup) yield* vm.call(popup, 'dismiss()V');
}

/** Shows the suggestions under the field, or brings the list that is open up to date. */
function* show(vm: Machine, self: JavaObject): Steps<void> {
  const state = autoOf(self);
  if (state.popup || !state.adapter || !viewOf(self).attach) return;
  const { context } = viewOf(self);
  const list = yield* vm.construct<JavaObject>(
    'android/widget/ListView',
    '(Landroid/content/Context;Landroid/util/AttributeSet;I)V',
    context,
    null,
    attrId(vm, 'dropDownListViewStyle'),
  );
  yield* vm.call(list, `setAdapter(${adapter$})V`, state.adapter);
  const listener = vm.newObject<JavaObject>('android/widget/AutoCompleteTextView$DropDownListener');
  listener.peer = self;
  yield* vm.call(list, 'setOnItemClickListener(Landroid/widget/AdapterView$OnItemClickListener;)V', listener);
  const anchor = (state.anchor !== 0 ? findById(rootOf(self), state.anchor) : null) ?? self;
  const width = state.width > 0 ? state.width : widthOf(anchor);
  const popup = yield* vm.construct<JavaObject>(
    'android/widget/PopupWindow',
    `(${view$}II)V`,
    list,
    Math.max(1, width),
    state.height > 0 ? state.height : -2,
  );
  const styled = yield* obtainStyled(
    vm,
    context,
    null,
    popupNames,
    attrId(vm, 'autoCompleteTextViewStyle'),
    0,
  );
  const background = yield* styled.drawable('popupBackground');
  if (background)
    yield* vm.call(popup, 'setBackgroundDrawable(Landroid/graphics/drawable/Drawable;)V', background);
  yield* vm.call(popup, 'setOutsideTouchable(Z)V', true);
  yield* vm.call(popup, 'setOnDismissListener(Landroid/widget/PopupWindow$OnDismissListener;)V', listener);
  Object.assign(state, { popup, list });
  yield* vm.call(popup, `showAsDropDown(${view$})V`, anchor);
}

const popupNames = attributes('popupBackground');

/** The part of the text that is completed: all of it, or the last token. */
function* constraintOf(vm: Machine, self: JavaObject): Steps<string> {
  const { tokenizer } = autoOf(self);
  const { string, text } = textOf(self);
  if (!tokenizer) return string;
  const start = yield* vm.call<number>(tokenizer, `findTokenStart(${text$}I)I`, text, string.length);
  return string.slice(start);
}

/** After each change of the text: asks the adapter's filter, once there is enough to go by. */
function* changed(vm: Machine, self: JavaObject): Steps<void> {
  const state = autoOf(self);
  if (state.blocked || !state.filter) return;
  const constraint = yield* constraintOf(vm, self);
  if (constraint.length < state.threshold) {
    yield* dismiss(vm, self);
    yield* vm.call(state.filter, `filter(${text$})V`, null);
    return;
  }
  yield* vm.call(self, `performFiltering(${text$}I)V`, vm.string(constraint, labelOf(vm, self)), 0);
}

const labelOf = (vm: Machine, self: JavaObject): number => {
  const { text } = textOf(self);
  return text ? vm.labelOf(text) : 0;
};

function* setAdapter(vm: Machine, self: JavaObject, adapter: JavaObject | null): Steps<void> {
  const state = autoOf(self);
  state.adapter = adapter;
  state.filter = adapter
    ? yield* vm.call<JavaObject | null>(adapter, 'getFilter()Landroid/widget/Filter;')
    : null;
}

/** A suggestion was chosen: it becomes the text, or the token that was typed. */
function* choose(
  vm: Machine,
  self: JavaObject,
  view: JavaObject | null,
  position: number,
  id: bigint,
): Steps<void> {
  const state = autoOf(self);
  const { list, filter, onClick } = state;
  const item = state.adapter
    ? yield* vm.call<HeapObject | null>(state.adapter, 'getItem(I)Ljava/lang/Object;', position)
    : null;
  state.blocked = true;
  const text = filter
    ? yield* vm.call<HeapObject | null>(filter, `convertResultToString(Ljava/lang/Object;)${text$}`, item)
    : null;
  yield* vm.call(self, `replaceText(${text$})V`, text);
  state.blocked = false;
  yield* dismiss(vm, self);
  if (onClick)
    yield* vm.call(onClick, `onItemClick(Landroid/widget/AdapterView;${view$}IJ)V`, list, view, position, id);
}

function gets<K extends keyof ReturnType<typeof autoOf>>(key: K) {
  return (_vm: Machine, self: JavaObject) => autoOf(self)[key];
}

function sets<K extends keyof ReturnType<typeof autoOf>>(key: K) {
  return (_vm: Machine, self: JavaObject, value: ReturnType<typeof autoOf>[K]): void => {
    autoOf(self)[key] = value;
  };
}

const methods: Methods = {
  [`setAdapter(${adapter$})V`]: setAdapter,
  [`getAdapter()${adapter$}`]: gets('adapter'),
  'getFilter()Landroid/widget/Filter;': gets('filter'),
  'getThreshold()I': gets('threshold'),
  'setThreshold(I)V': (_vm, self: JavaObject, threshold: number) => {
    autoOf(self).threshold = Math.max(1, threshold);
  },
  'getDropDownWidth()I': gets('width'),
  'setDropDownWidth(I)V': sets('width'),
  'getDropDownHeight()I': gets('height'),
  'setDropDownHeight(I)V': sets('height'),
  'getDropDownAnchor()I': gets('anchor'),
  'setDropDownAnchor(I)V': sets('anchor'),
  'setDropDownBackgroundResource(I)V': ignored,
  'setDropDownBackgroundDrawable(Landroid/graphics/drawable/Drawable;)V': ignored,
  'setDropDownVerticalOffset(I)V': ignored,
  'setDropDownHorizontalOffset(I)V': ignored,
  'getDropDownVerticalOffset()I': () => 0,
  [`setCompletionHint(${text$})V`]: sets('hint'),
  [`getCompletionHint()${text$}`]: gets('hint'),
  'setValidator(Landroid/widget/AutoCompleteTextView$Validator;)V': sets('validator'),
  'performValidation()V': ignored,
  'setOnItemClickListener(Landroid/widget/AdapterView$OnItemClickListener;)V': sets('onClick'),
  'getOnItemClickListener()Landroid/widget/AdapterView$OnItemClickListener;': gets('onClick'),
  'setOnItemSelectedListener(Landroid/widget/AdapterView$OnItemSelectedListener;)V': sets('onSelected'),
  'setOnDismissListener(Landroid/widget/AutoCompleteTextView$OnDismissListener;)V': ignored,
  'enoughToFilter()Z': function* (vm, self: JavaObject) {
    return (yield* constraintOf(vm, self)).length >= autoOf(self).threshold;
  },
  'isPopupShowing()Z': (_vm, self: JavaObject) => autoOf(self).popup !== null,
  'isPerformingCompletion()Z': gets('blocked'),
  'showDropDown()V': show,
  'dismissDropDown()V': dismiss,
  'clearListSelection()V': ignored,
  'setListSelection(I)V': ignored,
  'getListSelection()I': (_vm, self: JavaObject) => {
    const { list } = autoOf(self);
    return list ? listOf(list).selected : -1;
  },
  'performCompletion()V': ignored,
  [`performFiltering(${text$}I)V`]: function* (vm, self: JavaObject, constraint: HeapObject | null) {
    const { filter } = autoOf(self);
    if (filter)
      yield* vm.call(filter, `filter(${text$}Landroid/widget/Filter$FilterListener;)V`, constraint, self);
  },
  'onFilterComplete(I)V': function* (vm, self: JavaObject, count: number) {
    if (count > 0 && viewOf(self).focused && (yield* vm.call<boolean>(self, 'enoughToFilter()Z')))
      yield* vm.call(self, 'showDropDown()V');
    else if (count === 0) yield* vm.call(self, 'dismissDropDown()V');
  },
  [`replaceText(${text$})V`]: function* (vm, self: JavaObject, text: HeapObject | null) {
    yield* vm.call(self, setText, text);
    yield* vm.call(self, 'setSelection(I)V', textOf(self).string.length);
  },
  [`setText(${text$}Z)V`]: function* (vm, self: JavaObject, text: HeapObject | null, filters: boolean) {
    autoOf(self).blocked = !filters;
    yield* vm.call(self, setText, text);
    autoOf(self).blocked = false;
  },
  [`protected onTextChanged(${text$}III)V`]: (vm, self: JavaObject) => changed(vm, self),
  'onKeyPreIme(ILandroid/view/KeyEvent;)Z': function* (
    vm,
    self: JavaObject,
    keyCode: number,
    event: KeyEvent,
  ) {
    if (keyCode !== keyCodes.back || !autoOf(self).popup) return false;
    if (event.peer.action === 1) yield* dismiss(vm, self);
    return true;
  },
  [`convertSelectionToString(Ljava/lang/Object;)${text$}`]: function* (
    vm,
    self: JavaObject,
    item: HeapObject | null,
  ) {
    const { filter } = autoOf(self);
    return filter ? yield* vm.call(filter, `convertResultToString(Ljava/lang/Object;)${text$}`, item) : null;
  },
  'onDetachedFromWindow()V': (vm, self: JavaObject) => dismiss(vm, self),
};

export const autoCompleteTextView = viewClass({
  name: 'android/widget/AutoCompleteTextView',
  super: 'android/widget/EditText',
  defaultStyle: 'autoCompleteTextViewStyle',
  interfaces: ['android/widget/Filter$FilterListener'],
  labels: 'container',
  init: function* (vm, self, given) {
    const styled = yield* obtainStyled(
      vm,
      given.context,
      given.attributes,
      names,
      given.defaultStyleAttribute,
      given.defaultStyle,
    );
    Object.assign(autoOf(self), {
      threshold: styled.int('completionThreshold', 2),
      width: styled.layoutPx('dropDownWidth', -2),
      height: styled.layoutPx('dropDownHeight', -2),
      anchor: styled.resourceId('dropDownAnchor'),
      hint: yield* styled.text('completionHint'),
    });
  },
  methods,
});

export const multiAutoCompleteTextView = viewClass({
  name: 'android/widget/MultiAutoCompleteTextView',
  super: 'android/widget/AutoCompleteTextView',
  defaultStyle: 'autoCompleteTextViewStyle',
  labels: 'container',
  methods: {
    'setTokenizer(Landroid/widget/MultiAutoCompleteTextView$Tokenizer;)V': sets('tokenizer'),
    [`replaceText(${text$})V`]: function* (vm, self: JavaObject, text: HeapObject | null) {
      const { tokenizer } = autoOf(self);
      const { string, text: current } = textOf(self);
      const start = tokenizer
        ? yield* vm.call<number>(tokenizer, `findTokenStart(${text$}I)I`, current, string.length)
        : 0;
      const ended = tokenizer
        ? yield* vm.call<HeapObject | null>(tokenizer, `terminateToken(${text$})${text$}`, text)
        : text;
      const added = ended ? yield* vm.textOf(ended) : '';
      yield* vm.call(self, setText, vm.string(string.slice(0, start) + added, labelOf(vm, self)));
      yield* vm.call(self, 'setSelection(I)V', textOf(self).string.length);
    },
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.MultiAutoCompleteTextView',
  },
});

export const dropDownListener = defineClass({
  name: 'android/widget/AutoCompleteTextView$DropDownListener',
  interfaces: [
    'android/widget/AdapterView$OnItemClickListener',
    'android/widget/PopupWindow$OnDismissListener',
  ],
  methods: {
    [`onItemClick(Landroid/widget/AdapterView;${view$}IJ)V`]: (
      vm,
      self: JavaObject<JavaObject>,
      _list: JavaObject,
      view: JavaObject,
      position: number,
      id: bigint,
    ) => choose(vm, self.peer, view, position, id),
    'onDismiss()V': (_vm, self: JavaObject<JavaObject>) => {
      Object.assign(autoOf(self.peer), { popup: null, list: null });
    },
  },
});

/** Tokens between commas. */
export const commaTokenizer = defineClass({
  name: 'android/widget/MultiAutoCompleteTextView$CommaTokenizer',
  interfaces: ['android/widget/MultiAutoCompleteTextView$Tokenizer'],
  methods: {
    '<init>()V': ignored,
    [`findTokenStart(${text$}I)I`]: function* (vm, _self: JavaObject, text: HeapObject, cursor: number) {
      const before = (yield* vm.textOf(text)).slice(0, cursor);
      const start = before.lastIndexOf(',') + 1;
      return start + (/^ */.exec(before.slice(start))?.[0].length ?? 0);
    },
    [`findTokenEnd(${text$}I)I`]: function* (vm, _self: JavaObject, text: HeapObject, cursor: number) {
      const string = yield* vm.textOf(text);
      const end = string.indexOf(',', cursor);
      return end < 0 ? string.length : end;
    },
    [`terminateToken(${text$})${text$}`]: function* (vm, _self: JavaObject, text: HeapObject) {
      const string = yield* vm.textOf(text);
      return /,\s*$/.test(string) ? text : vm.string(`${string}, `, vm.labelOf(text));
    },
  },
});
