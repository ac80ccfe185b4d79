import { defineClass } from '../../../machine/index.ts';
import type { JavaObject } from '../../../machine/index.ts';
import { ignored } from '../accessors.ts';

/** android.view.ActionProvider: what a menu item's provider does unless it says otherwise. */
export const actionProvider = defineClass({
  name: 'android/view/ActionProvider',
  flags: 'abstract',
  labels: 'container',
  methods: {
    '<init>(Landroid/content/Context;)V': ignored,
    'onCreateActionView(Landroid/view/MenuItem;)Landroid/view/View;': function* (vm, self: JavaObject) {
      return yield* vm.call(self, 'onCreateActionView()Landroid/view/View;');
    },
    'onPerformDefaultAction()Z': () => false,
    'hasSubMenu()Z': () => false,
    'onPrepareSubMenu(Landroid/view/SubMenu;)V': ignored,
    'overridesItemVisibility()Z': () => false,
    'isVisible()Z': () => true,
    'refreshVisibility()V': ignored,
    'setVisibilityListener(Landroid/view/ActionProvider$VisibilityListener;)V': ignored,
  },
});
