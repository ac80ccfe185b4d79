import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { keyCodes } from '../view/key-event.ts';
import { attributes, obtainStyled, systemId } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import { viewPart } from '../view/view-state.ts';
import { findById } from '../view/view-tree.ts';
import { inflate } from './list/adapters.ts';
import { onClick } from './picker/picker-parts.ts';
import { textOf } from './text-state.ts';

/** State of an android.widget.SearchView. */
const searchOf = viewPart(() => ({
  iconifiedByDefault: true,
  iconified: true,
  hint: null as HeapObject | null,
  submitButton: false,
  onQuery: null as HeapObject | null,
  onClose: null as HeapObject | null,
  onSearch: null as HeapObject | null,
  onFocus: null as HeapObject | null,
  built: false,
  /** The field is being emptied or filled by the view itself. */
  last: '',
}));

const owners = new WeakMap<JavaObject, JavaObject>();
const text$ = 'Ljava/lang/CharSequence;';
const string$ = 'Ljava/lang/String;';
const view$ = 'Landroid/view/View;';

const part = (vm: Machine, self: JavaObject, name: string) => findById(self, systemId(vm, 'id', name));

function* setShown(vm: Machine, view: JavaObject | null, shown: boolean): Steps<void> {
  if (view) yield* vm.call(view, 'setVisibility(I)V', shown ? 0 : 8);
}

/** What is seen: the magnifying glass alone, or the field with what belongs to it. */
function* refresh(vm: Machine, self: JavaObject): Steps<void> {
  const state = searchOf(self);
  if (!state.built) return;
  const field = part(vm, self, 'search_src_text');
  const hasText = field !== null && textOf(field).string !== '';
  yield* setShown(vm, part(vm, self, 'search_button'), state.iconified);
  yield* setShown(vm, part(vm, self, 'search_edit_frame'), !state.iconified);
  yield* setShown(vm, part(vm, self, 'search_mag_icon'), !state.iconifiedByDefault);
  yield* setShown(
    vm,
    part(vm, self, 'search_close_btn'),
    hasText || (state.iconifiedByDefault && !state.iconified),
  );
  yield* setShown(vm, part(vm, self, 'search_go_btn'), state.submitButton && hasText && !state.iconified);
  yield* setShown(vm, part(vm, self, 'submit_area'), state.submitButton && hasText && !state.iconified);
}

function* build(vm: Machine, self: JavaObject, context: JavaObject | null): Steps<void> {
  const state = searchOf(self);
  yield* inflateInto(vm, self, context);
  state.built = true;
  for (const [id, drawable] of [
    ['search_button', 'ic_search_api_material'],
    ['search_mag_icon', 'ic_search_api_material'],
    ['search_close_btn', 'ic_clear_material'],
    ['search_go_btn', 'ic_go_search_api_material'],
  ] as const) {
    const view = part(vm, self, id);
    const icon = systemId(vm, 'drawable', drawable);
    if (view && icon !== 0) yield* vm.call(view, 'setImageResource(I)V', icon);
  }
  const field = part(vm, self, 'search_src_text');
  if (field) owners.set(field, self);
  yield* onClick(vm, part(vm, self, 'search_button'), function* () {
    yield* setIconified(vm, self, false);
    if (state.onSearch) yield* vm.call(state.onSearch, `onClick(${view$})V`, self);
  });
  yield* onClick(vm, part(vm, self, 'search_close_btn'), () => close(vm, self));
  yield* onClick(vm, part(vm, self, 'search_go_btn'), () => submit(vm, self));
  yield* refresh(vm, self);
}

function* inflateInto(vm: Machine, self: JavaObject, context: JavaObject | null): Steps<void> {
  const content = yield* inflate(vm, context, systemId(vm, 'layout', 'search_view'), self);
  yield* vm.call(self, `addView(${view$})V`, content);
}

/** The cross: empties the field; an empty one folds up, unless the app says no. */
function* close(vm: Machine, self: JavaObject): Steps<void> {
  const field = part(vm, self, 'search_src_text');
  const state = searchOf(self);
  if (field && textOf(field).string !== '') {
    yield* vm.call(field, `setText(${text$})V`, vm.string(''));
    yield* vm.call(field, 'requestFocus()Z');
    return;
  }
  if (!state.iconifiedByDefault) return;
  const refused = state.onClose ? yield* vm.call<boolean>(state.onClose, 'onClose()Z') : false;
  if (!refused) yield* setIconified(vm, self, true);
}

function* setIconified(vm: Machine, self: JavaObject, iconified: boolean): Steps<void> {
  const state = searchOf(self);
  const field = part(vm, self, 'search_src_text');
  state.iconified = iconified;
  if (iconified && field) yield* vm.call(field, `setText(${text$})V`, vm.string(''));
  yield* refresh(vm, self);
  if (!iconified && field) yield* vm.call(field, 'requestFocus()Z');
}

function* submit(vm: Machine, self: JavaObject): Steps<void> {
  const field = part(vm, self, 'search_src_text');
  if (!field || textOf(field).string === '') return;
  const { onQuery } = searchOf(self);
  const { text } = textOf(field);
  if (onQuery)
    yield* vm.call(
      onQuery,
      `onQueryTextSubmit(${string$})Z`,
      vm.string(textOf(field).string, text ? vm.labelOf(text) : 0),
    );
}

/** The text changed, by typing or by the app: the listener hears of it once. */
function* textChanged(vm: Machine, self: JavaObject, field: JavaObject): Steps<void> {
  const state = searchOf(self);
  yield* refresh(vm, self);
  const { string, text } = textOf(field);
  if (string === state.last) return;
  state.last = string;
  if (state.onQuery)
    yield* vm.call(
      state.onQuery,
      `onQueryTextChange(${string$})Z`,
      vm.string(string, text ? vm.labelOf(text) : 0),
    );
}

function sets(key: 'onQuery' | 'onClose' | 'onSearch' | 'onFocus') {
  return (_vm: Machine, self: JavaObject, listener: HeapObject | null): void => {
    searchOf(self)[key] = listener;
  };
}

const methods: Methods = {
  'setOnQueryTextListener(Landroid/widget/SearchView$OnQueryTextListener;)V': sets('onQuery'),
  'setOnCloseListener(Landroid/widget/SearchView$OnCloseListener;)V': sets('onClose'),
  'setOnSearchClickListener(Landroid/view/View$OnClickListener;)V': sets('onSearch'),
  'setOnQueryTextFocusChangeListener(Landroid/view/View$OnFocusChangeListener;)V': sets('onFocus'),
  'setOnSuggestionListener(Landroid/widget/SearchView$OnSuggestionListener;)V': ignored,
  [`setQuery(${text$}Z)V`]: function* (vm, self: JavaObject, text: HeapObject | null, submits: boolean) {
    const field = part(vm, self, 'search_src_text');
    if (field) yield* vm.call(field, `setText(${text$})V`, text);
    if (submits) yield* submit(vm, self);
  },
  [`getQuery()${text$}`]: (vm, self: JavaObject) => {
    const field = part(vm, self, 'search_src_text');
    return field ? textOf(field).text : null;
  },
  [`setQueryHint(${text$})V`]: function* (vm, self: JavaObject, hint: HeapObject | null) {
    searchOf(self).hint = hint;
    const field = part(vm, self, 'search_src_text');
    if (field) yield* vm.call(field, `setHint(${text$})V`, hint);
  },
  [`getQueryHint()${text$}`]: (_vm, self: JavaObject) => searchOf(self).hint,
  'setIconifiedByDefault(Z)V': function* (vm, self: JavaObject, iconified: boolean) {
    Object.assign(searchOf(self), { iconifiedByDefault: iconified, iconified });
    yield* refresh(vm, self);
  },
  'isIconfiedByDefault()Z': (_vm, self: JavaObject) => searchOf(self).iconifiedByDefault,
  'isIconifiedByDefault()Z': (_vm, self: JavaObject) => searchOf(self).iconifiedByDefault,
  'setIconified(Z)V': setIconified,
  'isIconified()Z': (_vm, self: JavaObject) => searchOf(self).iconified,
  'setSubmitButtonEnabled(Z)V': function* (vm, self: JavaObject, enabled: boolean) {
    searchOf(self).submitButton = enabled;
    yield* refresh(vm, self);
  },
  'isSubmitButtonEnabled()Z': (_vm, self: JavaObject) => searchOf(self).submitButton,
  'setSearchableInfo(Landroid/app/SearchableInfo;)V': ignored,
  'setQueryRefinementEnabled(Z)V': ignored,
  'setSuggestionsAdapter(Landroid/widget/CursorAdapter;)V': ignored,
  'setMaxWidth(I)V': ignored,
  'setImeOptions(I)V': ignored,
  'setInputType(I)V': ignored,
  'onActionViewExpanded()V': function* (vm, self: JavaObject) {
    yield* setIconified(vm, self, false);
  },
  'onActionViewCollapsed()V': function* (vm, self: JavaObject) {
    yield* setIconified(vm, self, true);
  },
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.SearchView',
};

const names = attributes('iconifiedByDefault', 'queryHint', 'maxWidth');

export const searchView = viewClass({
  name: 'android/widget/SearchView',
  super: 'android/widget/LinearLayout',
  defaultStyle: 'searchViewStyle',
  interfaces: ['android/view/CollapsibleActionView'],
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
    const state = searchOf(self);
    state.iconifiedByDefault = state.iconified = styled.boolean('iconifiedByDefault', true);
    yield* build(vm, self, given.context);
    const hint: HeapObject | null = yield* styled.text('queryHint');
    if (hint) yield* vm.call(self, `setQueryHint(${text$})V`, hint);
  },
  methods,
});

export const searchAutoComplete = viewClass({
  name: 'android/widget/SearchView$SearchAutoComplete',
  super: 'android/widget/AutoCompleteTextView',
  labels: 'container',
  methods: {
    [`protected onTextChanged(${text$}III)V`]: function* (vm, self: JavaObject) {
      const owner = owners.get(self);
      if (owner) yield* textChanged(vm, owner, self);
    },
    'onKeyUp(ILandroid/view/KeyEvent;)Z': function* (vm, self: JavaObject, keyCode: number) {
      const owner = owners.get(self);
      if (keyCode !== keyCodes.enter || !owner) return false;
      yield* submit(vm, owner);
      return true;
    },
  },
});

// ---- sharing --------------------------------------------------------------------------------------------------------

const shareOf = viewPart(() => ({ context: null as JavaObject | null, intent: null as JavaObject | null }));
const themeNames = attributes('actionModeShareDrawable');

/** android.widget.ShareActionProvider: a button that offers the intent to other apps. */
export const shareActionProvider = defineClass({
  name: 'android/widget/ShareActionProvider',
  super: 'android/view/ActionProvider',
  labels: 'container',
  methods: {
    '<init>(Landroid/content/Context;)V': (_vm, self: JavaObject, context: JavaObject | null) => {
      shareOf(self).context = context;
    },
    [`onCreateActionView()${view$}`]: function* (vm, self: JavaObject) {
      const { context } = shareOf(self);
      const button = yield* vm.construct<JavaObject>(
        'android/widget/ImageButton',
        '(Landroid/content/Context;Landroid/util/AttributeSet;I)V',
        context,
        null,
        systemId(vm, 'attr', 'actionButtonStyle'),
      );
      const styled = yield* obtainStyled(vm, context, null, themeNames, 0, 0);
      const icon = yield* styled.drawable('actionModeShareDrawable');
      if (icon) yield* vm.call(button, 'setImageDrawable(Landroid/graphics/drawable/Drawable;)V', icon);
      yield* vm.call(button, `setContentDescription(${text$})V`, vm.string('Share with'));
      yield* onClick(vm, button, function* () {
        const { intent } = shareOf(self);
        if (!intent) return;
        const chooser = yield* vm.callStatic<JavaObject>(
          'android/content/Intent',
          `createChooser(Landroid/content/Intent;${text$})Landroid/content/Intent;`,
          intent,
          null,
        );
        yield* vm.call(context, 'startActivity(Landroid/content/Intent;)V', chooser);
      });
      return button;
    },
    'hasSubMenu()Z': () => true,
    [`setShareHistoryFileName(${string$})V`]: ignored,
    'setShareIntent(Landroid/content/Intent;)V': (_vm, self: JavaObject, intent: JavaObject | null) => {
      shareOf(self).intent = intent;
    },
    'setOnShareTargetSelectedListener(Landroid/widget/ShareActionProvider$OnShareTargetSelectedListener;)V':
      ignored,
  },
});
