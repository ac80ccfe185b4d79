import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaObject,
  JavaString,
  Machine,
  NativeMethod,
  Steps,
} from '../../machine/index.ts';
import { defineClass } from '../../machine/index.ts';
import { attrId, systemId } from '../view/styled.ts';
import { viewPart } from '../view/view-state.ts';

/** State of an android.preference.Preference of any kind. */
export type PreferenceState = {
  context: JavaObject | null;
  key: JavaString | null;
  title: HeapObject | null;
  summary: HeapObject | null;
  icon: JavaObject | null;
  intent: JavaObject | null;
  fragment: JavaString | null;
  extras: JavaObject | null;
  order: number;
  layout: number;
  widgetLayout: number;
  enabled: boolean;
  selectable: boolean;
  persistent: boolean;
  disablesView: boolean;
  dependency: string | undefined;
  readonly dependents: JavaObject[];
  dependencyMet: boolean;
  parentMet: boolean;
  defaultValue: HeapObject | null;
  onChange: HeapObject | null;
  onClick: HeapObject | null;
  manager: JavaObject | null;
  parent: JavaObject | null;
  /** Children of a group. */
  readonly children: JavaObject[];
  orderAsAdded: boolean;
  /** Called when what it shows changed. */
  changed: (() => Steps<void>) | undefined;
  /** CheckBoxPreference, SwitchPreference. */
  checked: boolean;
  summaryOn: HeapObject | null;
  summaryOff: HeapObject | null;
  disablesDependentsWhenOn: boolean;
  switchOn: HeapObject | null;
  switchOff: HeapObject | null;
  /** Preferences that ask in a dialog. */
  dialogTitle: HeapObject | null;
  dialogMessage: HeapObject | null;
  dialogIcon: JavaObject | null;
  dialogLayout: number;
  positiveText: HeapObject | null;
  negativeText: HeapObject | null;
  dialog: JavaObject | null;
  text: JavaString | null;
  editText: JavaObject | null;
  entries: JavaArray | null;
  entryValues: JavaArray | null;
  value: JavaString | null;
  chosen: number;
  /** PreferenceScreen. */
  adapter: JavaObject | null;
};

export const preferenceOf = viewPart<PreferenceState>(() => ({
  context: null,
  key: null,
  title: null,
  summary: null,
  icon: null,
  intent: null,
  fragment: null,
  extras: null,
  order: 0x7fffffff,
  layout: 0,
  widgetLayout: 0,
  enabled: true,
  selectable: true,
  persistent: true,
  disablesView: true,
  dependency: undefined,
  dependents: [],
  dependencyMet: true,
  parentMet: true,
  defaultValue: null,
  onChange: null,
  onClick: null,
  manager: null,
  parent: null,
  children: [],
  orderAsAdded: true,
  changed: undefined,
  checked: false,
  summaryOn: null,
  summaryOff: null,
  disablesDependentsWhenOn: false,
  switchOn: null,
  switchOff: null,
  dialogTitle: null,
  dialogMessage: null,
  dialogIcon: null,
  dialogLayout: 0,
  positiveText: null,
  negativeText: null,
  dialog: null,
  text: null,
  editText: null,
  entries: null,
  entryValues: null,
  value: null,
  chosen: -1,
  adapter: null,
}));

export type PreferenceArguments = {
  readonly context: JavaObject | null;
  readonly set: HeapObject | null;
  readonly styleAttribute: number;
  readonly style: number;
};
type Init = (vm: Machine, self: JavaObject, given: PreferenceArguments) => Steps<void>;

const context$ = 'Landroid/content/Context;';
const set$ = 'Landroid/util/AttributeSet;';
const inits = new Map<string, { readonly parent: string | undefined; readonly init: Init | undefined }>();

function initsOf(name: string): readonly Init[] {
  const found: Init[] = [];
  for (let at: string | undefined = name; at !== undefined;) {
    const entry = inits.get(at);
    if (entry?.init) found.unshift(entry.init);
    at = entry?.parent;
  }
  return found;
}

/** A class of preferences with the four usual constructors, the first two of which take the class's default style. */
export function preferenceClass(spec: {
  readonly name: string;
  readonly super?: string;
  readonly style: string;
  readonly flags?: string;
  readonly interfaces?: readonly string[];
  readonly init?: Init;
  readonly methods: NonNullable<ClassModel['methods']>;
}): ClassModel {
  const name = `android/preference/${spec.name}`;
  const parent = spec.super === undefined ? undefined : `android/preference/${spec.super}`;
  inits.set(name, { parent, init: spec.init });
  const construct: NativeMethod = function* (
    vm: Machine,
    self: JavaObject,
    context: JavaObject | null,
    set: HeapObject | null = null,
    styleAttribute?: number,
    style = 0,
  ): Steps<void> {
    const given = { context, set, styleAttribute: styleAttribute ?? attrId(vm, spec.style), style };
    for (const init of initsOf(name)) yield* init(vm, self, given);
  };
  return defineClass({
    name,
    ...(parent !== undefined && { super: parent }),
    ...(spec.flags !== undefined && { flags: spec.flags }),
    ...(spec.interfaces && { interfaces: spec.interfaces }),
    labels: 'container',
    methods: {
      [`<init>(${context$})V`]: construct,
      [`<init>(${context$}${set$})V`]: construct,
      [`<init>(${context$}${set$}I)V`]: construct,
      [`<init>(${context$}${set$}II)V`]: construct,
      ...spec.methods,
    },
  });
}

export const layoutId = (vm: Machine, name: string): number => systemId(vm, 'layout', name);

/** Tells the screen that something is to be drawn anew. */
export function* notifyChanged(self: JavaObject): Steps<void> {
  for (let at: JavaObject | null = self; at; at = preferenceOf(at).parent) {
    const { changed } = preferenceOf(at);
    if (changed) yield* changed();
  }
}
