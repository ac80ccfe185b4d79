import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import type { Intent } from '../content/intent.ts';
import { ignored } from '../view/accessors.ts';
import { systemId } from '../view/styled.ts';
import { viewPart } from '../view/view-state.ts';
import { activityStateOf } from './activity-state.ts';
import { endEmbedded, startEmbedded } from './embedded-activity.ts';
import { resolveOwnActivity } from './start-activity.ts';

type Manager = JavaObject<{
  readonly parent: JavaObject;
  readonly children: Map<string, JavaObject>;
  current: string | undefined;
}>;

const groupOf = viewPart(() => ({ manager: null as Manager | null }));
const tabsOf = viewPart(() => ({ host: null as JavaObject | null, defaultTab: -1 }));

function managerOf(vm: Machine, self: JavaObject): Manager {
  const state = groupOf(self);
  if (!state.manager) {
    const made: Manager = vm.newObject('android/app/LocalActivityManager');
    made.peer = { parent: self, children: new Map(), current: undefined };
    state.manager = made;
  }
  return state.manager;
}

/** LocalActivityManager.startActivity: an activity whose window lies inside its parent's. */
function* startChild(vm: Machine, self: Manager, id: JavaString, intent: Intent): Steps<HeapObject | null> {
  const { parent, children } = self.peer;
  const key = vm.text(id);
  self.peer.current = key;
  const known = children.get(key);
  if (known) return activityStateOf(known).window;
  const { manifest } = vm.attached(SYSTEM).app;
  const target = resolveOwnActivity(manifest.components, manifest.packageName, intent.peer);
  if (!target)
    return vm.throwNew(
      'android/content/ActivityNotFoundException',
      `Unable to find explicit activity ${key}`,
    );
  const child = yield* startEmbedded(vm, parent, target.name, intent);
  children.set(key, child);
  return activityStateOf(child).window;
}

export const localActivityManager = defineClass({
  name: 'android/app/LocalActivityManager',
  labels: 'container',
  methods: {
    '<init>(Landroid/app/Activity;Z)V': (_vm, self: Manager, parent: JavaObject) => {
      self.peer = { parent, children: new Map(), current: undefined };
    },
    'startActivity(Ljava/lang/String;Landroid/content/Intent;)Landroid/view/Window;': startChild,
    'getActivity(Ljava/lang/String;)Landroid/app/Activity;': (vm, self: Manager, id: JavaString) =>
      self.peer.children.get(vm.text(id)) ?? null,
    'getCurrentActivity()Landroid/app/Activity;': (_vm, self: Manager) =>
      self.peer.children.get(self.peer.current ?? '') ?? null,
    'getCurrentId()Ljava/lang/String;': (_vm, self: Manager) => self.peer.current ?? null,
    'dispatchCreate(Landroid/os/Bundle;)V': ignored,
    'dispatchResume()V': ignored,
    'dispatchPause(Z)V': ignored,
    'dispatchStop()V': ignored,
    'dispatchDestroy(Z)V': ignored,
    'saveInstanceState()Landroid/os/Bundle;': () => null,
    'destroyActivity(Ljava/lang/String;Z)Landroid/view/Window;': function* (
      vm,
      self: Manager,
      id: JavaString,
    ) {
      const child = self.peer.children.get(vm.text(id));
      if (!child) return null;
      self.peer.children.delete(vm.text(id));
      yield* endEmbedded(vm, child);
      return activityStateOf(child).window;
    },
    'removeAllActivities()V': (_vm, self: Manager) => self.peer.children.clear(),
  },
});

const superInit = function* (vm: Machine, self: JavaObject): Steps<void> {
  yield* vm.callSpecial('android/app/Activity', '<init>()V', self);
};

export const activityGroup = defineClass({
  name: 'android/app/ActivityGroup',
  super: 'android/app/Activity',
  methods: {
    '<init>()V': superInit,
    '<init>(Z)V': superInit,
    'final getLocalActivityManager()Landroid/app/LocalActivityManager;': (vm, self: JavaObject) =>
      managerOf(vm, self),
    'getCurrentActivity()Landroid/app/Activity;': function* (vm, self: JavaObject) {
      return yield* vm.call(managerOf(vm, self), 'getCurrentActivity()Landroid/app/Activity;');
    },
    'protected onDestroy()V': function* (vm, self: JavaObject) {
      yield* vm.callSpecial('android/app/Activity', 'onDestroy()V', self);
      for (const child of managerOf(vm, self).peer.children.values()) yield* endEmbedded(vm, child);
    },
  },
});

/** The activity's tabs: from its layout, or the platform's own with tabs above. */
function* ensureTabs(vm: Machine, self: JavaObject): Steps<JavaObject | null> {
  const state = tabsOf(self);
  if (!state.host) yield* vm.call(self, 'setContentView(I)V', systemId(vm, 'layout', 'tab_content'));
  return state.host;
}

export const tabActivity = defineClass({
  name: 'android/app/TabActivity',
  super: 'android/app/ActivityGroup',
  methods: {
    '<init>()V': superInit,
    'onContentChanged()V': function* (vm, self: JavaObject) {
      const host = yield* vm.call<JavaObject | null>(
        self,
        'findViewById(I)Landroid/view/View;',
        systemId(vm, 'id', 'tabhost'),
      );
      if (!host)
        return vm.throwNew(
          'java/lang/RuntimeException',
          "Your content must have a TabHost whose id attribute is 'android.R.id.tabhost'",
        );
      tabsOf(self).host = host;
      yield* vm.call(host, 'setup(Landroid/app/LocalActivityManager;)V', managerOf(vm, self));
    },
    'getTabHost()Landroid/widget/TabHost;': (vm, self: JavaObject) => ensureTabs(vm, self),
    'getTabWidget()Landroid/widget/TabWidget;': function* (vm, self: JavaObject) {
      const host = yield* ensureTabs(vm, self);
      return host ? yield* vm.call(host, 'getTabWidget()Landroid/widget/TabWidget;') : null;
    },
    'setDefaultTab(I)V': (_vm, self: JavaObject, index: number) => {
      tabsOf(self).defaultTab = index;
    },
    'protected onPostCreate(Landroid/os/Bundle;)V': function* (vm, self: JavaObject) {
      const host = yield* ensureTabs(vm, self);
      if (host && (yield* vm.call<number>(host, 'getCurrentTab()I')) === -1)
        yield* vm.call(host, 'setCurrentTab(I)V', Math.max(0, tabsOf(self).defaultTab));
    },
  },
});
