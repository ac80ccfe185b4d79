import { defineClass } from '../../machine/index.ts';
import type { JavaObject, JavaString } from '../../machine/index.ts';
import { matchesFilter } from './intent-matching.ts';
import type { IntentState } from './intent.ts';

export type FilterState = {
  readonly actions: string[];
  readonly categories: string[];
  readonly schemes: string[];
  readonly hosts: string[];
  readonly types: string[];
  priority: number;
};
export type IntentFilter = JavaObject<FilterState>;

function emptyFilter(): FilterState {
  return { actions: [], categories: [], schemes: [], hosts: [], types: [], priority: 0 };
}

/** Does a filter made in code let an intent through? */
export function filterMatches(filter: IntentFilter, intent: IntentState): boolean {
  const { actions, categories, schemes, hosts, types, priority } = filter.peer;
  const data = [
    ...schemes.map((scheme) => ({ scheme, ...(hosts[0] !== undefined && { host: hosts[0] }) })),
    ...types.map((mimeType) => ({ mimeType })),
  ];
  return matchesFilter({ actions, categories, data, priority }, intent, false);
}

const text = 'Ljava/lang/String;';

export const intentFilter = defineClass({
  name: 'android/content/IntentFilter',
  interfaces: ['android/os/Parcelable'],
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: IntentFilter) => {
      self.peer = emptyFilter();
    },
    [`<init>(${text})V`]: (vm, self: IntentFilter, action: JavaString) => {
      self.peer = { ...emptyFilter(), actions: [vm.text(action)] };
    },
    [`<init>(${text}${text})V`]: (vm, self: IntentFilter, action: JavaString, type: JavaString) => {
      self.peer = { ...emptyFilter(), actions: [vm.text(action)], types: [vm.text(type)] };
    },
    '<init>(Landroid/content/IntentFilter;)V': (_vm, self: IntentFilter, other: IntentFilter) => {
      const { actions, categories, schemes, hosts, types, priority } = other.peer;
      self.peer = {
        actions: [...actions],
        categories: [...categories],
        schemes: [...schemes],
        hosts: [...hosts],
        types: [...types],
        priority,
      };
    },
    [`final addAction(${text})V`]: (vm, self: IntentFilter, action: JavaString) => {
      self.peer.actions.push(vm.text(action));
    },
    [`final addCategory(${text})V`]: (vm, self: IntentFilter, category: JavaString) => {
      self.peer.categories.push(vm.text(category));
    },
    [`final addDataScheme(${text})V`]: (vm, self: IntentFilter, scheme: JavaString) => {
      self.peer.schemes.push(vm.text(scheme));
    },
    [`final addDataAuthority(${text}${text})V`]: (vm, self: IntentFilter, host: JavaString) => {
      self.peer.hosts.push(vm.text(host));
    },
    [`final addDataType(${text})V`]: (vm, self: IntentFilter, type: JavaString) => {
      self.peer.types.push(vm.text(type));
    },
    [`final addDataPath(${text}I)V`]: () => undefined,
    'final setPriority(I)V': (_vm, self: IntentFilter, priority: number) => {
      self.peer.priority = priority;
    },
    'final getPriority()I': (_vm, self: IntentFilter) => self.peer.priority,
    [`final hasAction(${text})Z`]: (_vm, self: IntentFilter, action: JavaString | null) =>
      self.peer.actions.includes(action?.value ?? ''),
    [`final hasCategory(${text})Z`]: (_vm, self: IntentFilter, category: JavaString | null) =>
      self.peer.categories.includes(category?.value ?? ''),
    'final countActions()I': (_vm, self: IntentFilter) => self.peer.actions.length,
    [`final getAction(I)${text}`]: (_vm, self: IntentFilter, index: number) =>
      self.peer.actions[index] ?? null,
    [`final matchAction(${text})Z`]: (_vm, self: IntentFilter, action: JavaString | null) =>
      self.peer.actions.includes(action?.value ?? ''),
  },
});
